"""A stretch as data: loaded from a TOML file, checked, ready to be assessed.

posecheck's own stretches and a user's own file go the same way; no stretch has code of its own.
"""

from collections.abc import Mapping
from functools import cache
from math import inf, isfinite
from os import PathLike
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from posecheck.errors import StretchError
from posecheck.measures import MEASURES, Role
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import MIN_JUDGED_SHARE, Band, Check, open_ended
from posecheck.stretches.fields import (
    LIMITS_STAY,
    TAKEN_CHECKS,
    CheckId,
    Finite,
    HoldSeconds,
    Identifier,
    Limits,
    MeasureName,
    Number,
    OtherLimits,
    StretchId,
    Whole,
    Words,
)
from posecheck.stretches.toml_file import TomlEntry, read_toml, validated

BUILT_IN = ("pigeon", "butterfly", "seated_hip", "bridge", "half_kneeling_lunge")
"""The built-in stretches in the order of the routine `hip-flexors`."""

FOLDER = Path(__file__).parent
WHAT = "stretch"

MOST_CHECKS = 60
"""How many checks a stretch may have, variants included; posecheck's own have 5 at most. With 293,
5 s of clip took 24 s, and their report 13 MB."""


def _check_views(measure: str, views: frozenset[ViewKind]) -> None:
    beyond = views - MEASURES[measure].views
    if beyond:
        names = ", ".join(sorted(view.value for view in beyond))
        raise ValueError(f"the measure '{measure}' cannot be read from: {names}")


class Quantity(TomlEntry):
    """A measure on a half of the body."""

    measure: MeasureName
    side: Role = Role.BOTH

    @model_validator(mode="after")
    def _side_fits(self) -> "Quantity":
        sided = MEASURES[self.measure].sided
        if sided == (self.side is Role.BOTH):
            wanted = "one side: near, far, front, rear, left or right" if sided else "no side"
            raise ValueError(f"the measure '{self.measure}' is taken on {wanted}")
        return self


class Rule(Quantity):
    """A quantity that must lie between two limits (both inclusive), in the given views.

    Attributes:
        binding: Whether it must hold also where the pose looks like the stretch by the classifier.
    """

    min: Number = -inf
    max: Number = inf
    binding: bool = False
    views: Annotated[frozenset[ViewKind], Field(min_length=1)] = frozenset(ViewKind)

    @model_validator(mode="after")
    def _can_hold(self) -> "Rule":
        if not self.min < self.max:
            raise ValueError(f"min {self.min} is not below max {self.max}")
        if "views" in self.model_fields_set:
            _check_views(self.measure, self.views)
        return self

    def holds(self, value: float, slack: float = 0.0) -> bool:
        """Whether a value lies between the limits, widened by a share of each."""
        low, high = (
            limit + slack * way * abs(limit) if isfinite(limit) else limit
            for limit, way in ((self.min, -1), (self.max, 1))
        )
        return low <= value <= high

    def deviation(self, value: float) -> float | None:
        """How far a value lies from the middle of the limits, as a share of half their width.

        0 in the middle, 1 at a limit; None where there is only one.
        """
        if not (isfinite(self.min) and isfinite(self.max)):
            return None
        return abs(value - (self.min + self.max) / 2) / ((self.max - self.min) / 2)


class Condition(Rule):
    """When a check applies; `otherwise` is the reason to give where it does not."""

    otherwise: Words


class CheckSpec(Quantity):
    """One check, or one variant of it: several entries may share an id for different views.

    Attributes:
        id: Of the check.
        why: What the check is for, and where its limits come from.
        good: (low, high) in the measure's unit; no limit where infinite or the same as in `fix`.
        fix: (low, high) in the measure's unit; beyond them the value is to be corrected.
        views: Those in which it is judged.
        cue_low: What to tell the person where the value is too low.
        cue_high: What to tell the person where the value is too high.
        required: Whether the hold clock stops at fix.
        priority: Its place among the corrections; 1 comes first.
        judged_share: The least share of a clip that must be judged for a verdict on it, 0 to 1.
        when: What must hold for this variant to apply.
        tolerance: By view, how far the limits are widened there, in the measure's unit.
    """

    id: CheckId
    why: Words
    good: Limits
    fix: Limits
    views: Annotated[frozenset[ViewKind], Field(min_length=1)]
    cue_low: Words | None = None
    cue_high: Words | None = None
    required: bool = True
    priority: Whole = 1
    judged_share: Annotated[Finite, Field(gt=0, le=1)] = MIN_JUDGED_SHARE
    when: tuple[Condition, ...] = ()
    tolerance: dict[ViewKind, Annotated[Finite, Field(ge=0)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _holds_together(self) -> "CheckSpec":
        Band(self.good, self.fix)
        _check_views(self.measure, self.views)
        self._check_cue("cue_low", "below", self.good[0], self.fix[0])
        self._check_cue("cue_high", "above", self.good[1], self.fix[1])
        return self

    def _check_cue(self, cue: str, way: str, good: float, fix: float) -> None:
        """A value that is not good needs words for what to do about it."""
        if good != fix and getattr(self, cue) is None:
            raise ValueError(
                f"values {way} {good:g} are not good: say in {cue} what to do then, or if they "
                f"are fine, write {'-inf' if way == 'below' else 'inf'} in good and fix"
            )

    @property
    def check(self) -> Check:
        """The check itself, without where it applies."""
        return Check(
            id=self.id,
            band=Band(self.good, self.fix),
            cue_low=self.cue_low,
            cue_high=self.cue_high,
            required=self.required,
            priority=self.priority,
            judged_share=self.judged_share,
            measure=self.measure,
        )


class Information(Quantity):
    """A quantity that is reported without a verdict, for following one's progress.

    Attributes:
        views: Those in which it says what it is to say; by default all in which it is measured.
    """

    id: Identifier
    why: Words
    views: Annotated[frozenset[ViewKind], Field(min_length=1)] = frozenset(ViewKind)

    @model_validator(mode="after")
    def _can_be_read(self) -> "Information":
        if "views" in self.model_fields_set:
            _check_views(self.measure, self.views)
        return self


class Motion(Quantity):
    """The main movement of the stretch in the given views: watched for bouncing and repetitions.

    Attributes:
        deepest: Whether the stretch is deepest at high or at low values.
        turning: What turns there, in words: `hips at their highest`.
    """

    views: Annotated[frozenset[ViewKind], Field(min_length=1)]
    deepest: Literal["high", "low"] = "high"
    turning: Words = "at the turning points"

    @property
    def is_angle(self) -> bool:
        """Whether it is measured in degrees."""
        return MEASURES[self.measure].unit == "deg"

    @model_validator(mode="after")
    def _can_be_read(self) -> "Motion":
        _check_views(self.measure, self.views)
        return self


class Camera(TomlEntry):
    """Where the camera should stand."""

    view: ViewKind
    height_m: Limits
    also: ViewKind | None = None
    why: Words


class Stretch(TomlEntry):
    """One stretch: how it is done, how it is recognised and what is checked.

    Attributes:
        id: Small letters, digits and underscores.
        title: Its name.
        sides: `left_right` where one leg is in front, `both` where both legs do the same.
        hold_s: How long to hold it, in seconds.
        how: The instructions, step by step.
        enter_steps: How many steps of `how` lead into the position; the rest deepens or ends it.
            None where all of them do.
        camera: Where the camera stands.
        told_from: The views in which it can be told from other stretches. In the others one with
            position rules alone must be named, and so must one that another passes for; what has
            been learned may still be recognised by its looks.
        plain_at: The probability that it is one of the built-in stretches which a hold must reach
            at some moment to be recognised: where much else looks like it, of many frames a few
            are likely enough by chance. Asked of a built-in stretch alone.
        passes_for: The stretch that it is taken for in those others; None where for none.
        position: The rules that all hold while somebody is in position.
        mean_deviation: How far from the middle of the rules' limits values may lie on average for
            it to be recognised (`Rule.deviation`). Where the user names it, the limits alone count.
        check: What is judged; several entries may be variants of one check.
        information: What is measured without a verdict.
        motion: The main movement by view, watched for bouncing and repetitions.
    """

    id: StretchId
    title: Words
    sides: Literal["both", "left_right"]
    hold_s: HoldSeconds = 30.0
    how: Annotated[tuple[Words, ...], Field(min_length=1)]
    enter_steps: Whole | None = None
    camera: Camera
    told_from: frozenset[ViewKind] = frozenset(ViewKind)
    plain_at: Annotated[Finite, Field(ge=0, le=1)] = 0.0
    passes_for: Identifier | None = None
    position: Annotated[tuple[Rule, ...], Field(min_length=1)]
    mean_deviation: Annotated[Finite, Field(gt=0, le=1)] = 1.0
    check: Annotated[tuple[CheckSpec, ...], Field(min_length=1, max_length=MOST_CHECKS)]
    information: tuple[Information, ...] = ()
    motion: tuple[Motion, ...] = ()

    @model_validator(mode="after")
    def _roles_exist(self) -> "Stretch":
        parts = (*self.position, *self.check, *self.information, *self.motion)
        roles = {part.side for part in parts}
        if self.sides == "both" and roles & {Role.FRONT, Role.REAR}:
            raise ValueError("front and rear need sides = 'left_right'")
        return self

    @property
    def how_to_enter(self) -> tuple[str, ...]:
        """The steps that lead into the position."""
        return self.how[: self.enter_steps]

    @property
    def how_to_hold(self) -> str | None:
        """The step that comes first once the position is taken."""
        return next(iter(self.how[len(self.how_to_enter) :]), None)

    @property
    def has_front_leg(self) -> bool:
        """Whether one leg is in front of the other."""
        return self.sides == "left_right"

    @property
    def check_ids(self) -> tuple[str, ...]:
        """The ids of its checks, each once, in the order of the file."""
        return tuple(dict.fromkeys(check.id for check in self.check))

    def motion_seen(self, kind: ViewKind) -> Motion | None:
        """The main movement as it is read from a view; None where it cannot be read from there."""
        return next((motion for motion in self.motion if kind in motion.views), None)

    def variants(self, check_id: str) -> tuple[CheckSpec, ...]:
        """All entries of one check."""
        return tuple(check for check in self.check if check.id == check_id)

    def views_of(self, check_id: str) -> frozenset[ViewKind]:
        """The views from which one check can be judged."""
        return frozenset(view for check in self.variants(check_id) for view in check.views)

    def with_limits(self, limits: Mapping[str, OtherLimits]) -> "Stretch":
        """The same stretch with other good limits.

        Args:
            limits: (low, high) by check id, in the unit of its first variant; None is no limit.

        Raises:
            StretchError: If there is no such check, its limits cannot be set, or they are in the
                wrong order.
        """
        refuse_limits_that_stay(limits)
        unknown = set(limits) - set(self.check_ids)
        if unknown:
            raise StretchError(
                f"{self.id} has no check '{sorted(unknown)[0]}'; it has {', '.join(self.check_ids)}"
            )
        others = {id: open_ended(*good) for id, good in limits.items()}
        for check_id, (low, high) in others.items():
            if not low < high:
                raise StretchError(f"the limits of {check_id}, {low:g}:{high:g}, are not in order")
        checks = tuple(self._limited(check, others.get(check.id)) for check in self.check)
        return self.model_copy(update={"check": checks})

    def _limited(self, check: CheckSpec, good: Limits | None) -> CheckSpec:
        first = self.variants(check.id)[0]
        if good is None or MEASURES[check.measure].unit != MEASURES[first.measure].unit:
            return check
        band = Band(check.good, check.fix).with_good(*good)
        return check.model_copy(update={"good": band.good, "fix": band.fix})

    @classmethod
    def from_toml(cls, path: str | PathLike[str]) -> "Stretch":
        """Load a stretch from a file.

        Args:
            path: A TOML file (docs/OWN_STRETCHES.md).

        Raises:
            StretchError: If it does not describe a stretch; names every problem.
        """
        file = Path(path)
        data = read_toml(file, WHAT, StretchError)
        if "step" in data and "position" not in data:
            raise StretchError(
                f"{file} describes a routine: `posecheck live {file}` does it; elsewhere name one "
                "of its stretches."
            )
        return validated(cls, data, file, WHAT, StretchError)


@cache
def built_in(stretch_id: str) -> Stretch:
    """One of posecheck's own stretches.

    Args:
        stretch_id: Such as `bridge`.

    Raises:
        StretchError: If there is no such stretch.

    Examples:
        >>> built_in("bridge").title
        'Bridge'
    """
    if stretch_id not in BUILT_IN:
        raise StretchError(f"there is no stretch '{stretch_id}'; known are {', '.join(BUILT_IN)}")
    return Stretch.from_toml(FOLDER / f"{stretch_id}.toml")


def all_built_in() -> tuple[Stretch, ...]:
    """All of posecheck's own stretches, in the order of the routine."""
    return tuple(built_in(stretch_id) for stretch_id in BUILT_IN)


def refuse_limits_that_stay(limits: Mapping[str, OtherLimits]) -> None:
    """Refuse limits of a check that has the same in every stretch.

    Raises:
        StretchError: If there are such.
    """
    if taken := sorted(TAKEN_CHECKS & limits.keys()):
        raise StretchError(f"{taken[0]} {LIMITS_STAY}")
