"""Which leg is the near one, where the pose model exchanges the legs for a moment.

Crossed legs it exchanges from frame to frame. `SideTracker` sees that where one leg is in front;
the user's own stretches may have none, and yet a near and a far leg that do different things.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from posecheck.assess.position import InPosition, in_position
from posecheck.measures import Role, Sight
from posecheck.stretches.stretch import Stretch

FOR_A_MOMENT_S = 1.0
"""Nobody changes legs without leaving the position: within this time after the legs were seen as
the stretch has them, the other way round they are exchanged. The model exchanges crossed legs for
up to 0.8 s at a time (`python -m benchmarks.teach`)."""


class LegOrder:
    """Puts the legs right where they fit a stretch the other way round, and did not just now.

    Args:
        stretches: Those that the person may be doing; only stretches with rules for the near and
            the far leg tell them apart.
    """

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = [stretch for stretch in stretches if _tells_legs(stretch)]
        self._fitted_s: dict[str, float] = {}

    def observe(self, sight: Sight) -> Sight:
        """Take in one pose, as it is seen; the same with its legs exchanged where that is right."""
        fitting = [stretch.id for stretch in self._stretches if _fits(stretch, sight)]
        self._fitted_s |= dict.fromkeys(fitting, sight.pose.time_s)
        held = [stretch for stretch in self._stretches if self._was_held(stretch, sight)]
        if fitting or not held:
            return sight
        exchanged = replace(sight, pose=sight.pose.with_legs_exchanged())
        return exchanged if any(_fits(stretch, exchanged) for stretch in held) else sight

    def _was_held(self, stretch: Stretch, sight: Sight) -> bool:
        return sight.pose.time_s - self._fitted_s.get(stretch.id, -inf) <= FOR_A_MOMENT_S


def _tells_legs(stretch: Stretch) -> bool:
    roles = {rule.side for rule in stretch.position}
    return roles >= {Role.NEAR, Role.FAR}


def _fits(stretch: Stretch, sight: Sight) -> bool:
    return in_position(stretch, sight) in (InPosition.YES, InPosition.UNKNOWN)
