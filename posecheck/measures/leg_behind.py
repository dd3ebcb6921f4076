"""A leg stretched out behind a seated person, also in the frames in which the model loses it."""

from collections import deque

from posecheck.measures import Measurement, Sight, take
from posecheck.measures.position import SEATED_HIP_T, leg_behind_is_lost
from posecheck.pose.view import ViewKind

REMEMBERED_S = 0.8
"""For so long a leg that was seen is held to be there; the longest gap looked at was 0.7 s. Of one
who draws the leg in, the change is seen so much later."""

SURELY_LEG_T = 0.6
"""Only a leg reaches back so far: without one up to 0.53 T was read."""


class LegBehind:
    """How far a leg reaches back, over time."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()

    def observe(self, sight: Sight) -> float:
        """Take in one frame; the furthest reach of the last moments in T, 0 for none."""
        now_s = sight.pose.time_s
        while self._seen and self._seen[0][0] < now_s - REMEMBERED_S:
            self._seen.popleft()
        from_side = sight.view.kind is ViewKind.SIDE
        seen = from_side and sits(sight) and not leg_behind_is_lost(sight)
        reach = take("reach_behind", sight) if seen else None
        if isinstance(reach, Measurement) and reach.value > SURELY_LEG_T:
            self._seen.append((now_s, reach.value))
        return max((reach for _, reach in self._seen), default=0.0)


def sits(sight: Sight) -> bool:
    """Whether the person sits on the floor."""
    height = take("hip_height", sight)
    return isinstance(height, Measurement) and height.value <= SEATED_HIP_T
