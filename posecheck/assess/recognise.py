"""Which stretch a person is doing, and which leg is in front."""

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from math import inf

from posecheck.measures import CannotJudge, Measurement, Role, Sight, take
from posecheck.measures.leg_behind import sits
from posecheck.measures.position import leg_behind_is_lost
from posecheck.pose.pose import Pose, Side
from posecheck.pose.view import View, near_side
from posecheck.stretches.stretch import Stretch
from posecheck.support.debounce import SETTLE_S, SWAP_FRAMES, Debounced

KNEE_OUT_T = 0.4
"""From the front, knees that open to the side are 0.8 T out and more; that of a leg stretched out
behind 0.2 at the most."""

FRONT_LEAD_T = 0.4
"""A leg is in front when knee and ankle together lead the other's by this many trunk lengths."""

FAR_LEG_T, NEAR_LEG_T = -0.13, 0.04
"""From such a `leg_ahead_lower` on, the leg ahead is the far one or the near one: with the camera
0.4 to 1.5 m high it reads 0.04 to 0.56 with the near leg ahead, and -0.19 to 0.02 with the far one.
Between them the model is believed: seen from a level camera both legs lie equally low."""


STAYS_SHARE = 0.1
"""A stretch that is recognised is left only beyond its rules' limits widened by this share: a back
that rounds shortens the trunk, by which lengths are measured."""


class InPosition(Enum):
    """Whether a pose fits the position rules of a stretch."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """No rule is broken, but some do not apply from this view or could not be read."""


def in_position(stretch: Stretch, sight: Sight, slack: float = 0.0) -> InPosition:
    """Whether the pose fits the position rules; rules that cannot be read speak neither way.

    slack: the share by which their limits are widened.
    """
    rules = [rule for rule in stretch.position if sight.view.kind in rule.views]
    read = 0
    for rule in rules:
        result = take(rule.measure, sight, rule.side)
        if isinstance(result, Measurement):
            if not rule.holds(result.value, slack):
                return InPosition.NO
            read += 1
    if not read:
        return InPosition.NO
    sure = sight.view.kind in stretch.told_from and 2 * read > len(rules)
    front_is_known = sight.front is not None or not stretch.has_front_leg
    return InPosition.YES if sure and front_is_known else InPosition.UNKNOWN


def with_legs_told_apart(pose: Pose, view: View) -> Pose:
    """The pose, its legs exchanged where the outline shows that the model took one for the other.

    From the side the model often gives the leg that a seated person stretches out behind to the
    wrong half of the body, for a whole clip or from one frame to the next.
    """
    front = _leg_by_outline(pose, view)
    exchanged = front is not None and _leg_ahead(Sight(pose, view)) is front.other
    return pose.with_legs_exchanged() if exchanged else pose


def sides_agree(pose: Pose, view: View, front: Side | None) -> bool:
    """Whether a frame shows the near side and the front leg that are known from those before."""
    near_agrees = view.near is None or near_side(pose) in (None, view.near)
    return near_agrees and front_leg(pose, view) in (None, front)


def with_sides_mended(pose: Pose, view: View, front: Side | None) -> Pose | None:
    """A pose whose sides do not agree, left and right of the legs or of the whole body exchanged.

    None where neither shows the near side and the front leg that are known.
    """
    exchanged = (pose.with_legs_exchanged(), pose.with_sides_exchanged())
    return next((mended for mended in exchanged if sides_agree(mended, view, front)), None)


@lru_cache(maxsize=1)  # asked for several times in every frame
def front_leg(pose: Pose, view: View) -> Side | None:
    """The leg in front, from this frame alone; None where neither leads."""
    sight = Sight(pose, view)
    if leg_behind_is_lost(sight):
        return view.near
    return _leg_by_outline(pose, view) or _leg_out(sight) or _leg_ahead(sight)


@lru_cache(maxsize=1)  # asked for twice in every frame
def _leg_by_outline(pose: Pose, view: View) -> Side | None:
    """The leg in front of one who sits with the other stretched out behind, seen from the side.

    In the mermaid the chest turns to the leg behind: turned away from the camera, that is the far
    one.
    """
    near, sight = view.near, Sight(pose, view)
    if near is None:
        return None
    if view.twisted and sits(sight):
        return near
    lower = take("leg_ahead_lower", sight)
    if isinstance(lower, CannotJudge):
        return None
    if lower.value >= NEAR_LEG_T:
        return near
    return near.other if lower.value <= FAR_LEG_T else None


def _leg_out(sight: Sight) -> Side | None:
    """The leg whose knee is out to its side, from the front, while the other leg lies behind.

    There it tells more than the depth of the world landmarks.
    """
    left, right = (take("knee_out", sight, role) for role in (Role.LEFT, Role.RIGHT))
    if isinstance(left, CannotJudge) or isinstance(right, CannotJudge):
        return None
    if min(left.value, right.value) > KNEE_OUT_T or max(left.value, right.value) < KNEE_OUT_T:
        return None
    return Side.LEFT if left.value > right.value else Side.RIGHT


def _leg_ahead(sight: Sight) -> Side | None:
    """The leg whose knee and ankle are ahead of the other's; None where neither leads."""
    lead = _lead(sight, Role.LEFT) - _lead(sight, Role.RIGHT)
    if not abs(lead) >= FRONT_LEAD_T:
        return None
    return Side.LEFT if lead > 0 else Side.RIGHT


def _lead(sight: Sight, role: Role) -> float:
    """How far knee and ankle are ahead together; an ankle out of the picture goes with its knee."""
    knee, ankle = (take(name, sight, role) for name in ("knee_ahead", "ankle_ahead"))
    if isinstance(knee, CannotJudge):
        return float("nan")
    return knee.value + (knee.value if isinstance(ankle, CannotJudge) else ankle.value)


class FrontLeg:
    """The front leg over time; a named side is never overruled."""

    def __init__(self, named: Side | None = None) -> None:
        self._named = named
        self._seen: Debounced[Side] = Debounced()

    def observe(self, pose: Pose, view: View) -> Side | None:
        """Take in one pose and return the front leg as it is known now."""
        return self._named or self._seen.observe(front_leg(pose, view), pose.time_s)


class Recogniser:
    """Which of several stretches is being done, over time.

    A stretch counts as recognised once it was held in position for `SETTLE_S` and for more frames
    than MediaPipe may swap legs for; another one takes its place only when it lasts as long. What
    was not recognised yet gives way at once.
    """

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._stretches = {stretch.id: stretch for stretch in stretches}
        self._doing: Debounced[str] = Debounced()
        self._recognised: set[str] = set()
        self._since_s = self._last_s = -inf
        self._frames = 0

    def observe(self, sight: Sight) -> tuple[Stretch | None, bool, bool]:
        """The stretch, whether it is in position, and whether it is recognised by now."""
        before = self._doing.value
        fitting = [
            id
            for id, stretch in self._stretches.items()
            if in_position(stretch, sight, self._slack(id)) is InPosition.YES
        ]
        seen = before if before in fitting else next(iter(fitting), None)
        if seen != before and before not in self._recognised:
            self._doing = Debounced()
        doing = self._doing.observe(seen, sight.pose.time_s)
        if doing is None:
            return None, False, False
        if doing in fitting:
            self._hold(doing, sight.pose.time_s, anew=doing != before)
        return self._stretches[doing], doing in fitting, doing in self._recognised

    def _slack(self, id: str) -> float:
        return STAYS_SHARE if id == self._doing.value and id in self._recognised else 0.0

    def _hold(self, doing: str, time_s: float, *, anew: bool) -> None:
        if anew or time_s - self._last_s > SETTLE_S:
            self._since_s, self._frames = time_s, 0
        self._last_s = time_s
        self._frames += 1
        if self._frames > SWAP_FRAMES and time_s - self._since_s >= SETTLE_S:
            self._recognised.add(doing)


class NamedStretch:
    """The stretch that the user named: never overruled, in position unless a rule is broken."""

    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch

    def observe(self, sight: Sight) -> tuple[Stretch | None, bool, bool]:
        """The stretch, whether it is in position, and True: it needs no recognising."""
        return self._stretch, in_position(self._stretch, sight) is not InPosition.NO, True
