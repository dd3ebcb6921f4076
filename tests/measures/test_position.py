"""Where the body is, from any view."""

from dataclasses import replace

import numpy as np
import pytest
from figures import seen, sight
from measure_cases import POSITION_CASES, every_picture, measures_in, reads_the_truth
from measure_figures import leg_back

from posecheck.measures import position, take
from posecheck.pose.pose import Joint, Side


def test_every_measure_of_the_module_is_held_against_the_truth():
    assert measures_in(position) == {case.measure for case in POSITION_CASES}


@every_picture(POSITION_CASES)
def test_the_truth_is_read_in_every_picture(case, yaw, mirrored):
    reads_the_truth(case, yaw, mirrored)


@pytest.mark.parametrize(
    ("knee", "behind_t", "above_t", "held"),
    [
        *((90, 0.6, 0.3, True), (90, 0.6, 0.0, True), (90, 0.1, 0.9, False)),
        *((90, -0.6, 0.3, False), (90, 0.6, -0.5, False), (175, 0.6, 0.3, False)),
    ],
)
@pytest.mark.parametrize("yaw", [90, -90])
def test_a_hand_raised_behind_the_shoulders_holds_a_lifted_foot(knee, behind_t, above_t, held, yaw):
    """A hand on the back of somebody who leans forward, the back leg straight, holds nothing."""
    pose = seen(leg_back(knee=knee, fall=5), yaw)
    points, up = pose.points.copy(), np.array([0.0, -1.0])
    away = pose.trunk_px * (above_t * up - behind_t * pose.forward)
    points[Joint.WRIST.of(Side.LEFT)] = pose.middle(Joint.SHOULDER) + away
    distance = take("hand_to_back_foot", sight(replace(pose, points=points)))
    assert (distance.value == 0.0) is held
