"""Verdicts given against verdicts true, check by check."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import isfinite
from typing import Any

from benchmarks.accuracy.intervals import Rate
from benchmarks.accuracy.run import Run
from posecheck.assess.steadiness import STEADY
from posecheck.clips.result import CheckPart
from posecheck.measures import MEASURES
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import CheckSpec, Stretch, built_in
from samples.generator import expectations

ZONE_DEG, ZONE_SHARE = 5.0, 0.1
"""How near to its limit a true value is too near to count: degrees, or a share of the limit."""

HIDDEN = ("joints hidden", "no upright baseline", "the back foot is held")
"""How a truth file begins its reason why nobody could judge, whatever the view."""


class Sight(Enum):
    """Whether a check can be judged in a clip."""

    CLAIMED = "claimed"
    OTHER_VIEW = "other view"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Case:
    """One check in one clip.

    Attributes:
        clip: Its name.
        stretch: The id of the stretch.
        check: The id of the check.
        sight: Whether the check can be judged in the clip.
        true: The verdict on the true value, whatever the view.
        true_value: In the unit of the truth.
        given: The verdict of posecheck.
        measured: What posecheck read, in the unit of `variant`; None where it read nothing.
        variant: The entry of the check for this view.
        asked: The check as STRETCHES.md has it; None for `steady`.
    """

    clip: str
    stretch: str
    check: str
    sight: Sight
    true: Grade
    true_value: float
    given: Grade
    measured: float | None = None
    variant: CheckSpec | None = None
    asked: expectations.Check | None = None

    @property
    def near_limit(self) -> bool:
        """Whether the true value lies within the zone around a limit beyond which it is wrong."""
        return self.asked is not None and in_zone(self.asked, self.true_value)


def in_zone(check: expectations.Check, value: float) -> bool:
    """Whether a true value is too near to a limit beyond which it is wrong to be told apart."""
    return any(abs(value - limit) < zone(check, limit) for limit in check.limits.fix)


def zone(check: expectations.Check, limit: float) -> float:
    """How near to a limit a true value is too near to count, in the unit of the check."""
    is_ratio = check.measure in MEASURES and MEASURES[check.measure].unit != "deg"
    return ZONE_SHARE * abs(limit) if is_ratio and isfinite(limit) else ZONE_DEG


def cases_of(run: Run) -> list[Case]:
    """All checks of a clip that has a stretch."""
    if run.judged is None or run.truth.stretch is None:
        return []
    given = {check.id: check for check in run.judged.checks}
    stretch = built_in(run.truth.stretch)
    ids = [id for id in (*stretch.check_ids, STEADY.id) if id in run.truth.checks]
    return [_case(run, stretch, id, given.get(id)) for id in ids]


def _case(run: Run, stretch: Stretch, id: str, given: CheckPart | None) -> Case:
    expected = run.truth.checks[id]
    variant = _variant(stretch, id, run.truth.view, given.unit if given else "")
    return Case(
        clip=run.truth.name,
        stretch=stretch.id,
        check=id,
        sight=_sight(stretch, id, run.truth.view, expected),
        true=Grade(expected["truth"]),
        true_value=expected["value"],
        given=given.verdict if given else Grade.CANNOT_JUDGE,
        measured=given.value if given else None,
        variant=variant,
        asked=_asked(stretch.id, id, run.truth.view),
    )


def _variant(stretch: Stretch, id: str, view: ViewKind, unit: str) -> CheckSpec | None:
    """The variant of a check that speaks in this view, told by its unit."""
    seen = [variant for variant in stretch.variants(id) if view in variant.views]
    fitting = [variant for variant in seen if MEASURES[variant.measure].unit == unit]
    return next(iter(fitting or seen), None)


def _sight(stretch: Stretch, id: str, view: ViewKind, expected: dict[str, Any]) -> Sight:
    parts = stretch.motion if id == STEADY.id else stretch.variants(id)
    if not any(view in part.views for part in parts):
        return Sight.OTHER_VIEW
    return Sight.HIDDEN if is_hidden(expected) else Sight.CLAIMED


def is_hidden(expected: dict[str, Any]) -> bool:
    """Whether nobody could judge a check, whatever the view, by its entry in the truth file."""
    return str(expected.get("reason", "")).startswith(HIDDEN)


def _asked(stretch: str, id: str, view: ViewKind) -> expectations.Check | None:
    checks = [check for check in expectations.CHECKS[stretch] if check.id == id]
    seen = [check for check in checks if view.value in check.views]
    return next(iter(seen or checks), None)


def seen(cases: Iterable[Case], sight: Sight) -> list[Case]:
    """The cases of one sight."""
    return [case for case in cases if case.sight is sight]


def claimed(cases: Iterable[Case]) -> list[Case]:
    """The cases that posecheck claims to judge."""
    return seen(cases, Sight.CLAIMED)


def clear(cases: Iterable[Case]) -> list[Case]:
    """Those of them whose truth is not within the zone around a limit."""
    return [case for case in claimed(cases) if not case.near_limit]


def confusion(cases: Iterable[Case]) -> Counter[tuple[Grade, Grade]]:
    """How often each (true, given) pair of verdicts came."""
    return Counter((case.true, case.given) for case in cases)


def sensitivity(cases: Iterable[Case]) -> Rate:
    """Of the true faults that were judged at all, those that were found."""
    given = _judged(cases, Grade.FIX)
    return Rate(given.count(Grade.FIX), len(given))


def specificity(cases: Iterable[Case]) -> Rate:
    """Of the true good ones that were judged at all, those that were not called a fault."""
    given = _judged(cases, Grade.GOOD)
    return Rate(len(given) - given.count(Grade.FIX), len(given))


def _judged(cases: Iterable[Case], true: Grade) -> list[Grade]:
    """The verdicts given where they should have been `true`, less the refusals."""
    given = [case.given for case in cases if case.true is true]
    return [grade for grade in given if grade is not Grade.CANNOT_JUDGE]


def cannot_judge(cases: Iterable[Case]) -> Rate:
    """How many were refused."""
    verdicts = [case.given for case in cases]
    return Rate(verdicts.count(Grade.CANNOT_JUDGE), len(verdicts))
