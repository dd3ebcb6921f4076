"""Bouncing: how often a movement turns round within a few seconds."""

from collections import deque
from statistics import median

from posecheck.checks import Band, Check, Verdict
from posecheck.measures import CannotJudge, Measurement, Result

WINDOW_S = 3.0
SMOOTHING_S = 0.5
"""The median over this time is watched: a joint that jumps for a frame or two is no bounce."""

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
        self.interrupt()

    def interrupt(self) -> None:
        """Forget the movement under way, as after not seeing it, but not the reversals counted."""
        self._low = self._high = float("nan")
        self._rising: bool | None = None
        self._latest: deque[tuple[float, float]] = deque()

    def observe(self, value: float, time_s: float) -> int:
        """Take in one value and return the number of reversals within the window."""
        self._latest.append((time_s, value))
        while self._latest[0][0] < time_s - SMOOTHING_S:
            self._latest.popleft()
        return self._follow(median(value for _, value in self._latest), time_s)

    def _follow(self, value: float, time_s: float) -> int:
        if self._low != self._low:
            self._low = self._high = value
        self._low, self._high = min(self._low, value), max(self._high, value)
        if self._rising is not False and value <= self._high - self._swing:
            self._turn(rising=False, value=value, time_s=time_s)
        elif self._rising is not True and value >= self._low + self._swing:
            self._turn(rising=True, value=value, time_s=time_s)
        while self._times_s and self._times_s[0] < time_s - self._window_s:
            self._times_s.popleft()
        return len(self._times_s)

    def _turn(self, *, rising: bool, value: float, time_s: float) -> None:
        if self._rising is not None:
            self._times_s.append(time_s)
        self._rising = rising
        self._low = self._high = value


class Steadiness:
    """Judges one movement over time; starts anew when another measure has to be watched."""

    def __init__(self) -> None:
        self._reversals = Reversals()
        self._watched: str | None = None

    def reset(self) -> None:
        """Forget the movement, as after leaving the stretch."""
        self._reversals.reset()
        self._watched = None

    def observe(self, watched: str | None, result: Result, time_s: float) -> Verdict:
        """The verdict at this moment on the measure named `watched`."""
        if isinstance(result, CannotJudge) or watched is None:
            self._reversals.interrupt()
            return STEADY.judge(result)
        if watched != self._watched:
            self._reversals.reset()
            self._watched = watched
        count = self._reversals.observe(result.value, time_s)
        return STEADY.judge(Measurement(float(count), "reversals", 0.0))
