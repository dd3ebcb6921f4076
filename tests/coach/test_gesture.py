"""Hands are raised by moving the arm's joints of a figure whose rest is known."""

from dataclasses import replace

import numpy as np
import pytest
from figures import bridge, butterfly, hidden, lunge, moved, pigeon, seen, swapped
from places import CLIPS
from sessions import GOOD, holding

from posecheck.coach import HoldPaused, HoldResumed, Phase
from posecheck.coach.gesture import HOLD_S, LOST_S, HandSignal, raised_hand
from posecheck.pose.pose import Joint, Pose, Side

ARM_M = 0.27
FIGURES = {
    "lunge from the side": (lunge(), 90),
    "lunge from the other side": (lunge(), -90),
    "butterfly from the front": (butterfly(), 0),
    "pigeon obliquely": (pigeon(), 45),
}
ON_THE_BACK = {"bridge": (bridge(), 90), "bridge obliquely": (bridge(), 45)}
figures = pytest.mark.parametrize(("figure", "yaw"), FIGURES.values(), ids=FIGURES)


def with_arm(pose: Pose, side: Side, upper_deg: float, forearm_deg: float) -> Pose:
    """The pose with an arm in the picture's plane; 0 = sideways, 90 = up, -90 = down."""
    points = pose.points.copy()
    joint = Joint.SHOULDER.of(side)
    for following, angle in ((Joint.ELBOW, upper_deg), (Joint.WRIST, forearm_deg)):
        way = np.array([np.cos(np.radians(angle)), -np.sin(np.radians(angle))])
        points[following.of(side)] = points[joint] + way * ARM_M * pose.pixels_per_metre
        joint = following.of(side)
    return replace(pose, points=points)


def at_rest(pose: Pose) -> Pose:
    for side in Side:
        pose = with_arm(pose, side, -90, -90)
    return pose


def raised(pose: Pose = GOOD.pose, side: Side = Side.LEFT) -> Pose:
    return with_arm(pose, side, -10, 85)


@figures
@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("upper_deg", [-30, 0, 15, 180])
def test_a_hand_beside_the_head_is_raised(figure, yaw, side, upper_deg):
    assert raised_hand(with_arm(at_rest(seen(figure, yaw)), side, upper_deg, 85)) is side


@figures
def test_a_hand_before_the_chest_is_not_raised(figure, yaw):
    assert raised_hand(with_arm(at_rest(seen(figure, yaw)), Side.LEFT, -70, 80)) is None


@figures
def test_hands_that_rest_are_not_raised(figure, yaw):
    assert raised_hand(at_rest(seen(figure, yaw))) is None


@pytest.mark.parametrize("upper_deg", [50, 70, 90, 110])
def test_an_arm_stretched_overhead_is_not_a_raised_hand(upper_deg):
    assert raised_hand(with_arm(seen(lunge()), Side.LEFT, upper_deg, upper_deg)) is None


@pytest.mark.parametrize(("figure", "yaw"), ON_THE_BACK.values(), ids=ON_THE_BACK)
@pytest.mark.parametrize("upper_deg", [50, 90, 120])
def test_on_the_back_an_arm_in_the_air_is_one(figure, yaw, upper_deg):
    pose = with_arm(at_rest(seen(figure, yaw)), Side.LEFT, upper_deg, 90)
    assert raised_hand(pose) is Side.LEFT


@pytest.mark.parametrize(("figure", "yaw"), ON_THE_BACK.values(), ids=ON_THE_BACK)
@pytest.mark.parametrize("upper_deg", [180, 0, -60])
def test_on_the_back_a_forearm_that_stands_on_the_floor_is_none(figure, yaw, upper_deg):
    pose = at_rest(seen(figure, yaw))
    assert raised_hand(with_arm(pose, Side.LEFT, upper_deg, 90)) is None


@figures
def test_two_hands_at_once_are_no_signal(figure, yaw):
    pose = at_rest(seen(figure, yaw))
    for side, upper_deg in ((Side.LEFT, 0), (Side.RIGHT, 180)):
        pose = with_arm(pose, side, upper_deg, 85)
    assert raised_hand(pose) is None


@pytest.mark.parametrize("joint", [Joint.ANKLE, Joint.FOOT_INDEX, Joint.HIP])
def test_a_hand_that_holds_a_foot_or_props_the_hips_is_not_raised(joint):
    pose = raised()
    points = pose.points.copy()
    points[joint.of(Side.LEFT)] = pose[Joint.WRIST.of(Side.LEFT)]
    assert raised_hand(replace(pose, points=points)) is None


@pytest.mark.parametrize("joint", [Joint.ANKLE, Joint.FOOT_INDEX])
def test_nor_is_one_with_the_foot_in_the_crook_of_its_elbow(joint):
    pose = raised()
    points = pose.points.copy()
    points[joint.of(Side.LEFT)] = pose[Joint.ELBOW.of(Side.LEFT)]
    assert raised_hand(replace(pose, points=points)) is None


def test_nor_are_hands_that_are_joined():
    pose = raised()
    points = pose.points.copy()
    points[Joint.WRIST.of(Side.RIGHT)] = pose[Joint.WRIST.of(Side.LEFT)]
    assert raised_hand(replace(pose, points=points)) is None


@pytest.mark.parametrize("name", ["man_thin_75", "woman"])
def test_hands_beside_the_hips_seen_from_the_head_end_are_not_raised(name, poses_of):
    poses = poses_of(CLIPS / f"bridge_good_head_end_{name}.mp4")
    assert {raised_hand(pose) for _, pose in poses if pose} == {None}


def test_a_forearm_that_points_forward_is_no_raised_hand():
    assert raised_hand(with_arm(seen(lunge()), Side.LEFT, 20, 30)) is None


@pytest.mark.parametrize("joint", [Joint.WRIST, Joint.ELBOW])
def test_a_hand_that_is_not_seen_is_not_raised(joint):
    assert raised_hand(hidden(raised(), joint.of(Side.LEFT))) is None


@pytest.mark.parametrize("scale", [0.3, 1.0, 3.0])
def test_the_size_of_the_picture_does_not_matter(scale):
    size = (round(640 * scale), round(480 * scale))
    assert raised_hand(moved(raised(), size, scale=scale)) is Side.LEFT
    assert raised_hand(moved(GOOD.pose, size, scale=scale)) is None


def test_left_taken_for_right_is_the_other_hand():
    assert raised_hand(swapped(raised())) is Side.RIGHT


def test_the_arm_overhead_of_a_real_lunge_is_no_raised_hand(poses_of):
    poses = poses_of(CLIPS / "lunge_left_good_overhead_side_woman_thin.mp4")
    assert {raised_hand(pose) for _, pose in poses if pose} == {None}


# ------------------------------------------------------------------------------------ held up


def signals(*parts, fps=10.0):
    """When the signal is given, over parts of (pose, seconds)."""
    hand, found, frame = HandSignal(), [], 0
    for pose, seconds in parts:
        for _ in range(round(seconds * fps)):
            if hand.observe(pose, frame / fps):
                found.append(frame / fps)
            frame += 1
    return found


def test_the_signal_is_given_once_the_hand_has_been_up_long_enough():
    assert signals((GOOD.pose, 1), (raised(), 5)) == [pytest.approx(1 + HOLD_S)]


def test_a_hand_that_comes_down_too_soon_is_no_signal():
    assert signals(*[(raised(), HOLD_S - 0.3), (GOOD.pose, 1)] * 3) == []


def test_a_hand_that_is_lost_for_a_moment_is_still_up():
    blinking = [(raised(), 0.5), (GOOD.pose, LOST_S - 0.1)] * 3
    assert len(signals(*blinking)) == 1


def test_the_hand_must_come_down_before_the_next_signal():
    assert len(signals((raised(), 10))) == 1
    assert len(signals((raised(), 3), (GOOD.pose, 1), (raised(), 3))) == 2


def test_nobody_raises_nothing():
    assert signals((None, 5)) == []


def test_a_raised_hand_pauses_the_session_and_the_next_one_goes_on():
    session = holding(4)
    lifted = replace(GOOD, pose=raised())
    (pause,) = [e for e in session.see(lifted, 3) if isinstance(e, HoldPaused)]
    held_s = session.coach.view.held_s
    assert pause.by_person
    assert session.see(GOOD, 5) == []
    assert session.coach.view.phase is Phase.PAUSED
    (resumed,) = [e for e in session.see(lifted, 2) if isinstance(e, HoldResumed)]
    session.see(GOOD, 1)
    assert session.coach.view.held_s > held_s
    assert resumed.time_s > pause.time_s + HOLD_S
