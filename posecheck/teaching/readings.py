"""Everything of a person that a stretch can be told and judged by, frame by frame."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.sides import SideTracker
from posecheck.measures import MEASURES, Measurement, Role, Sight, take
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.pose.view import ViewKind, ViewTracker
from posecheck.teaching.words import WORDS

HALVES = (Role.NEAR, Role.FAR)
LEGS = (Role.FRONT, Role.REAR)
ABOVE_THE_LEGS = (Joint.EAR, Joint.SHOULDER, Joint.HIP)

TELLING = (
    *("hip_height", "heel_distance", "knees_apart", "knees_lead", "ankles_apart"),
    *("facing_up", "trunk_inclination"),
    *("knee_ahead", "ankle_ahead", "knee_angle_space", "knee_lift"),
    *("knee_angle", "trunk_lean", "thigh_elevation", "shin_lean"),
)
"""The measures that tell where the body is. Not among them are those that need more than the one
pose (a leg stretched out behind, an upright posture), and those that jump from one side of a line
to the other as the line turns (signed angles of the hip, its height above a line)."""


class Quantity(NamedTuple):
    """A measure on a half of the body."""

    measure: str
    role: Role


def quantities(measures: Sequence[str], roles: Sequence[Role]) -> tuple[Quantity, ...]:
    """Measures, the sided ones on each of these halves of the body."""
    return tuple(
        Quantity(name, role)
        for name in measures
        for role in (roles if MEASURES[name].sided else (Role.BOTH,))
    )


def quantities_on(measures: Sequence[str], roles: Sequence[Role]) -> tuple[Quantity, ...]:
    """As `quantities`, but trunk and head on the near half alone, whichever leg is meant.

    On the far half they cannot be read: taught with the rear leg nearer to the camera, they would
    be lost for people whose front leg is nearer.
    """
    return tuple(
        quantity for name in measures for quantity in quantities((name,), _meant(name, roles))
    )


def _meant(measure: str, roles: Sequence[Role]) -> Sequence[Role]:
    of_a_leg = any(joint not in ABOVE_THE_LEGS for joint in MEASURES[measure].joints)
    return roles if of_a_leg or not roles else (Role.NEAR,)


ALL = quantities(tuple(dict.fromkeys((*TELLING, *WORDS))), (*HALVES, *LEGS))


@dataclass(frozen=True, eq=False)
class Moment:
    """What can be read in one frame.

    Attributes:
        time_s: Of the frame.
        view: From where the camera sees the person.
        near: The half of the body nearer to the camera; None where both are equally near.
        front: The leg in front; None where it is not known.
        values: Every quantity that could be read.
    """

    time_s: float
    view: ViewKind
    near: Side | None
    front: Side | None
    values: dict[Quantity, float]


class Reader:
    """Reads the poses of one person in the order of time."""

    def __init__(self) -> None:
        self._views = ViewTracker()
        self._sides = SideTracker()

    @np.errstate(all="ignore")  # what is missing is NaN
    def read(self, pose: Pose) -> Moment | None:
        """Read one pose; None before it is known from where the person is seen."""
        sight = self.follow(pose)
        if sight is None:
            return None
        taken = {quantity: take(quantity.measure, sight, quantity.role) for quantity in ALL}
        values = {q: r.value for q, r in taken.items() if isinstance(r, Measurement)}
        return Moment(pose.time_s, sight.view.kind, sight.view.near, sight.front, values)

    def follow(self, pose: Pose) -> Sight | None:
        """Take in one pose without reading it: what is known of it; None as in `read`."""
        view = self._views.observe(pose)
        if view is None:
            return None
        sides = self._sides.observe(pose, view)
        return Sight(sides.pose, view, sides.front)


def series(moments: Sequence[Moment], quantity: Quantity) -> NDArray[np.float64]:
    """The (n,) values of a quantity over the moments; NaN where it could not be read."""
    return np.array([moment.values.get(quantity, np.nan) for moment in moments])


def usual_view(moments: Sequence[Moment]) -> ViewKind:
    """The view in most of the moments."""
    return Counter(moment.view for moment in moments).most_common(1)[0][0]
