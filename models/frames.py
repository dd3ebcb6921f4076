"""Frames of rendered people to train on, as `samples.generator.frames` writes them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.features import Floats
from posecheck.pose.network import Networks

if TYPE_CHECKING:
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    Model = MLPClassifier | MLPRegressor

Columns = dict[str, NDArray[Any]]

LOOKS = ("", "settled_")
"""What the pose model gives at its first look and, after more of them, in a clip."""

OF_A_LOOK = ("found", "points", "world")
OF_A_FRAME = ("label", "side", "body", "yaw", "joints")


def load(paths: Sequence[Path]) -> Columns:
    """Every look at which somebody was found, of the frames of several files."""
    looks = [look for path in paths for look in _looks(path)]
    columns = {name: np.concatenate([look[name] for look in looks]) for name in looks[0]}
    found = columns.pop("found").astype(bool)
    return {name: values[found] for name, values in columns.items()}


def _looks(path: Path) -> Iterator[Columns]:
    with np.load(path, allow_pickle=False) as file:
        for look in LOOKS:
            if f"{look}found" in file:
                frame = {name: file[name] for name in OF_A_FRAME}
                yield frame | {name: file[look + name] for name in OF_A_LOOK}


def joint_names(path: Path) -> list[str]:
    """The names of the true joints of a file, in their order."""
    with np.load(path, allow_pickle=False) as file:
        return [str(name) for name in file["joint_names"]]


def landmarks_of(frames: Columns) -> tuple[Floats, Floats]:
    """(n, 33, 2) points in the picture and (n, 33, 3) in space."""
    return frames["points"].astype(np.float32), frames["world"].astype(np.float32)


def trained(features: Floats, targets: NDArray[Any], models: "Sequence[Model]") -> Networks:
    """Networks that have learned targets from features as (n, m), each from its own start."""
    centre, scale = features.mean(axis=0), features.std(axis=0) + 1e-3
    inputs = (features - centre) / scale
    fitted = [model.fit(inputs, targets) for model in models]
    layers = [list(zip(model.coefs_, model.intercepts_, strict=True)) for model in fitted]
    return Networks.stacked(centre, scale, layers)
