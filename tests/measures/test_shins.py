"""Feet and knees of a person who lies face up, by the outline."""

from dataclasses import replace

import pytest
from figures import seen, sight, with_body
from measure_cases import SHIN_CASES, every_picture, measures_in, reads_the_truth
from measure_figures import SHIN_WIDTH_T, feet_planted

from posecheck.measures import CannotJudge, Measurement, shins, take
from posecheck.pose.pose import Joint, Pose


def test_every_measure_of_the_module_is_held_against_the_truth():
    assert measures_in(shins) == {case.measure for case in SHIN_CASES}


@every_picture(SHIN_CASES)
def test_the_truth_is_read_in_every_picture(case, yaw, mirrored):
    reads_the_truth(case, yaw, mirrored)


def with_knees(pose: Pose, other: Pose) -> Pose:
    """A pose with the knees, but not the body, of another one."""
    points = pose.points.copy()
    points[list(Joint.KNEE.both)] = other.points[list(Joint.KNEE.both)]
    return replace(pose, points=points)


KNEES_IN, KNEES_OUT = feet_planted(-12, -75, 90), feet_planted(14, -72, -90)


@pytest.mark.parametrize(
    ("shown", "modelled"), [(KNEES_IN, KNEES_OUT), (KNEES_OUT, KNEES_IN)], ids=["in", "out"]
)
def test_knees_are_refused_where_outline_and_joints_disagree(shown, modelled):
    body = with_body(seen(shown, 45), SHIN_WIDTH_T)
    assert isinstance(take("knee_tracking", sight(body)), Measurement)
    muddled = with_knees(body, seen(modelled, 45))
    assert "different things" in take("knee_tracking", sight(muddled)).reason


@pytest.mark.parametrize(("knees", "believed"), [(KNEES_IN, True), (feet_planted(), False)])
def test_where_the_legs_cover_each_other_only_knees_plainly_together_are_believed(knees, believed):
    covered = sight(with_body(seen(knees, 45), limb_width_t=0.8))
    assert isinstance(take("feet_width", covered), CannotJudge)
    assert isinstance(take("knee_tracking", covered), Measurement) is believed
