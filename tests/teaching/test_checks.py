"""Learned limits: around what was shown, never narrower than a measure is exact, moved by --bad."""

from dataclasses import replace

import pytest
from figures import Figure
from hypothesis import given
from hypothesis import strategies as st
from lessons import lying, recorded, squat, straddle

from posecheck.measures import MEASURES, Role
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Band
from posecheck.teaching.checks import (
    PEOPLE,
    Learned,
    bad_value,
    choose_checks,
    left_out,
    moves,
    with_bad,
)
from posecheck.teaching.readings import HALVES, Quantity

KNEE = Quantity("knee_angle", Role.NEAR)
ERROR = MEASURES["knee_angle"].error[ViewKind.SIDE]


def learned_from(*figures, wanted=()):
    moments = [recorded(figure).moments for figure in figures]
    return {c.id: c for c in choose_checks(moments, ViewKind.SIDE, HALVES, wanted)}


def test_joints_of_the_near_half_are_checked_around_what_was_shown():
    checks = learned_from(squat(70, lean_deg=30))
    assert list(checks) == ["knee", "hip", "trunk", "thigh", "shin"]
    assert {check.quantity.role for check in checks.values()} <= {Role.NEAR, Role.BOTH}
    assert checks["knee"].middle == pytest.approx(68.5)
    assert checks["trunk"].middle == pytest.approx(33.5)


def test_several_recordings_widen_the_limits():
    one, both = learned_from(squat(70))["knee"], learned_from(squat(70), squat(90))["knee"]
    assert both.good[0] == pytest.approx(one.good[0])
    assert both.good[1] == pytest.approx(one.good[1] + 20)


def test_a_check_that_is_asked_for_is_there():
    assert "head" not in learned_from(squat())
    assert "head" in learned_from(squat(), wanted=["head"])


def test_a_trunk_that_lies_is_not_checked():
    assert "trunk" not in learned_from(squat(lean_deg=88))


def test_a_shin_on_the_floor_is_not_checked():
    down, back = dict.fromkeys(Side, (-90.0, 0.0)), dict.fromkeys(Side, (180.0, 0.0))
    checks = learned_from(Figure(thigh=down, shin=back))
    assert "knee" in checks
    assert "shin" not in checks


def test_a_foot_on_the_floor_decides_its_knee_which_is_not_checked_then():
    moments = [recorded(lying()).moments]
    assert set(learned_from(lying())) == {"hip", "thigh"}
    ((reason, ids),) = left_out(moments, ViewKind.SIDE, HALVES).items()
    assert "the foot stands on the floor" in reason
    assert ids == ["knee", "shin"]
    assert "knee" in learned_from(lying(), wanted=["knee"])


def test_of_legs_that_point_at_the_camera_only_the_knee_is_checked():
    assert set(learned_from(straddle())) == {"knee", "trunk"}
    assert set(learned_from(straddle(0))) > {"knee", "hip", "trunk"}


def test_what_would_be_checked_if_it_kept_still_is_said_to_move():
    still = recorded(squat()).moments
    half = len(still) // 2
    moving = still[:half] + recorded(squat(110, 60)).moments[half:]
    assert [moves(shown, ViewKind.SIDE, HALVES) for shown in (still, moving)] == [False, True]


@given(shown=st.floats(20, 160), bad=st.floats(0, 180))
def test_limits_are_never_narrower_than_the_measure_is_exact(shown, bad):
    usual = PEOPLE["deg"] + ERROR
    around = Learned(
        "knee", KNEE, (shown, shown), (shown - usual, shown + usual), (shown - 20, shown + 20)
    )
    moved = with_bad(around, bad, ViewKind.SIDE)
    band = Band(moved.good, moved.fix)
    slack = 1e-6
    assert band.good[0] <= shown - ERROR + slack
    assert band.good[1] >= shown + ERROR - slack
    if abs(bad - shown) >= 2 * ERROR:
        assert moved.told
        assert not band.fix[0] - slack <= bad <= band.fix[1] + slack
        limit = band.fix[0] if bad < shown else band.fix[1]
        assert limit == pytest.approx((shown + bad) / 2)
    else:
        assert not moved.told
        assert (moved.good, moved.fix) == (around.good, around.fix)


def test_a_bad_recording_moves_its_own_limit_only():
    knee = learned_from(squat(70))["knee"]
    value = bad_value(knee, recorded(squat(100)).moments)
    moved = with_bad(knee, value, ViewKind.SIDE)
    assert moved.fix[0] == knee.fix[0]
    assert moved.fix[1] == pytest.approx(68.5 + 15)
    assert moved.good[1] < moved.fix[1]


def test_a_value_that_a_bad_recording_does_not_show_is_none():
    knee = replace(learned_from(squat())["knee"], quantity=Quantity("trunk_side_lean", Role.BOTH))
    assert bad_value(knee, recorded(squat()).moments) is None
