"""The gaps of drawn shins."""

import cv2
import numpy as np
import pytest

from posecheck.pose.silhouette.shins import (
    APART_ROWS_T,
    SHIN_WIDTH_FROM_T,
    SHIN_WIDTH_UP_TO_T,
    gaps_of_shins,
)

TRUNK_PX = 200.0


def shins(ankle_gap, knee_gap, *, width=30, top=150, bottom=400, flip=False):
    """The mask of two shins beyond the hips, with these gaps at the top and at the bottom."""
    mask = np.zeros((480, 640), np.uint8)
    slope = (ankle_gap - knee_gap) / (bottom - top)
    for sign in (-1, 1):
        ends = [(400 + sign * (knee_gap + slope * (y - top)) / 2, y) for y in (top, bottom + 20)]
        half = width / 2
        corners = [
            (x + dx, y) for (x, y), dx in zip(ends * 2, (half, half, -half, -half), strict=True)
        ]
        corners[2], corners[3] = corners[3], corners[2]
        cv2.fillPoly(mask, [np.rint(np.array(corners)).astype(np.int32)], 1)
    mask = mask.astype(np.float32)
    return mask[:, ::-1] if flip else mask


def gaps(mask, *, flip=False, ankle_y=400.0, feet_at=1.0):
    hip = np.array([639 - 250.0 if flip else 250.0, 380.0])
    feetward = np.array([-feet_at if flip else feet_at, 0.1])
    return gaps_of_shins(mask > 0.5, hip, feetward, ankle_y, TRUNK_PX)


@pytest.mark.parametrize(
    ("ankle_gap", "knee_gap"), [(100, 100), (100, 70), (100, 140), (60, 90), (160, 60)]
)
@pytest.mark.parametrize("flip", [False, True])
def test_gaps_of_shins_are_those_of_their_front_edges(ankle_gap, knee_gap, flip):
    found = gaps(shins(ankle_gap, knee_gap, flip=flip), flip=flip)
    assert found == pytest.approx((ankle_gap, knee_gap), abs=3)


def test_shins_that_meet_at_the_knees_are_read_from_below():
    assert gaps(shins(120, 10)) == pytest.approx((120, 10), abs=6)


@pytest.mark.parametrize("flip", [False, True])
def test_shins_that_have_crossed_have_a_negative_gap_at_the_knees(flip):
    at_ankle, at_knee = gaps(shins(140, -30, width=20, flip=flip), flip=flip)
    assert at_ankle == pytest.approx(140, abs=8)
    assert at_knee == pytest.approx(-30, abs=8)


def test_the_body_on_the_other_side_of_the_hips_is_no_leg():
    mask = shins(100, 70)
    before = gaps(mask)
    cv2.rectangle(mask, (100, 100), (150, 479), 1.0, -1)
    assert gaps(mask) == before


def test_shins_that_cover_each_other_have_no_gaps():
    assert gaps(np.zeros((480, 640), np.float32)) is None
    assert gaps(shins(20, 20)) is None
    short = 400 - round((APART_ROWS_T - 0.1) * TRUNK_PX)
    assert gaps(shins(100, 100, top=short)) is None
    assert gaps(shins(250, 250, width=round((SHIN_WIDTH_UP_TO_T + 0.1) * TRUNK_PX))) is None
    assert gaps(shins(100, 100, width=round((SHIN_WIDTH_FROM_T - 0.03) * TRUNK_PX))) is None
    assert gaps(shins(100, 100), feet_at=-1.0) is None


def test_a_row_is_counted_only_above_the_further_ankle():
    mask = shins(100, 100, bottom=300)
    mask[300:] = 0
    mask[300:380, 300:500] = 1.0
    mask[300:380, 330:470] = 0
    assert gaps(mask, ankle_y=300.0) == pytest.approx((100, 100), abs=3)


@pytest.mark.parametrize("rows", [(220, 260), (330, 370)])
def test_a_hand_between_the_shins_is_not_taken_for_one(rows):
    mask = shins(120, 80)
    mask[rows[0] : rows[1], 385:415] = 1.0
    assert gaps(mask) == pytest.approx((120, 80), abs=5)


@pytest.mark.parametrize("trunk_px", [float("nan"), 0.0])
def test_without_a_trunk_there_are_no_gaps(trunk_px):
    hip, feetward = np.array([250.0, 380.0]), np.array([1.0, 0.1])
    assert gaps_of_shins(shins(100, 100) > 0.5, hip, feetward, 400.0, trunk_px) is None
