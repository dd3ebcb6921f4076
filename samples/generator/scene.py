"""Camera, room and furniture. Metres and degrees in the world frame of `kinematics`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samples.generator.body import Side
from samples.generator.kinematics import (
    UP,
    Matrix,
    Vector,
    cross,
    point,
    rotation_about,
    rotation_z,
    unit,
)

Colour = tuple[float, float, float]

NEAR_M, FAR_M = 0.1, 30.0


class Material(IntEnum):
    """How a surface looks; keep in step with shaders/scene.frag."""

    SKIN = 0
    EYEBALL = 1
    HAIR = 2
    FLOOR = 10
    MAT = 11
    WALL = 12
    TRIM = 13
    WOOD = 14
    PICTURE = 15
    FABRIC = 16


@dataclass(frozen=True)
class Mesh:
    """Triangles, with `reference`, `lips` and `material` of each vertex for the shader."""

    positions: NDArray[np.float64]
    normals: NDArray[np.float64]
    reference: NDArray[np.float64]
    lips: NDArray[np.float64]
    material: NDArray[np.float64]
    triangles: NDArray[np.intp]

    @classmethod
    def plain(
        cls,
        positions: NDArray[np.float64],
        normals: NDArray[np.float64],
        triangles: NDArray[np.intp],
        material: Material,
    ) -> Mesh:
        """A mesh of one material that is not deformed, and so has no reference shape."""
        count = len(positions)
        kind = np.full(count, float(material))
        return cls(positions, normals, positions, np.zeros(count), kind, triangles)

    @classmethod
    def joined(cls, meshes: list[Mesh]) -> Mesh:
        """All meshes in one."""
        starts = np.cumsum([0] + [len(mesh.positions) for mesh in meshes[:-1]])
        return cls(
            np.concatenate([mesh.positions for mesh in meshes]),
            np.concatenate([mesh.normals for mesh in meshes]),
            np.concatenate([mesh.reference for mesh in meshes]),
            np.concatenate([mesh.lips for mesh in meshes]),
            np.concatenate([mesh.material for mesh in meshes]),
            np.concatenate([m.triangles + s for m, s in zip(meshes, starts, strict=True)]),
        )

    def vertex_buffer(self) -> bytes:
        """Interleaved 32-bit floats: position, normal, reference, lips, material."""
        columns = (self.positions, self.normals, self.reference, self.lips, self.material)
        return np.column_stack(columns).astype(np.float32).tobytes()

    def index_buffer(self) -> bytes:
        """32-bit integers, three for each triangle."""
        return self.triangles.astype(np.int32).tobytes()


@dataclass(frozen=True)
class Camera:
    """A pinhole camera; `roll_deg` tilts it clockwise, so that the picture turns the other way."""

    eye: Vector
    target: Vector
    fovy_deg: float = 42.0
    roll_deg: float = 0.0
    size: tuple[int, int] = (640, 480)

    @classmethod
    def around(
        cls,
        target: Vector,
        yaw_deg: float,
        near: Side,
        distance_m: float,
        height_m: float,
        roll_deg: float = 0.0,
        size: tuple[int, int] = (640, 480),
    ) -> Camera:
        """A camera `distance_m` away (along the floor) from what it looks at.

        `yaw_deg` is 0 before the person (or at the feet of somebody lying down), 90 at the side.
        """
        azimuth = math.radians(-90 + near.sign * yaw_deg)
        away = distance_m * np.array([math.cos(azimuth), math.sin(azimuth), 0])
        eye = np.array([target[0], target[1], 0]) + away + [0, 0, height_m]
        return cls(eye, np.asarray(target, dtype=float), roll_deg=roll_deg, size=size)

    @cached_property
    def view_projection(self) -> Matrix:
        """From world to clip coordinates."""
        return self._projection() @ self.view

    @property
    def view(self) -> Matrix:
        """From world to camera coordinates (+x right, +y up, -z ahead)."""
        ahead = unit(self.target - self.eye)
        return look_along(self.eye, ahead, rotation_about(ahead, self.roll_deg) @ UP)

    def _projection(self) -> Matrix:
        width, height = self.size
        zoom = 1 / math.tan(math.radians(self.fovy_deg) / 2)
        depth = FAR_M - NEAR_M
        matrix = np.zeros((4, 4))
        matrix[0, 0], matrix[1, 1] = zoom * height / width, zoom
        matrix[2, 2:] = -(FAR_M + NEAR_M) / depth, -2 * FAR_M * NEAR_M / depth
        matrix[3, 2] = -1
        return matrix

    def project(self, point: Vector) -> NDArray[np.float64]:
        """Where a world point appears, pixels: x to the right, y down from the top left."""
        clip = self.view_projection @ np.append(point, 1.0)
        x, y = clip[:2] / clip[3]
        width, height = self.size
        return np.array([(x + 1) / 2 * width, (1 - y) / 2 * height])


def look_along(eye: Vector, ahead: Vector, up: Vector) -> Matrix:
    """The view matrix of an eye that looks in the direction `ahead`."""
    right = unit(cross(ahead, up))
    matrix = np.eye(4)
    matrix[:3, :3] = right, cross(right, ahead), -ahead
    matrix[:3, 3] = -matrix[:3, :3] @ eye
    return matrix


@dataclass(frozen=True)
class Room:
    """Colours (linear RGB) and light of a room."""

    floor: Colour
    wall: Colour
    mat: Colour
    boards: bool
    furniture: str
    fabric: Colour = (0.2, 0.2, 0.22)
    key: Colour = (1.0, 0.95, 0.87)
    key_from_deg: float = -35.0


ROOMS = {
    "studio": Room(
        floor=(0.46, 0.31, 0.19),
        wall=(0.70, 0.68, 0.63),
        mat=(0.10, 0.28, 0.27),
        boards=True,
        furniture="cupboard",
    ),
    "living_room": Room(
        floor=(0.34, 0.32, 0.30),
        wall=(0.52, 0.44, 0.33),
        mat=(0.34, 0.14, 0.28),
        boards=False,
        furniture="sofa",
        fabric=(0.10, 0.16, 0.24),
        key=(1.0, 0.84, 0.62),
        key_from_deg=40.0,
    ),
    "gym": Room(
        floor=(0.09, 0.09, 0.10),
        wall=(0.22, 0.24, 0.27),
        mat=(0.08, 0.13, 0.34),
        boards=False,
        furniture="bench",
        key=(0.90, 0.96, 1.0),
        key_from_deg=-10.0,
    ),
}
LIGHT_LEVELS = {"bright": 1.0, "dim": 0.45, "dark": 0.2}


def room_mesh(room: Room, camera: Camera, mat_yaw_deg: float = 0.0) -> Mesh:
    """Floor, mat, the wall behind the person as the camera sees it, and some furniture."""
    ahead = camera.target - camera.eye
    ahead = unit([ahead[0], ahead[1], 0])
    axes = np.column_stack([cross(ahead, UP), ahead, UP])
    wall = np.array([camera.target[0], camera.target[1], 0]) + 1.7 * ahead
    parts = [
        _rectangle([-6, -6, -0.008], [12, 0, 0], [0, 12, 0], Material.FLOOR),
        *_box([0, 0, -0.0045], (0.66, 1.9, 0.008), rotation_z(mat_yaw_deg), Material.MAT),
        _rectangle(wall - 6 * axes[:, 0], 12 * axes[:, 0], [0, 0, 4], Material.WALL),
        *_box(wall + axes @ [0, -0.012, 0.05], (12, 0.02, 0.12), axes, Material.TRIM),
    ]
    for offset, size, material in FURNITURE[room.furniture]:
        parts += _box(wall + axes @ offset, size, axes, material)
    return Mesh.joined(parts)


Piece = tuple[tuple[float, float, float], tuple[float, float, float], Material]
# Offset from the foot of the wall (right, toward the wall, up), size, material.
FURNITURE: dict[str, list[Piece]] = {
    "cupboard": [
        ((1.75, -0.17, 0.42), (0.8, 0.32, 0.84), Material.WOOD),
        ((-1.2, -0.02, 1.55), (0.6, 0.03, 0.45), Material.TRIM),
        ((-1.2, -0.03, 1.55), (0.5, 0.03, 0.35), Material.PICTURE),
    ],
    "sofa": [
        ((-1.5, -0.32, 0.20), (1.6, 0.62, 0.40), Material.FABRIC),
        ((-1.5, -0.10, 0.45), (1.6, 0.18, 0.80), Material.FABRIC),
        ((1.4, -0.15, 0.28), (0.5, 0.30, 0.56), Material.WOOD),
        ((0.7, -0.02, 1.50), (0.7, 0.03, 0.5), Material.PICTURE),
    ],
    "bench": [
        ((1.5, -0.25, 0.24), (1.2, 0.3, 0.07), Material.FABRIC),
        ((1.1, -0.25, 0.10), (0.06, 0.28, 0.2), Material.TRIM),
        ((1.9, -0.25, 0.10), (0.06, 0.28, 0.2), Material.TRIM),
        ((-1.6, -0.06, 1.0), (0.08, 0.08, 2.0), Material.TRIM),
        ((-0.9, -0.06, 1.0), (0.08, 0.08, 2.0), Material.TRIM),
        ((-1.25, -0.06, 1.4), (0.7, 0.05, 0.05), Material.TRIM),
    ],
}


def chair_mesh(position: Vector, heading_deg: float, seat_height: float = 0.45) -> Mesh:
    """A plain chair; its front looks toward -y at heading 0."""
    axes = rotation_z(heading_deg)
    pieces: list[Piece] = [
        ((0, 0, seat_height - 0.02), (0.44, 0.42, 0.04), Material.WOOD),
        ((0, 0.20, seat_height + 0.26), (0.44, 0.03, 0.40), Material.WOOD),
        *(
            ((x, y, (seat_height - 0.04) / 2), (0.04, 0.04, seat_height - 0.04), Material.WOOD)
            for x in (-0.19, 0.19)
            for y in (-0.18, 0.18)
        ),
    ]
    parts = []
    for offset, size, material in pieces:
        parts += _box(position + axes @ offset, size, axes, material)
    return Mesh.joined(parts)


def box_mesh(position: Vector, size: tuple[float, float, float], heading_deg: float) -> Mesh:
    """A closed box of fabric, such as a laundry basket or a pouf, standing on the floor."""
    centre = position + point(0, 0, size[2] / 2)
    return Mesh.joined(_box(centre, size, rotation_z(heading_deg), Material.FABRIC))


def ellipsoid(centre: Vector, axes: Matrix, material: Material) -> Mesh:
    """A rounded lump; the columns of `axes` are its half axes, metres."""
    around, along = 16, 12
    polar = np.linspace(0, np.pi, along + 1)[:, None]
    azimuth = np.linspace(0, 2 * np.pi, around, endpoint=False)[None, :]
    x, y = np.sin(polar) * np.cos(azimuth), np.sin(polar) * np.sin(azimuth)
    sphere = np.stack([x, y, np.cos(polar) + 0 * azimuth], axis=-1).reshape(-1, 3)
    triangles = []
    for row in range(along):
        for column in range(around):
            a, b = row * around + column, row * around + (column + 1) % around
            triangles += [(a, a + around, b), (b, a + around, b + around)]
    normals = sphere @ np.linalg.inv(axes)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Mesh.plain(centre + sphere @ axes.T, normals, np.array(triangles), material)


def _rectangle(corner: ArrayLike, right: ArrayLike, up: ArrayLike, material: Material) -> Mesh:
    start, x, y = (np.asarray(v, dtype=float) for v in (corner, right, up))
    positions = np.array([start, start + x, start + x + y, start + y])
    normals = np.tile(unit(cross(x, y)), (4, 1))
    return Mesh.plain(positions, normals, np.array([[0, 1, 2], [0, 2, 3]]), material)


def _box(
    centre: ArrayLike, size: tuple[float, float, float], axes: Matrix, material: Material
) -> list[Mesh]:
    half = axes * (np.array(size) / 2)
    faces = []
    for axis in range(3):
        for sign in (1, -1):
            normal, u, v = sign * half[:, axis], half[:, (axis + 1) % 3], half[:, (axis + 2) % 3]
            u, v = (u, v) if sign > 0 else (v, u)
            faces.append(_rectangle(np.asarray(centre) + normal - u - v, 2 * u, 2 * v, material))
    return faces
