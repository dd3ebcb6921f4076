import cv2
import numpy as np
import pytest

from posecheck.pose import silhouette
from posecheck.pose.silhouette import (
    APART_ROWS,
    FLOOR_BAND,
    LEG_JUMP,
    LEG_WIDTHS,
    STATIONS,
    back_depths,
    bend,
    drop_ahead,
    gaps_of_shins,
    leg_behind,
    reach,
)

HIP, SHOULDER, TRUNK_PX = np.array([300.0, 400.0]), np.array([300.0, 200.0]), 200.0
BACKWARDS = np.array([-1.0, 0.0])


def body(bulge=0.0, depth=0.25, scale=1.0, size=(640, 480)):
    """The mask of a trunk whose back bulges by so many trunk lengths in its middle."""
    shares = np.linspace(-0.2, 1.2, 100)
    depths = depth + bulge * 4 * shares * (1 - shares)
    back = HIP + shares[:, None] * (SHOULDER - HIP) + depths[:, None] * BACKWARDS * TRUNK_PX
    belly = HIP + shares[::-1, None] * (SHOULDER - HIP) - 0.2 * BACKWARDS * TRUNK_PX
    mask = np.zeros((round(size[1] * scale), round(size[0] * scale)), np.float32)
    outline = np.rint(np.concatenate([back, belly]) * scale).astype(np.int32)
    cv2.fillPoly(mask, [outline], 1.0)
    return mask


def expected(bulge):
    """The mean distance between the parabola and the chord through its first and last station."""
    depths = bulge * 4 * STATIONS * (1 - STATIONS)
    return float(np.mean(depths - depths[0]))


def outline_bulge(mask, *outline):
    return silhouette.bulge(back_depths(mask > 0.5, *outline))


def read(mask, scale=1.0, dorsal=BACKWARDS, arms=()):
    arms = [(scale * np.array(a, float), scale * np.array(b, float)) for a, b in arms]
    return outline_bulge(mask, HIP * scale, SHOULDER * scale, dorsal, arms)


@pytest.mark.parametrize("bulge", [-0.1, -0.05, 0.0, 0.05, 0.1, 0.2])
@pytest.mark.parametrize("scale", [0.5, 1.0, 2.5])
def test_the_bulge_is_measured_in_trunk_lengths_at_any_size(bulge, scale):
    assert read(body(bulge, scale=scale), scale) == pytest.approx(expected(bulge), abs=0.005)


def test_an_ellipse_bulges_and_a_flat_back_does_not():
    round_back = body()
    cv2.ellipse(round_back, (260, 300), (50, 90), 0, 0, 360, 1.0, -1)
    assert read(round_back) > 0.04
    assert abs(read(body())) < 0.003


def test_the_back_is_measured_on_the_side_asked_for():
    mask = body(0.1)
    assert read(mask, dorsal=-BACKWARDS) == pytest.approx(0.0, abs=0.005)
    mirrored = np.ascontiguousarray(mask[:, ::-1])
    width = mask.shape[1]
    hip, shoulder = (np.array([width - 1 - x, y]) for x, y in (HIP, SHOULDER))
    assert outline_bulge(mirrored, hip, shoulder, -BACKWARDS) == pytest.approx(
        read(mask), abs=0.003
    )


@pytest.mark.parametrize("degrees", [35, 90, 180, 250])
def test_a_turned_picture_changes_nothing(degrees):
    centre = (300.0, 300.0)
    turn = cv2.getRotationMatrix2D(centre, degrees, 1.0)
    mask = cv2.warpAffine(body(0.1, size=(600, 600)), turn, (600, 600))
    hip, shoulder = (turn @ [*point, 1.0] for point in (HIP, SHOULDER))
    found = outline_bulge(mask, hip, shoulder, turn[:, :2] @ BACKWARDS)
    assert found == pytest.approx(expected(0.1), abs=0.006)


@pytest.mark.parametrize(("bulge", "depth"), [(0.0, 0.25), (0.0, 0.4), (0.1, 0.25)])
def test_the_middle_of_the_back_is_as_deep_as_it_is(bulge, depth):
    depths = back_depths(body(bulge, depth) > 0.5, HIP, SHOULDER, BACKWARDS)
    assert silhouette.middle_depth(depths) == pytest.approx(depth + 0.96 * bulge, abs=0.01)


def test_an_outline_that_leaves_the_picture_is_not_judged():
    mask = body()[:, 260:]
    assert np.isnan(outline_bulge(mask, HIP - [260, 0], SHOULDER - [260, 0], BACKWARDS))


def test_nobody_behind_the_line_is_not_judged():
    assert np.isnan(read(np.zeros((480, 640), np.float32)))


@pytest.mark.parametrize("bulge", [0.0, 0.1])
def test_small_holes_do_not_matter(bulge):
    mask = body(bulge)
    for y in range(215, 400, 25):
        cv2.circle(mask, (275, y), 2, 0.0, -1)
    assert read(mask) == pytest.approx(expected(bulge), abs=0.005)


@pytest.mark.parametrize("bulge", [0.0, 0.1, -0.05])
def test_an_arm_over_the_edge_is_bridged(bulge):
    mask = body(bulge)
    start, elbow, wrist = (270, 300), (200, 325), (270, 350)
    cv2.line(mask, start, elbow, 1.0, 22)
    cv2.line(mask, elbow, wrist, 1.0, 22)
    arms = [(start, elbow), (elbow, wrist)]
    spoilt, bridged = read(mask), read(mask, arms=arms)
    assert abs(spoilt - expected(bulge)) > 0.02
    assert bridged == pytest.approx(expected(bulge), abs=0.015)


def test_an_arm_in_front_of_the_body_costs_nothing():
    assert read(body(0.1), arms=[((340, 220), (345, 390))]) == read(body(0.1))


def test_a_back_hidden_by_an_arm_along_it_is_not_judged():
    assert np.isnan(read(body(), arms=[((250, 190), (250, 400))]))


@pytest.mark.parametrize(
    ("hip", "shoulder"),
    [
        pytest.param(HIP, HIP, id="no trunk"),
        pytest.param(np.full(2, np.nan), SHOULDER, id="hip missing"),
        pytest.param(HIP, np.array([np.nan, 200.0]), id="shoulder missing"),
        pytest.param(HIP - 5000, SHOULDER - 5000, id="far outside the picture"),
    ],
)
def test_without_a_trunk_there_is_no_value(hip, shoulder):
    assert np.isnan(outline_bulge(body(), hip, shoulder, BACKWARDS))


# ---------------------------------------------------------------------------- hair and hoods


@pytest.mark.parametrize("bulge", [-0.05, 0.0, 0.05])
def test_hair_over_the_upper_back_is_no_bulge(bulge):
    mask = body(bulge)
    before = read(mask)
    cv2.rectangle(mask, (195, 120), (300, 250), 1.0, -1)
    assert read(mask) == pytest.approx(before, abs=0.012)


def test_what_sticks_out_of_the_lower_back_is_not_taken_for_hair():
    mask = body()
    cv2.rectangle(mask, (215, 330), (300, 380), 1.0, -1)
    assert read(mask) > 0.02


def test_a_back_that_rounds_evenly_is_not_taken_for_hair():
    assert read(body(0.3)) == pytest.approx(expected(0.3), abs=0.01)


# ------------------------------------------------------------------------------ a leg stretched out

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
    further = round(300 + 10 + (LEG_JUMP + 0.1) * TRUNK_PX + 10)
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
    raised = round(300 + FLOOR_BAND[0] * TRUNK_PX) - 20
    cv2.rectangle(mask, (320, raised - 30), (320 + sign * 300, raised), 1.0, -1)
    cv2.rectangle(mask, (320, 310), (320 - sign * 300, 330), 1.0, -1)
    away = np.array([ahead, 0.0])
    hip = np.array([320.0, 300.0])
    assert reach(mask > 0.5, hip, away, TRUNK_PX) == pytest.approx(feet, abs=1)
    assert reach(np.zeros_like(mask, bool), hip, away, TRUNK_PX) == 0


# ------------------------------------------------------------------------ shins seen from ahead


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


def test_shins_that_cannot_be_told_apart_have_no_gaps():
    assert gaps(np.zeros((480, 640), np.float32)) is None
    assert gaps(shins(20, 20)) is None
    short = 400 - round((APART_ROWS - 0.1) * TRUNK_PX)
    assert gaps(shins(100, 100, top=short)) is None
    assert gaps(shins(250, 250, width=round((LEG_WIDTHS[1] + 0.1) * TRUNK_PX))) is None
    assert gaps(shins(100, 100, width=round((LEG_WIDTHS[0] - 0.03) * TRUNK_PX))) is None
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


@np.errstate(all="ignore")
@pytest.mark.parametrize(("hip_y", "trunk_px"), [(400.0, 0.0), (9000.0, 200.0)])
def test_without_a_trunk_in_the_picture_no_leg_is_lower_than_the_other(hip_y, trunk_px):
    hip, ahead = np.array([320.0, hip_y]), np.array([1.0, 0.0])
    assert np.isnan(drop_ahead(np.ones((480, 640), bool), hip, ahead, [hip], trunk_px))
