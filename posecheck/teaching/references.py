"""What other positions read, so that a learned stretch is told from them.

The table comes from rendered people: in posecheck's own stretches, and in 120 other positions of
lying, sitting, kneeling and standing, seen from anywhere. `python -m benchmarks.teach.references`
writes it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.measures import Role
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import BUILT_IN
from posecheck.support.resources import resource
from posecheck.teaching.readings import Moment, Quantity

TABLE = "teaching/references.npz"


@dataclass(frozen=True, eq=False)
class References:
    """Moments of people in other positions, a row each.

    Attributes:
        labels: (n,) the position: the id of a built-in stretch, or a name such as `deep_squat`.
        views: (n,) from where the camera sees the person, as `ViewKind.value`.
        quantities: What the m columns are.
        values: (n, m) in each measure's unit; NaN where it could not be read.
    """

    labels: NDArray[np.str_]
    views: NDArray[np.str_]
    quantities: tuple[Quantity, ...]
    values: NDArray[np.float64]

    def seen_from(self, view: ViewKind) -> "References":
        """The rows seen from there."""
        return self.rows(self.views == view.value)

    def rows(self, chosen: NDArray[np.bool_]) -> "References":
        """Some of the rows."""
        return References(
            self.labels[chosen], self.views[chosen], self.quantities, self.values[chosen]
        )

    def without(self, label: str) -> "References":
        """The rows of all other positions."""
        return self.rows(self.labels != label)

    def of(self, quantity: Quantity) -> NDArray[np.float64]:
        """The (n,) values of one quantity."""
        return np.asarray(self.values[:, self.quantities.index(quantity)])

    @property
    def stretches(self) -> list[str]:
        """The built-in stretches among the rows, each once."""
        return [id for id in BUILT_IN if id in self.labels]

    @property
    def others(self) -> list[str]:
        """The other positions among the rows, each once, in words."""
        names = dict.fromkeys(self.labels.tolist())
        return [name.replace("_", " ") for name in names if name not in BUILT_IN]

    @classmethod
    def from_moments(
        cls, moments: list[tuple[str, Moment]], quantities: tuple[Quantity, ...]
    ) -> "References":
        """A table of moments, each with its label."""
        rows = [[moment.values.get(q, np.nan) for q in quantities] for _, moment in moments]
        return cls(
            np.array([label for label, _ in moments]),
            np.array([moment.view.value for _, moment in moments]),
            quantities,
            np.array(rows, float).reshape(len(moments), len(quantities)),
        )

    def save(self, path: Path) -> None:
        """Write the table in half precision, which is finer than any measure."""
        names = [f"{q.measure}:{q.role.value}" for q in self.quantities]
        np.savez_compressed(
            path,
            allow_pickle=False,
            labels=self.labels,
            views=self.views,
            quantities=np.array(names),
            values=self.values.astype(np.float16),
        )

    @classmethod
    def load(cls, path: Path) -> "References":
        """Read a table that `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            arrays = dict(file)
        pairs = [str(name).split(":") for name in arrays["quantities"]]
        quantities = tuple(Quantity(measure, Role(role)) for measure, role in pairs)
        return cls(arrays["labels"], arrays["views"], quantities, arrays["values"].astype(float))


@cache
def shipped_references() -> References:
    """The table that posecheck brings, read once."""
    return References.load(resource(TABLE))
