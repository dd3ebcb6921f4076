"""What the learned stretch says of a recording, and when something is wrong with it."""

import pytest
from figures import summed_up
from lessons import held, low_squat, squat

from posecheck.assess.assessor import Assessor
from posecheck.assess.steadiness import STEADY
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in
from posecheck.teaching.proof import judged

STRETCH = low_squat().stretch


def result(figure, stretches=(STRETCH,)):
    assessor = Assessor(stretches)
    assessments = [assessor.assess(pose, time_s) for time_s, pose in held(figure)]
    return summed_up(assessments, named=len(stretches) == 1)


@pytest.mark.parametrize("stretches", [(STRETCH,), (*all_built_in(), STRETCH)])
def test_one_done_well_has_nothing_wrong(stretches):
    proof = judged("good.mp4", result(squat(), stretches), STRETCH)
    assert proof.wrong is None
    assert "nothing to fix" in proof.says


def test_bouncing_is_nothing_that_limits_of_the_stretch_could_change():
    well = result(squat())
    steady = next(check for check in well.checks if check.id == STEADY.id)
    bouncing = steady.model_copy(update={"verdict": Grade.FIX})
    checks = tuple(bouncing if check is steady else check for check in well.checks)
    moving = well.model_copy(update={"checks": checks})
    assert judged("good.mp4", moving, STRETCH).wrong is None


def test_one_done_badly_must_show_its_fault():
    bad = judged("bad.mp4", result(squat(knee_deg=90)), STRETCH, "knee")
    assert bad.wrong is None
    assert "to fix: Bend your knee more" in bad.says
    good = judged("bad.mp4", result(squat()), STRETCH, "knee")
    assert good.wrong == "In bad.mp4, done badly, knee is not to be fixed: narrow its limits."


def test_what_is_wrong_says_what_to_change():
    stands = result(squat(knee_deg=178, lean_deg=0))
    assert "is not recognised as low_squat: widen" in judged("a.mp4", stands, STRETCH).wrong
    off = result(squat(knee_deg=90))
    assert "done well, knee is to be fixed: widen" in judged("a.mp4", off, STRETCH).wrong
