"""Which measures the stretches use, and what in a truth file each of them is to be held against."""

from dataclasses import dataclass
from typing import Any

from posecheck.measures import MEASURES, Role
from posecheck.pose.pose import Side
from posecheck.stretches.stretch import Stretch

SPINE_FLEXION = "spine_flexion"

TRUE_NAMES = {
    "knee_angle_in_plane": "knee_angle",
    "back_leg_angle": "knee_angle",
    "back_thigh_fall": "thigh_elevation",
    "back_rounding": SPINE_FLEXION,
    "back_rise": SPINE_FLEXION,
}
"""Where the truth files call a measure by another name."""

TRUE_SIGNS = {"back_thigh_fall": -1}
REAR_LEG = ("back_leg_angle", "back_thigh_fall")
"""Measures without a side that are about the rear leg."""


@dataclass(frozen=True, order=True)
class Quantity:
    """A measure on a half of the body."""

    measure: str
    role_name: str

    @property
    def role(self) -> Role:
        """The half of the body."""
        return Role(self.role_name)

    @property
    def true_role(self) -> Role:
        """The half of the body whose truth it is held against."""
        return Role.REAR if self.measure in REAR_LEG else self.role

    @property
    def unit(self) -> str:
        """The unit of its values."""
        return MEASURES[self.measure].unit

    @property
    def words(self) -> str:
        """Its name in a table."""
        return self.measure if self.role is Role.BOTH else f"{self.measure} ({self.role_name})"


def quantities(stretch: Stretch) -> tuple[Quantity, ...]:
    """All that the checks and the information of a stretch are read from."""
    parts = (*stretch.check, *stretch.information)
    return tuple(sorted({Quantity(part.measure, part.side.value) for part in parts}))


def true_value(quantity: Quantity, measures: dict[str, Any], side: Side | None) -> float | None:
    """The true value in one frame, in the unit of the truth; None where it is not known.

    Args:
        quantity: What is measured.
        measures: The true measures of the frame.
        side: The half of the body that the measure was read on.
    """
    value = measures.get(TRUE_NAMES.get(quantity.measure, quantity.measure))
    if isinstance(value, dict):
        value = value[side.value] if side else None
    return None if value is None else TRUE_SIGNS.get(quantity.measure, 1) * float(value)
