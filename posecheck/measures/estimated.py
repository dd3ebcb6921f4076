"""Angles that no picture shows, estimated from all joints: for a camera between front and side.

From there an angle in the picture is not the joint's angle, and one between the model's world
landmarks is off by 15 degrees and more. What they make of a body is not random, though: small
networks have learned from thousands of rendered people, whose true angles are known, which angle
belongs to what the pose model gives, and how far off they are themselves
(`python -m models.train_angles`, docs/ACCURACY.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

import numpy as np

from posecheck.pose.features import Floats, features_with_mirror_image
from posecheck.pose.network import Networks, load_arrays
from posecheck.pose.pose import Pose, Side
from posecheck.support.resources import resource

WEIGHTS = "models/oblique_angles.npz"


class Angle(Enum):
    """An angle that is estimated, in degrees."""

    KNEE = "knee"
    """Hip-knee-ankle in space, 0 (folded) to 180 (straight)."""

    HIP = "hip"
    """Shoulder-hip-knee in space, 0 (folded) to 180."""

    HIP_SAGITTAL = "hip_sagittal"
    """The same as the person's side shows it, 0 to 360; over 180 with the hip pushed past line."""

    TRUNK = "trunk"
    """Middle of the hips to middle of the shoulders, away from the vertical, 0 to 180."""

    TRUNK_LEAN = "trunk_lean"
    """The same as the person's side shows it, -180 to 180; forward positive."""

    @property
    def sided(self) -> bool:
        """Whether each half of the body has its own."""
        return self not in (Angle.TRUNK, Angle.TRUNK_LEAN)


AngleOf = tuple[Angle, Side | None]
"""An angle, and on which half of the body; None for one of the whole body."""

ANGLES: tuple[AngleOf, ...] = tuple(
    (angle, side) for angle in Angle for side in (tuple(Side) if angle.sided else (None,))
)
"""In the order of the networks' outputs."""

IN_MIRROR = [ANGLES.index((angle, side and side.other)) for angle, side in ANGLES]
"""For each of `ANGLES`, the place of what a mirror shows instead."""


@dataclass(frozen=True)
class Estimate:
    """An estimated angle.

    Attributes:
        value: In degrees.
        uncertainty: Half the width of the interval that holds the true angle in 90 % of the frames
            of people whom the networks have not seen, in degrees.
    """

    value: float
    uncertainty: float


@dataclass(frozen=True, eq=False)
class AngleEstimator:
    """Trained networks that estimate angles, and those that estimate how far off these are.

    Attributes:
        angles: Give the sine and the cosine of each of `ANGLES`, all sines first.
        errors: Give the logarithm of the error of each, in degrees.
        factors: (angles,) by how much the interval is wider than that error.
    """

    angles: Networks
    errors: Networks
    factors: Floats

    def estimates(self, pose: Pose) -> Mapping[AngleOf, Estimate]:
        """All angles of one pose.

        The pose and its mirror image are asked about together, so that both halves of the body are
        treated alike.
        """
        values, widths = self.estimate(features_with_mirror_image(pose))
        return {
            angle: Estimate(value, width)
            for angle, value, width in zip(
                ANGLES, values[0].tolist(), widths[0].tolist(), strict=True
            )
        }

    def estimate(self, features: Floats) -> tuple[Floats, Floats]:
        """All angles of n poses, given as those of the poses and then of their mirror images.

        Args:
            features: (2n, m), as `features_of` gives them.

        Returns:
            (n, angles) degrees, and (n, angles) half widths of their intervals.
        """
        directions = _both_halves(self.angles.outputs(features).mean(axis=0))
        sines, cosines = np.split(directions, 2, axis=1)
        degrees = np.degrees(np.arctan2(sines, cosines))
        errors = _both_halves(self.errors.outputs(features).mean(axis=0))
        return np.where(_FULL_TURN, degrees % 360, degrees), np.exp(errors) * self.factors

    @classmethod
    def load(cls, path: Path) -> "AngleEstimator":
        """Read an estimator from the file that `save` wrote."""
        arrays = load_arrays(path)
        angles, errors = (_part(arrays, name) for name in ("angles", "errors"))
        return cls(Networks.of_arrays(angles), Networks.of_arrays(errors), arrays["factors"])

    def save(self, path: Path) -> None:
        """Write the estimator to a file, its weights in half precision."""
        parts = {"angles": self.angles, "errors": self.errors}
        arrays = {
            f"{name}_{array}": values
            for name, networks in parts.items()
            for array, values in networks.arrays.items()
        }
        np.savez_compressed(path, allow_pickle=False, factors=self.factors, **arrays)


_FULL_TURN = np.array([angle is Angle.HIP_SAGITTAL for angle, _ in ANGLES])
"""Angles of 0 to 360 degrees; the others begin at -180 or 0."""


def _both_halves(outputs: Floats) -> Floats:
    """The mean of what was said of poses and of their mirror images, whose halves are exchanged."""
    seen, in_mirror = np.split(outputs, 2)
    count = outputs.shape[1] // len(ANGLES)
    order = [part * len(ANGLES) + place for part in range(count) for place in IN_MIRROR]
    return np.asarray((seen + in_mirror[:, order]) / 2)


def _part(arrays: Mapping[str, Floats], name: str) -> dict[str, Floats]:
    return {key.removeprefix(f"{name}_"): a for key, a in arrays.items() if key.startswith(name)}


@cache
def shipped_estimator() -> AngleEstimator:
    """The estimator that posecheck brings, read once."""
    return AngleEstimator.load(resource(WEIGHTS))


def estimated(pose: Pose, angle: Angle, side: Side | None) -> Estimate:
    """One angle of a pose."""
    estimator = shipped_estimator()
    return pose.once(estimator, lambda: estimator.estimates(pose))[angle, side]
