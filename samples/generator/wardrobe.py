"""Clothes, skin and hair: from the bare vertices of a posed body to a mesh that can be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from samples.generator.body import SKIN_VERTEX_COUNT, Body, Pose
from samples.generator.kinematics import DOWN, Vector, unit
from samples.generator.scene import Colour, Material, Mesh, ellipsoid

CLOTH_SMOOTHING_ROUNDS = 12
# Height of the hairline by depth on the reference head (front to back), metres.
HAIRLINE_DEPTHS = (-0.15, -0.11, -0.085, -0.06, -0.03, 0.0, 0.03, 0.06, 0.09)
HAIRLINE_HEIGHTS = (0.985, 0.972, 0.955, 0.93, 0.895, 0.85, 0.80, 0.76, 0.74)
NAPE = np.array([0.0, 0.09, 0.90])


@dataclass(frozen=True)
class Cut:
    """How far the cloth stands off the skin, metres."""

    shirt_room_m: float
    trouser_room_m: float


TIGHT, LOOSE = Cut(0.008, 0.004), Cut(0.032, 0.018)


@dataclass(frozen=True)
class Outfit:
    """Looks of a person. Colours are linear RGB; lengths are heights on the reference body."""

    skin: Colour
    shirt: Colour
    legs: Colour
    hair: Colour
    feet: Colour = (0.80, 0.80, 0.82)
    hair_style: str = "short"  # short, bun, long or bald
    sleeve_end: float = 0.345
    trouser_end: float = -0.70
    cut: Cut = TIGHT


PALE, LIGHT, OLIVE = (0.80, 0.58, 0.48), (0.72, 0.47, 0.36), (0.52, 0.34, 0.22)
BROWN, DARK = (0.30, 0.165, 0.10), (0.115, 0.062, 0.042)
BLACK_HAIR, BROWN_HAIR = (0.02, 0.016, 0.014), (0.06, 0.035, 0.022)
BLOND_HAIR, GREY_HAIR = (0.40, 0.28, 0.13), (0.45, 0.44, 0.43)
SHORTS = -0.18
LONG_SLEEVE = 0.44

OUTFITS = {
    "teal_tight": Outfit(
        LIGHT, (0.10, 0.30, 0.42), (0.045, 0.05, 0.075), BROWN_HAIR, hair_style="bun"
    ),
    "plum_tight": Outfit(
        BROWN, (0.30, 0.08, 0.22), (0.06, 0.06, 0.07), BLACK_HAIR, hair_style="long"
    ),
    "white_loose": Outfit(
        PALE, (0.72, 0.72, 0.70), (0.20, 0.24, 0.32), BLOND_HAIR, hair_style="long", cut=LOOSE
    ),
    "olive_loose": Outfit(
        OLIVE, (0.22, 0.25, 0.12), (0.32, 0.28, 0.22), GREY_HAIR, sleeve_end=LONG_SLEEVE, cut=LOOSE
    ),
    "red_tight": Outfit(LIGHT, (0.48, 0.12, 0.10), (0.07, 0.075, 0.085), BLACK_HAIR),
    "navy_shorts": Outfit(
        DARK, (0.06, 0.09, 0.22), (0.10, 0.10, 0.11), BLACK_HAIR, trouser_end=SHORTS, feet=DARK
    ),
    "grey_loose": Outfit(PALE, (0.34, 0.34, 0.35), (0.09, 0.10, 0.12), GREY_HAIR, cut=LOOSE),
    "black_tight": Outfit(
        OLIVE, (0.03, 0.03, 0.035), (0.03, 0.03, 0.035), BROWN_HAIR, sleeve_end=LONG_SLEEVE
    ),
    "yellow_shorts": Outfit(
        BROWN, (0.62, 0.42, 0.06), (0.08, 0.08, 0.10), BLACK_HAIR, trouser_end=SHORTS, feet=BROWN
    ),
}


class DressedBody:
    """A body in its clothes."""

    def __init__(self, body: Body, outfit: Outfit) -> None:
        self.body = body
        self.outfit = outfit
        self._rest = self._dressed_rest()

    @property
    def left_eyeball(self) -> Vector:
        """Centre of the left eye on the reference body."""
        eyeballs = self.body.topology.reference[SKIN_VERTEX_COUNT:]
        return np.asarray(eyeballs[eyeballs[:, 0] > 0].mean(axis=0))

    def mesh(self, pose: Pose) -> Mesh:
        """The mesh of the posed person: skin, clothes, eyes and hair."""
        topology = self.body.topology
        transforms = self.body.bone_transforms(pose)
        positions = self.body.skin(transforms, rest=self._rest)
        normals = vertex_normals(positions, topology.faces)
        material = np.where(topology.is_skin, float(Material.SKIN), float(Material.EYEBALL))
        person = Mesh(
            positions, normals, topology.reference, topology.lips, material, topology.faces
        )
        return Mesh.joined([person, *self._hair(positions, normals)])

    def _dressed_rest(self) -> NDArray[np.float64]:
        """The rest shape, smoothed where it is covered and grown by the room in the clothes."""
        shirt, trousers = self._shirt_cover(), self._trouser_cover()
        smoothing = (0.6 * np.maximum(shirt, 0.5 * trousers))[:, None]
        smooth = self.body.rest.copy()
        for _ in range(CLOTH_SMOOTHING_ROUNDS):
            smooth += smoothing * (self._neighbour_mean(smooth) - smooth)
        room = shirt * self.outfit.cut.shirt_room_m + trousers * self.outfit.cut.trouser_room_m
        return np.asarray(smooth + vertex_normals(smooth, self.body.topology.faces) * room[:, None])

    def _shirt_cover(self) -> NDArray[np.float64]:
        reference = self.body.topology.reference
        across, height = np.abs(reference[:, 0]), reference[:, 2]
        end = self.outfit.sleeve_end
        cover = _ramp(height, 0.09, 0.11) * (1 - _ramp(height, 0.69, 0.75))
        cover *= 1 - _ramp(across, end, end + 0.02)
        cover[(across > 0.20) & (height < 0.36)] = 0
        return cover * self.body.topology.is_skin

    def _trouser_cover(self) -> NDArray[np.float64]:
        reference = self.body.topology.reference
        across, height = np.abs(reference[:, 0]), reference[:, 2]
        end = self.outfit.trouser_end
        cover = (1 - _ramp(height, 0.09, 0.12)) * _ramp(height, end - 0.02, end + 0.01)
        return cover * (across < 0.30) * self.body.topology.is_skin

    def _neighbour_mean(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        edges = self.body.topology.edges
        a, b = edges.T
        count = np.bincount(edges.ravel(), minlength=len(points))[:, None]
        total = np.zeros_like(points)
        for axis in range(3):
            total[:, axis] = np.bincount(a, points[b, axis], minlength=len(points))
            total[:, axis] += np.bincount(b, points[a, axis], minlength=len(points))
        return np.where(count > 0, total / np.maximum(count, 1), points)

    @cached_property
    def _hair_thickness(self) -> NDArray[np.float64]:
        """How much hair each vertex has, 0 to 1: none on the face, the ears and the body."""
        reference = self.body.topology.reference
        across, depth, height = np.abs(reference[:, 0]), reference[:, 1], reference[:, 2]
        line = np.interp(depth, HAIRLINE_DEPTHS, HAIRLINE_HEIGHTS)
        thickness = np.clip((height - line) / 0.02, 0, 1)
        ear = (across > 0.066) & (height < 0.915) & (depth < 0) & (depth > -0.10)
        thickness[ear | (height < 0.72) | ~self.body.topology.is_skin] = 0
        return thickness

    def _hair(self, positions: NDArray[np.float64], normals: NDArray[np.float64]) -> list[Mesh]:
        if self.outfit.hair_style == "bald":
            return []
        thickness, faces = self._hair_thickness, self.body.topology.faces
        hairy = faces[(thickness[faces] > 0).all(axis=1)]
        used, triangles = np.unique(hairy, return_inverse=True)
        triangles = triangles.reshape(-1, 3)
        lifted = positions[used] + normals[used] * (0.002 + 0.016 * thickness[used])[:, None]
        scalp = Mesh(
            lifted,
            vertex_normals(lifted, triangles),
            self.body.topology.reference[used],
            np.zeros(len(used)),
            np.full(len(used), float(Material.HAIR)),
            triangles,
        )
        return [scalp, *self._gathered_hair(positions, normals)]

    def _gathered_hair(
        self, positions: NDArray[np.float64], normals: NDArray[np.float64]
    ) -> list[Mesh]:
        """A bun, or long hair that hangs from the back of the head."""
        skin = self.body.topology.reference[:SKIN_VERTEX_COUNT]
        nape = int(np.linalg.norm(skin - NAPE, axis=1).argmin())
        start, back = positions[nape], normals[nape]
        if self.outfit.hair_style == "bun":
            return [ellipsoid(start + back * 0.035, np.eye(3) * 0.045, Material.HAIR)]
        if self.outfit.hair_style == "long":
            hanging = unit(DOWN + 0.35 * back)
            across = unit(np.cross(hanging, back + 0.01))
            thick = np.cross(across, hanging)
            centre = start + back * 0.02 + hanging * 0.12
            centre[2] = max(centre[2], 0.05)
            axes = np.column_stack([across * 0.07, thick * 0.035, hanging * 0.17])
            return [ellipsoid(centre, axes, Material.HAIR)]
        return []


def vertex_normals(positions: NDArray[np.float64], faces: NDArray[np.intp]) -> NDArray[np.float64]:
    """Unit normals, weighted by the area of the triangles around a vertex."""
    a, b, c = (positions[faces[:, corner]] for corner in range(3))
    face_normals = np.cross(b - a, c - a)
    normals = np.empty_like(positions)
    for axis in range(3):
        weights = np.repeat(face_normals[:, axis], 3)
        normals[:, axis] = np.bincount(faces.ravel(), weights, minlength=len(positions))
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))


def _ramp(values: NDArray[np.float64], start: float, end: float) -> NDArray[np.float64]:
    return np.asarray(np.clip((values - start) / (end - start), 0, 1))
