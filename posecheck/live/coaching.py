"""From a frame to what is shown and said of it: the way of every frame of a session."""

from dataclasses import dataclass

from posecheck.assess.assessor import Assessment, Assessor
from posecheck.coach import Coach, CoachView, Event, PersonLock, SessionResult
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.watcher import Watcher
from posecheck.video import Frame


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The session after a frame.

    Attributes:
        view: What to show.
        assessment: Of the frame; None before the first one.
        events: What happened in this frame, or since the last one.
        result: Of the session, once it is done.
        index: The number of the frame; -1 before the first one.
    """

    view: CoachView
    assessment: Assessment | None = None
    events: tuple[Event, ...] = ()
    result: SessionResult | None = None
    index: int = -1


class Coaching:
    """Takes the frames of one session in order, from one thread at a time.

    Args:
        landmarker: Finds the person; for this session only.
        coach: Of the session.

    Attributes:
        coach: Of the session.
    """

    def __init__(self, landmarker: Landmarker, coach: Coach) -> None:
        self.coach = coach
        self._watcher = Watcher(landmarker)
        self._lock = PersonLock()
        self._assessor = Assessor([coach.target.stretch], coach.target.side)
        self._assessment: Assessment | None = None
        self._index = -1

    def take(self, frame: Frame, people: int | None = None) -> Snapshot:
        """Take in one frame.

        Args:
            frame: Later than the ones before; some may have been left out.
            people: How many are in the picture; None if they were not counted lately.
        """
        target = self.coach.target
        pose = self._lock.observe(self._watcher.detect(frame), frame.time_s)
        self._assessor.aim(target.stretch, target.side)
        self._assessment = self._assessor.assess(pose, frame.time_s)
        self._index = frame.index
        somebody_else = self._lock.somebody_else
        return self.after(
            self.coach.observe(self._assessment, people=people, somebody_else=somebody_else)
        )

    def after(self, events: tuple[Event, ...]) -> Snapshot:
        """The session as it is now.

        Args:
            events: What has happened, with a frame or without one.
        """
        result = self.coach.result if self.coach.done else None
        return Snapshot(self.coach.view, self._assessment, events, result, self._index)
