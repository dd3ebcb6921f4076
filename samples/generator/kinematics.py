"""Rotations, angles and two-bone chains. Pure functions; angles in degrees.

World frame: metres, +x is the person's left, -y is forward, +z is up. Vectors are arrays of 3.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

UP = np.array([0.0, 0.0, 1.0])
DOWN = -UP
FORWARD = np.array([0.0, -1.0, 0.0])
LEFTWARD = np.array([1.0, 0.0, 0.0])


def rotation_x(angle_deg: float) -> Matrix:
    """Turn about +x: positive pitches an upright person forward."""
    c, s = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def rotation_y(angle_deg: float) -> Matrix:
    """Turn about +y: positive tilts an upright person's head to their left."""
    c, s = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def rotation_z(angle_deg: float) -> Matrix:
    """Turn about +z: positive turns an upright person to their left."""
    c, s = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def rotation_about(axis: ArrayLike, angle_deg: float) -> Matrix:
    """Right-handed turn about any axis."""
    turn = _cross_matrix(unit(axis))
    angle = math.radians(angle_deg)
    return np.eye(3) + math.sin(angle) * turn + (1 - math.cos(angle)) * turn @ turn


def rotation_between(start: ArrayLike, end: ArrayLike) -> Matrix:
    """The smallest rotation that takes the direction `start` to the direction `end`."""
    a, b = unit(start), unit(end)
    cosine = float(a @ b)
    if cosine < -1 + 1e-9:
        return rotation_about(any_perpendicular(a), 180.0)
    turn = _cross_matrix(cross(a, b))
    return np.eye(3) + turn + turn @ turn / (1 + cosine)


def blend_rotations(start: Matrix, end: Matrix, amount: float) -> Matrix:
    """The rotation at a share, `amount` (0 to 1), of the way from `start` to `end`."""
    step = start.T @ end
    angle = math.degrees(math.acos(float(np.clip((np.trace(step) - 1) / 2, -1, 1))))
    if angle < 1e-6:
        return end
    axis = np.array([step[2, 1] - step[1, 2], step[0, 2] - step[2, 0], step[1, 0] - step[0, 1]])
    if np.linalg.norm(axis) < 1e-9:
        axis = any_perpendicular(start[:, 0])
    return start @ rotation_about(axis, angle * amount)


def blend_directions(start: Vector, end: Vector, amount: float) -> Vector:
    """The unit vector at a share, `amount` (0 to 1), of the turn from `start` to `end`."""
    turn = blend_rotations(np.eye(3), rotation_between(start, end), amount)
    return turn @ unit(start)


def point(x: float, y: float, z: float) -> Vector:
    """A point or an offset from its coordinates."""
    return np.array([x, y, z], dtype=np.float64)


def unit(vector: ArrayLike) -> Vector:
    """The vector scaled to length 1."""
    array = np.asarray(vector, dtype=np.float64)
    return array / np.linalg.norm(array)


def cross(a: Vector, b: Vector) -> Vector:
    """The cross product of two vectors; NumPy's takes ten times as long for a single pair."""
    (ax, ay, az), (bx, by, bz) = a.tolist(), b.tolist()
    return np.array([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx])


def any_perpendicular(direction: Vector) -> Vector:
    """Some unit vector at right angles to `direction`."""
    helper = LEFTWARD if abs(direction[0]) < 0.9 else FORWARD
    return unit(cross(direction, helper))


def interior_angle(a: Vector, vertex: Vector, b: Vector) -> float:
    """Angle at `vertex` between the rays to `a` and `b`: 0 to 180 degrees."""
    cosine = float(unit(a - vertex) @ unit(b - vertex))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def pitch_of(vector: Vector) -> float:
    """How far a direction is pitched forward from straight up, in the y-z plane: -180 to 180."""
    return math.degrees(math.atan2(-vector[1], vector[2]))


def distance_for_angle(first: float, second: float, angle_deg: float) -> float:
    """Length of the side opposite `angle_deg` in a triangle with these two other sides."""
    cosine = math.cos(math.radians(angle_deg))
    return math.sqrt(first**2 + second**2 - 2 * first * second * cosine)


class Chain(NamedTuple):
    """Two bones from a root: their unit directions."""

    first: Vector
    second: Vector


def reach(root: Vector, target: Vector, first: float, second: float, pole: ArrayLike) -> Chain:
    """Two-bone inverse kinematics: bones of the given lengths from `root` to `target`.

    The middle joint lies on the side of `pole` (a direction). A target out of reach is approached
    as far as the bones allow, and never quite straight, so that the bend has a direction.
    """
    line = target - root
    longest, shortest = (first + second) * 0.9997, abs(first - second) * 1.0003
    distance = float(np.clip(np.linalg.norm(line), shortest, longest))
    along = unit(line)
    side = unit(np.asarray(pole) - along * float(np.asarray(pole) @ along))
    cosine = (first**2 + distance**2 - second**2) / (2 * first * distance)
    middle = first * (along * cosine + side * math.sqrt(max(0.0, 1 - cosine**2)))
    return Chain(unit(middle), unit(along * distance - middle))


def pole_for_height(
    root: Vector, target: Vector, first: float, second: float, height: float, outward: Vector
) -> Vector:
    """The pole for `reach` that puts the middle joint at world height `height`.

    Of the two solutions the one further along `outward`; the nearest possible height otherwise.
    """
    along = unit(target - root)
    straight = reach(root, target, first, second, any_perpendicular(along))
    centre_height = root[2] + along[2] * float(first * straight.first @ along)
    radius = first * math.sqrt(max(1e-12, 1 - float(straight.first @ along) ** 2))
    level = unit(cross(along, UP))
    rising = cross(level, along)
    rising = rising if rising[2] > 0 else -rising
    if level @ outward < 0:
        level = -level
    sine = float(np.clip((height - centre_height) / (radius * rising[2]), -1, 1))
    return level * math.sqrt(1 - sine**2) + rising * sine


class LegAngles(NamedTuple):
    """Anatomical angles of a leg, degrees."""

    hip_flexion: float
    hip_abduction: float
    hip_rotation: float
    knee_flexion: float


def leg_angles(pelvis: Matrix, thigh: Vector, shank: Vector, sign: int) -> LegAngles:
    """Anatomical angles of a leg from the directions of its bones; `sign` is +1 for the left."""
    knee = math.degrees(math.acos(float(np.clip(thigh @ shank, -1, 1))))
    dorsal = unit(shank - thigh * float(thigh @ shank))
    turned = pelvis.T @ np.column_stack([cross(dorsal, -thigh), dorsal, -thigh])
    abduction = math.degrees(math.asin(float(np.clip(turned[0, 2], -1, 1))))
    flexion = math.degrees(math.atan2(-turned[1, 2], turned[2, 2]))
    rotation = math.degrees(math.atan2(-turned[0, 1], turned[0, 0]))
    return LegAngles(-flexion, -sign * abduction, sign * rotation, knee)


def leg_rotation(pelvis: Matrix, angles: LegAngles, sign: int, rotation_share: float) -> Matrix:
    """Orientation of the thigh, with only a share of its rotation about its own length."""
    return (
        pelvis
        @ rotation_x(-angles.hip_flexion)
        @ rotation_y(-sign * angles.hip_abduction)
        @ rotation_z(sign * angles.hip_rotation * rotation_share)
    )


def _cross_matrix(v: Vector) -> Matrix:
    return np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
