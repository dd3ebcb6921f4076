"""`posecheck stretches`: the list, and one stretch in full."""

from command_line import run

from posecheck.outputs.numbers import limits_words
from posecheck.stretches.stretch import built_in


def test_the_stretches_are_listed_and_described(tmp_path):
    listed = run(tmp_path, "stretches")
    assert (listed.code, listed.err) == (0, "")
    described = run(tmp_path, "stretches", "half_kneeling_lunge")
    assert (described.code, described.err) == (0, "")
    spec = built_in("half_kneeling_lunge").variants("front_knee")[0]
    limits = limits_words(*spec.good, "deg")
    for words in ("front_knee", f"good {limits}; fix", spec.cue_low, "from the side"):
        assert words in described.out
