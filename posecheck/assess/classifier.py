"""Which of posecheck's own stretches a pose looks like, learned from rendered people.

A small neural network reads the landmarks of one frame and gives a probability to each stretch,
and to none of them. It has learned what the pose model makes of thousands of rendered people in the
five stretches and in other positions; `python -m models.train_classifier` trains it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.features import Floats, features_with_mirror_image
from posecheck.pose.network import Networks, load_arrays
from posecheck.pose.pose import Pose, Side
from posecheck.support.resources import resource

WEIGHTS = "models/stretch_classifier.npz"

NONE = "none"
"""The class of everything that is none of the stretches."""


@dataclass(frozen=True)
class Likeness:
    """How much one pose looks like each stretch.

    Attributes:
        stretches: The probability of each stretch by its id, 0 to 1; what is missing to 1 is the
            probability of none of them.
        fronts: The probability of a stretch with the left and with the right leg in front, 0 to 1.
    """

    stretches: Mapping[str, float]
    fronts: Mapping[Side, float]

    def of(self, stretch_id: str) -> float:
        """The probability of one stretch; 0 for one that the classifier does not know."""
        return self.stretches.get(stretch_id, 0.0)


@dataclass(frozen=True, eq=False)
class Classifier:
    """Trained networks whose answers are averaged.

    Attributes:
        classes: The names of its outputs: a stretch's id, `ID:left` or `ID:right` for one with that
            leg in front, or `none`.
        networks: Give each class a score.
    """

    classes: tuple[str, ...]
    networks: Networks

    @cached_property
    def stretch_ids(self) -> frozenset[str]:
        """The stretches that it has learned."""
        return frozenset(name.partition(":")[0] for name in self.classes) - {NONE}

    def likeness(self, pose: Pose) -> Likeness:
        """How much a pose looks like each stretch.

        The pose and its mirror image are asked about together, so that a stretch is known equally
        well on both sides.
        """
        seen, in_mirror = self.probabilities(features_with_mirror_image(pose))
        return self._likeness((seen + in_mirror[self._swapped]) / 2)

    def probabilities(self, features: Floats) -> Floats:
        """The probability of each class, as (n, classes), for features as (n, m)."""
        return np.asarray(_softmax(self.networks.outputs(features)).mean(axis=0))

    @cached_property
    def _swapped(self) -> list[int]:
        """For each class the place of its mirror image."""
        return [self.classes.index(mirror_image(name)) for name in self.classes]

    def _likeness(self, probabilities: NDArray[np.float32]) -> Likeness:
        stretches: dict[str, float] = {}
        fronts = dict.fromkeys(Side, 0.0)
        for name, share in zip(self.classes, probabilities.tolist(), strict=True):
            stretch_id, _, side = name.partition(":")
            if stretch_id != NONE:
                stretches[stretch_id] = stretches.get(stretch_id, 0.0) + share
            if side:
                fronts[Side(side)] += share
        return Likeness(stretches, fronts)

    @classmethod
    def load(cls, path: Path) -> "Classifier":
        """Read a classifier from the file that `save` wrote."""
        arrays = load_arrays(path)
        return cls(tuple(str(name) for name in arrays["classes"]), Networks.of_arrays(arrays))

    def save(self, path: Path) -> None:
        """Write the classifier to a file, its weights in half precision."""
        classes = np.array(self.classes)
        np.savez_compressed(path, allow_pickle=False, classes=classes, **self.networks.arrays)


@cache
def shipped_classifier() -> Classifier:
    """The classifier that posecheck brings, read once."""
    return Classifier.load(resource(WEIGHTS))


def mirror_image(name: str) -> str:
    """The class of what a mirror shows: the same stretch with the other leg in front."""
    stretch_id, _, side = name.partition(":")
    return f"{stretch_id}:{Side(side).other.value}" if side else name


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
