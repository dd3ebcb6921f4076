"""Small neural networks that read the features of poses, evaluated with numpy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.features import Floats

Layer = tuple[Floats, Floats]
"""One layer of n networks: weights as (n, inputs, outputs) and offsets as (n, 1, outputs)."""


@dataclass(frozen=True, eq=False)
class Networks:
    """Trained networks of the same shape, asked together.

    Attributes:
        centre, scale: (m,) the mean and deviation of each feature.
        layers: The layers of all networks; all but the last are followed by a rectifier.
    """

    centre: Floats
    scale: Floats
    layers: tuple[Layer, ...]

    def outputs(self, features: Floats) -> Floats:
        """What each network says, as (networks, n, outputs), for features as (n, m)."""
        values = (features - self.centre) / self.scale
        for weights, offsets in self.layers[:-1]:
            values = np.maximum(values @ weights + offsets, 0)
        weights, offsets = self.layers[-1]
        return np.asarray(values @ weights + offsets)

    @property
    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All numbers by name, the weights in half precision; `of_arrays` reads them."""
        named: dict[str, NDArray[np.generic]] = {
            "centre": self.centre.astype(np.float32),
            "scale": self.scale.astype(np.float32),
        }
        for number, (weights, offsets) in enumerate(self.layers):
            named[f"weights_{number}"] = weights.astype(np.float16)
            named[f"offsets_{number}"] = offsets.astype(np.float32)
        return named

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[np.float32]]) -> "Networks":
        """The networks whose `arrays` these are."""
        count = sum(name.startswith("weights_") for name in arrays)
        layers = tuple(
            (arrays[f"weights_{number}"].astype(np.float32), arrays[f"offsets_{number}"])
            for number in range(count)
        )
        return cls(arrays["centre"], arrays["scale"], layers)

    @classmethod
    def stacked(
        cls, centre: Floats, scale: Floats, networks: Sequence[Sequence[Layer]]
    ) -> "Networks":
        """Networks that were trained one by one, given as (inputs, outputs) and (outputs,)."""
        layers = tuple(
            (
                np.stack([weights for weights, _ in layers]).astype(np.float32),
                np.stack([offsets[None] for _, offsets in layers]).astype(np.float32),
            )
            for layers in zip(*networks, strict=True)
        )
        return cls(centre, scale, layers)


def load_arrays(path: Path) -> dict[str, NDArray[np.float32]]:
    """The arrays of a file of weights."""
    with np.load(path, allow_pickle=False) as file:
        return dict(file)
