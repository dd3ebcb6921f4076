"""The band hides nothing that is judged, and stays where it is while it hides nothing."""

from dataclasses import replace

import numpy as np
import pytest
from drawing import assessed, lunging
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.assessor import Assessment
from posecheck.live.window.framing import JUDGED, Framer, Framing
from posecheck.pose.pose import Landmark

SIZE = (640, 480)
BAND_PX, KEYS_PX = 140, 24


def standing(top: float, bottom: float) -> Assessment:
    """Judged, with shoulders and toes at these heights, as shares of the picture's height."""
    assessment = assessed({"front_knee": 90.0}, lunging(size=SIZE))
    points = np.array(assessment.pose.points)
    highest, lowest = points[list(JUDGED), 1].min(), points[list(JUDGED), 1].max()
    points[:, 1] = np.interp(points[:, 1], (highest, lowest), (top * SIZE[1], bottom * SIZE[1]))
    return replace(assessment, pose=replace(assessment.pose, points=points))


def framings(*parts: tuple[Assessment, float]) -> list[Framing]:
    """Of every frame of a session of assessments that last so many seconds each."""
    framer = Framer(SIZE, KEYS_PX)
    frames = [each for each, seconds in parts for _ in range(round(seconds * 10))]
    return [
        framer.frame(BAND_PX, replace(each, time_s=number / 10))
        for number, each in enumerate(frames)
    ]


def end(framing: Framing) -> str:
    if framing.picture != (0, 0, *SIZE):
        return "beside"
    return "bottom" if framing.at_bottom else "top"


@given(st.floats(0.0, 0.9), st.floats(0.1, 1.0))
def test_whatever_is_judged_is_between_band_and_keys(top, length):
    assessment = standing(top, min(1.0, top + length))
    (framing,) = framings((assessment, 0.1))
    left, first, width, height = framing.picture
    heights = first + assessment.pose.points[list(JUDGED), 1] * height / SIZE[1]
    assert framing.rows[0] - 1e-6 <= heights.min()
    assert heights.max() <= framing.rows[1] + 1e-6
    assert 0 <= left <= left + width <= SIZE[0]
    assert width / height == pytest.approx(SIZE[0] / SIZE[1], rel=0.01)
    band = range(framing.band_top, framing.band_top + BAND_PX)
    keys = range(framing.keys_top, framing.keys_top + KEYS_PX)
    assert sorted({*band, *keys, *range(*framing.rows)}) == list(range(SIZE[1]))


@pytest.mark.parametrize(
    ("top", "bottom", "where"),
    [(0.4, 0.9, "top"), (0.1, 0.6, "bottom"), (0.1, 0.9, "beside"), (0.4, 0.6, "top")],
)
def test_the_band_goes_where_there_is_room_and_else_the_picture_gets_smaller(top, bottom, where):
    assert end(framings((standing(top, bottom), 0.1))[0]) == where


def test_who_comes_into_position_is_framed_at_once_and_who_gets_up_is_not():
    high, low = standing(0.1, 0.6), standing(0.4, 0.9)
    walking = replace(high, in_position=False)
    ends = [end(one) for one in framings((walking, 1.0), (low, 1.0), (walking, 3.0))]
    assert ends == ["bottom"] * 10 + ["top"] * 40


def test_what_moves_into_the_band_for_a_moment_does_not_move_it():
    high, low = standing(0.1, 0.6), standing(0.4, 0.9)
    assert {end(one) for one in framings((low, 1.0), (high, 0.4), (low, 1.0))} == {"top"}
    moved = [end(one) for one in framings((low, 1.0), (high, 1.0))]
    assert moved.index("bottom") - 10 <= 7


def test_the_band_stays_at_the_bottom_while_it_hides_nothing_there():
    ends = {end(one) for one in framings((standing(0.1, 0.6), 1.0), (standing(0.4, 0.65), 3.0))}
    assert ends == {"bottom"}


def test_nobody_and_what_is_outside_the_picture_are_framed_all_the_same():
    framer = Framer(SIZE, KEYS_PX)
    assert end(framer.frame(BAND_PX, None)) == end(framer.frame(BAND_PX, Assessment(0.0))) == "top"
    outside = standing(0.4, 0.9)
    points = np.array(outside.pose.points)
    points[Landmark.LEFT_ANKLE, 1] = 2 * SIZE[1]
    points[Landmark.RIGHT_ANKLE] = np.nan
    assert end(framings((replace(outside, pose=replace(outside.pose, points=points)), 0.1))[0]) == (
        "top"
    )
