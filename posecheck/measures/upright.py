"""The person's own upright posture, against which the back and the head are judged."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from posecheck.measures import (
    Measurement,
    Role,
    Sight,
    Upright,
    take,
)
from posecheck.measures.back import RISE_SHARE
from posecheck.measures.trunk_length import TrunkLength
from posecheck.pose.view import ViewKind

UPRIGHT_LEAN_DEG = 15.0
"""A trunk that leans by no more than this, forward or back, is upright: with less, rendered people
drawn at random stayed without a baseline too often (`python -m benchmarks.accuracy`)."""

LEFT_UPRIGHT_DEG = 20.0
"""A trunk that leans by more has left the upright posture: what was seen by then must do."""

ENOUGH_S = 1.0
"""How long an upright posture is watched before it is taken for the person's own."""

ENOUGH_FRAMES = 5
"""The fewest frames to learn from: the more upright half of them is three, of which the median
leaves out a wrong one."""

# What `back_outline` reads of upright backs, over all rendered bodies, in trunk lengths
# (`python -m benchmarks.accuracy`).

LOWEST_OUTLINE_T = -0.075
"""Below it the outline is not that of the back: in the pigeon it runs on into the leg behind."""

HIGHEST_OUTLINE_T = 0.02
"""Above it a back is rounded, however erect the trunk."""


REMEMBERED_MOMENTS = 30
"""So many upright moments of the back are remembered, the last ones before the stretch."""

ALIKE_ROUNDING_T = 0.015
ALIKE_RISE_T = 0.03
"""Upright moments that differ by less are alike. Those of rendered people who stand, then kneel,
differ by up to 0.014 T in rounding; those of a real person who knelt tall, by 0.032, with how she
held her arms."""


@dataclass(frozen=True)
class _Seen:
    """What one upright frame measured."""

    time_s: float
    lean_deg: float
    value: float


class _Back(NamedTuple):
    """The back in one upright moment; see the measures `back_outline` and `back_depth`."""

    outline: float
    depth: float


class UprightObserver:
    """Learns the upright posture from its first second on until a stretch is begun.

    Then it stays with it, so that a person who slumps slowly is not measured by that slump.
    Standing, kneeling and sitting count alike. Of the back, each further second before the stretch
    tells how much it differs while upright. Only the length of the trunk, which changes with the
    distance, is learned all the time.
    """

    def __init__(self) -> None:
        self.known = Upright()
        self._backs: deque[_Back] = deque(maxlen=REMEMBERED_MOMENTS)
        self._has_begun = False
        self._outlines: list[_Seen] = []
        self._depths: list[_Seen] = []
        self._heads: list[_Seen] = []
        self._head_view: ViewKind | None = None
        self._trunk = TrunkLength()

    def observe(self, sight: Sight, *, in_position: bool = False) -> Upright:
        """Take in one frame.

        Args:
            sight: The pose, and what is known of it.
            in_position: Whether the person is in the position of a stretch.

        Returns:
            What is known of the upright posture by now.
        """
        self._has_begun |= in_position
        self.known = replace(self.known, trunk_px=self._trunk.observe(sight))
        lean_deg = _lean_deg(sight)
        if lean_deg is None:
            return self.known
        if sight.view.kind is not self._head_view:
            self._heads, self._head_view = [], sight.view.kind
        upright, left = lean_deg <= UPRIGHT_LEAN_DEG, lean_deg > LEFT_UPRIGHT_DEG
        needs_back = not (self._backs and self._has_begun)
        needs_head = self.known.head_view is not sight.view.kind
        if upright and needs_back:
            _collect("back_outline", self._outlines, sight, lean_deg)
            _collect("back_depth", self._depths, sight, lean_deg)
        if upright and needs_head:
            _collect("head_angle", self._heads, sight, lean_deg)
        if needs_back and _enough(self._outlines, left and not self._backs):
            self._learn_back()
        elif left and self._backs:
            self._outlines, self._depths = [], []
        if needs_head and _enough(self._heads, left):
            head_angle = _typical(self._heads)
            self.known = replace(self.known, head_angle=head_angle, head_view=sight.view.kind)
        return self.known

    def _learn_back(self) -> None:
        """Take in one more upright moment of the back; of one whose outline is none, its depth."""
        back = _Back(_typical(self._outlines), _typical(self._depths))
        self._outlines, self._depths = [], []
        if LOWEST_OUTLINE_T <= back.outline <= HIGHEST_OUTLINE_T:
            self._backs.append(back)
            self.known = _with_backs(self.known, self._backs)
        elif not self._backs:
            self.known = replace(self.known, back_depth=back.depth)


def _with_backs(known: Upright, backs: Collection[_Back]) -> Upright:
    """What is known, with the middle of the upright moments of the back and how they differ."""
    outline, depth = (median(values) for values in zip(*backs, strict=True))
    rises = [back.depth - depth for back in backs]
    bulges = [back.outline - outline for back in backs]
    roundings = [bulge + RISE_SHARE * rise for bulge, rise in zip(bulges, rises, strict=True)]
    return replace(
        known,
        back_outline=outline,
        back_depth=depth,
        rounding_varies=_beyond(ALIKE_ROUNDING_T, roundings),
        rise_varies=_beyond(ALIKE_RISE_T, rises),
    )


def _beyond(alike: float, differences: Sequence[float]) -> float:
    """The largest difference; 0 where all are small."""
    largest = max(map(abs, differences))
    return largest if largest > alike else 0.0


def _lean_deg(sight: Sight) -> float | None:
    """How far the trunk is from upright; from the side in the picture, else in space, roughly."""
    lean = take("trunk_lean", sight, Role.NEAR)
    if not isinstance(lean, Measurement) or lean.uncertainty:
        lean = take("trunk_inclination", sight)
    return abs(lean.value) if isinstance(lean, Measurement) else None


def _collect(name: str, seen: list[_Seen], sight: Sight, lean_deg: float) -> None:
    result = take(name, sight, Role.NEAR)
    if isinstance(result, Measurement):
        seen.append(_Seen(sight.pose.time_s, lean_deg, result.value))


def _enough(seen: list[_Seen], left_upright: bool) -> bool:
    if len(seen) < ENOUGH_FRAMES:
        return False
    return left_upright or seen[-1].time_s - seen[0].time_s >= ENOUGH_S


def _typical(seen: list[_Seen]) -> float:
    """The median over the more upright half of the frames."""
    by_lean = sorted(seen, key=lambda frame: frame.lean_deg)
    return median(frame.value for frame in by_lean[: (len(by_lean) + 1) // 2])
