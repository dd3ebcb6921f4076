"""What is said about coming into position: each thing once, and not on top of other words."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from posecheck.coach import wording
from posecheck.coach.events import Event, HoldPaused, Placed
from posecheck.coach.state import State


class Guidance:
    """Says what keeps the hold from starting or going on, whenever that is something new."""

    def __init__(self, now: State) -> None:
        self._now = now
        self._last_said = ""
        self._quiet_until_s = -inf

    @property
    def quiet(self) -> bool:
        """Whether other words are still being spoken."""
        return self._now.time_s < self._quiet_until_s

    def wait_for(self, words: str) -> float:
        """Stay quiet until these words are spoken; returns when that is, in seconds."""
        since_s = max(self._now.time_s, self._quiet_until_s)
        self._quiet_until_s = since_s + wording.spoken_s(words) + wording.BREAK_S
        return self._quiet_until_s

    def stop_waiting(self) -> None:
        """Guide from the next frame on."""
        self._quiet_until_s = -inf

    def repeat(self) -> None:
        """Say the next thing even if it was the last one said."""
        self._last_said = ""

    def guide(self) -> Iterator[Event]:
        """Say what keeps the hold from starting or going on."""
        now, rung = self._now, self._now.rung
        if rung.obstacle and rung.words != self._last_said and not self.quiet:
            self._last_said = rung.words
            yield Placed(now.time_s, rung.words, rung.obstacle)

    def explain(self, pause: HoldPaused) -> HoldPaused:
        """The event of a pause that is not about the form, with what to do about it."""
        self._last_said = self._now.rung.words
        words = self._last_said or wording.CLOCK_STOPPED
        return replace(pause, words=words, reason=words)
