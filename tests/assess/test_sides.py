"""Left and right over time: the front leg, and frames that have left and right exchanged."""

from dataclasses import replace

import numpy as np
import pytest
from figures import (
    STANDING,
    bridge,
    butterfly,
    clip,
    diamond,
    lunge,
    pigeon,
    seen,
    sight,
    spoilt,
    swapped,
    with_body,
)

from posecheck.assess.sides import (
    LEAD_WEIGHT,
    LEAST_EVIDENCE,
    OUTLINE_WEIGHT,
    SideState,
    SideTracker,
    front_leg,
    leg_in_front_by_outline,
)
from posecheck.measures import Role, Sight, take
from posecheck.pose.pose import LOWER_LEG, Joint, Landmark, Side
from posecheck.support.debounce import SWAP_FRAMES


@pytest.mark.parametrize("yaw", [25, 45, 70, 90, -90, 0, 180])
@pytest.mark.parametrize("front", Side)
def test_the_front_leg_is_seen_from_every_direction(front, yaw):
    pose = seen(lunge(front=front), yaw)
    assert front_leg(pose, sight(pose).view) is front


@pytest.mark.parametrize("figure", [STANDING, butterfly(), diamond(), bridge()])
def test_no_leg_is_in_front_where_none_leads(figure):
    pose = seen(figure)
    assert front_leg(pose, sight(pose).view) is None


def test_a_front_leg_that_cannot_be_read_is_not_guessed():
    pose = spoilt(seen(lunge()), Landmark.LEFT_KNEE)
    assert front_leg(pose, sight(pose).view) is None


def test_a_named_front_leg_is_never_overruled():
    poses = clip(lunge(front=Side.LEFT), 3)
    tracker = SideTracker(Side.RIGHT)
    seen_as = [tracker.observe(pose, sight(pose).view) for pose in poses]
    assert {sides.front for sides in seen_as} == {Side.RIGHT}
    assert seen_as[-1].state is SideState.OTHER
    assert seen_as[-1].pose is poses[-1]


def test_legs_exchanged_for_a_few_frames_are_put_right():
    plain = clip(lunge(), 3)
    poses = list(plain)
    poses[20 : 20 + SWAP_FRAMES] = [swapped(p, LOWER_LEG) for p in poses[20 : 20 + SWAP_FRAMES]]
    tracker, view = SideTracker(), sight(poses[0]).view
    for pose, right in zip(poses, plain, strict=True):
        sides = tracker.observe(pose, view)
        assert (sides.front, sides.state) == (Side.LEFT, SideState.KNOWN)
        np.testing.assert_array_equal(sides.pose.points, right.points)


def test_legs_that_the_model_exchanged_are_put_right_where_outline_and_looks_outweigh_it():
    pose = with_body(seen(pigeon(), pitch_deg=20))
    view = sight(pose).view
    exchanged = swapped(pose, LOWER_LEG)
    assert take("knee_ahead", Sight(exchanged, view), Role.LEFT).value < 0
    assert leg_in_front_by_outline(exchanged, view) is Side.LEFT
    balanced = LEAD_WEIGHT - OUTLINE_WEIGHT
    assert front_leg(exchanged, view, balanced) is None
    assert front_leg(exchanged, view, balanced - 2 * LEAST_EVIDENCE) is Side.RIGHT
    assert front_leg(exchanged, view, balanced + 2 * LEAST_EVIDENCE) is Side.LEFT
    sides = SideTracker().observe(exchanged, view, balanced + 2 * LEAST_EVIDENCE)
    np.testing.assert_array_equal(sides.pose.points, pose.points)
    np.testing.assert_array_equal(sides.pose.world, pose.world)
    assert SideTracker().observe(exchanged, view).pose is exchanged
    assert SideTracker().observe(pose, view).pose is pose


@pytest.mark.parametrize("front", Side)
def test_from_a_level_camera_the_model_is_believed(front):
    pose = with_body(seen(pigeon(front=front)))
    assert abs(take("leg_ahead_lower", sight(pose), Role.BOTH).value) < 0.15
    sides = SideTracker().observe(pose, sight(pose).view)
    assert (sides.pose is pose, sides.front) == (True, front)


@pytest.mark.parametrize("named", [None, *Side])
def test_the_other_leg_in_front_is_followed_unless_one_is_named(named):
    poses = [*clip(lunge(front=Side.LEFT), 1.5), *clip(lunge(front=Side.RIGHT), 3, start_s=1.5)]
    tracker = SideTracker(named)
    last = [tracker.observe(pose, sight(pose).view) for pose in poses][-1]
    other = named is Side.LEFT
    assert last.front is (named or Side.RIGHT)
    assert last.state is (SideState.OTHER if other else SideState.KNOWN)


def test_legs_that_look_exchanged_in_every_other_frame_are_left_alone():
    tracker, poses = SideTracker(), clip(lunge(), 3)
    view = sight(poses[0]).view
    contrary = -LEAD_WEIGHT * 1.6
    assert front_leg(poses[0], view, contrary) is Side.RIGHT
    for number, pose in enumerate(poses):
        sides = tracker.observe(pose, view, contrary if number % 2 else 0.0)
        assert (sides.pose is pose, sides.front) == (True, Side.LEFT)


def test_looks_that_contradict_the_joints_for_long_decide():
    tracker, poses = SideTracker(), clip(lunge(), 3)
    view = sight(poses[0]).view
    assert [tracker.observe(pose, view).front for pose in poses[:12]][-1] is Side.LEFT
    last = [tracker.observe(pose, view, -2 * LEAD_WEIGHT) for pose in poses[12:]][-1]
    assert (last.front, last.state) == (Side.RIGHT, SideState.KNOWN)
    np.testing.assert_array_equal(last.pose.points, swapped(poses[-1], LOWER_LEG).points)


def test_sides_that_no_exchange_explains_are_unclear_and_the_pose_is_left_alone():
    poses = clip(lunge(), 1.5)
    tracker, view = SideTracker(), sight(poses[0]).view
    for pose in poses:
        tracker.observe(pose, view)
    odd = replace(swapped(poses[-1], (Joint.HIP, Joint.SHOULDER)), time_s=poses[-1].time_s + 0.03)
    sides = tracker.observe(odd, view)
    assert (sides.front, sides.state) == (Side.LEFT, SideState.UNCLEAR)
    assert sides.pose is odd


@pytest.mark.parametrize("front", Side)
def test_no_doubtful_time_turns_the_front_leg_of_a_position_that_is_held(front):
    poses = clip(lunge(front=front), 6)
    exchanged = [swapped(pose) for pose in poses[30:50]]
    tracker, view = SideTracker(), sight(poses[0]).view
    fronts = {
        tracker.observe(pose, view, holds=True).front
        for pose in [*poses[:30], *exchanged, *poses[50:]]
    }
    assert fronts == {front}


def test_a_leg_mistaken_at_first_is_put_right_while_the_position_is_held():
    poses = clip(lunge(front=Side.LEFT), 6)
    tracker, view = SideTracker(), sight(poses[0]).view
    for pose in poses[:10]:
        assert tracker.observe(pose, view, looks_left=-6.0, holds=True).front is Side.RIGHT
    seen_as = [tracker.observe(pose, view, holds=True).front for pose in poses[10:]]
    assert seen_as[-1] is Side.LEFT


def test_the_front_leg_changes_soon_once_the_position_was_left():
    left, right = (clip(lunge(front=front), 6) for front in Side)
    tracker, view = SideTracker(), sight(left[0]).view
    for pose in left:
        tracker.observe(pose, view, holds=True)
    standing = [replace(seen(STANDING), time_s=left[-1].time_s + 0.1 * i) for i in range(1, 11)]
    for pose in standing:
        tracker.observe(pose, view)
    after = [replace(pose, time_s=standing[-1].time_s + 0.1 + pose.time_s) for pose in right[:20]]
    assert [tracker.observe(pose, view).front for pose in after][-1] is Side.RIGHT
