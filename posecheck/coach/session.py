"""The session as a state machine: assessments and commands in, events and a view out.

It has no clock: time comes with each assessment. `phases` has what happens within a part,
`progression` leads from part to part, `commands` carries out what the person asks for.
"""

from collections.abc import Iterator
from math import isfinite

from posecheck.assess.assessor import Assessment
from posecheck.coach import wording
from posecheck.coach.commands import Command, Commands
from posecheck.coach.events import CameraLost, Event
from posecheck.coach.gesture import HandSignal
from posecheck.coach.guidance import Guidance
from posecheck.coach.phases import Phases
from posecheck.coach.placement import Placement, Target
from posecheck.coach.progression import Progression
from posecheck.coach.results import SessionResult
from posecheck.coach.shown import CoachView, Phase
from posecheck.coach.state import State
from posecheck.coach.unmet import UnmetRule
from posecheck.stretches.routine import Routine
from posecheck.support.debounce import LONGEST_STEP_S


class Coach:
    """Leads one person through a routine.

    For each frame: let the pose through a `PersonLock`, aim the Assessor at `target`, assess, and
    hand the assessment to `observe`. After that `view` is what to show, and the events that were
    returned are what to say.

    Args:
        routine: The stretches to do, in their order.
        safety_note: Whether to begin with the safety note.
        hands_free: Whether a raised hand pauses and resumes.
    """

    def __init__(
        self, routine: Routine, *, safety_note: bool = True, hands_free: bool = True
    ) -> None:
        self._now = State(routine, wording.SAFETY if safety_note else None)
        self._placement = Placement()
        self._unmet = UnmetRule()
        self._guidance = Guidance(self._now)
        self._progression = Progression(self._now, self._placement, self._guidance)
        self._phases = Phases(self._now, self._guidance, self._progression)
        self._commands = Commands(self._now, self._phases, self._progression)
        self._hand = HandSignal() if hands_free else None

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
        """What was held in the session so far."""
        return self._now.result

    def observe(
        self, assessment: Assessment, *, people: int | None = None, somebody_else: bool = False
    ) -> tuple[Event, ...]:
        """Take in one frame; frames that go back in time are ignored.

        Args:
            assessment: Of the frame.
            people: How many are in the picture, if they were counted lately.
            somebody_else: Whether only another person is seen (`PersonLock.somebody_else`).

        Returns:
            What happened, in this order.
        """
        if self.done or not self._comes_next(assessment.time_s):
            return ()
        return tuple(self._observe(assessment, people, somebody_else))

    def command(self, command: Command) -> tuple[Event, ...]:
        """Carry out a command of the person, at the time of the last frame."""
        return () if self.done else tuple(self._commands.obey(command))

    def camera_lost(self) -> tuple[Event, ...]:
        """No pictures come: wait, without losing anything, until the next `observe`."""
        now = self._now
        if now.done or now.camera_lost:
            return ()
        now.camera_lost = True
        return (CameraLost(now.time_s, wording.CAMERA_LOST),)

    def _comes_next(self, time_s: float) -> bool:
        return isfinite(time_s) and (self._now.start_s is None or time_s > self._now.time_s)

    def _observe(
        self, assessment: Assessment, people: int | None, somebody_else: bool
    ) -> Iterator[Event]:
        now = self._now
        step_s = assessment.time_s - now.time_s if now.start_s is not None else 0.0
        now.time_s, now.last, now.camera_lost = assessment.time_s, assessment, False
        if now.start_s is None:
            yield from self._progression.begin()
        if step_s > LONGEST_STEP_S:
            step_s = 0.0
            self._phases.break_off_count_down()
        if self._hand and self._hand.observe(assessment.pose, now.time_s):
            yield from self._commands.obey(Command.TOGGLE)
        now.part.see(assessment)
        now.rung = self._placement.observe(
            assessment,
            self.target,
            step_s if self._guides else 0.0,
            people=people,
            somebody_else=somebody_else,
        )
        now.unmet = self._unmet.observe(assessment, now.rung)
        if now.paused:
            now.part.wait(now.time_s)
            return
        now.phase_s += step_s
        yield from self._phases.advance(assessment)

    @property
    def _guides(self) -> bool:
        """Whether what is on the ladder is said now: only then is the person waited for."""
        now = self._now
        guiding = now.phase in (Phase.PLACE, Phase.SWITCH, Phase.PAUSED)
        return guiding and not now.paused and not self._guidance.quiet
