"""The phases of one part: come into position, count down, hold, rest.

place -> ready (3 s) -> hold <-> paused -> switch side | rest -> place ... -> done
"""

from collections.abc import Iterator

from posecheck.assess.assessor import Assessment
from posecheck.coach import wording
from posecheck.coach.cues import Cue
from posecheck.coach.events import (
    Count,
    CueGiven,
    Event,
    GetReady,
    HoldPaused,
    HoldResumed,
    HoldStarted,
    HoldUnjudged,
)
from posecheck.coach.guidance import Guidance
from posecheck.coach.progression import Progression
from posecheck.coach.seconds import count_down, reached
from posecheck.coach.shown import Phase, Tone
from posecheck.coach.state import COUNT_DOWN, Notice, State

CUE_SHOWN_S = 4.0
"""Time to read a cue and follow it; shorter than `cues.APART_S`, so that no two cues overlap."""

PRAISE_SHOWN_S = 2.5
"""Praise asks for nothing, so a glance is enough."""


class Phases:
    """Takes each frame through the phase that the session is in."""

    def __init__(self, now: State, guidance: Guidance, progression: Progression) -> None:
        self._now = now
        self._guidance = guidance
        self._progression = progression
        self._next_count = COUNT_DOWN

    def advance(self, assessment: Assessment) -> Iterator[Event]:
        """Take in a frame, once `State.rung` says what keeps the hold from starting."""
        match self._now.phase:
            case Phase.PLACE | Phase.SWITCH:
                return self._place()
            case Phase.READY:
                return self._count_down(assessment)
            case Phase.HOLD | Phase.PAUSED:
                return self._hold(assessment)
            case Phase.REST:
                return self._rest()
            case Phase.DONE:
                return iter(())

    def break_off_count_down(self) -> None:
        """Go back from the count-down, if it is under way, to coming into position."""
        if self._now.phase is Phase.READY:
            self._now.enter(self._now.placing)
            self._guidance.repeat()

    def _place(self) -> Iterator[Event]:
        now = self._now
        if now.rung.obstacle or not now.in_position:
            yield from self._guidance.guide()
            return
        now.enter(Phase.READY)
        self._next_count = COUNT_DOWN - 1
        yield GetReady(now.time_s)
        yield Count(now.time_s, wording.NUMBERS[COUNT_DOWN], COUNT_DOWN)

    def _count_down(self, assessment: Assessment) -> Iterator[Event]:
        now = self._now
        if now.rung.obstacle:
            self.break_off_count_down()
            yield from self._guidance.guide()
            return
        if 0 < (number := count_down(COUNT_DOWN - now.phase_s)) <= self._next_count:
            self._next_count = number - 1
            yield Count(now.time_s, wording.NUMBERS[number], number)
        if reached(now.phase_s, COUNT_DOWN) and now.in_position:
            yield from self._start_hold(assessment)

    def _start_hold(self, assessment: Assessment) -> Iterator[Event]:
        now, part = self._now, self._now.part
        if part.stretch.has_front_leg and part.side is None and assessment.side:
            part.side = assessment.side
            if now.following and now.following.second:
                now.following.side = part.side.other
        now.note = None
        self._guidance.stop_waiting()
        now.enter(Phase.HOLD)
        how = None if part.second or assessment.faults else part.stretch.how_to_hold
        words = wording.hold_started(part.hold_s, how)
        yield HoldStarted(now.time_s, words, part.side, part.hold_s)
        yield from self._hold(assessment)

    def _hold(self, assessment: Assessment) -> Iterator[Event]:
        now = self._now
        for event in now.part.observe(assessment):
            if not (now.rung.unseen and isinstance(event, HoldUnjudged)):  # the rung says why
                yield self._shown(event)
        if now.part.complete:
            yield from self._progression.finish_part()
        elif now.rung.unseen or (now.phase is Phase.PAUSED and not now.in_position):
            yield from self._guidance.guide()

    def _shown(self, event: Event) -> Event:
        """Let an event of the hold change what is shown; the words for a pause depend on why."""
        now = self._now
        match event:
            case HoldPaused():
                now.phase, now.notice = Phase.PAUSED, None
                return event if now.in_position else self._guidance.explain(event)
            case HoldResumed():
                now.phase, now.notice = Phase.HOLD, None
            case CueGiven(cue=Cue(praise=praise)):
                shown_s = PRAISE_SHOWN_S if praise else CUE_SHOWN_S
                tone = Tone.PRAISE if praise else Tone.FIX
                now.notice = Notice(event.words, event.time_s + shown_s, tone)
            case HoldUnjudged():
                now.notice = Notice(event.words, event.time_s + CUE_SHOWN_S, Tone.GUIDE)
        return event

    def _rest(self) -> Iterator[Event]:
        if reached(self._now.phase_s, self._now.rest_s):
            yield from self._progression.finish_rest()
