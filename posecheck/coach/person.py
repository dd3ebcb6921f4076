"""Staying with the person who is coached when somebody else comes into the picture."""

from dataclasses import dataclass
from math import inf

import numpy as np

from posecheck.pose.pose import Joint, Points, Pose
from posecheck.video.area import Area

JUMP_M = 0.25
"""Nobody's trunk moves farther than this between two frames, ..."""

SPEED_M_PER_S = 2.0
"""... plus this speed, that of lying down in a hurry, ..."""

FURTHEST_M = 0.75
"""... but never farther than this: people who are hidden stay about where they stretch."""

RESIZE = 1.25
"""Nobody grows or shrinks by more than this factor between two frames: that is a step of half a
metre towards a camera 2.5 m away."""

REPLACED_S = 3.0
"""After so long with only somebody else in view, they are followed: the coached person has left."""

GONE_S = 5.0
"""After so long with nobody in view, the next person is followed."""


@dataclass(frozen=True)
class _Body:
    """Where a trunk is in which picture, and how large a person is, in pixels per metre."""

    time_s: float
    centre: Points
    scale: float
    picture: tuple[Area, tuple[int, int]]

    @classmethod
    def of(cls, pose: Pose | None) -> "_Body | None":
        """The body of a pose; None where there is none that could be placed."""
        if pose is None or not 0 < pose.pixels_per_metre < inf:
            return None
        centre = (pose.middle(Joint.SHOULDER) + pose.middle(Joint.HIP)) / 2
        return cls(pose.time_s, centre, pose.pixels_per_metre, (pose.area, pose.size))

    def may_become(self, other: "_Body") -> bool:
        """Whether a person may have moved from here to there since."""
        if other.picture != self.picture:  # of another shape: its pixels are others
            return True
        since_s = other.time_s - self.time_s
        reach = min(JUMP_M + SPEED_M_PER_S * since_s, FURTHEST_M) * self.scale
        growth = other.scale / self.scale
        moved = float(np.linalg.norm(other.centre - self.centre))
        return moved <= reach and 1 / RESIZE <= growth <= RESIZE


class PersonLock:
    """Lets the poses of one person through, and no others.

    The model gives one pose per frame, and may jump to the person it sees best. A pose that jumps
    in position or size is another person's: the coached one counts as hidden. It is followed only
    after `REPLACED_S` without the coached person, or after `GONE_S` with nobody at all.

    Attributes:
        somebody_else: Whether the last pose was taken for another person's.
    """

    def __init__(self) -> None:
        self.somebody_else = False
        self._coached: _Body | None = None
        self._other: _Body | None = None
        self._other_since_s = 0.0

    @np.errstate(all="ignore")  # numbers of no sense end as NaN, and are nobody
    def observe(self, pose: Pose | None, time_s: float) -> Pose | None:
        """The pose if it is the coached person's; None where nobody or somebody else is seen."""
        self.somebody_else = False
        self._forget_who_is_gone(time_s)
        body = _Body.of(pose)
        if body is None:
            return None
        if self._coached is None or self._coached.may_become(body) or self._has_replaced(body):
            self._coached, self._other = body, None
            return pose
        self.somebody_else = True
        return None

    def _forget_who_is_gone(self, time_s: float) -> None:
        if self._coached and time_s - self._coached.time_s > GONE_S and self._other is None:
            self._coached = None

    def _has_replaced(self, body: _Body) -> bool:
        if self._other is None or not self._other.may_become(body):
            self._other_since_s = body.time_s
        self._other = body
        return body.time_s - self._other_since_s >= REPLACED_S
