"""Two people in one picture, of whom the model finds one or the other."""

from dataclasses import replace

import numpy as np
import pytest
from figures import STANDING, lunge, moved, seen, spoilt
from places import CLIPS

from posecheck.coach import PersonLock
from posecheck.coach.person import GONE_S, REPLACED_S
from posecheck.pose.pose import Joint
from posecheck.video.area import Area

SIZE = (640, 480)
COACHED = seen(lunge(), size=SIZE, scale_px=200)
BEHIND = seen(STANDING, size=SIZE, scale_px=120)
"""In the same place, but further away."""

BESIDE = moved(COACHED, SIZE, (220, 0))
FPS = 10.0


def let_through(*parts, fps=FPS, lock=None):
    """How much of each part (pose, seconds) is let through, 0 to 1; and the lock."""
    lock, time_s, shares = lock or PersonLock(), 0.0, []
    for pose, seconds in parts:
        frames = round(seconds * fps)
        passed = 0
        for _ in range(frames):
            now = replace(pose, time_s=time_s) if pose else None
            passed += lock.observe(now, time_s) is not None
            time_s += 1 / fps
        shares.append(passed / frames)
    return shares, lock


def test_a_camera_that_is_turned_or_comes_back_with_another_picture_loses_nobody():
    turned = replace(seen(lunge(), size=(853, 640), scale_px=120), filmed=Area(186, 0, 666, 640))
    assert let_through((COACHED, 2), (turned, 2))[0] == [1, 1]


def test_one_person_is_always_let_through():
    assert let_through((COACHED, 10))[0] == [1]


@pytest.mark.parametrize("other", [BEHIND, BESIDE], ids=["behind", "beside"])
def test_somebody_else_is_not_followed(other):
    shares, lock = let_through((COACHED, 2), (other, 2))
    assert shares == [1, 0]
    assert lock.somebody_else


@pytest.mark.parametrize("other", [BEHIND, BESIDE], ids=["behind", "beside"])
def test_the_coached_person_goes_on_where_they_were(other):
    shares, lock = let_through((COACHED, 2), (other, 2), (COACHED, 2), (None, 1), (COACHED, 1))
    assert shares == [1, 0, 1, 0, 1]
    assert not lock.somebody_else


def test_somebody_who_stays_alone_for_long_is_followed():
    shares, lock = let_through((COACHED, 2), (BESIDE, REPLACED_S), (BESIDE, 2))
    assert shares == [1, pytest.approx(0, abs=0.1), pytest.approx(1, abs=0.1)]
    assert not lock.somebody_else


def test_two_who_alternate_do_not_replace_the_coached_one():
    shares, _ = let_through((COACHED, 1), *[(BESIDE, 1), (COACHED, 1)] * 5)
    assert shares == [1, *[0, 1] * 5]


def test_after_nobody_for_long_the_next_person_is_followed_at_once():
    assert let_through((COACHED, 2), (None, GONE_S + 1), (BESIDE, 2))[0] == [1, 0, 1]


def test_after_a_long_time_without_pictures_the_person_who_is_seen_is_followed():
    lock = PersonLock()
    lock.observe(COACHED, 0.0)
    moved_away = replace(BESIDE, time_s=GONE_S + 1)
    assert lock.observe(moved_away, GONE_S + 1) is moved_away


def test_coming_back_elsewhere_after_a_short_while_takes_a_moment():
    shares, _ = let_through((COACHED, 2), (None, 2), (BESIDE, 1), (BESIDE, REPLACED_S))
    assert shares[2] == 0
    assert shares[3] > 0


@pytest.mark.parametrize("fps", [8.0, 15.0, 30.0])
def test_standing_up_walking_closer_and_lying_down_is_the_same_person(fps):
    lock, passed, frames = PersonLock(), 0, round(4 * fps)
    for frame in range(frames):
        share = frame / frames
        pose = moved(COACHED, SIZE, (-200 * share, -150 * share), 1 + 0.8 * share)
        time_s = frame / fps
        passed += lock.observe(replace(pose, time_s=time_s), time_s) is not None
    assert passed == frames


@pytest.mark.parametrize(
    "lost",
    [
        spoilt(COACHED, *Joint.HIP.both),
        replace(COACHED, points=np.zeros((33, 2))),
        replace(COACHED, world=np.zeros((33, 3))),
    ],
    ids=["no hips", "one point", "no size"],
)
def test_a_pose_that_cannot_be_placed_is_not_let_through(lost):
    assert let_through((lost, 1), (COACHED, 1), (lost, 1), (COACHED, 1))[0] == [0, 1, 0, 1]


def test_a_real_person_is_kept_while_another_one_walks_past(poses_of):
    lock = PersonLock()
    poses = poses_of(CLIPS / "lunge_left_second_person_crosses_side_woman.mp4")
    assert [lock.observe(pose, time_s) for time_s, pose in poses] == [pose for _, pose in poses]


def test_a_real_stranger_found_instead_is_not_followed(poses_of):
    """As when the model jumps: some frames show the poses of somebody who stands behind."""
    own = poses_of(CLIPS / "lunge_left_second_person_crosses_side_woman.mp4")
    other = poses_of(CLIPS / "lunge_left_good_overhead_side_woman_thin.mp4")[40][1]
    stranger = moved(other, other.size, (200, 0))
    lock = PersonLock()
    for frame, (time_s, pose) in enumerate(own):
        jumps = 30 <= frame < 45
        seen_pose = replace(stranger, time_s=time_s) if jumps else pose
        assert (lock.observe(seen_pose, time_s) is None) is jumps
