"""A skinned body: from a `Pose` to joint positions and to the vertices of the skin.

World frame: metres, +x is the person's left, -y is forward, +z is up (see `kinematics`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samples.generator.kinematics import (
    DOWN,
    UP,
    Matrix,
    Vector,
    blend_directions,
    blend_rotations,
    cross,
    leg_angles,
    leg_rotation,
    rotation_between,
    rotation_x,
    rotation_y,
    rotation_z,
    unit,
)

BODIES_FOLDER = Path(__file__).parent.parent / "bodies"
REST_UNITS_PER_METRE = 20_000

SKIN_VERTEX_COUNT = 13_380
SPINE_BONES = ("spine05", "spine04", "spine03", "spine02", "spine01")
# How much of the whole flexion each of them takes, from the lumbar to the thoracic spine.
SPINE_SHARES = (0.20, 0.24, 0.22, 0.20, 0.14)
NECK_BONES = ("neck01", "neck02", "neck03", "head")
NECK_SHARES = (0.40, 0.28, 0.18, 0.14)
THIGH_ROTATION_SHARE_AT_HIP = 0.45

Joints = dict[str, Vector]


class Side(Enum):
    """A half of the person's body."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def sign(self) -> int:
        """+1 on the left, where x is positive."""
        return 1 if self is Side.LEFT else -1

    @property
    def other(self) -> Side:
        return Side.RIGHT if self is Side.LEFT else Side.LEFT

    def bone(self, name: str) -> str:
        """The name of this side's bone in the baked body."""
        return f"{name}.{'L' if self is Side.LEFT else 'R'}"

    def joint(self, name: str) -> str:
        """The name of this side's joint, as in `left_knee`."""
        return f"{self.value}_{name}"


@dataclass(frozen=True)
class Trunk:
    """Where the pelvis is and how the spine bends from it (degrees; flexion rounds forward)."""

    position: Vector = field(default_factory=lambda: np.zeros(3))
    rotation: Matrix = field(default_factory=lambda: np.eye(3))
    flexion: float = 0.0
    side_bend: float = 0.0
    twist: float = 0.0
    neck_flexion: float = 0.0
    neck_turn: float = 0.0


@dataclass(frozen=True)
class Leg:
    """Unit directions of the bones and the orientation of the foot, all in the world."""

    thigh: Vector
    shank: Vector
    foot: Matrix


@dataclass(frozen=True)
class Arm:
    """Unit directions of the bones, and the hand's orientation (None: that of the forearm)."""

    upper: Vector
    fore: Vector
    hand: Matrix | None = None


@dataclass(frozen=True)
class Pose:
    """Everything that forward kinematics needs."""

    trunk: Trunk
    legs: Mapping[Side, Leg]
    arms: Mapping[Side, Arm]

    def shifted(self, offset: Vector) -> Pose:
        """The same pose, moved by `offset` metres."""
        return replace(self, trunk=replace(self.trunk, position=self.trunk.position + offset))

    def turned(self, heading_deg: float) -> Pose:
        """The same pose, turned about the vertical through the origin."""
        return self.rotated(rotation_z(heading_deg))

    def rotated(self, turn: Matrix) -> Pose:
        """The same pose, turned about the origin."""
        trunk = replace(
            self.trunk,
            position=turn @ self.trunk.position,
            rotation=turn @ self.trunk.rotation,
        )
        legs = {
            side: Leg(turn @ leg.thigh, turn @ leg.shank, turn @ leg.foot)
            for side, leg in self.legs.items()
        }
        arms = {
            side: Arm(
                turn @ arm.upper, turn @ arm.fore, None if arm.hand is None else turn @ arm.hand
            )
            for side, arm in self.arms.items()
        }
        return Pose(trunk, legs, arms)


def blend_poses(start: Pose, end: Pose, amount: float) -> Pose:
    """The pose at a share, `amount` (0 to 1), of the way from `start` to `end`."""

    def mix(a: float, b: float) -> float:
        return a + (b - a) * amount

    trunk = Trunk(
        position=start.trunk.position + (end.trunk.position - start.trunk.position) * amount,
        rotation=blend_rotations(start.trunk.rotation, end.trunk.rotation, amount),
        flexion=mix(start.trunk.flexion, end.trunk.flexion),
        side_bend=mix(start.trunk.side_bend, end.trunk.side_bend),
        twist=mix(start.trunk.twist, end.trunk.twist),
        neck_flexion=mix(start.trunk.neck_flexion, end.trunk.neck_flexion),
        neck_turn=mix(start.trunk.neck_turn, end.trunk.neck_turn),
    )
    legs = {side: _blend_legs(start.legs[side], end.legs[side], amount) for side in Side}
    arms = {side: _blend_arms(start.arms[side], end.arms[side], amount) for side in Side}
    return Pose(trunk, legs, arms)


def _blend_legs(start: Leg, end: Leg, amount: float) -> Leg:
    return Leg(
        blend_directions(start.thigh, end.thigh, amount),
        blend_directions(start.shank, end.shank, amount),
        blend_rotations(start.foot, end.foot, amount),
    )


def _blend_arms(start: Arm, end: Arm, amount: float) -> Arm:
    hand = None
    if start.hand is not None and end.hand is not None:
        hand = blend_rotations(start.hand, end.hand, amount)
    return Arm(
        blend_directions(start.upper, end.upper, amount),
        blend_directions(start.fore, end.fore, amount),
        hand,
    )


@dataclass(frozen=True)
class Topology:
    """What all bodies share: triangles, skin weights, bone names and the reference shape."""

    faces: NDArray[np.intp]
    reference: NDArray[np.float64]
    lips: NDArray[np.float64]
    bone_indices: NDArray[np.intp]
    bone_weights: NDArray[np.float64]
    bone_names: tuple[str, ...]

    @classmethod
    @cache
    def load(cls, folder: Path = BODIES_FOLDER) -> Topology:
        """Read `topology.npz`, once."""
        with np.load(folder / "topology.npz") as file:
            return cls(
                faces=file["faces"].astype(np.intp),
                reference=file["reference"] / REST_UNITS_PER_METRE,
                lips=file["lips"] / 255,
                bone_indices=file["bone_indices"].astype(np.intp),
                bone_weights=file["bone_weights"] / 65535,
                bone_names=tuple(str(name) for name in file["bone_names"]),
            )

    @cached_property
    def main_bone(self) -> NDArray[np.str_]:
        """The name of the bone that moves each vertex most."""
        names = np.array(self.bone_names)
        strongest = self.bone_weights.argmax(axis=1)
        return np.asarray(names[self.bone_indices[np.arange(len(strongest)), strongest]])

    @cached_property
    def edges(self) -> NDArray[np.intp]:
        """(edges, 2) the vertices that each edge joins."""
        corners = [self.faces[:, [a, b]] for a, b in ((0, 1), (1, 2), (2, 0))]
        return np.unique(np.sort(np.concatenate(corners), axis=1), axis=0)

    @property
    def is_skin(self) -> NDArray[np.bool_]:
        """True for skin, false for eyeballs."""
        return np.arange(len(self.reference)) < SKIN_VERTEX_COUNT


class Shape(NamedTuple):
    """Vertices of the rest shape and where its bones begin, metres."""

    rest: NDArray[np.float64]
    heads: NDArray[np.float64]

    @classmethod
    def load(cls, name: str) -> Shape:
        """Read a baked person."""
        with np.load(BODIES_FOLDER / f"{name}.npz") as file:
            return cls(file["rest"] / REST_UNITS_PER_METRE, file["heads"].astype(np.float64))

    @classmethod
    def mixed(cls, shares: Mapping[str, float]) -> Shape:
        """Somebody between baked persons, whose shares add up to 1."""
        weights = list(shares.values())
        parts = [cls.load(name) for name in shares]
        rest, heads = (np.tensordot(weights, arrays, axes=1) for arrays in zip(*parts, strict=True))
        return cls(rest, heads)


class Body:
    """One baked person: posable, with the groups of vertices that can touch the floor."""

    def __init__(self, name: str, shape: Shape | None = None) -> None:
        self.name = name
        self.topology = Topology.load()
        self.rest, heads = shape or Shape.load(name)
        self._heads: dict[str, Vector] = dict(zip(self.topology.bone_names, heads, strict=True))
        self.thigh_length = self._length("upperleg01", "lowerleg01")
        self.shank_length = self._length("lowerleg01", "foot")
        self.upper_arm_length = self._length("upperarm01", "lowerarm01")
        self.forearm_length = self._length("lowerarm01", "wrist")

    def head_of(self, bone: str) -> Vector:
        """Where a bone begins in the rest shape."""
        return self._heads[bone]

    def _length(self, start: str, end: str) -> float:
        vector = self.head_of(Side.LEFT.bone(end)) - self.head_of(Side.LEFT.bone(start))
        return float(np.linalg.norm(vector))

    @cached_property
    def height(self) -> float:
        """Standing height, metres."""
        return float(np.ptp(self.rest[:SKIN_VERTEX_COUNT, 2]))

    @cached_property
    def ankle_height(self) -> float:
        """Ankle joint above the sole, metres."""
        return float(self.head_of("foot.L")[2] - self.rest[self.contact("left_foot"), 2].min())

    @cached_property
    def trunk_length(self) -> float:
        """T: from mid-hip to mid-shoulder in the rest shape, metres."""
        trunk = Trunk()
        return float(np.linalg.norm(self.mid_shoulder(trunk) - self.mid_hip(trunk)))

    @cached_property
    def hip_gap(self) -> float:
        """Between the hip joints, metres."""
        return float(self.head_of("upperleg01.L")[0] - self.head_of("upperleg01.R")[0])

    @cached_property
    def shoulder_gap(self) -> float:
        """Between the shoulder joints, metres."""
        return float(self.head_of("upperarm01.L")[0] - self.head_of("upperarm01.R")[0])

    @cached_property
    def _contacts(self) -> dict[str, NDArray[np.intp]]:
        main, skin = self.topology.main_bone, self.topology.is_skin
        pelvis = [*(side.bone("upperleg01") for side in Side), "root", "spine05"]
        groups = {
            "back": np.isin(main, ["spine01", "spine02"]),
            "head": main == "head",
            "seat": np.isin(main, [*pelvis, *(side.bone("upperleg02") for side in Side)]),
            "no_arms": ~np.isin(
                main, [s.bone(b) for s in Side for b in ("upperarm01", "lowerarm01", "wrist")]
            ),
        }
        for side in Side:
            knee = self.head_of(side.bone("lowerleg01"))
            groups[side.joint("foot")] = main == side.bone("foot")
            groups[side.joint("knee")] = np.linalg.norm(self.rest - knee, axis=1) < 0.11
            shank = main == side.bone("lowerleg01")
            groups[side.joint("lower_leg")] = groups[side.joint("knee")] | shank
            groups[side.joint("hand")] = main == side.bone("wrist")
            groups[side.joint("upper_arm")] = main == side.bone("upperarm01")
        return {name: np.flatnonzero(mask & skin) for name, mask in groups.items()}

    def contact(self, name: str) -> NDArray[np.intp]:
        """The vertices of a part that can rest on the floor, such as `left_foot` or `seat`."""
        return self._contacts[name]

    def lowest(self, pose: Pose, contact: str) -> float:
        """Height of the lowest vertex of a part above the floor, metres."""
        return float(self.skin(self.bone_transforms(pose), self.contact(contact))[:, 2].min())

    # --- forward kinematics ---------------------------------------------------------------------

    def hip(self, trunk: Trunk, side: Side) -> Vector:
        """The hip joint."""
        offset = self.head_of(side.bone("upperleg01")) - self.head_of("root")
        return trunk.position + trunk.rotation @ offset

    def mid_hip(self, trunk: Trunk) -> Vector:
        """Between the hip joints."""
        return (self.hip(trunk, Side.LEFT) + self.hip(trunk, Side.RIGHT)) / 2

    def shoulder(self, trunk: Trunk, side: Side) -> Vector:
        """The shoulder joint."""
        return _apply(self._spine(trunk)["spine01"], self.head_of(side.bone("upperarm01")))

    def mid_shoulder(self, trunk: Trunk) -> Vector:
        """Between the shoulder joints."""
        return (self.shoulder(trunk, Side.LEFT) + self.shoulder(trunk, Side.RIGHT)) / 2

    def chest_rotation(self, trunk: Trunk) -> Matrix:
        """Orientation of the rib cage."""
        return self._spine(trunk)["spine01"][:, :3]

    def bone_transforms(self, pose: Pose) -> NDArray[np.float64]:
        """A 3x4 matrix for each bone, from the rest shape to the world."""
        transforms = self._spine(pose.trunk)
        for side in Side:
            transforms |= self._leg(pose.trunk, pose.legs[side], side)
            transforms |= self._arm(transforms["spine01"], pose.arms[side], side)
        return np.stack([transforms[name] for name in self.topology.bone_names])

    def joints(self, pose: Pose) -> Joints:
        """World positions of the joints in the truth file, by name."""
        matrices = dict(zip(self.topology.bone_names, self.bone_transforms(pose), strict=True))
        bones = {
            "hip": "upperleg01",
            "knee": "lowerleg01",
            "ankle": "foot",
            "shoulder": "upperarm01",
            "elbow": "lowerarm01",
            "wrist": "wrist",
        }
        joints = {
            side.joint(joint): _apply(matrices[side.bone(bone)], self.head_of(side.bone(bone)))
            for side in Side
            for joint, bone in bones.items()
        }
        for side in Side:
            for name, rest in self._foot_ends[side].items():
                joints[side.joint(name)] = _apply(matrices[side.bone("foot")], rest)
            joints[side.joint("ear")] = _apply(matrices["head"], self._ears[side])
        joints["head"] = (joints["left_ear"] + joints["right_ear"]) / 2
        return joints

    def skin(
        self,
        transforms: NDArray[np.float64],
        vertices: NDArray[np.intp] | None = None,
        rest: NDArray[np.float64] | None = None,
    ) -> NDArray[np.float64]:
        """Skinned vertices, all or those given, of the rest shape or of a dressed one."""
        chosen: NDArray[np.intp] | slice = slice(None) if vertices is None else vertices
        weights = self.topology.bone_weights[chosen]
        bones = transforms[self.topology.bone_indices[chosen]]
        mixed = np.einsum("vk,vkij->vij", weights, bones, optimize=True)
        points = (self.rest if rest is None else rest)[chosen]
        return np.asarray(np.einsum("vij,vj->vi", mixed[:, :, :3], points) + mixed[:, :, 3])

    @cached_property
    def _foot_ends(self) -> dict[Side, dict[str, Vector]]:
        ends = {}
        for side in Side:
            foot = self.rest[self.contact(side.joint("foot"))]
            ends[side] = {"heel": foot[foot[:, 1].argmax()], "toe": foot[foot[:, 1].argmin()]}
        return ends

    @cached_property
    def _ears(self) -> dict[Side, Vector]:
        reference = self.topology.reference
        ears = {}
        for side in Side:
            outer = (reference[:, 0] * side.sign > 0.066) & (self.topology.main_bone == "head")
            level = (reference[:, 2] < 0.915) & (reference[:, 1] > -0.10) & (reference[:, 1] < 0)
            ears[side] = self.rest[outer & level & self.topology.is_skin].mean(axis=0)
        return ears

    def _spine(self, trunk: Trunk) -> dict[str, Matrix]:
        rotation = trunk.rotation
        transforms = {"root": _placed(rotation, self.head_of("root"), trunk.position)}
        below = "root"
        for bone, share in zip(SPINE_BONES, SPINE_SHARES, strict=True):
            bend = rotation_z(trunk.twist * share) @ rotation_y(trunk.side_bend * share)
            rotation = rotation @ bend @ rotation_x(trunk.flexion * share)
            transforms[bone] = self._attached(transforms[below], bone, rotation)
            below = bone
        for bone, share in zip(NECK_BONES, NECK_SHARES, strict=True):
            turn = rotation_z(trunk.neck_turn * share)
            rotation = rotation @ turn @ rotation_x(trunk.neck_flexion * share)
            transforms[bone] = self._attached(transforms[below], bone, rotation)
            below = bone
        return transforms

    def _attached(self, parent: Matrix, bone: str, rotation: Matrix) -> Matrix:
        head = self.head_of(bone)
        return _placed(rotation, head, _apply(parent, head))

    def _leg(self, trunk: Trunk, leg: Leg, side: Side) -> dict[str, Matrix]:
        hip, knee, ankle = (
            self.head_of(side.bone(bone)) for bone in ("upperleg01", "lowerleg01", "foot")
        )
        angles = leg_angles(trunk.rotation, leg.thigh, leg.shank, side.sign)
        thigh_down = rotation_between(knee - hip, DOWN)
        shank_down = rotation_between(ankle - knee, DOWN)
        upper = leg_rotation(trunk.rotation, angles, side.sign, THIGH_ROTATION_SHARE_AT_HIP)
        lower = leg_rotation(trunk.rotation, angles, side.sign, 1.0)
        hip_position = self.hip(trunk, side)
        knee_position = hip_position + leg.thigh * self.thigh_length
        ankle_position = knee_position + leg.shank * self.shank_length
        shank = lower @ rotation_x(angles.knee_flexion) @ shank_down
        return {
            side.bone("upperleg01"): _placed(upper @ thigh_down, hip, hip_position),
            side.bone("upperleg02"): _placed(lower @ thigh_down, hip, hip_position),
            side.bone("lowerleg01"): _placed(shank, knee, knee_position),
            side.bone("foot"): _placed(leg.foot, ankle, ankle_position),
        }

    def _arm(self, chest: Matrix, arm: Arm, side: Side) -> dict[str, Matrix]:
        shoulder, elbow, wrist = (
            self.head_of(side.bone(bone)) for bone in ("upperarm01", "lowerarm01", "wrist")
        )
        turn = chest[:, :3]
        upper = rotation_between(turn @ (elbow - shoulder), arm.upper) @ turn
        fore = rotation_between(upper @ (wrist - elbow), arm.fore) @ upper
        shoulder_position = _apply(chest, shoulder)
        elbow_position = shoulder_position + arm.upper * self.upper_arm_length
        wrist_position = elbow_position + arm.fore * self.forearm_length
        hand = fore if arm.hand is None else arm.hand @ self._hand_frames[side].T
        return {
            side.bone("upperarm01"): _placed(upper, shoulder, shoulder_position),
            side.bone("lowerarm01"): _placed(fore, elbow, elbow_position),
            side.bone("wrist"): _placed(hand, wrist, wrist_position),
        }

    @cached_property
    def _hand_frames(self) -> dict[Side, Matrix]:
        """Columns: across, fingers, back of the hand, in the rest shape."""
        frames = {}
        for side in Side:
            hand = self.rest[self.contact(side.joint("hand"))]
            fingers = unit(hand.mean(axis=0) - self.head_of(side.bone("wrist")))
            thin = np.linalg.svd(hand - hand.mean(axis=0), full_matrices=False)[2][2]
            back = unit(thin - fingers * float(thin @ fingers))
            back = back if back @ np.array([side.sign, 1.0, 1.0]) > 0 else -back
            frames[side] = np.column_stack([cross(fingers, back), fingers, back])
        return frames


def hand_frame(fingers: Vector, back: Vector = UP) -> Matrix:
    """Orientation of a hand whose fingers and back point these ways; palm down by default."""
    along = unit(fingers)
    normal = unit(back - along * float(back @ along))
    return np.column_stack([cross(along, normal), along, normal])


def _placed(rotation: Matrix, rest: Vector, position: Vector) -> Matrix:
    return np.column_stack([rotation, position - rotation @ rest])


def _apply(transform: Matrix, point: Vector) -> Vector:
    return transform[:, :3] @ point + transform[:, 3]
