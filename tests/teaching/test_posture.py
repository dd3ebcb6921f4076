"""What posture a hold shows, on stick figures."""

import pytest
from figures import lying_flat
from lessons import hamstring_stretch, lifted_leg, lying, recorded, squat, straddle

from posecheck.measures import Role
from posecheck.pose.view import ViewKind
from posecheck.teaching.posture import (
    far_leg_may_be_hidden,
    foot_stands,
    is_uneven,
    is_upright,
    legs_are_spread,
    lies_on_side,
)
from posecheck.teaching.readings import Moment, Quantity


@pytest.mark.parametrize(
    ("figure", "upright", "uneven", "spread"),
    [
        (squat(), True, False, False),
        (straddle(), True, False, True),
        (lifted_leg(), True, True, False),
        (lying(), False, True, False),
    ],
)
def test_trunk_and_legs(figure, upright, uneven, spread):
    moments = recorded(figure).moments
    assert is_upright(moments) == upright
    assert is_uneven(moments) == uneven
    assert legs_are_spread(moments) == spread


@pytest.mark.parametrize(
    ("figure", "hidden"),
    [
        (hamstring_stretch(), True),
        (lying(), True),
        (lying_flat(), False),
        (lifted_leg(), False),
        (squat(), False),
    ],
)
def test_a_far_leg_may_be_hidden_of_who_lies_with_one_leg_lifted(figure, hidden):
    assert far_leg_may_be_hidden(recorded(figure).moments) == hidden


def test_only_a_foot_on_the_floor_of_the_hips_stands():
    moments = recorded(lying()).moments
    assert foot_stands(moments, Role.NEAR)
    assert not foot_stands(moments, Role.FAR)
    assert not foot_stands(recorded(squat()).moments, Role.NEAR)


@pytest.mark.parametrize(
    ("inclination", "facing_up", "on_side"), [(90, 5, True), (90, 80, False), (5, 0, False)]
)
def test_who_lies_on_the_side_faces_neither_up_nor_down(inclination, facing_up, on_side):
    values = {
        Quantity("trunk_inclination", Role.BOTH): float(inclination),
        Quantity("facing_up", Role.BOTH): float(facing_up),
    }
    assert lies_on_side([Moment(0.0, ViewKind.FEET, None, None, values)]) == on_side
