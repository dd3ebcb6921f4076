from dataclasses import replace

import numpy as np
import pytest
from figures import (
    SHOULDER_WIDTH_M,
    STANDING,
    TRUNK_M,
    cropped_below,
    hidden,
    lunge,
    pigeon,
    seen,
    spoilt,
    with_body,
)

from posecheck.pose.pose import (
    CUT_OFF_T,
    NEAR_MASK_T,
    VISIBILITY_TRUSTED,
    Joint,
    Landmark,
    Pose,
    Side,
)
from posecheck.video.area import Area

KNEE = Landmark.LEFT_KNEE


def at(x, y, visibility=1.0):
    pose = seen(STANDING)
    points, visible = pose.points.copy(), pose.visibility.copy()
    points[KNEE], visible[KNEE] = (x, y), visibility
    return replace(pose, points=points, visibility=visible)


@pytest.mark.parametrize(
    ("x", "y"), [(-0.1, 9), (640, 9), (9, -0.1), (9, 480), (1e6, 9), (np.nan, 9), (9, np.nan)]
)
def test_outside_the_picture_nothing_is_trusted_however_visible(x, y):
    assert not at(x, y).in_frame(KNEE)
    assert not at(x, y).trusted(KNEE)
    assert at(x, y).untrusted(Landmark) == [KNEE]


@pytest.mark.parametrize(("x", "y"), [(0, 0), (639.9, 479.9), (0, 479), (320, 240)])
def test_inside_the_picture_a_seen_landmark_is_trusted(x, y):
    assert at(x, y).trusted(KNEE)


@pytest.mark.parametrize(
    ("visibility", "trusted"),
    [(0, False), (VISIBILITY_TRUSTED - 1e-6, False), (VISIBILITY_TRUSTED, True), (np.nan, False)],
)
def test_a_hidden_landmark_is_not_trusted(visibility, trusted):
    assert at(9, 9, visibility).trusted(KNEE) is trusted


def masked(x, y):
    """A knee where the body is a single pixel."""
    pose = at(x, y)
    mask = np.zeros(pose.size[::-1], bool)
    mask[100, 100] = True
    return replace(pose, mask=mask)


def test_a_landmark_far_from_the_body_in_the_picture_is_not_trusted():
    reach = NEAR_MASK_T * seen(STANDING).trunk_px
    for away in (-1, 1):
        assert masked(100 + away * (reach - 1), 100).trusted(KNEE)
        assert not masked(100 + away * (reach + 2), 100).trusted(KNEE)
        assert masked(100, 100 + away * (reach - 1)).trusted(KNEE)
        assert not masked(100, 100 + away * (reach + 2)).trusted(KNEE)


def test_without_a_mask_every_landmark_is_on_the_body():
    assert at(100, 100).mask is None
    assert at(100, 100).on_body(KNEE)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (639.9, 479.9), (-300, 9), (1e6, 1e6)])
def test_the_edge_of_the_mask_is_no_error(x, y):
    pose = replace(at(x, y), mask=np.zeros((480, 640), bool))
    assert not pose.on_body(KNEE)
    everywhere = replace(pose, mask=np.ones((480, 640), bool))
    assert everywhere.trusted(KNEE) is pose.in_frame(KNEE)


AREA = Area(100, 60, 400, 300)


def reaching(edge, width_t):
    """A standing person within bars, whose mask is that wide at one edge of what was filmed."""
    pose = replace(seen(STANDING), filmed=AREA)
    along = slice(150, 150 + round(width_t * pose.trunk_px))
    mask = np.zeros(pose.size[::-1], bool)
    mask[(edge, along) if edge in (AREA.top, AREA.bottom - 1) else (along, edge)] = True
    return replace(pose, mask=mask)


@pytest.mark.parametrize("edge", [AREA.left, AREA.right - 1, AREA.top, AREA.bottom - 1])
def test_a_body_that_goes_on_beyond_the_picture_is_cut_off(edge):
    assert reaching(edge, 2 * CUT_OFF_T).is_cut_off
    assert not reaching(edge, 0.5 * CUT_OFF_T).is_cut_off
    assert not replace(reaching(edge, 2 * CUT_OFF_T), filmed=None).is_cut_off
    assert not replace(reaching(edge, 2 * CUT_OFF_T), mask=None).is_cut_off


def test_legs_are_made_up_where_one_is_cut_off_and_a_joint_is_off_the_body():
    """Not if the joint is put outside the picture, where it is."""
    whole = with_body(seen(STANDING))
    cut = replace(whole, filmed=Area(0, 0, 640, int(whole[KNEE][1]) + 40))
    assert cut.is_cut_off
    assert not cut.legs_are_made_up
    points = cut.points.copy()
    points[Landmark.LEFT_ANKLE] = 100, 200
    assert replace(cut, points=points).legs_are_made_up
    assert not replace(whole, points=points).legs_are_made_up


def test_untrusted_keeps_the_order_asked_for():
    pose = hidden(seen(STANDING), Landmark.LEFT_HIP, Landmark.RIGHT_ANKLE)
    asked = [Landmark.RIGHT_ANKLE, Landmark.NOSE, Landmark.LEFT_HIP]
    assert pose.untrusted(asked) == [Landmark.RIGHT_ANKLE, Landmark.LEFT_HIP]


def test_a_picture_that_ends_above_the_ankles_hides_them_only():
    pose = seen(STANDING)
    above = pose[Landmark.LEFT_ANKLE][1] - 5
    lost = {
        landmark.words.split()[-1] for landmark in cropped_below(pose, above).untrusted(Landmark)
    }
    assert lost == {"ankle", "heel", "toes"}


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (1080, 1920)])
@pytest.mark.parametrize("lean", [0, 40, -90])
def test_the_trunk_goes_from_hips_to_shoulders(size, lean):
    pose = seen(lunge(lean=lean), size=size)
    assert pose.trunk_px == pytest.approx(TRUNK_M * min(size) / 3)
    assert np.degrees(np.arctan2(abs(pose.trunk[0]), -pose.trunk[1])) == pytest.approx(abs(lean))


def test_middle_is_half_way_between_left_and_right():
    pose = seen(STANDING, 0)
    left, right = (pose[shoulder] for shoulder in Joint.SHOULDER.both)
    assert left[0] - right[0] == pytest.approx(SHOULDER_WIDTH_M * 160)
    assert pose.middle(Joint.SHOULDER) == pytest.approx((left + right) / 2)


def test_a_missing_half_makes_the_middle_missing():
    assert np.isnan(spoilt(seen(STANDING), Landmark.LEFT_HIP).trunk_px)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("joint", Joint)
def test_every_joint_has_a_landmark_on_both_sides(joint, side):
    assert side.value in joint.of(side).words
    assert joint.both == (joint.of(Side.LEFT), joint.of(Side.RIGHT))
    assert side.other.other is side is not side.other


def test_landmarks_are_said_in_plain_words():
    assert Landmark.RIGHT_FOOT_INDEX.words == "right toes"
    assert Landmark.LEFT_KNEE.words == "left knee"
    assert len(Landmark) == 33


def test_a_landmark_read_from_a_pose_is_a_copy():
    pose = seen(STANDING)
    pose[KNEE][:] = 0
    assert pose[KNEE].any()


@pytest.mark.parametrize("yaw", [0, 40, 90, -90, 180])
def test_the_bodys_axes_turn_with_the_person(yaw):
    pose = seen(STANDING, yaw)
    turn = np.radians(yaw)
    left, up, forward = pose.body_axes
    assert left == pytest.approx(np.array([np.cos(turn), 0, -np.sin(turn)]), abs=1e-9)
    assert up == pytest.approx(np.array([0, -1, 0]), abs=1e-9)
    assert forward == pytest.approx(np.array([-np.sin(turn), 0, -np.cos(turn)]), abs=1e-9)


@pytest.mark.parametrize("lean", [0, 40, -70])
@pytest.mark.parametrize("yaw", [30, 90, -150])
def test_the_walking_direction_is_level_however_the_person_leans(lean, yaw):
    pose = seen(lunge(lean=lean), yaw)
    turn = np.radians(yaw)
    expected = np.array([-np.sin(turn), 0, -np.cos(turn)])
    assert pose.walking_direction == pytest.approx(expected, abs=1e-9)
    assert pose.forward.tolist() == [np.sign(expected[0]), 0]


def test_the_line_behind_runs_along_a_leg_stretched_out_behind():
    pose = with_body(seen(pigeon()))
    hip, backward = pose.middle(Joint.HIP), -pose.forward[0]
    line = pose.line_behind
    reached = (line[-1] - hip) * backward
    foot = (pose[Landmark.RIGHT_ANKLE] - hip) * backward
    assert reached[0] == pytest.approx(foot[0], rel=0.2)
    assert np.abs(np.diff(line[:, 1])).max() < 3


def test_without_a_mask_there_is_no_line_behind():
    assert seen(pigeon()).line_behind is None


def test_a_presence_that_is_not_known_is_the_visibility():
    visibility = np.linspace(0, 1, 33)
    pose = Pose(0.0, np.zeros((33, 2)), np.zeros((33, 3)), visibility, (640, 480))
    assert np.array_equal(pose.presence, visibility)
    assert replace(pose, presence=np.ones(33)).presence.min() == 1


@pytest.mark.parametrize("exchange", ["with_legs_exchanged", "with_sides_exchanged"])
def test_an_exchange_moves_all_that_is_known_of_a_landmark(exchange):
    known = {"points": 2, "world": 3, "visibility": 1, "presence": 1}
    arrays = {name: np.arange(33.0 * n).reshape(33, n).squeeze() for name, n in known.items()}
    pose = replace(seen(STANDING), **arrays)
    exchanged = getattr(pose, exchange)()
    for name in known:
        before, after = getattr(pose, name), getattr(exchanged, name)
        assert np.array_equal(after[Landmark.LEFT_KNEE], before[Landmark.RIGHT_KNEE])
        assert np.array_equal(after[Landmark.RIGHT_HEEL], before[Landmark.LEFT_HEEL])
        assert np.array_equal(after[Landmark.NOSE], before[Landmark.NOSE])
    twice = getattr(exchanged, exchange)()
    assert all(np.array_equal(getattr(twice, name), getattr(pose, name)) for name in known)


def test_a_pose_that_is_carried_over_is_the_same_at_another_time():
    pose = seen(STANDING)
    later = pose.carried_to(pose.time_s + 0.5)
    assert (later.carried, pose.carried) == (True, False)
    assert later.time_s == pose.time_s + 0.5
    assert np.array_equal(later.points, pose.points)
    assert later.trunk_px == pose.trunk_px


@pytest.mark.parametrize("carry_first", [True, False])
def test_what_is_worked_out_of_a_pose_is_worked_out_once_however_far_it_is_carried(carry_first):
    pose, asked = seen(STANDING), []
    if carry_first:
        pose = pose.carried_to(1.0)
    for time_s in (2.0, 3.0):
        later = pose.carried_to(time_s)
        assert later.once("answer", lambda: asked.append("once") or 42) == 42
    assert asked == ["once"]
    assert pose.once("another answer", lambda: 43) == 43


def test_exchanged_legs_of_a_pose_that_is_carried_over_have_its_time():
    pose = seen(pigeon())
    for change in (Pose.with_legs_exchanged, Pose.with_sides_exchanged):
        first, later = change(pose), change(pose.carried_to(pose.time_s + 1))
        assert (first.carried, later.carried) == (False, True)
        assert later.time_s == pose.time_s + 1
        assert np.array_equal(first.points, later.points)
        assert not np.array_equal(first.points, pose.points)
