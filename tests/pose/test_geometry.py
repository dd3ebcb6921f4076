import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from posecheck.pose import geometry

RIGHT, LEFT, DOWN = np.array([1.0, 0.0]), np.array([-1.0, 0.0]), np.array([0.0, 1.0])
UP = geometry.UP
NAN = np.full(2, np.nan)

points = arrays(float, 2, elements=st.floats(-1000, 1000, width=32))
angles = st.floats(-180, 180)


def at(degrees, length=1.0):
    """The point in a direction counted counter-clockwise from the right, as seen on the screen."""
    return length * np.array([np.cos(np.radians(degrees)), -np.sin(np.radians(degrees))])


def turned(point, degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, s], [-s, c]]) @ point


def apart(*several):
    for i, a in enumerate(several):
        for b in several[i + 1 :]:
            assume(np.linalg.norm(a - b) > 1)


@pytest.mark.parametrize("degrees", [0, 1, 45, 90, 135, 179, 180])
@pytest.mark.parametrize("turn", [0, 33, 200])
def test_interior_angle_is_the_angle_between_the_two_arms(degrees, turn):
    vertex = np.array([40.0, -7.0])
    angle = geometry.interior_angle(vertex + at(turn, 3), vertex, vertex + at(turn + degrees, 50))
    assert angle == pytest.approx(degrees, abs=1e-5)


@pytest.mark.parametrize("degrees", [0, 30, 90, 180])
def test_angle_between_works_in_space_too(degrees):
    a, b = np.array([0, 2.0, 0]), np.array([0, *at(degrees)])
    assert geometry.angle_between(a, b) == pytest.approx(degrees, abs=1e-5)


in_space = st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3).map(np.array)


@given(a=in_space, b=in_space)
def test_the_cross_product_is_that_of_numpy(a, b):
    assert geometry.cross(a, b) == pytest.approx(np.cross(a, b))


@pytest.mark.parametrize("vector", [[3.0, -4.0], [0.0, 0.0, 1e-9], [1.0, 2.0, -2.0]])
def test_a_unit_vector_has_the_direction_and_length_one(vector):
    direction = geometry.unit(np.array(vector))
    assert direction * np.linalg.norm(vector) == pytest.approx(np.array(vector))


def test_a_vector_without_length_has_no_direction():
    assert np.isnan(geometry.unit(np.zeros(2))).all()
    assert np.isnan(geometry.unit(np.array([1.0, np.nan, 0.0]))).all()


@pytest.mark.parametrize("height", [-0.5, -0.01, 0, 0.01, 0.5])
def test_turned_angle_passes_180_without_a_jump(height):
    a, b = np.array([-1.0, 0]), np.array([1.0, 0])
    expected = 180 + 2 * np.degrees(np.arctan(height))
    assert geometry.turned_angle(a, UP * height, b, UP) == pytest.approx(expected)
    assert geometry.turned_angle(a, UP * height, b, DOWN) == pytest.approx(360 - expected)


def test_lean_is_positive_towards_forward():
    for degrees in (-170, -90, -30, 0, 10, 90, 120):
        top = at(90 - degrees, 7)
        assert geometry.lean((0, 0), top, RIGHT) == pytest.approx(degrees)
        assert geometry.lean((0, 0), top, LEFT) == pytest.approx(-degrees)


@pytest.mark.parametrize(
    ("direction", "expected"),
    [(0, 0), (30, 30), (90, 90), (150, 30), (180, 0), (210, -30), (-90, -90)],
)
def test_elevation_rises_whichever_way_the_line_points(direction, expected):
    assert geometry.elevation((5, 5), at(direction) + 5) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("direction", "expected"), [(0, 0), (20, 20), (160, 20), (-20, 20), (90, 90)]
)
def test_tilt_is_the_angle_to_the_horizontal(direction, expected):
    assert geometry.tilt((1, 1), at(direction, 9) + np.ones(2)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("degrees", "expected"), [(0, 0), (30, 30), (90, 90), (150, 30), (180, 0)])
def test_lines_have_no_direction(degrees, expected):
    assert geometry.angle_of_lines(at(12), at(12 + degrees)) == pytest.approx(expected, abs=1e-5)


def test_gap_is_signed_along_the_axis_and_blind_across_it():
    assert geometry.gap_along((7, 100), (4, -3), RIGHT) == 3
    assert geometry.gap_along((4, 0), (7, 0), RIGHT) == -3
    assert geometry.gap_along((7, 0), (4, 0), 5 * LEFT) == -3
    assert geometry.gap_along((0, 1), (0, 9), RIGHT) == 0


@pytest.mark.parametrize("ends", [((-1, 0), (1, 0)), ((1, 0), (-1, 0)), ((-50, 0), (1, 0))])
def test_distance_past_a_line_is_positive_on_the_side_asked_for(ends):
    assert geometry.distance_past((0.5, -2), *ends, UP) == pytest.approx(2)
    assert geometry.distance_past((0.5, -2), *ends, DOWN) == pytest.approx(-2)
    assert geometry.distance_past((8, 0), *ends, UP) == pytest.approx(0)


def test_distance_is_euclidean():
    assert geometry.distance((1, 1), (4, 5)) == 5


ON_POINTS = {
    "interior_angle": lambda a, v, b: geometry.interior_angle(a, v, b),
    "turned_angle": lambda a, v, b: geometry.turned_angle(a, v, b, UP),
    "lean": lambda a, v, b: geometry.lean(a, b),
    "elevation": lambda a, v, b: geometry.elevation(a, b),
    "tilt": lambda a, v, b: geometry.tilt(a, b),
}
RANGES = {
    "interior_angle": (0, 180),
    "turned_angle": (0, 360),
    "lean": (-180, 180),
    "elevation": (-90, 90),
    "tilt": (0, 90),
}


@pytest.mark.parametrize("name", ON_POINTS)
@given(a=points, v=points, b=points, shift=points, scale=st.floats(0.1, 10))
def test_angles_ignore_place_and_size_and_stay_in_their_range(name, a, v, b, shift, scale):
    apart(a, v, b)
    # Where the vertex lies on the line, or a line is vertical or level, rounding picks the side.
    assume(abs(geometry.distance_past(v, a, b, UP)) > 1e-2 and abs(a[0] - b[0]) > 1e-2)
    angle = ON_POINTS[name](a, v, b)
    moved = ON_POINTS[name](*(scale * point + shift for point in (a, v, b)))
    assert moved == pytest.approx(angle, abs=1e-3)
    low, high = RANGES[name]
    assert low <= angle <= high


@given(a=points, v=points, b=points, turn=angles)
def test_interior_angle_and_lengths_ignore_a_turn_of_the_picture(a, v, b, turn):
    apart(a, v, b, np.zeros(2))
    a2, v2, b2 = (turned(point, turn) for point in (a, v, b))
    assert geometry.interior_angle(a2, v2, b2) == pytest.approx(
        geometry.interior_angle(a, v, b), abs=1e-3
    )
    assert geometry.distance(a2, b2) == pytest.approx(geometry.distance(a, b))
    assert geometry.gap_along(a2, b2, v2) == pytest.approx(geometry.gap_along(a, b, v), abs=1e-6)


@given(a=points, v=points, b=points)
def test_a_mirrored_picture_mirrors_the_signs(a, v, b):
    apart(a, v, b)
    assume(a[0] != b[0])
    a2, v2, b2 = (point * [-1, 1] for point in (a, v, b))
    assert geometry.lean(a2, b2, LEFT) == pytest.approx(geometry.lean(a, b, RIGHT))
    assert geometry.elevation(a2, b2) == pytest.approx(geometry.elevation(a, b))
    assert geometry.gap_along(a2, b2, RIGHT) == pytest.approx(-geometry.gap_along(a, b, RIGHT))
    assert geometry.interior_angle(a2, v2, b2) == pytest.approx(geometry.interior_angle(a, v, b))


FUNCTIONS = {
    "angle_between": (geometry.angle_between, 2),
    "interior_angle": (geometry.interior_angle, 3),
    "turned_angle": (geometry.turned_angle, 4),
    "distance_past": (geometry.distance_past, 4),
    "lean": (geometry.lean, 3),
    "elevation": (geometry.elevation, 2),
    "tilt": (geometry.tilt, 2),
    "angle_of_lines": (geometry.angle_of_lines, 2),
    "gap_along": (geometry.gap_along, 3),
    "distance": (geometry.distance, 2),
}


@pytest.mark.parametrize(
    ("name", "index"),
    [(name, index) for name, (_, count) in FUNCTIONS.items() for index in range(count)],
)
def test_a_missing_point_gives_nan(name, index):
    function, count = FUNCTIONS[name]
    arguments = [np.array([1.0, 2.0]), np.array([4.0, 6.5]), np.array([-3.0, 5.0]), UP][:count]
    assert np.isfinite(function(*arguments))
    arguments[index] = NAN
    assert np.isnan(function(*arguments))


@pytest.mark.parametrize(
    "angle",
    [
        lambda p: geometry.angle_between(p - p, p),
        lambda p: geometry.interior_angle(p, p, p + 1),
        lambda p: geometry.turned_angle(p + 1, p, p, UP),
        lambda p: geometry.lean(p, p),
        lambda p: geometry.elevation(p, p),
        lambda p: geometry.tilt(p, p),
        lambda p: geometry.angle_of_lines(p - p, p),
        lambda p: geometry.gap_along(p, p + 1, (0, 0)),
        lambda p: geometry.distance_past(p, p + 1, p + 1, UP),
    ],
)
def test_an_angle_of_coinciding_points_is_nan(angle):
    assert np.isnan(angle(np.array([3.0, 4.0])))
