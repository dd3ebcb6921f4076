from dataclasses import replace

import pytest
from figures import STANDING, bridge, butterfly, clip, diamond, lunge, pigeon, seen, spoilt, swapped
from hypothesis import given
from hypothesis import strategies as st

from posecheck.pose import view
from posecheck.pose.pose import Joint, Landmark, Pose, Side
from posecheck.pose.view import ViewKind, ViewTracker, near_side, signed_yaw_deg
from posecheck.support.debounce import SWAP_FRAMES

LYING = bridge()


def track(poses):
    tracker = ViewTracker()
    return [tracker.observe(pose) for pose in poses]


def one(figure, yaw):
    return ViewTracker().observe(seen(figure, yaw))


@given(yaw=st.floats(-179, 179), lean=st.floats(-60, 60))
def test_yaw_is_read_from_every_direction(yaw, lean):
    assert signed_yaw_deg(seen(lunge(lean=lean), yaw)) == pytest.approx(yaw, abs=1e-6)


@pytest.mark.parametrize("figure", [STANDING, lunge(), butterfly(), diamond(40), pigeon()])
@pytest.mark.parametrize(
    ("yaw", "kind", "near"),
    [
        (0, ViewKind.FRONT, None),
        (45, ViewKind.OBLIQUE, Side.LEFT),
        (90, ViewKind.SIDE, Side.LEFT),
        (135, ViewKind.BACK, None),
        (180, ViewKind.BACK, None),
    ],
)
def test_kind_and_near_side_from_around_the_person(figure, yaw, kind, near):
    seen_as = one(figure, yaw)
    assert (seen_as.kind, seen_as.near, seen_as.lying) == (kind, near, False)
    assert seen_as.yaw_deg == pytest.approx(yaw)
    mirrored = one(figure, -yaw)
    assert (mirrored.kind, mirrored.near) == (kind, near and near.other)
    assert mirrored.yaw_deg == pytest.approx(yaw)


@pytest.mark.parametrize(
    ("yaw", "kind", "near"),
    [
        (0, ViewKind.FEET, None),
        (45, ViewKind.OBLIQUE, Side.LEFT),
        (90, ViewKind.SIDE, Side.LEFT),
        (-90, ViewKind.SIDE, Side.RIGHT),
    ],
)
def test_somebody_lying_is_seen_from_the_feet_end_or_the_side(yaw, kind, near):
    seen_as = one(LYING, yaw)
    assert (seen_as.kind, seen_as.near, seen_as.lying) == (kind, near, True)


@pytest.mark.parametrize("figure", [butterfly(lean=70), lunge(lean=60)])
def test_who_folds_towards_the_camera_is_seen_from_the_front_and_not_from_the_feet_end(figure):
    seen_as = one(figure, 0)
    assert (seen_as.kind, seen_as.lying) == (ViewKind.FRONT, True)


def test_near_side_is_unknown_where_both_halves_are_equally_near():
    assert near_side(seen(STANDING, 0)) is None
    assert near_side(seen(STANDING, 180)) is None
    assert near_side(seen(STANDING, 90)) is Side.LEFT
    assert near_side(seen(STANDING, -90)) is Side.RIGHT


def test_lying_begins_beyond_its_limit():
    limit = view.LYING_FROM_DEG
    assert one(lunge(lean=limit + 1), 90).lying
    assert one(lunge(lean=-limit - 1), 90).lying
    assert not one(lunge(lean=limit - 1), 90).lying


@pytest.mark.parametrize("joints", [tuple(Joint), (Joint.HIP, Joint.KNEE, Joint.ANKLE)])
@pytest.mark.parametrize("yaw", [0, 45, 90, -60, 180])
def test_a_swap_of_left_and_right_for_a_few_frames_changes_nothing(joints, yaw):
    poses = clip(lunge(), 3, yaw)
    for start in (10, 25):
        for i in range(start, start + SWAP_FRAMES):
            poses[i] = swapped(poses[i], joints)
    views = track(poses)
    assert {(seen_as.kind, seen_as.near, seen_as.lying) for seen_as in views} == {
        (views[0].kind, views[0].near, views[0].lying)
    }


def test_a_lasting_turn_is_followed():
    views = track(clip(STANDING, 2, 90) + clip(STANDING, 2, -90, start_s=2))
    assert views[0].near is Side.LEFT
    assert (views[-1].kind, views[-1].near) == (ViewKind.SIDE, Side.RIGHT)
    views = track(clip(STANDING, 2, 90) + clip(STANDING, 2, 0, start_s=2))
    assert (views[-1].kind, views[-1].near) == (ViewKind.FRONT, None)


@pytest.mark.parametrize("limit", [view.FRONT_UP_TO_DEG, view.SIDE_FROM_DEG, view.BACK_FROM_DEG])
def test_a_view_near_a_limit_does_not_flicker(limit):
    inside = view.HYSTERESIS_DEG - 1
    long = [1] * 20 + [-1] * 20
    for offset in (inside, -inside):
        poses = [
            seen(STANDING, limit + sign * offset, time_s=i / 15) for i, sign in enumerate(long * 2)
        ]
        assert len({seen_as.kind for seen_as in track(poses)}) == 1


@pytest.mark.parametrize("limit", [view.FRONT_UP_TO_DEG, view.SIDE_FROM_DEG, view.BACK_FROM_DEG])
def test_a_view_well_past_a_limit_is_followed(limit):
    beyond = view.HYSTERESIS_DEG + 1
    poses = clip(STANDING, 2, limit - beyond) + clip(STANDING, 2, limit + beyond, start_s=2)
    views = track(poses)
    assert views[0].kind is not views[-1].kind


def test_a_pose_without_a_trunk_gives_no_view_at_first_and_the_old_one_later():
    lost = spoilt(seen(STANDING), *Joint.HIP.both)
    assert ViewTracker().observe(lost) is None
    views = track([seen(STANDING), replace(lost, time_s=1.0)])
    assert views[1].kind is ViewKind.SIDE
    assert views[1].near is Side.LEFT


def test_every_view_is_said_in_words():
    assert len({kind.words for kind in ViewKind}) == len(ViewKind)
    assert Landmark.LEFT_HIP in Joint.HIP.both


def with_shoulders_of(pose: Pose, other: Pose) -> Pose:
    """A pose whose chest is turned as that of another one."""
    world = pose.world.copy()
    world[list(Joint.SHOULDER.both)] = other.world[list(Joint.SHOULDER.both)]
    return replace(pose, world=world)


@pytest.mark.parametrize(
    ("hips_deg", "kind", "twisted"),
    [(90, ViewKind.SIDE, True), (96, ViewKind.SIDE, True), (125, ViewKind.BACK, False)],
)
def test_a_chest_turned_away_over_hips_from_the_side_is_seen_from_the_side(hips_deg, kind, twisted):
    pose = with_shoulders_of(seen(STANDING, hips_deg), seen(STANDING, 125))
    view = ViewTracker().observe(pose)
    assert (view.kind, view.twisted) == (kind, twisted)


@pytest.mark.parametrize(("lean_deg", "yaw"), [(30, 15), (-30, -15), (45, 12)])
def test_a_sideways_lean_stays_a_view_from_the_front(lean_deg, yaw):
    leaning = seen(butterfly(), yaw, roll_deg=lean_deg)
    assert ViewTracker().observe(leaning).kind is ViewKind.FRONT
    assert abs(signed_yaw_deg(leaning)) == pytest.approx(abs(yaw), abs=0.5)
