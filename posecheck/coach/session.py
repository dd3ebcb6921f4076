"""The session as a state machine: assessments and commands in, events and a view out.

    place -> ready (3 s) -> hold <-> paused -> switch side | rest -> place ... -> done

It has no clock: time comes with each assessment.
"""

from dataclasses import dataclass
from enum import Enum

from posecheck.assess import Assessment
from posecheck.coach.events import Event
from posecheck.coach.results import SessionResult
from posecheck.coach.shown import CoachView
from posecheck.pose import Side
from posecheck.routine import Routine
from posecheck.stretch import Stretch


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


@dataclass(frozen=True)
class Target:
    """What the next pose is to be assessed as: `assessor.aim(target.stretch, target.side)`.

    side: None while either leg may go in front, and where the stretch has no front leg.
    """

    stretch: Stretch
    side: Side | None


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
        raise NotImplementedError

    @property
    def target(self) -> Target:
        """What the next pose is to be assessed as."""
        raise NotImplementedError

    @property
    def view(self) -> CoachView:
        """The session as it is now; also before the first frame and after the end."""
        raise NotImplementedError

    @property
    def done(self) -> bool:
        """Whether the session is over; from then on nothing changes any more."""
        raise NotImplementedError

    @property
    def result(self) -> SessionResult:
        """What became of the session so far."""
        raise NotImplementedError

    def observe(
        self, assessment: Assessment, *, people: int | None = None, somebody_else: bool = False
    ) -> tuple[Event, ...]:
        """Take in one frame and return what happened; frames that go back in time are ignored.

        people: how many are in the picture, if somebody counted lately.
        somebody_else: whether only another person is seen (`PersonLock.somebody_else`).
        """
        raise NotImplementedError

    def command(self, command: Command) -> tuple[Event, ...]:
        """Do as the person asks, at the time of the last frame."""
        raise NotImplementedError

    def camera_lost(self) -> tuple[Event, ...]:
        """No pictures come: wait, without losing anything, until the next `observe`."""
        raise NotImplementedError
