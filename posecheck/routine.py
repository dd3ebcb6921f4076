"""A routine as data: stretches in their order, with rests; loaded and checked like a stretch.

A single stretch is a routine of one step.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from posecheck.pose import Side
from posecheck.stretch import Stretch


@dataclass(frozen=True)
class Step:
    """One stretch of a routine.

    side: the leg in front, where only that side is to be held; None for both sides, one after the
    other (first the one the person begins with), and where the stretch has no front leg.
    rest_s: the rest after this step, in seconds; none after the last one of the routine.
    """

    stretch: Stretch
    hold_s: float
    side: Side | None = None
    rest_s: float = 0.0


@dataclass(frozen=True)
class Routine:
    """Stretches in their order, one step at least."""

    id: str
    title: str
    steps: tuple[Step, ...]

    @property
    def stretches(self) -> Iterator[Stretch]:
        """Its stretches in their order."""
        return (step.stretch for step in self.steps)


def built_in_routines() -> tuple[Routine, ...]:
    """All of posecheck's own routines."""
    raise NotImplementedError


def find_routine(name: str, side: Side | None = None) -> Routine:
    """A routine by its id or TOML file; or the routine of one step of a stretch's id or file.

    side: the only leg to have in front; of a routine, each step that has a front leg.
    Raises RoutineError or StretchError, naming every problem of the file.
    """
    raise NotImplementedError
