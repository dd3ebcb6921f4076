"""Rotations and chains against what geometry says they must be."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samples.generator.kinematics import (
    DOWN,
    FORWARD,
    LEFTWARD,
    UP,
    blend_directions,
    blend_rotations,
    cross,
    distance_for_angle,
    interior_angle,
    leg_angles,
    leg_rotation,
    pitch_of,
    point,
    pole_for_height,
    reach,
    rotation_about,
    rotation_between,
    rotation_x,
    rotation_y,
    rotation_z,
    unit,
)

angles = st.floats(-170, 170)
coordinates = st.floats(-1, 1)


@st.composite
def directions(draw):
    vector = np.array([draw(coordinates) for _ in range(3)])
    assume(np.linalg.norm(vector) > 0.1)
    return unit(vector)


def test_positive_turns_go_where_the_docstrings_say():
    assert (rotation_x(90) @ UP) @ FORWARD == pytest.approx(1)
    assert (rotation_y(90) @ UP) @ LEFTWARD == pytest.approx(1)
    assert (rotation_z(90) @ FORWARD) @ LEFTWARD == pytest.approx(1)
    assert pitch_of(rotation_x(30) @ UP) == pytest.approx(30)


@given(directions(), directions())
def test_rotation_between_takes_one_direction_to_the_other(start, end):
    rotation = rotation_between(start, end)
    np.testing.assert_allclose(rotation @ start, end, atol=1e-6)
    np.testing.assert_allclose(rotation @ rotation.T, np.eye(3), atol=1e-6)


@given(directions())
def test_opposite_directions_turn_by_half_a_circle(direction):
    turned = rotation_between(direction, -direction) @ direction
    np.testing.assert_allclose(turned, -direction, atol=1e-9)


@given(directions(), st.floats(0, 179), st.floats(0, 1))
def test_blending_turns_evenly(axis, angle, amount):
    end = rotation_about(axis, angle)
    halfway = blend_rotations(np.eye(3), end, amount)
    np.testing.assert_allclose(halfway, rotation_about(axis, angle * amount), atol=1e-5)


@given(directions(), directions(), st.floats(0, 1))
def test_blended_directions_stay_unit(start, end, amount):
    assert np.linalg.norm(blend_directions(start, end, amount)) == pytest.approx(1)


@given(directions(), directions(), st.floats(0.2, 0.6), st.floats(0.2, 0.6), st.floats(0.05, 0.95))
def test_reach_gets_there_with_bones_of_the_right_length(line, pole, first, second, share):
    assume(abs(line @ pole) < 0.95)
    shortest, longest = abs(first - second) + 0.01, first + second - 0.01
    target = line * (shortest + (longest - shortest) * share)
    chain = reach(np.zeros(3), target, first, second, pole)
    np.testing.assert_allclose(chain.first * first + chain.second * second, target, atol=1e-6)
    assert chain.first @ (pole - line * (line @ pole)) >= -1e-9


def test_reach_stops_just_short_of_straight():
    chain = reach(np.zeros(3), 9 * DOWN, 0.4, 0.4, FORWARD)
    knee_angle = 180 - math.degrees(math.acos(chain.first @ chain.second))
    assert 175 < knee_angle < 180


@given(st.floats(20, 175), st.floats(0.3, 0.5), st.floats(0.3, 0.5))
def test_distance_for_angle_is_the_law_of_cosines(angle, first, second):
    distance = distance_for_angle(first, second, angle)
    chain = reach(np.zeros(3), distance * DOWN, first, second, FORWARD)
    middle = chain.first * first
    assert interior_angle(np.zeros(3), middle, distance * DOWN) == pytest.approx(angle, abs=0.1)


@given(st.floats(-0.2, 0.3))
def test_pole_for_height_puts_the_middle_joint_there(height):
    root, target = point(0.1, 0, 0.1), point(0.1, -0.35, 0.08)
    pole = pole_for_height(root, target, 0.42, 0.40, height, LEFTWARD)
    middle = root + 0.42 * reach(root, target, 0.42, 0.40, pole).first
    assert middle[2] == pytest.approx(height, abs=0.01)
    assert middle[0] > 0.1


@given(
    st.floats(-60, 120), st.floats(-40, 60), st.floats(-60, 60), st.floats(5, 150),
    st.sampled_from([1, -1]),
)  # fmt: skip
def test_leg_angles_come_back_from_the_directions_they_make(flexion, abduction, turn, knee, sign):
    angles_in = (flexion, abduction, turn, knee)
    thigh_frame = rotation_x(-flexion) @ rotation_y(-sign * abduction) @ rotation_z(sign * turn)
    thigh, shank = thigh_frame @ DOWN, thigh_frame @ rotation_x(knee) @ DOWN
    found = leg_angles(np.eye(3), thigh, shank, sign)
    np.testing.assert_allclose(found, angles_in, atol=1e-5)
    np.testing.assert_allclose(leg_rotation(np.eye(3), found, sign, 1.0), thigh_frame, atol=1e-6)


@given(directions(), directions())
def test_the_cross_product_is_that_of_numpy(a, b):
    np.testing.assert_array_equal(cross(a, b), np.cross(a, b))
