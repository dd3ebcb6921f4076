"""The person's own upright posture, against which the back and the head are judged."""

from dataclasses import dataclass, replace
from statistics import median

from posecheck.measures import (
    Measurement,
    Role,
    Sight,
    Upright,
    take,
)
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


@dataclass(frozen=True)
class _Seen:
    """What one upright frame measured."""

    time_s: float
    lean_deg: float
    value: float


class UprightObserver:
    """Learns from the first second of upright posture, then stays with it.

    It stays, so that a person who slumps slowly is not measured by that slump. Standing,
    kneeling and sitting count alike. Only the length of the trunk, which changes with the distance,
    is learned all the time.
    """

    def __init__(self) -> None:
        self.known = Upright()
        self._outlines: list[_Seen] = []
        self._depths: list[_Seen] = []
        self._heads: list[_Seen] = []
        self._head_view: ViewKind | None = None
        self._trunk = TrunkLength()

    def observe(self, sight: Sight) -> Upright:
        """Take in one frame.

        Returns:
            What is known of the upright posture by now.
        """
        self.known = replace(self.known, trunk_px=self._trunk.observe(sight))
        lean_deg = _lean_deg(sight)
        if lean_deg is None:
            return self.known
        if sight.view.kind is not self._head_view:
            self._heads, self._head_view = [], sight.view.kind
        upright, left = lean_deg <= UPRIGHT_LEAN_DEG, lean_deg > LEFT_UPRIGHT_DEG
        needs_back = self.known.back_outline is None
        needs_head = self.known.head_view is not sight.view.kind
        if upright and needs_back:
            _collect("back_outline", self._outlines, sight, lean_deg)
            _collect("back_depth", self._depths, sight, lean_deg)
        if upright and needs_head:
            _collect("head_angle", self._heads, sight, lean_deg)
        if needs_back and _enough(self._outlines, left):
            self.known = replace(
                self.known,
                back_outline=_plausible(_typical(self._outlines)),
                back_depth=_typical(self._depths),
            )
            self._outlines, self._depths = [], []
        if needs_head and _enough(self._heads, left):
            head_angle = _typical(self._heads)
            self.known = replace(self.known, head_angle=head_angle, head_view=sight.view.kind)
        return self.known


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


def _plausible(outline: float) -> float | None:
    return outline if LOWEST_OUTLINE_T <= outline <= HIGHEST_OUTLINE_T else None
