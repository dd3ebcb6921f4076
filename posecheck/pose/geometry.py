"""Angles, distances and directions of plain points.

Pure functions. Points are arrays of two coordinates in a picture, x to the right and y **down**;
they may be in any unit as long as both axes share it (pixels do, MediaPipe's normalised
coordinates do not). Every angle is in degrees. Where an input is missing (NaN) or two points that
span an angle coincide, the result is NaN: never 0, never an error.
"""

import math
from typing import SupportsFloat

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vector = NDArray[np.float64]

UP = np.array([0.0, -1.0])
"""Straight up in a picture."""

CAMERA_UP = np.array([0.0, -1.0, 0.0])
"""Straight up in the axes of a level camera: x to the right, y down, z away from it."""

CAMERA_AHEAD = np.array([0.0, 0.0, 1.0])
"""Away from the camera in its own axes."""


def norm(vector: Vector) -> float:
    """The length of a vector of any dimension."""
    return math.sqrt(vector.dot(vector))  # np.linalg.norm takes several times as long


def _vector(start: ArrayLike, end: ArrayLike) -> Vector:
    return np.subtract(end, start, dtype=np.float64)


def cross(a: Vector, b: Vector) -> Vector:
    """The cross product of two (3,) vectors."""
    # np.cross takes ten times as long.
    return np.asarray(a[[1, 2, 0]] * b[[2, 0, 1]] - a[[2, 0, 1]] * b[[1, 2, 0]])


def unit(vector: Vector) -> Vector:
    """The direction of a vector of any dimension, with length 1; NaN for one without length."""
    length = norm(vector)
    return vector / length if length > 0 else np.full(vector.shape, np.nan)


def angle_between(a: ArrayLike, b: ArrayLike) -> float:
    """The unsigned angle between two vectors of any dimension, 0 to 180."""
    u, v = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    lengths = norm(u) * norm(v)
    if not lengths > 0:
        return float("nan")
    return float(np.degrees(np.arccos(np.clip(float(u @ v) / lengths, -1.0, 1.0))))


def interior_angle(a: ArrayLike, vertex: ArrayLike, b: ArrayLike) -> float:
    """The angle at `vertex` between the directions to a and to b, 0 (folded) to 180 (straight)."""
    return angle_between(_vector(vertex, a), _vector(vertex, b))


def turned_angle(a: ArrayLike, vertex: ArrayLike, b: ArrayLike, towards: ArrayLike) -> float:
    """The angle at `vertex`, counted on the side that `towards` points to: 0 to 360.

    It is the interior angle while the vertex lies behind the line from a to b, and passes through
    180 to larger values once the vertex has moved past that line in the direction `towards`.
    """
    angle, past = interior_angle(a, vertex, b), distance_past(vertex, a, b, towards)
    if np.isnan(past):
        return float("nan")
    return 360.0 - angle if past > 0 else angle


def distance_past(point: ArrayLike, a: ArrayLike, b: ArrayLike, towards: ArrayLike) -> float:
    """How far a point lies past the line through a and b, on the side that `towards` points to.

    In the points' unit; negative on the other side.
    """
    return float(_vector(a, point) @ _normal(_vector(a, b), towards))


def ratio(part: SupportsFloat, whole: SupportsFloat) -> float:
    """part over whole; NaN where there is no whole."""
    return float(part) / float(whole) if float(whole) else float("nan")


def _normal(line: Vector, towards: ArrayLike) -> Vector:
    """The unit normal of a line on the side that `towards` points to; NaN without either."""
    length = norm(line)
    if not 0 < length < np.inf or not np.isfinite(towards).all():
        return np.full(2, np.nan)
    normal = np.array([-line[1], line[0]]) / length
    return normal if float(normal @ np.asarray(towards, dtype=float)) >= 0 else -normal


def lean(base: ArrayLike, top: ArrayLike, forward: ArrayLike = (1.0, 0.0)) -> float:
    """How far the line from base to top leans away from straight up, -180 to 180.

    Positive where it leans to the side that `forward` points to, along x.
    """
    line = _vector(base, top)
    ahead = float(np.asarray(forward, dtype=float)[0])
    if not norm(line) > 0 or np.isnan(ahead):
        return float("nan")
    sideways = float(line[0]) * (1.0 if ahead >= 0 else -1.0)
    return float(np.degrees(np.arctan2(sideways, -float(line[1]))))


def elevation(start: ArrayLike, end: ArrayLike) -> float:
    """How far the line from start to end rises above the horizontal, -90 to 90."""
    x, y = _vector(start, end)
    if not np.hypot(x, y) > 0:
        return float("nan")
    return float(np.degrees(np.arctan2(-y, abs(x))))


def tilt(a: ArrayLike, b: ArrayLike) -> float:
    """The angle between the line through a and b and the horizontal, 0 to 90."""
    return abs(elevation(a, b))


def angle_of_lines(a: ArrayLike, b: ArrayLike) -> float:
    """The angle between two undirected lines given by their vectors, 0 to 90."""
    angle = angle_between(a, b)
    return min(angle, 180.0 - angle) if np.isfinite(angle) else angle


def gap_along(a: ArrayLike, b: ArrayLike, axis: ArrayLike) -> float:
    """The distance from b to a along an axis, in the points' unit; negative where a is behind."""
    direction = np.asarray(axis, dtype=float)
    length = norm(direction)
    if not length > 0:
        return float("nan")
    return float(_vector(b, a) @ direction) / length


def distance(a: ArrayLike, b: ArrayLike) -> float:
    """The distance between two points, in their unit."""
    return norm(_vector(a, b))
