"""Keeps a decision until something else has been seen for long enough."""

from typing import Generic, TypeVar

T = TypeVar("T")

SWAP_FRAMES = 5
"""MediaPipe may exchange left and right for this many frames; no decision may follow it."""

LONGEST_STEP_S = 1.0
"""Frames further apart than this say nothing about the time between them."""

SETTLE_S = 0.5
"""How long something else must last before it is believed: longer than a stumble, and soon enough
for a person who waits for an answer."""


class Debounced(Generic[T]):
    """A value that follows what is observed only after it has been seen without a break.

    The first observation is taken at once. Later ones must last longer than `SWAP_FRAMES` frames
    and at least `settle_s` seconds. None means "nothing seen" and changes nothing.

    Args:
        settle_s: How long another value must last, in seconds.
    """

    def __init__(self, settle_s: float = SETTLE_S) -> None:
        self.value: T | None = None
        self._settle_s = settle_s
        self._candidate: T | None = None
        self._since_s = 0.0
        self._frames = 0

    def observe(self, observed: T | None, time_s: float) -> T | None:
        """Take in one observation.

        Args:
            observed: What is seen now; None where nothing is.
            time_s: When, in seconds; later than the time before.

        Returns:
            The value that holds now; None before anything was seen.
        """
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
