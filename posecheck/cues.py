"""What to say about the form and when: one cue at a time, a meter between cues, the breath."""

from dataclasses import dataclass
from enum import Enum

from posecheck.assess import Assessment
from posecheck.checks import Band


@dataclass(frozen=True)
class Cue:
    """A correction, or praise once it was followed. check: the id of the check it is about."""

    check: str
    words: str
    praise: bool = False


class Breath(Enum):
    """The two halves of a breath."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class Breathing:
    """Where in the paced breath we are. share: of this half, 0 at its start to 1 at its end."""

    breath: Breath
    share: float

    @property
    def fullness(self) -> float:
        """How full the lungs are, 0 to 1: what a drawn circle follows."""
        return self.share if self.breath is Breath.IN else 1.0 - self.share


@dataclass(frozen=True)
class Meter:
    """The value of the stretch's main check against its limits.

    share: 1 while it is good, 0.5 where fix begins, 0 far beyond.
    """

    check: str
    value: float
    unit: str
    band: Band
    share: float


IN_S, OUT_S = 4.0, 6.0


def breathing(held_s: float) -> Breathing:
    """The paced breath after so many seconds of holding: 4 s in, 6 s out."""
    raise NotImplementedError


def meter(assessment: Assessment) -> Meter | None:
    """The meter of the most important check that can be judged now; None where none can."""
    raise NotImplementedError


class Cueing:
    """Chooses what to say about the form over time; one for each hold."""

    def observe(self, assessment: Assessment) -> Cue | None:
        """Take in one assessment and return what is to be said at this moment, mostly nothing."""
        raise NotImplementedError
