"""The session as a state machine: assessments and commands in, events and a view out.

    place -> ready (3 s) -> hold <-> paused -> switch side | rest -> place ... -> done

It has no clock: time comes with each assessment.
"""

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from math import ceil, inf, isfinite

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import LONGEST_STEP_S
from posecheck.coach import wording
from posecheck.coach.cues import Cue
from posecheck.coach.events import (
    CameraLost,
    Count,
    CueGiven,
    Event,
    GetReady,
    HoldDone,
    HoldPaused,
    HoldResumed,
    HoldStarted,
    Placed,
    RestStarted,
    SafetyNote,
    SessionDone,
    SideSwitch,
    Skipped,
    StretchStarted,
)
from posecheck.coach.gesture import HandSignal
from posecheck.coach.placement import CLEAR, Placement, Target
from posecheck.coach.results import ENOUGH_S, SessionResult
from posecheck.coach.shown import CoachView, Phase, Tone
from posecheck.coach.state import COUNT_DOWN, Notice, State
from posecheck.pose.pose import Side
from posecheck.stretches.routine import Routine

CUE_SHOWN_S = 4.0
PRAISE_SHOWN_S = 2.5


class Command(Enum):
    """What a person may ask for at any time. TOGGLE pauses, or resumes if paused.

    REPEAT does the current hold again from zero, or the one before if this has not begun.
    """

    TOGGLE = "toggle"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    REPEAT = "repeat"
    QUIT = "quit"


class Coach:
    """Leads one person through a routine.

    For each frame: let the pose through a `PersonLock`, aim the Assessor at `target`, assess, and
    hand the assessment to `observe`. After that `view` is what to show, and the events that were
    returned are what to say.

    safety_note: whether to begin with the safety note. hands_free: whether a raised hand pauses.
    """

    def __init__(
        self, routine: Routine, *, safety_note: bool = True, hands_free: bool = True
    ) -> None:
        self._now = State(routine, wording.SAFETY if safety_note else None)
        self._placement = Placement()
        self._hand = HandSignal() if hands_free else None
        self._told = ""
        self._hush_until_s = -inf
        self._next_count = COUNT_DOWN

    @property
    def target(self) -> Target:
        """What the next pose is to be assessed as."""
        return self._now.part.target

    @property
    def view(self) -> CoachView:
        """The session as it is now; also before the first frame and after the end."""
        return self._now.view

    @property
    def done(self) -> bool:
        """Whether the session is over; from then on nothing changes any more."""
        return self._now.done

    @property
    def result(self) -> SessionResult:
        """What became of the session so far."""
        return self._now.result

    def observe(
        self, assessment: Assessment, *, people: int | None = None, somebody_else: bool = False
    ) -> tuple[Event, ...]:
        """Take in one frame and return what happened; frames that go back in time are ignored.

        people: how many are in the picture, if somebody counted lately.
        somebody_else: whether only another person is seen (`PersonLock.somebody_else`).
        """
        if self.done or not self._comes_next(assessment.time_s):
            return ()
        return tuple(self._observe(assessment, people, somebody_else))

    def command(self, command: Command) -> tuple[Event, ...]:
        """Do as the person asks, at the time of the last frame."""
        return () if self.done else tuple(self._obey(command))

    def camera_lost(self) -> tuple[Event, ...]:
        """No pictures come: wait, without losing anything, until the next `observe`."""
        now = self._now
        if now.done or now.camera_lost:
            return ()
        now.camera_lost = True
        return (CameraLost(now.time_s, wording.CAMERA_LOST),)

    # --------------------------------------------------------------------------------- one frame

    def _comes_next(self, time_s: float) -> bool:
        return isfinite(time_s) and (self._now.start_s is None or time_s > self._now.time_s)

    def _observe(
        self, assessment: Assessment, people: int | None, somebody_else: bool
    ) -> Iterator[Event]:
        now = self._now
        step_s = assessment.time_s - now.time_s if now.start_s is not None else 0.0
        now.time_s, now.last, now.camera_lost = assessment.time_s, assessment, False
        if now.start_s is None:
            yield from self._begin()
        if step_s > LONGEST_STEP_S:
            step_s = 0.0
            self._break_off_count_down()
        if self._hand and self._hand.observe(assessment.pose, now.time_s):
            yield from self._obey(Command.TOGGLE)
        now.rung = self._placement.observe(
            assessment,
            self.target,
            step_s if self._guides else 0.0,
            people=people,
            somebody_else=somebody_else,
        )
        if now.paused:
            now.part.wait(now.time_s)
            return
        now.phase_s += step_s
        yield from self._advance(assessment)

    @property
    def _guides(self) -> bool:
        """Whether what is on the ladder is said now: only then is the person waited for."""
        now = self._now
        guiding = now.phase in (Phase.PLACE, Phase.SWITCH, Phase.PAUSED)
        return guiding and not now.paused and now.time_s >= self._hush_until_s

    def _begin(self) -> Iterator[Event]:
        now = self._now
        now.start_s = now.time_s
        if now.note:
            self._hush(now.note)
            yield SafetyNote(now.time_s, now.note)
        yield self._started()

    def _advance(self, assessment: Assessment) -> Iterator[Event]:
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

    # -------------------------------------------------------------------------------- the phases

    def _place(self) -> Iterator[Event]:
        now = self._now
        if now.rung.obstacle or not now.in_position:
            yield from self._guide()
            return
        now.enter(Phase.READY)
        self._next_count = COUNT_DOWN - 1
        yield GetReady(now.time_s)
        yield Count(now.time_s, wording.NUMBERS[COUNT_DOWN], COUNT_DOWN)

    def _count_down(self, assessment: Assessment) -> Iterator[Event]:
        now = self._now
        if now.rung.obstacle:
            self._break_off_count_down()
            yield from self._guide()
            return
        left_s = COUNT_DOWN - now.phase_s
        if 0 < (number := ceil(left_s - ENOUGH_S)) <= self._next_count:
            self._next_count = number - 1
            yield Count(now.time_s, wording.NUMBERS[number], number)
        if left_s <= ENOUGH_S and now.in_position:
            yield from self._start_hold(assessment)

    def _break_off_count_down(self) -> None:
        if self._now.phase is Phase.READY:
            self._now.enter(self._now.placing)
            self._told = ""

    def _start_hold(self, assessment: Assessment) -> Iterator[Event]:
        now, part = self._now, self._now.part
        if part.stretch.has_front_leg and part.side is None and assessment.side:
            part.side = assessment.side
            if now.following and now.following.second:
                now.following.side = part.side.other
        now.note, self._hush_until_s = None, -inf
        now.enter(Phase.HOLD)
        how = None if part.second else part.stretch.how_to_hold
        words = wording.hold_started(part.hold_s, how)
        yield HoldStarted(now.time_s, words, part.side, part.hold_s)
        yield from self._hold(assessment)

    def _hold(self, assessment: Assessment) -> Iterator[Event]:
        now = self._now
        for event in now.part.observe(assessment):
            yield self._with_effect(event)
        if now.part.complete:
            yield from self._finish()
        elif now.rung.unseen or (now.phase is Phase.PAUSED and not now.in_position):
            yield from self._guide()

    def _with_effect(self, event: Event) -> Event:
        """Let an event of the hold change what is shown; the words for a pause depend on why."""
        match event:
            case HoldPaused():
                self._now.phase, self._now.notice = Phase.PAUSED, None
                return event if self._now.in_position else self._explained(event)
            case HoldResumed():
                self._now.phase, self._now.notice = Phase.HOLD, None
            case CueGiven(cue=Cue(praise=praise)):
                shown_s = PRAISE_SHOWN_S if praise else CUE_SHOWN_S
                tone = Tone.PRAISE if praise else Tone.FIX
                self._now.notice = Notice(event.words, event.time_s + shown_s, tone)
        return event

    def _explained(self, event: HoldPaused) -> HoldPaused:
        """A pause that is not about the form: what to do stands on the ladder."""
        words = self._now.rung.words or wording.CLOCK_STOPPED
        self._told = self._now.rung.words
        return replace(event, words=words, reason=words)

    def _rest(self) -> Iterator[Event]:
        if self._now.phase_s >= self._now.rest_s - ENOUGH_S:
            self._now.enter(Phase.PLACE)
            yield self._started()

    # ------------------------------------------------------------------------- from part to part

    def _finish(self) -> Iterator[Event]:
        part = self._now.part
        yield HoldDone(self._now.time_s, wording.DONE, part.stretch, part.side, part.good_s)
        yield from self._go_to(self._now.index + 1, rest=True)

    def _go_to(self, index: int, *, rest: bool = False) -> Iterator[Event]:
        """Go to another part, through the rest before it if there is one, or to the end."""
        now = self._now
        if index >= len(now.parts):
            yield from self._end()
            return
        now.index, now.rung, self._told = index, CLEAR, ""
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
            yield self._started()

    def _switch(self, side: Side) -> SideSwitch:
        now = self._now
        now.enter(Phase.SWITCH)
        words = wording.switch_side(now.part.stretch, side)
        self._hush(words)
        now.notice = Notice(words, self._hush_until_s)
        return SideSwitch(now.time_s, words, side)

    def _started(self) -> StretchStarted:
        now, part, steps = self._now, self._now.part, len(self._now.routine.step)
        words = wording.stretch_started(part.stretch, part.side, part.step + 1, steps)
        self._hush(words)
        return StretchStarted(now.time_s, words, part.stretch, part.step + 1, steps)

    def _end(self) -> Iterator[Event]:
        now = self._now
        now.enter(Phase.DONE)
        yield SessionDone(now.time_s, wording.session_done(now.result), now.result)

    # ------------------------------------------------------------------------------ what is said

    def _hush(self, words: str) -> None:
        """Keep guidance back until these words are spoken."""
        since_s = max(self._now.time_s, self._hush_until_s)
        self._hush_until_s = since_s + wording.spoken_s(words) + wording.BREAK_S

    def _guide(self) -> Iterator[Event]:
        """Say what keeps the hold from starting or going on, when that is something new."""
        now, rung = self._now, self._now.rung
        if rung.obstacle and rung.words != self._told and now.time_s >= self._hush_until_s:
            self._told = rung.words
            yield Placed(now.time_s, rung.words, rung.obstacle)

    # ------------------------------------------------------------------------------ the commands

    def _obey(self, command: Command) -> Iterator[Event]:
        match command:
            case Command.TOGGLE:
                return self._resume() if self._now.paused else self._pause()
            case Command.PAUSE:
                return self._pause()
            case Command.RESUME:
                return self._resume()
            case Command.SKIP:
                return self._skip()
            case Command.REPEAT:
                return self._repeat()
            case Command.QUIT:
                return self._end()

    def _pause(self) -> Iterator[Event]:
        now = self._now
        if not now.paused:
            now.paused = True
            self._break_off_count_down()
            yield HoldPaused(now.time_s, wording.PAUSED, wording.PAUSED, by_person=True)

    def _resume(self) -> Iterator[Event]:
        if self._now.paused:
            self._now.paused = False
            yield HoldResumed(self._now.time_s, wording.GO_ON)

    def _skip(self) -> Iterator[Event]:
        now = self._now
        now.paused = False
        yield Skipped(now.time_s, wording.SKIPPED)
        if now.phase is Phase.REST:
            yield from self._go_to(now.index)
            return
        following = now.following
        # While the first side is not known, there is no other one.
        both = following is not None and following.second and following.side is None
        yield from self._go_to(now.index + (2 if both else 1))

    def _repeat(self) -> Iterator[Event]:
        now = self._now
        now.paused = False
        yield Skipped(now.time_s, wording.AGAIN, back=True)
        index = now.index if now.part.begun else max(now.index - 1, 0)
        now.parts[index].restart()
        yield from self._go_to(index)
