"""Legs that the model exchanges for a moment, in a stretch that has a near and a far leg."""

import pytest
from figures import sight
from lessons import WISH, held, lying, recorded

from posecheck.assess.assessor import Assessor
from posecheck.assess.leg_order import FOR_A_MOMENT_S, LegOrder
from posecheck.measures import Role
from posecheck.pose.pose import Landmark
from posecheck.stretches.stretch import all_built_in
from posecheck.teaching.lesson import learn


@pytest.fixture(scope="module")
def stretch():
    learned = learn(WISH, [recorded(lying())]).stretch
    assert {rule.side for rule in learned.position} >= {Role.NEAR, Role.FAR}
    return learned


def exchanged(pose):
    return pose.with_legs_exchanged()


def near_knee_y(pose):
    return pose[Landmark.LEFT_KNEE][1]


def test_exchanged_legs_are_put_right_and_the_others_left_alone(stretch):
    order = LegOrder([stretch])
    for index, (_, pose) in enumerate(held(lying(), seconds=2)):
        seen = exchanged(pose) if index % 3 == 2 else pose
        right = order.observe(sight(seen)).pose
        assert near_knee_y(right) == pytest.approx(near_knee_y(pose))


def test_legs_that_stay_exchanged_are_another_position(stretch):
    order = LegOrder([stretch])
    poses = held(lying(), seconds=4)
    order.observe(sight(poses[0][1]))
    for time_s, pose in poses[1:]:
        seen = exchanged(pose)
        right = order.observe(sight(seen)).pose
        kept = time_s > FOR_A_MOMENT_S
        assert near_knee_y(right) == pytest.approx(near_knee_y(seen if kept else pose))


def test_who_lies_the_other_way_round_is_not_in_position(stretch):
    assessor = Assessor([stretch])
    seen = [assessor.assess(pose, s) for s, pose in held(lying().mirrored(), yaw_deg=90)]
    assert not any(assessment.in_position for assessment in seen)


def test_it_is_recognised_with_legs_exchanged_in_every_third_frame(stretch):
    assessor = Assessor((*all_built_in(), stretch))
    seen = [
        assessor.assess(exchanged(pose) if index % 3 == 2 else pose, time_s)
        for index, (time_s, pose) in enumerate(held(lying()))
    ]
    assert seen[-1].recognised
    assert seen[-1].stretch == stretch
    assert not any(assessment.faults for assessment in seen)


def test_stretches_without_near_and_far_legs_change_nothing():
    order = LegOrder(all_built_in())
    _, pose = held(lying())[0]
    here = sight(pose)
    assert order.observe(here) is here
