"""Which stretch a person is doing."""

from collections.abc import Sequence
from enum import Enum
from math import inf

from posecheck.measures import Measurement, Sight, take
from posecheck.stretches.stretch import Stretch
from posecheck.support.debounce import SETTLE_S, SWAP_FRAMES, Debounced

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
