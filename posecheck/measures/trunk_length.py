"""How long the person's trunk is in the picture, learned where it is upright."""

import math
from collections import deque
from typing import NamedTuple

from posecheck.measures import Measurement, Role, Sight, take
from posecheck.measures.estimated import Angle, estimated
from posecheck.pose.view import ViewKind

UPRIGHT_DEG = 15.0
"""A trunk that leans by no more than this shows its length. With 20 or 25 degrees, motion capture
whose trunk rises slowly is told a trunk that is too short."""

ENOUGH_FRAMES = 5
"""The fewest upright frames that tell the length."""

REMEMBERED_FRAMES = 60
"""So many upright frames are remembered: half a minute of a hold, in which the model looks twice a
second."""

STRAIGHT = 0.75
"""The quantile of the lengths that is taken: a trunk that sags looks shorter, never longer."""

SAME_PLACE = 0.15
"""By what share the picture's scale may have changed since a length was seen. While people stay
where they are it reads 9 % more or less, as they lean; a step towards the camera is more."""


class _Seen(NamedTuple):
    """One upright trunk."""

    length_px: float
    pixels_per_metre: float


class TrunkLength:
    """How long the person's trunk is in the picture where it is upright, learned as it is seen."""

    def __init__(self) -> None:
        self._seen: deque[_Seen] = deque(maxlen=REMEMBERED_FRAMES)

    def observe(self, sight: Sight) -> int | None:
        """Take in one frame.

        Returns:
            The length in whole pixels; None while the trunk has not been seen upright from about
            the same distance.
        """
        pose = sight.pose
        lean_deg = None if pose.carried else _lean_deg(sight)
        if lean_deg is not None and abs(lean_deg) <= UPRIGHT_DEG:
            length_px = -float(pose.trunk[1]) / math.cos(math.radians(lean_deg))
            self._seen.append(_Seen(length_px, pose.pixels_per_metre))
        least, most = (pose.pixels_per_metre * share for share in (1 - SAME_PLACE, 1 + SAME_PLACE))
        lengths = sorted(
            seen.length_px for seen in self._seen if least <= seen.pixels_per_metre <= most
        )
        if len(lengths) < ENOUGH_FRAMES:
            return None
        return round(lengths[int(STRAIGHT * len(lengths))])


def _lean_deg(sight: Sight) -> float | None:
    """How far the trunk leans in this one picture, without what is known of its length."""
    lean = take("trunk_lean", sight, Role.NEAR)
    if not isinstance(lean, Measurement):
        return None
    if sight.view.kind is ViewKind.OBLIQUE:
        return estimated(sight.pose, Angle.TRUNK, None).value
    return lean.value
