"""What the networks for angles learn from: rendered people whose true angles are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.frames import joint_names, landmarks_of, load
from posecheck.measures.estimated import ANGLES, IN_MIRROR, Angle, AngleOf
from posecheck.pose.features import Floats, features_of, mirrored

WIDEST_YAW_DEG = 110.0
"""People turned further away are left out: no angle is estimated from behind."""

KEPT_OUT = 5
"""Every so many-th person proves the networks instead of training them."""


@dataclass(frozen=True, eq=False)
class Examples:
    """The features of n poses and of their mirror images, and what is true of both.

    Attributes:
        features: (2n, m); the second half are the mirror images.
        true: (2n, angles) degrees.
        turn_deg: (n,) how far each body is turned away from the camera, 0 to 180.
        people: (n,) the number of each person.
    """

    features: Floats
    true: Floats
    turn_deg: Floats
    people: NDArray[np.intp]

    @classmethod
    def load(cls, paths: Sequence[Path]) -> "Examples":
        """The examples in files of `samples.generator.frames`."""
        frames = load(paths)
        frames = {name: a[np.abs(frames["yaw"]) < WIDEST_YAW_DEG] for name, a in frames.items()}
        names = enumerate(joint_names(paths[0]))
        true = true_angles({name: frames["joints"][:, place] for place, name in names})
        landmarks = landmarks_of(frames)
        return cls(
            np.vstack([features_of(*landmarks), features_of(*mirrored(*landmarks))]),
            np.vstack([true, true[:, IN_MIRROR]]),
            np.abs(frames["yaw"]),
            np.unique(frames["body"], return_inverse=True)[1],
        )

    def chosen(self, some: NDArray[np.bool_]) -> "Examples":
        """Those of some of the poses, as (n,) booleans."""
        both = np.tile(some, 2)
        return Examples(
            self.features[both], self.true[both], self.turn_deg[some], self.people[some]
        )

    @property
    def kept_out(self) -> NDArray[np.bool_]:
        """(n,) whether a person proves the networks."""
        return self.people % KEPT_OUT == 0


def true_angles(joints: dict[str, NDArray[np.float64]]) -> Floats:
    """(n, angles) degrees of `ANGLES`, from (n, 3) true joints by name, z up."""
    return np.stack([_true(joints, of) for of in ANGLES], axis=1).astype(np.float32)


def _true(joints: dict[str, NDArray[np.float64]], of: AngleOf) -> NDArray[np.float64]:
    angle, side = of
    up = np.array([0.0, 0.0, 1.0])
    if side is None:
        hips, shoulders = (
            (joints[f"left_{name}"] + joints[f"right_{name}"]) / 2 for name in ("hip", "shoulder")
        )
        trunk = shoulders - hips
        return _between(trunk, up) if angle is Angle.TRUNK else _forward(joints, trunk)
    shoulder, hip, knee, ankle = (
        joints[f"{side.value}_{name}"] for name in ("shoulder", "hip", "knee", "ankle")
    )
    if angle is Angle.KNEE:
        return _between(hip - knee, ankle - knee)
    if angle is Angle.HIP:
        return _between(shoulder - hip, knee - hip)
    return (_forward(joints, knee - hip) - _forward(joints, shoulder - hip)) % 360


def _between(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(one, axis=-1) * np.linalg.norm(other, axis=-1)
    return np.degrees(np.arccos(np.clip((one * other).sum(axis=-1) / lengths, -1, 1)))


def _forward(
    joints: dict[str, NDArray[np.float64]], vector: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How far a vector leans from the vertical as the person's side shows it, forward positive."""
    left = joints["left_hip"] - joints["right_hip"]
    left = (left + joints["left_shoulder"] - joints["right_shoulder"]) * (1, 1, 0)
    left = left / np.linalg.norm(left, axis=-1, keepdims=True)
    forward = np.cross(left, (0, 0, 1))
    return np.degrees(np.arctan2((vector * forward).sum(axis=-1), vector[..., 2]))


def error_deg(estimated: Floats, true: Floats) -> Floats:
    """By how much angles differ, 0 to 180 degrees."""
    return np.asarray(np.abs((estimated - true + 180) % 360 - 180))
