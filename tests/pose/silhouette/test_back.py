"""The outline of the back on drawn bodies."""

import cv2
import numpy as np
import pytest

from posecheck.pose.silhouette.back import STATIONS, back_depths, bulge, middle_depth

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
    return bulge(back_depths(mask > 0.5, *outline))


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
    assert middle_depth(depths) == pytest.approx(depth + 0.96 * bulge, abs=0.01)


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
    start, elbow, wrist = (270, 320), (200, 335), (270, 350)
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


@pytest.mark.parametrize(("bulge", "top"), [(0.05, 310), (0.1, 310), (0.15, 300)])
def test_a_back_whose_lower_end_an_arm_hides_is_not_made_up(bulge, top):
    """The curve through shoulder blades and what is seen below leaves the body far behind."""
    mask = body(bulge)
    cv2.ellipse(mask, (255, 235), (25, 30), 0, 0, 360, 1.0, -1)
    arm = ((245, top), (245, 420))
    cv2.line(mask, *arm, 1.0, 22)
    assert np.isnan(read(mask, arms=[arm]))


@pytest.mark.parametrize(
    ("upper_arm", "elbow", "wrist"),
    [((265, 260), (225, 300), (265, 340)), ((280, 250), (225, 290), (280, 350))],
)
@pytest.mark.parametrize("thickness", [22, 50])
def test_a_back_whose_middle_an_elbow_hides_is_not_judged(upper_arm, elbow, wrist, thickness):
    """A hand on the hip; seat and shoulders are seen beside the arm."""
    mask = body()
    arms = [(upper_arm, elbow), (elbow, wrist)]
    for start, end in arms:
        cv2.line(mask, start, end, 1.0, thickness)
    assert np.isnan(read(mask, arms=arms))


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
