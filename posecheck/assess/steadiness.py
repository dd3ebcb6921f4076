"""Bouncing: how often a movement turns round within a few seconds."""

from collections import deque
from math import inf

from posecheck.measures import CannotJudge, Measurement, Result
from posecheck.stretches.checks import Band, Check, Grade, Verdict

WINDOW_S = 3.0
LASTING_S, LASTING_FRAMES = 0.12, 3
"""A value counts as reached when it lasts: a joint that jumps for a frame or two is no bounce.

Longer would flatten quick bounces, which go back and forth in less than a second.
"""

LOST_S = 0.5
"""Not seen for longer than this, a movement may have become another one."""

AWAY_S = 0.8
"""A bounce leaves the position for less than this; a repetition of an exercise for longer: the two
bridges of `samples/quick/bridge_side.mp4` are 1 s apart."""

WATCHED_S = 1.0
"""Nobody is called steady who was watched for less without a break: one swing takes as long."""

NOT_YET = CannotJudge("it takes at least a second to tell")

SWING_DEG = 8.0
"""A movement back and forth counts from this many degrees on, peak to peak."""

STEADY = Check(
    id="steady",
    band=Band(good=(0, 1), fix=(0, 1)),
    cue_high="Hold still, no bouncing",
    priority=2,
    worst_counts=True,
)
"""Two or more reversals within `WINDOW_S` are bouncing; one is settling into the stretch."""


class Reversals:
    """Counts how often a value turned round within the last seconds, by more than the swing."""

    def __init__(self, swing: float = SWING_DEG, window_s: float = WINDOW_S) -> None:
        self._swing = swing
        self._window_s = window_s
        self.reset()

    def reset(self) -> None:
        """Forget everything seen so far."""
        self._times_s: deque[float] = deque()
        self._interrupt()

    def _interrupt(self) -> None:
        """Forget the movement under way, but not the reversals counted."""
        self._low, self._high = inf, -inf
        self._rising: bool | None = None
        self._latest: deque[tuple[float, float]] = deque()

    def observe(self, value: float, time_s: float) -> int:
        """Take in one value and return the number of reversals within the window."""
        if self._latest and time_s - self._latest[-1][0] > LOST_S:
            self._interrupt()
        self._latest.append((time_s, value))
        while len(self._latest) > LASTING_FRAMES and self._latest[0][0] < time_s - LASTING_S:
            self._latest.popleft()
        if len(self._latest) >= LASTING_FRAMES:
            values = [value for _, value in self._latest]
            self._follow(min(values), max(values), time_s)
        return self._count(time_s)

    def carry(self, time_s: float) -> int:
        """Take the last value as still there; one seen in a single frame does not last by that."""
        if self._latest:
            self._latest[-1] = time_s, self._latest[-1][1]
        return self._count(time_s)

    def _count(self, time_s: float) -> int:
        """The number of reversals within the window that ends now."""
        while self._times_s and self._times_s[0] < time_s - self._window_s:
            self._times_s.popleft()
        return len(self._times_s)

    def _follow(self, lasting_high: float, lasting_low: float, time_s: float) -> None:
        """Take in the highest value that lasted up to now, and the lowest one."""
        self._low, self._high = min(self._low, lasting_low), max(self._high, lasting_high)
        if self._rising is not False and lasting_low <= self._high - self._swing:
            self._turn(rising=False, at=lasting_low, time_s=time_s)
        elif self._rising is not True and lasting_high >= self._low + self._swing:
            self._turn(rising=True, at=lasting_high, time_s=time_s)

    def _turn(self, *, rising: bool, at: float, time_s: float) -> None:
        if self._rising is not None:
            self._times_s.append(time_s)
        self._rising = rising
        self._low = self._high = at


class Steadiness:
    """Judges one movement over time; starts over when another measure has to be watched."""

    def __init__(self) -> None:
        self._reversals = Reversals()
        self._watched: str | None = None
        self._since_s = self._last_s = self._in_position_s = -inf

    def observe_away(
        self, watched: str | None, result: Result, time_s: float, *, carried: bool = False
    ) -> None:
        """Out of position: large bounces lead there and back, so the movement is followed.

        Away for longer than `AWAY_S`, it is no bounce, and forgotten. The arguments are those of
        `observe`.
        """
        if time_s - self._in_position_s > AWAY_S:
            self._reversals.reset()
        elif isinstance(result, Measurement) and watched == self._watched:
            self._last_s = time_s
            self._follow(result.value, time_s, carried=carried)

    def _is_lost(self, time_s: float) -> bool:
        return time_s - self._last_s > LOST_S

    def observe(
        self, watched: str | None, result: Result, time_s: float, *, carried: bool = False
    ) -> Verdict:
        """The verdict at this moment, in position.

        Args:
            watched: The name of the measure that shows the movement; None where none does.
            result: Its value now.
            time_s: When, in seconds.
            carried: Whether the value is only carried over from an earlier frame: then it does not
                tell that it lasts.
        """
        self._in_position_s = time_s
        if isinstance(result, CannotJudge) or watched is None:
            return STEADY.judge(result)
        is_other = watched != self._watched
        if is_other:
            self._reversals.reset()
        if is_other or self._is_lost(time_s):
            self._since_s = time_s
        self._watched, self._last_s = watched, time_s
        count = self._follow(result.value, time_s, carried=carried)
        unsure = time_s - self._since_s < WATCHED_S
        if unsure and STEADY.band.grade(count) is Grade.GOOD:
            return STEADY.judge(NOT_YET)
        return STEADY.judge(Measurement(float(count), "reversals", 0.0))

    def _follow(self, value: float, time_s: float, *, carried: bool) -> int:
        """The number of reversals by now."""
        if carried:
            return self._reversals.carry(time_s)
        return self._reversals.observe(value, time_s)
