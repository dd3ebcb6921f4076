"""Legs on the floor on drawn bodies."""

import cv2
import numpy as np
import pytest

from posecheck.pose.silhouette.seated_legs import (
    FLOOR_FROM_T,
    LEG_JUMP_T,
    bend,
    drop_ahead,
    leg_behind,
    reach,
)

TRUNK_PX, BACKWARDS = 200.0, np.array([-1.0, 0.0])
SEAT, LEG_PX = np.array([400.0, 300.0]), 320.0


def seated(knee=180.0, fall=0.0, thick=40, trunk=True):
    """The mask of somebody seated whose leg lies behind, to the left, and falls so steeply."""
    mask = np.zeros((480, 640), np.uint8)
    points = [SEAT]
    for heading in (180.0 - fall, 180.0 - fall + (180.0 - knee)):
        way = np.array([np.cos(np.radians(heading)), np.sin(np.radians(heading))])
        points.append(points[-1] + way * LEG_PX / 2)
    if trunk:
        points = [SEAT - [0, TRUNK_PX], *points]
    pixels = np.rint(np.array(points)).astype(np.int32)
    cv2.polylines(mask, [pixels], isClosed=False, color=1, thickness=thick)
    return mask.astype(np.float32)


def angle_of(vector):
    return float(np.degrees(np.arctan2(vector[1], vector[0])))


@pytest.mark.parametrize("fall", [-15.0, 0.0, 20.0])
@pytest.mark.parametrize("flip", [False, True])
def test_the_line_of_a_leg_behind_follows_its_middle_to_its_end(fall, flip):
    mask, hip, backward = seated(fall=fall), SEAT, BACKWARDS
    if flip:
        mask, hip, backward = mask[:, ::-1], np.array([639 - SEAT[0], SEAT[1]]), -BACKWARDS
    line = leg_behind(mask > 0.5, hip, backward, TRUNK_PX)
    along = np.abs(line[:, 0] - hip[0])
    assert along.max() == pytest.approx(LEG_PX * np.cos(np.radians(fall)) + 20, abs=8)
    clear = (along > 40) & (along < along.max() - 40)
    depth = SEAT[1] + along * np.tan(np.radians(fall))
    assert line[clear, 1] == pytest.approx(depth[clear], abs=3)


def test_the_trunk_above_a_thigh_does_not_lift_its_line():
    mask = seated()
    cv2.line(mask, (340, 90), (340, 300), 1.0, 60)
    line = leg_behind(mask > 0.5, SEAT, BACKWARDS, TRUNK_PX)
    assert np.abs(line[:, 1] - SEAT[1]).max() < 20


def test_a_leg_ends_where_the_outline_jumps():
    mask = np.zeros((480, 640), np.float32)
    cv2.line(mask, (400, 300), (300, 300), 1.0, 20)
    further = round(300 + 10 + (LEG_JUMP_T + 0.1) * TRUNK_PX + 10)
    cv2.line(mask, (290, further), (100, further), 1.0, 20)
    assert leg_behind(mask > 0.5, SEAT, BACKWARDS, TRUNK_PX)[:, 0].min() > 285


def test_nothing_behind_the_hips_is_no_leg():
    assert leg_behind(np.zeros((480, 640), bool), SEAT, BACKWARDS, TRUNK_PX).shape == (0, 2)
    outside = np.array([-20.0, 300.0])
    assert leg_behind(seated() > 0.5, outside, BACKWARDS, TRUNK_PX).shape == (0, 2)


@pytest.mark.parametrize("knee", [180.0, 165.0, 150.0, 130.0])
@pytest.mark.parametrize("fall", [-10.0, 0.0, 25.0])
def test_a_leg_is_split_into_thigh_and_shin(knee, fall):
    line = leg_behind(seated(knee, fall, trunk=False) > 0.5, SEAT, BACKWARDS, TRUNK_PX)
    thigh, shin = bend(line)
    assert (180 - angle_of(thigh) + 180) % 360 - 180 == pytest.approx(fall, abs=7)
    between = abs((angle_of(shin) - angle_of(thigh) + 180) % 360 - 180)
    assert 180 - between == pytest.approx(knee, abs=9)


def test_a_line_of_its_own_splits_exactly_where_it_bends():
    thigh = np.stack([np.arange(0.0, 100), np.zeros(100)], axis=1)
    shin = np.stack([100 + np.arange(100.0), 0.5 * np.arange(100.0)], axis=1)
    first, second = bend(np.concatenate([thigh, shin]))
    assert angle_of(first) == pytest.approx(0, abs=0.5)
    assert angle_of(second) == pytest.approx(angle_of((1, 0.5)), abs=0.5)


def test_a_line_too_short_has_no_thigh_and_shin():
    for count in (0, 1, 19):
        assert bend(np.stack([np.arange(float(count)), np.zeros(count)], axis=1)) is None


@pytest.mark.parametrize("feet", [50, 200, 230])
@pytest.mark.parametrize("ahead", [1.0, -1.0])
def test_reach_goes_from_the_hips_to_the_feet_near_the_floor(feet, ahead):
    mask = np.zeros((480, 640), np.float32)
    sign = 1 if ahead > 0 else -1
    cv2.rectangle(mask, (300, 100), (320, 320), 1.0, -1)
    cv2.rectangle(mask, (320, 310), (320 + sign * feet, 330), 1.0, -1)
    raised = round(300 + FLOOR_FROM_T * TRUNK_PX) - 20
    cv2.rectangle(mask, (320, raised - 30), (320 + sign * 300, raised), 1.0, -1)
    cv2.rectangle(mask, (320, 310), (320 - sign * 300, 330), 1.0, -1)
    away = np.array([ahead, 0.0])
    hip = np.array([320.0, 300.0])
    assert reach(mask > 0.5, hip, away, TRUNK_PX) == pytest.approx(feet, abs=1)
    assert reach(np.zeros_like(mask, bool), hip, away, TRUNK_PX) == 0


# ------------------------------------------------------------------------ shins seen from ahead


@np.errstate(all="ignore")
@pytest.mark.parametrize(("hip_y", "trunk_px"), [(400.0, 0.0), (9000.0, 200.0)])
def test_without_a_trunk_in_the_picture_no_leg_is_lower_than_the_other(hip_y, trunk_px):
    hip, ahead = np.array([320.0, hip_y]), np.array([1.0, 0.0])
    assert np.isnan(drop_ahead(np.ones((480, 640), bool), hip, ahead, [hip], trunk_px))
