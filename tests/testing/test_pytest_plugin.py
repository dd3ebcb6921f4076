"""The fixtures in a run of pytest of their own, found through the installed entry point."""

from importlib.metadata import entry_points

import pytest
from places import DEMO_CLIP

from posecheck.testing import pytest_plugin

pytest_plugins = "pytester"

PLUGIN = pytest_plugin.__name__
LUNGE = DEMO_CLIP

pytestmark = pytest.mark.skipif(
    not any(point.value == PLUGIN for point in entry_points(group="pytest11")),
    reason="posecheck is not installed, or an older one",
)

TESTS = f"""
CLIP = {str(LUNGE)!r}

def test_right(assert_form):
    assert_form(CLIP, stretch="half_kneeling_lunge", good=["knee_over_ankle"],
                fix=["trunk_upright", "flat_back"])

def test_wrong(assert_form):
    assert_form(CLIP, stretch="half_kneeling_lunge", good=["trunk_upright", "flat_back", "steady"],
                cannot_judge=["knee_over_ankle"])

def test_unknown(assert_form):
    assert_form(CLIP, stretch="half_kneeling_lunge", good=["elbow"])

def test_result(score_clip, assert_form):
    result = score_clip(CLIP, stretch="half_kneeling_lunge")
    assert result is score_clip(CLIP, stretch="half_kneeling_lunge")
    assert_form(result, fix=["trunk_upright"])
"""


@pytest.fixture(scope="module")
def judged(analyzed):
    return analyzed(LUNGE, "half_kneeling_lunge")


def test_a_test_of_form_passes_or_says_value_limits_and_time(pytester, judged):
    pytester.makepyfile(TESTS)
    ended = pytester.runpytest_subprocess()
    ended.assert_outcomes(passed=2, failed=2)
    trunk = judged.check("trunk_upright")
    said = str(ended.stdout)
    assert f"trunk_upright: good expected, fix given: {trunk.value:g}°" in said
    assert f"good is {trunk.good[0]:g} to {trunk.good[1]:g}°" in said
    pauses = {pause.reason: pause.at_s for hold in judged.holds for pause in hold.pauses}
    assert f"at {pauses[trunk.cue]:.1f} s: {trunk.cue}" in said
    assert "knee_over_ankle: cannot judge expected, good given" in said
    assert "steady: good expected" not in said
    assert "half_kneeling_lunge has no check 'elbow'; it has front_knee" in said
    assert "posecheck/testing/form.py" not in said.replace("\\", "/").split("test_unknown")[0]


def test_another_file_is_scored_whatever_its_name_and_the_same_one_once(pytester):
    pytester.makepyfile("""
        import os
        from posecheck import VideoError
        import numpy as np, pytest
        from PIL import Image

        def blank(path, width):
            Image.fromarray(np.zeros((48, width, 3), np.uint8)).save(path)

        @pytest.mark.parametrize("width", [64, 80])
        def test_another_one_of_the_same_name(tmp_path, monkeypatch, score_clip, width):
            monkeypatch.chdir(tmp_path)
            blank("a.png", width)
            assert score_clip("a.png").clip.size == (width, 48)

        def test_overwritten(tmp_path, score_clip):
            for width in (64, 80):
                blank(tmp_path / "a.png", width)
                first = score_clip(tmp_path / "a.png")
                assert first.clip.size == (width, 48)
                assert score_clip(tmp_path / "a.png") is first
    """)
    pytester.runpytest_subprocess().assert_outcomes(passed=3)


def test_a_stretch_of_ones_own_that_is_another_by_now_is_looked_for(pytester):
    pytester.makepyfile("""
        import pytest
        import posecheck.api

        posecheck.api.analyze = lambda *given, **more: object()

        @pytest.mark.parametrize("name", ["mine", "auto+own"])
        @pytest.mark.parametrize("folder", ["a", "b"])
        def test_own(tmp_path, monkeypatch, score_clip, name, folder):
            monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
            own = tmp_path / "stretches" / "mine.toml"
            own.parent.mkdir()
            own.touch()
            first = score_clip("a.png", name)
            assert score_clip("a.png", name) is first
            own.write_text("another one")
            assert score_clip("a.png", name) is not first
    """)
    pytester.runpytest_subprocess().assert_outcomes(passed=4)


def test_the_fixtures_are_listed_with_what_they_do(pytester):
    listed = pytester.runpytest_subprocess("--fixtures")
    listed.stdout.fnmatch_lines(["score_clip*", "*Scores a clip*", "assert_form*", "*Asserts the*"])
