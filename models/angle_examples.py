"""What the networks for angles learn from: rendered people whose true angles are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.frames import joint_names, landmarks_of, load
from posecheck.measures.estimated import ANGLES, IN_MIRROR, Angle, AngleOf
from posecheck.pose.features import Floats, features_of, mirrored
from samples.generator.body import Side
from samples.generator.kinematics import UP, interior_angle
from samples.generator.truth import Skeleton, hip_angle_signed, knee_angle

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


def true_angles(joints: Mapping[str, NDArray[np.float64]]) -> Floats:
    """(n, angles) degrees of `ANGLES`, from (n, 3) true joints by name, z up."""
    frames = (
        dict(zip(joints, places, strict=True)) for places in zip(*joints.values(), strict=True)
    )
    skeletons = [Skeleton.of(frame) for frame in frames]
    return np.array([[_true(one, of) for of in ANGLES] for one in skeletons], np.float32)


def _true(skeleton: Skeleton, of: AngleOf) -> float:
    angle, half = of
    if half is None:
        trunk = skeleton.trunk
        if angle is Angle.TRUNK:
            return interior_angle(UP, np.zeros(3), trunk)
        return skeleton.forward_angle(trunk)
    side = Side(half.value)
    if angle is Angle.KNEE:
        return knee_angle(skeleton, side)
    if angle is Angle.HIP:
        return interior_angle(*(skeleton(side.joint(name)) for name in ("shoulder", "hip", "knee")))
    return hip_angle_signed(skeleton, side)


def difference_deg(estimated: Floats, true: Floats) -> Floats:
    """Estimated less true angles, -180 to 180 degrees."""
    return np.asarray((estimated - true + 180) % 360 - 180)


def error_deg(estimated: Floats, true: Floats) -> Floats:
    """By how much angles differ, 0 to 180 degrees."""
    return np.abs(difference_deg(estimated, true))
