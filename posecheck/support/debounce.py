"""Keeping a decision until the contrary has been seen for long enough."""

from typing import Generic, TypeVar

T = TypeVar("T")

SWAP_FRAMES = 5
"""MediaPipe may exchange left and right for this many frames; no decision may follow it."""

SETTLE_S = 0.5


class Debounced(Generic[T]):
    """A value that follows what is observed only after it has been seen without a break.

    The first observation is taken at once. Later ones must last longer than `SWAP_FRAMES` frames
    and at least `settle_s` seconds. None means "nothing seen" and changes nothing.
    """

    def __init__(self, settle_s: float = SETTLE_S) -> None:
        self.value: T | None = None
        self._settle_s = settle_s
        self._candidate: T | None = None
        self._since_s = 0.0
        self._frames = 0

    def observe(self, observed: T | None, time_s: float) -> T | None:
        """Take in one observation and return the value that holds now."""
        if observed is None:
            return self.value
        if self.value is None or observed == self.value:
            self.value, self._candidate, self._frames = observed, None, 0
            return self.value
        if observed != self._candidate:
            self._candidate, self._since_s, self._frames = observed, time_s, 0
        self._frames += 1
        if self._frames > SWAP_FRAMES and time_s - self._since_s >= self._settle_s:
            self.value, self._candidate, self._frames = observed, None, 0
        return self.value
