"""What a person may ask for at any time: pause, resume, skip, repeat, quit."""

from collections.abc import Iterator
from enum import Enum

from posecheck.coach import wording
from posecheck.coach.events import Event, HoldPaused, HoldResumed, Skipped
from posecheck.coach.phases import Phases
from posecheck.coach.progression import Progression
from posecheck.coach.shown import Phase
from posecheck.coach.state import State


class Command(Enum):
    """What a person may ask for at any time.

    TOGGLE pauses, or resumes if paused. REPEAT does the current hold again from zero, or the one
    before if this has not begun.
    """

    TOGGLE = "toggle"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    REPEAT = "repeat"
    QUIT = "quit"


class Commands:
    """Carries out what the person asks for."""

    def __init__(self, now: State, phases: Phases, progression: Progression) -> None:
        self._now = now
        self._phases = phases
        self._progression = progression

    def obey(self, command: Command) -> Iterator[Event]:
        """Carry out a command, at the time of the last frame."""
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
                return self._progression.end()

    def _pause(self) -> Iterator[Event]:
        now = self._now
        if not now.paused:
            now.paused = True
            self._phases.break_off_count_down()
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
            yield from self._progression.go_to(now.index)
            return
        following = now.following
        # Until the first side is known there is no other side to go to: both are skipped.
        both = following is not None and following.second and following.side is None
        yield from self._progression.go_to(now.index + (2 if both else 1))

    def _repeat(self) -> Iterator[Event]:
        now = self._now
        now.paused = False
        yield Skipped(now.time_s, wording.AGAIN, back=True)
        index = now.index if now.part.begun else max(now.index - 1, 0)
        now.parts[index].restart()
        yield from self._progression.go_to(index)
