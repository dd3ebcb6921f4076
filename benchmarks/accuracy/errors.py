"""How far the measures are from the truth, a clip counting once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from benchmarks.accuracy.intervals import Agreement
from benchmarks.accuracy.quantities import SPINE_FLEXION, TRUE_NAMES, Quantity
from benchmarks.accuracy.run import Run
from benchmarks.accuracy.verdicts import is_hidden
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import built_in

ENOUGH_FRAMES = 5
BACK_ROUNDING = "back_rounding"

FLEXION_BANDS = ((-90, -10), (-10, 10), (10, 27.5), (27.5, 40), (40, 90))
"""Spine flexion in degrees: arched, straight, a little, clearly and strongly rounded."""


@dataclass(frozen=True)
class ClipError:
    """Measured minus true in one clip: the median over its frames, in the measure's unit."""

    clip: str
    error: float


@dataclass(frozen=True)
class Spread:
    """Many errors summed up, all in the measure's unit.

    Attributes:
        n: How many.
        mean_absolute: The mean of their sizes.
        agreement: Their mean and its limits of agreement.
        worst: The largest by size.
    """

    n: int
    mean_absolute: float
    agreement: Agreement
    worst: ClipError

    @classmethod
    def of(cls, errors: Iterable[ClipError]) -> "Spread | None":
        """None of nothing."""
        errors = list(errors)
        if not errors:
            return None
        values = np.array([error.error for error in errors])
        return cls(
            n=len(errors),
            mean_absolute=float(np.abs(values).mean()),
            agreement=Agreement.of(values.tolist()),
            worst=max(errors, key=lambda error: abs(error.error)),
        )


Key = tuple[Quantity, str]
"""A quantity seen from a view."""


def errors_by_view(runs: Iterable[Run], *, judged: bool) -> dict[Key, list[ClipError]]:
    """The error of each quantity in each clip, by the clip's true view.

    What rests on joints that are truly hidden in a clip does not count there.

    Args:
        runs: Of the clips.
        judged: True for those that a check of the stretch rests on in that view, False for the
            others.
    """
    errors: dict[Key, list[ClipError]] = defaultdict(list)
    for run in runs:
        for quantity, values in run.readings.items():
            if len(values) < ENOUGH_FRAMES or is_flexion(quantity):
                continue
            checks = _checks_on(run, quantity)
            if bool(checks) is not judged or _are_hidden(run, checks):
                continue
            error = median(measured - true for measured, true in values)
            errors[quantity, run.truth.view.value].append(ClipError(run.truth.name, error))
    return dict(sorted(errors.items()))


def _checks_on(run: Run, quantity: Quantity) -> set[str]:
    """The checks of a clip's stretch that rest on a quantity in the clip's view."""
    assert run.truth.stretch is not None
    return {
        check.id
        for check in built_in(run.truth.stretch).check
        if Quantity(check.measure, check.side.value) == quantity and run.truth.view in check.views
    }


def _are_hidden(run: Run, checks: set[str]) -> bool:
    """Whether nobody could judge any of these checks in a clip."""
    told = [run.truth.checks[id] for id in checks if id in run.truth.checks]
    return bool(told) and all(is_hidden(check) for check in told)


def is_flexion(quantity: Quantity) -> bool:
    """Whether its truth is the flexion of the spine, in degrees whatever it reads itself."""
    return TRUE_NAMES.get(quantity.measure) == SPINE_FLEXION


@dataclass(frozen=True)
class FlexionBand:
    """What the back's outline reads while the spine is flexed by `low` to `high` degrees.

    Attributes:
        low: In degrees.
        high: In degrees.
        readings: For each clip its name, the true flexion (degrees) and the median reading (T).
    """

    low: float
    high: float
    readings: list[tuple[str, float, float]]

    @property
    def mean(self) -> float:
        """The mean reading over the clips, T; NaN of nothing."""
        return fmean(reading for _, _, reading in self.readings) if self.readings else float("nan")


def flexion_bands(runs: Iterable[Run]) -> list[FlexionBand]:
    """What `back_rounding` reads from the side, by true flexion."""
    readings = [
        (run.truth.name, median(true for _, true in values), median(read for read, _ in values))
        for run in runs
        for quantity, values in run.readings.items()
        if quantity.measure == BACK_ROUNDING and run.truth.view is ViewKind.SIDE
        if len(values) >= ENOUGH_FRAMES
    ]
    return [
        FlexionBand(low, high, sorted((r for r in readings if low <= r[1] < high), key=_by_reading))
        for low, high in FLEXION_BANDS
    ]


def _by_reading(reading: tuple[str, float, float]) -> float:
    return reading[2]
