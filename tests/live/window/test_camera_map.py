"""The map from above: cameras where they are, and the way from one to the other."""

from dataclasses import replace
from math import cos, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moments import CAMERA, SCALE, changed, empty, is_colour

from posecheck.coach.camera import turn_deg
from posecheck.live.window.camera_map import PERSON_ROW, REACH, draw_camera_map, map_size
from posecheck.outputs.overlay.theme import LOOKS
from posecheck.stretches.checks import Grade

WANTED, WAY = (LOOKS[grade].colour for grade in (Grade.GOOD, Grade.BORDERLINE))
ANGLES = st.integers(-180, 180)


def drawn(wanted_deg: float, seen_deg: float | None) -> np.ndarray:
    """The map alone."""
    canvas = empty(map_size(SCALE))
    draw_camera_map(replace(CAMERA, wanted_deg=wanted_deg, seen_deg=seen_deg), canvas, 0, 0, SCALE)
    return canvas.image


def place(colour_of: np.ndarray) -> np.ndarray:
    """(x, y) of the middle of some pixels from the person, in radii of the circle."""
    rows, columns = np.nonzero(colour_of)
    x, y = columns.mean() - map_size(SCALE)[0] / 2, rows.mean() - SCALE(PERSON_ROW)
    return np.array([x, y]) / SCALE(REACH)


def direction(angle_deg: float) -> np.ndarray:
    """From above, with the person looking up: 90 degrees is to the left."""
    return np.array([-sin(radians(angle_deg)), -cos(radians(angle_deg))])


@given(ANGLES)
def test_the_wanted_camera_is_at_its_angle(wanted_deg):
    x_y = place(is_colour(drawn(wanted_deg, None), WANTED))
    assert x_y @ direction(wanted_deg) == pytest.approx(np.hypot(*x_y), abs=0.02)
    assert 0.8 < np.hypot(*x_y) < 1.3


@given(ANGLES, ANGLES)
def test_the_arrow_is_on_the_way_that_the_person_is_told_to_turn(wanted_deg, seen_deg):
    turn = turn_deg(replace(CAMERA, wanted_deg=wanted_deg, seen_deg=seen_deg))
    arrow = is_colour(drawn(wanted_deg, seen_deg), WAY)
    if abs(turn) < 25:
        assert not arrow.any()
    elif abs(turn) < 170:
        x_y = place(arrow)
        middle = direction(seen_deg + turn / 2)
        assert x_y @ middle / np.hypot(*x_y) > cos(radians(25))


def test_without_anybody_in_view_only_the_wanted_camera_is_drawn():
    nobody, somebody = drawn(90.0, None), drawn(90.0, 180.0)
    assert not is_colour(nobody, WAY).any()
    assert not np.array_equal(nobody, somebody)


def test_the_map_stays_within_its_size():
    canvas, (width, height) = empty(), map_size(SCALE)
    draw_camera_map(CAMERA, canvas, 200, 100, SCALE)
    assert changed(canvas) == (200, 100, 200 + width, 100 + height)
