"""From one part of the routine to the next: sides, rests, the end."""

from collections.abc import Iterator

from posecheck.coach import wording
from posecheck.coach.events import (
    Event,
    HoldDone,
    RestStarted,
    SafetyNote,
    SessionDone,
    SideSwitch,
    StretchStarted,
)
from posecheck.coach.guidance import Guidance
from posecheck.coach.placement import CLEAR, Placement
from posecheck.coach.shown import Phase
from posecheck.coach.state import Notice, State
from posecheck.pose.pose import Side


class Progression:
    """Leads from part to part of a session."""

    def __init__(self, now: State, placement: Placement, guidance: Guidance) -> None:
        self._now = now
        self._placement = placement
        self._guidance = guidance

    def begin(self) -> Iterator[Event]:
        """Begin the session, with the first frame."""
        now = self._now
        now.start_s = now.time_s
        if now.note:
            self._guidance.wait_for(now.note)
            yield SafetyNote(now.time_s, now.note)
        yield self._announce()

    def finish_part(self) -> Iterator[Event]:
        """The hold of this part is complete: go to the next one."""
        part = self._now.part
        yield HoldDone(self._now.time_s, wording.DONE, part.stretch, part.side, part.clock_s)
        yield from self.go_to(self._now.index + 1, rest=True)

    def finish_rest(self) -> Iterator[Event]:
        """Begin the part after the rest."""
        self._now.enter(Phase.PLACE)
        yield self._announce()

    def go_to(self, index: int, *, rest: bool = False) -> Iterator[Event]:
        """Go to another part, or to the end.

        Args:
            index: Of the part; the number of parts or more is the end.
            rest: Whether to rest first, if the routine has a rest there.
        """
        now = self._now
        if index >= len(now.parts):
            yield from self.end()
            return
        now.index, now.rung = index, CLEAR
        self._guidance.repeat()
        self._placement.restart()
        part = now.part
        if part.second and part.side:
            yield self._switch(part.side)
        elif rest and now.rest_s:
            now.enter(Phase.REST)
            words = wording.rest(now.rest_s, part.stretch)
            yield RestStarted(now.time_s, words, now.rest_s, part.stretch)
        else:
            now.enter(Phase.PLACE)
            yield self._announce()

    def end(self) -> Iterator[Event]:
        """End the session."""
        now = self._now
        now.enter(Phase.DONE)
        yield SessionDone(now.time_s, wording.session_done(now.result), now.result)

    def _switch(self, side: Side) -> SideSwitch:
        now = self._now
        now.enter(Phase.SWITCH)
        words = wording.switch_side(now.part.stretch, side)
        now.notice = Notice(words, self._guidance.wait_for(words))
        return SideSwitch(now.time_s, words, side)

    def _announce(self) -> StretchStarted:
        now, part, steps = self._now, self._now.part, len(self._now.routine.step)
        words = wording.stretch_started(part.stretch, part.side, part.step + 1, steps)
        self._guidance.wait_for(words)
        return StretchStarted(now.time_s, words, part.stretch, part.step + 1, steps)
