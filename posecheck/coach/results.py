"""What became of a session: for its closing words, the window's last picture and the history."""

from dataclasses import dataclass

from posecheck.assess.hold import Pause
from posecheck.clips.result import InformationPart
from posecheck.coach.seconds import reached
from posecheck.pose.pose import Side
from posecheck.stretches.stretch import Stretch


@dataclass(frozen=True)
class PartResult:
    """One stretch on one side.

    Attributes:
        stretch: Which one.
        side: None where it has no front leg, or nobody came into position.
        hold_s: The seconds asked for.
        good_s: The seconds held well: counted, and judged (`Hold.good_s`).
        start_s: When the hold began, in the session's time; None where it never did.
        end_s: When it ended.
        pauses: When the clock was stopped, and why.
        cues: Each correction that was given, and how often.
        information: The values without a verdict, as of a hold in a clip.
        clock_s: The seconds that the clock counted.
        score: As of a hold in a clip; None where too little could be judged.
        unjudged: Why what the clock counted beyond `good_s` could mostly not be judged.
        second: Whether it is the other side of the part before.
    """

    stretch: Stretch
    side: Side | None
    hold_s: float
    good_s: float = 0.0
    start_s: float | None = None
    end_s: float | None = None
    pauses: tuple[Pause, ...] = ()
    cues: tuple[tuple[str, int], ...] = ()
    information: tuple[InformationPart, ...] = ()
    clock_s: float = 0.0
    score: float | None = None
    unjudged: str | None = None
    second: bool = False

    @property
    def complete(self) -> bool:
        """Whether the clock counted as long as asked for."""
        return reached(self.clock_s, self.hold_s)


@dataclass(frozen=True)
class SessionResult:
    """A session, whether it came to its end or not.

    Attributes:
        routine: The id of the routine.
        title: Of the routine.
        start_s: The time of the first frame.
        end_s: The time of the last frame.
        parts: Every stretch and side that was asked for, in the order of the routine.
    """

    routine: str
    title: str
    start_s: float
    end_s: float
    parts: tuple[PartResult, ...]

    @property
    def good_s(self) -> float:
        """The seconds held well in all parts together."""
        return sum(part.good_s for part in self.parts)

    @property
    def clock_s(self) -> float:
        """The seconds that the clock counted in all parts together."""
        return sum(part.clock_s for part in self.parts)

    @property
    def complete(self) -> bool:
        """Whether every part was held as long as asked for."""
        return all(part.complete for part in self.parts)
