"""What is read of a person: known angles of stick figures, on either side."""

import numpy as np
import pytest
from lessons import held, lifted_leg, squat

from posecheck.measures import Role
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.teaching.readings import Quantity, Reader, quantities, series, usual_view


def read(figure, yaw_deg=90.0):
    reader = Reader()
    return [reader.read(pose) for _, pose in held(figure, yaw_deg=yaw_deg)]


@pytest.mark.parametrize("yaw_deg", [90, -90])
def test_values_are_those_of_the_figure(yaw_deg):
    moments = read(squat(knee_deg=70), yaw_deg)
    assert usual_view(moments) is ViewKind.SIDE
    knees = series(moments, Quantity("knee_angle", Role.NEAR))
    assert knees == pytest.approx(70 - 1.5)  # the measure's bias


def test_the_far_leg_is_the_one_that_is_not_near():
    figure = lifted_leg()
    near, far = Quantity("knee_ahead", Role.NEAR), Quantity("knee_ahead", Role.FAR)
    left, right = read(figure, 90), read(figure, -90)
    assert series(left, near).mean() == pytest.approx(series(right, far).mean())
    assert series(left, near).mean() > series(left, far).mean() + 0.5
    assert {moment.front for moment in left[5:]} == {Side.LEFT}


def test_what_cannot_be_read_is_missing():
    side_lean = Quantity("trunk_side_lean", Role.BOTH)
    assert np.isnan(series(read(squat()), side_lean)).all()


def test_sided_measures_come_once_for_each_half():
    found = quantities(("knee_angle", "hip_height"), (Role.NEAR, Role.FAR))
    assert found == (
        Quantity("knee_angle", Role.NEAR),
        Quantity("knee_angle", Role.FAR),
        Quantity("hip_height", Role.BOTH),
    )


def test_following_a_pose_is_reading_it_without_its_values():
    reading, following = Reader(), Reader()
    for _, pose in held(lifted_leg()):
        moment, sight = reading.read(pose), following.follow(pose)
        assert (moment.view, moment.front) == (sight.view.kind, sight.front)
