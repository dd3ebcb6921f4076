"""The legs of a person who sits, by the outline."""

from dataclasses import replace

import numpy as np
import pytest
from figures import (
    STANDING,
    butterfly,
    diamond,
    lunge,
    pigeon,
    pigeon_with_a_lost_leg,
    seen,
    sight,
    with_body,
)
from measure_cases import REAR_LEG_CASES, every_picture, is_a_result, measures_in, reads_the_truth
from measure_figures import FLAT_ON_BACK, leg_back

from posecheck.measures import rear_leg, take
from posecheck.measures.rear_leg import LEG_LOST, NOTHING_BEHIND, STRETCHED_OUT_T, rear_leg_is_lost
from posecheck.pose.pose import Joint, Landmark


def test_every_measure_of_the_module_is_held_against_the_truth():
    assert measures_in(rear_leg) == {case.measure for case in REAR_LEG_CASES}


@every_picture(REAR_LEG_CASES)
def test_the_truth_is_read_in_every_picture(case, yaw, mirrored):
    reads_the_truth(case, yaw, mirrored)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_ragged_mask_behind_the_hips_gives_a_value_or_a_reason():
    pose = seen(STANDING, size=(1280, 1280))
    x, y = (round(float(v)) for v in pose.middle(Joint.HIP))
    backward = -round(float(np.sign(pose[Landmark.NOSE][0] - x)))
    mask = np.zeros((1280, 1280), bool)
    for i in range(22):
        top = y + (0 if i < 17 else 30)
        mask[top : top + 2, x + backward * i] = True
    assert is_a_result(take("back_leg_angle", sight(replace(pose, mask=mask))))


def test_a_lost_leg_reaches_as_far_as_a_leg_does_and_its_angles_are_not_judged():
    lost = sight(pigeon_with_a_lost_leg())
    assert rear_leg_is_lost(lost)
    assert take("reach_behind", lost).value == STRETCHED_OUT_T
    assert take("reach_behind", replace(lost, rear_leg_reach_t=1.9)).value == 1.9
    for name in ("back_leg_angle", "back_thigh_fall", "leg_ahead_lower", "knees_lead"):
        assert take(name, lost) == LEG_LOST


@pytest.mark.parametrize("figure", [pigeon(), butterfly(), diamond(), lunge()])
def test_no_leg_is_lost_where_the_model_shows_both(figure):
    assert not rear_leg_is_lost(sight(with_body(seen(figure))))


@pytest.mark.parametrize("figure", [butterfly(), lunge(), FLAT_ON_BACK])
def test_without_a_leg_behind_none_can_lie_lower(figure):
    assert take("leg_ahead_lower", sight(with_body(seen(figure)))) == NOTHING_BEHIND


def test_a_back_foot_outside_the_picture_is_said():
    pose = with_body(seen(leg_back(180, 5)))
    foot_x, hip_x = pose[Landmark.RIGHT_ANKLE][0], pose.middle(Joint.HIP)[0]
    knee_x = round(float(foot_x + hip_x) / 2)
    mask, points = pose.mask, pose.points
    if foot_x < hip_x:
        points, mask = points - [knee_x, 0], mask[:, knee_x:]
    else:
        mask = mask[:, :knee_x]
    cut = replace(pose, points=points, mask=mask, size=mask.shape[::-1])
    assert "outside the picture" in take("back_leg_angle", sight(cut)).reason
