"""The paced breath: six a minute."""

from dataclasses import dataclass
from enum import Enum

IN_S = 4.0
OUT_S = 6.0
"""Seconds of each half: six breaths a minute, with the longer half out, which calms."""


class Breath(Enum):
    """The two halves of a breath."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class Breathing:
    """A moment of the paced breath.

    Attributes:
        breath: Which half it is.
        share: How much of this half is over, 0 to 1.
    """

    breath: Breath
    share: float

    @property
    def fullness(self) -> float:
        """How full the lungs are, 0 to 1: what a drawn circle follows."""
        return self.share if self.breath is Breath.IN else 1.0 - self.share


def breathing(held_s: float) -> Breathing:
    """The paced breath after so many seconds of holding: 4 s in, 6 s out."""
    since_s = held_s % (IN_S + OUT_S)
    if since_s < IN_S:
        return Breathing(Breath.IN, since_s / IN_S)
    return Breathing(Breath.OUT, (since_s - IN_S) / OUT_S)
