"""What the user chose, and how the report says it."""

from posecheck.outputs.options import OutputOptions, settings_words


def test_only_what_was_asked_for_is_said():
    assert settings_words("auto", "left", ()) == {"Asked for": "stretch auto, front leg left"}
    own = settings_words("bridge", "auto", ("hip_height=160:200", "steady=0:1"))
    assert own["Own limits"] == "hip_height=160:200, steady=0:1"


def test_options_of_two_runs_share_nothing():
    assert OutputOptions().settings is not OutputOptions().settings
