"""What kind of posture a hold shows: that decides what of it can be told and judged."""

from collections.abc import Sequence
from statistics import median

import numpy as np

from posecheck.measures import Role
from posecheck.teaching.readings import HALVES, Moment, Quantity, series

UPRIGHT_DEG = 60.0
"""A trunk that leans further lies or hangs: neither leg is in front as one would walk."""

UNEVEN_DEG = 40.0
"""Legs whose knees differ by more than this, or whose thighs do, do different things: almost three
times the error to expect of a knee in space."""

SPREAD_DEG = 45.0
"""Thighs that do the same and are further apart than this point to the sides. Of rendered people
in a straddle or deep squat they read 44 to 102 degrees, in other even positions up to 27."""

ON_THE_FLOOR_T = 0.35
"""Hips that are less high above the lower ankle rest on what the feet rest on, the floor. Of
rendered people who sit or lie on it they read up to 0.2, of those who squat low 0.5 and more."""

STANDING_KNEE_T = 0.4
"""A knee that is higher above its own foot than this stands over it."""

SIDE_LYING_DEG = 30.0
"""The chest of somebody who lies on their side faces up or down by less than this."""


def usual(moments: Sequence[Moment], measure: str, role: Role = Role.BOTH) -> float:
    """The median of a quantity over the moments; NaN where it could never be read."""
    values = series(moments, Quantity(measure, role))
    return float(np.nanmedian(values)) if np.isfinite(values).any() else float("nan")


def is_upright(moments: Sequence[Moment]) -> bool:
    """Whether the trunk stands."""
    return usual(moments, "trunk_inclination") <= UPRIGHT_DEG


def lies_on_side(moments: Sequence[Moment]) -> bool:
    """Whether the trunk lies and the chest faces neither up nor down."""
    lies = usual(moments, "trunk_inclination") > UPRIGHT_DEG
    return lies and abs(usual(moments, "facing_up")) < SIDE_LYING_DEG


def is_uneven(moments: Sequence[Moment]) -> bool:
    """Whether the legs do different things."""

    def differ(name: str) -> float:
        near, far = (series(moments, Quantity(name, role)) for role in HALVES)
        both = [abs(a - b) for a, b in zip(near, far, strict=True) if a == a and b == b]
        return median(both) if both else 0.0

    return any(differ(name) > UNEVEN_DEG for name in ("knee_angle_space", "thigh_elevation"))


def far_leg_may_be_hidden(moments: Sequence[Moment]) -> bool:
    """Whether the trunk lies on its back and the legs do different things, the near one on top."""
    on_back = usual(moments, "facing_up") > SIDE_LYING_DEG
    return on_back and not is_upright(moments) and is_uneven(moments)


def legs_are_spread(moments: Sequence[Moment]) -> bool:
    """Whether both legs point to the sides: out of the picture, seen from the side."""
    return not is_uneven(moments) and usual(moments, "knees_apart") > SPREAD_DEG


def foot_stands(moments: Sequence[Moment], role: Role) -> bool:
    """Whether a foot stands on the floor that the hips rest on, the knee above it.

    How far such a knee bends follows from how long the person's legs are.
    """
    on_the_floor = usual(moments, "hip_height") < ON_THE_FLOOR_T
    return on_the_floor and usual(moments, "knee_lift", role) > STANDING_KNEE_T
