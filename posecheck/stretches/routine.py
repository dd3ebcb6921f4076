"""A routine as data: stretches in their order, with rests; loaded and checked like a stretch.

A single stretch is a routine of one step.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from posecheck.errors import RoutineError, StretchError
from posecheck.pose.pose import Side
from posecheck.stretches.fields import HoldSeconds, RestSeconds, Words
from posecheck.stretches.own import find_stretch, own_ids
from posecheck.stretches.stretch import BUILT_IN as STRETCHES
from posecheck.stretches.stretch import Stretch
from posecheck.stretches.toml_file import TomlEntry, read_toml, validated

BUILT_IN = ("hip-flexors",)

FOLDER = Path(__file__).parent / "routines"
WHAT = "routine"

REST_S = 15.0
"""Long enough to get up from one stretch and to read how to do the next one."""


def _stretch(value: Any, info: ValidationInfo) -> Any:
    """A stretch named by its id, or by its file, from the folder of the routine's file."""
    if not isinstance(value, str):
        return value
    folder = info.context["folder"] if info.context else Path()
    try:
        return find_stretch(str(folder / value) if value.endswith(".toml") else value)
    except StretchError as error:
        raise ValueError(str(error)) from error


class Step(TomlEntry):
    """One stretch of a routine.

    Attributes:
        stretch: Its id or TOML file.
        side: The leg in front; `both` does one after the other, first the one that the person
            begins with.
        hold_s: Seconds on each side; by default the stretch's own.
        rest_s: Seconds of rest after this step; the last step of a routine has none.
    """

    stretch: Annotated[Stretch, BeforeValidator(_stretch)]
    side: Literal["left", "right", "both"] = "both"
    hold_s: HoldSeconds = Field(
        # What was wrong with the stretch itself is named anyway.
        default_factory=lambda data: data["stretch"].hold_s if "stretch" in data else 1.0
    )
    rest_s: RestSeconds = REST_S

    @model_validator(mode="after")
    def _side_exists(self) -> "Step":
        if self.side != "both" and not self.stretch.has_front_leg:
            raise ValueError(f"{self.stretch.id} has no front leg: leave side out")
        return self

    @property
    def only_side(self) -> Side | None:
        """The one leg to have in front; None for both, or where the stretch has no front leg."""
        return None if self.side == "both" else Side(self.side)


class Routine(TomlEntry):
    """Stretches in their order."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    title: Words
    step: Annotated[tuple[Step, ...], Field(min_length=1)]

    @property
    def stretches(self) -> Iterator[Stretch]:
        """Its stretches in their order."""
        return (step.stretch for step in self.step)

    def with_side(self, side: Side) -> "Routine":
        """The same routine with only this leg in front, in every stretch that has a front leg."""
        steps = (
            step.model_copy(update={"side": side.value}) if step.stretch.has_front_leg else step
            for step in self.step
        )
        return self.model_copy(update={"step": tuple(steps)})

    @classmethod
    def of(cls, stretch: Stretch) -> "Routine":
        """The routine that consists of one stretch."""
        return cls(id=stretch.id, title=stretch.title, step=(Step(stretch=stretch),))

    @classmethod
    def from_toml(cls, path: Path) -> "Routine":
        """Load a routine from a file, or the stretch that the file describes.

        Raises:
            RoutineError: If it does not describe a routine; names every problem.
            StretchError: If a stretch's file has problems.
        """
        data = read_toml(path, f"stretch or {WHAT}", RoutineError)
        if "step" in data:
            return validated(cls, data, path, WHAT, RoutineError)
        if "position" in data:
            return cls.of(Stretch.from_toml(path))
        raise RoutineError(
            f"{path} describes neither a stretch nor a routine: there is no [[position]] and no "
            "[[step]] in it"
        )


@cache
def built_in_routine(routine_id: str) -> Routine:
    """One of posecheck's own routines by its id."""
    return Routine.from_toml(FOLDER / f"{routine_id}.toml")


def built_in_routines() -> tuple[Routine, ...]:
    """All of posecheck's own routines."""
    return tuple(built_in_routine(routine_id) for routine_id in BUILT_IN)


def find_routine(name: str, side: Side | None = None) -> Routine:
    """A routine by its id or TOML file, or a stretch as a routine of one step.

    Args:
        name: The id or TOML file of a routine or a stretch.
        side: The only leg to have in front, in every step that has a front leg.

    Raises:
        RoutineError: If there is no such routine, or its file has problems.
        StretchError: If a stretch's file has problems.
    """
    routine = _named(name)
    return routine.with_side(side) if side else routine


def _named(name: str) -> Routine:
    if name in BUILT_IN:
        return built_in_routine(name)
    if name.endswith(".toml"):
        return Routine.from_toml(Path(name))
    stretches = (*STRETCHES, *own_ids())
    if name in stretches:
        return Routine.of(find_stretch(name))
    known = ", ".join((*BUILT_IN, *stretches))
    raise RoutineError(f"there is no routine or stretch '{name}'; known are {known}")
