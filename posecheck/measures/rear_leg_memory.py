"""A leg stretched out behind a seated person, remembered where the model loses it for a moment."""

from collections import deque

from posecheck.measures import Measurement, Sight, take
from posecheck.measures.rear_leg import SEATED_HIP_T, rear_leg_is_lost
from posecheck.pose.view import ViewKind

REMEMBERED_S = 0.8
"""How long a leg that was seen is taken to be where it was. In the sample clips the model lost it
for 0.7 s at the most. A leg that is drawn in is noticed so much later."""

SURELY_LEG_T = 0.6
"""Only a leg reaches back so far: without one, rendered people read up to 0.53 T."""


class RearLegMemory:
    """How far a leg has reached back in the last moments."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()

    def observe(self, sight: Sight) -> float:
        """Take in one frame.

        Returns:
            The furthest reach of the last moments in trunk lengths; 0 where no leg reached back.
        """
        now_s = sight.pose.time_s
        while self._seen and self._seen[0][0] < now_s - REMEMBERED_S:
            self._seen.popleft()
        from_side = sight.view.kind is ViewKind.SIDE
        seen = from_side and sits(sight) and not rear_leg_is_lost(sight)
        reach = take("reach_behind", sight) if seen else None
        if isinstance(reach, Measurement) and reach.value > SURELY_LEG_T:
            self._seen.append((now_s, reach.value))
        return max((reach for _, reach in self._seen), default=0.0)


def sits(sight: Sight) -> bool:
    """Whether the person sits on the floor."""
    height = take("hip_height", sight)
    return isinstance(height, Measurement) and height.value <= SEATED_HIP_T
