"""What the benchmark is known to give, kept in `floors.json` for the regression tests.

Written by `python -m benchmarks.accuracy --record`; run it after a change that is meant to move
figures, and read the difference before committing it.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean, median
from typing import Any

from benchmarks.accuracy.clips import Half
from benchmarks.accuracy.errors import ENOUGH_FRAMES, errors_by_view, is_flexion
from benchmarks.accuracy.holds import hold_errors
from benchmarks.accuracy.intervals import Rate
from benchmarks.accuracy.outcome import Outcome
from benchmarks.accuracy.recognition import invented, mistaken, recognised
from benchmarks.accuracy.run import Run
from benchmarks.accuracy.verdicts import (
    Sight,
    cannot_judge,
    clear,
    seen,
    sensitivity,
    specificity,
)

FILE = Path(__file__).parent / "floors.json"
ENOUGH_CLIPS = 4

QUICK = (
    "bridge_hips_low_side_man",
    "bridge_parallel_oblique_woman",
    "butterfly_good_front_woman",
    "lunge_left_rounded_45_side_woman",
    "lunge_right_front_knee_125_side_woman",
    "negative_squat_side_man",
    "pigeon_right_back_leg_bent_120_side_man",
    "seated_hip_rounded_45_side_man",
)
"""The clips for a quick test: every stretch, well and badly done, and none at all."""


def said_of(run: Run) -> dict[str, Any]:
    """Stretch, side and verdicts of a clip, and the median error of each measure."""
    errors = {
        f"{quantity.words}, {quantity.unit}": round(
            median(measured - true for measured, true in values), 3
        )
        for quantity, values in run.readings.items()
        if len(values) >= ENOUGH_FRAMES and not is_flexion(quantity)
    }
    return {
        "stretch": run.auto.stretch.id,
        "side": run.auto.side,
        "checks": {check.id: check.verdict.value for check in run.auto.checks},
        "errors": errors,
    }


def shares_of(outcome: Outcome) -> dict[str, float]:
    """The figures of a half that must not sink, each from 0 to 1."""
    runs, cases = outcome.runs, outcome.cases
    negatives = [run for run in runs if run.truth.stretch is None]
    holds = hold_errors(runs)
    shares = {
        "recognised": recognised(runs, claimed=True),
        "nothing invented": Rate(len(negatives) - len(invented(runs)), len(negatives)),
        "not mistaken": Rate(len(runs) - len(mistaken(runs)), len(runs)),
        "sensitivity": sensitivity(clear(cases)),
        "specificity": specificity(clear(cases)),
        "refused in other views": cannot_judge(seen(cases, Sight.OTHER_VIEW)),
        "hold time": Rate(sum(hold.right for hold in holds), len(holds)),
        "swapped legs": Rate(sum(swap.harmless for swap in outcome.swaps), len(outcome.swaps)),
    }
    return {name: round(rate.share, 4) for name, rate in shares.items()}


def errors_of(runs: Iterable[Run]) -> dict[str, float]:
    """The mean absolute error of what checks rest on, by measure and view; must not rise."""
    return {
        f"{quantity.words}, {quantity.unit}, {view}": round(
            fmean(abs(error.error) for error in errors), 3
        )
        for (quantity, view), errors in errors_by_view(runs, judged=True).items()
        if len(errors) >= ENOUGH_CLIPS
    }


def record(outcomes: Sequence[Outcome], file: Path = FILE) -> None:
    """Write down what came out, for the regression tests."""
    runs = {run.truth.name: run for outcome in outcomes for run in outcome.runs}
    held_back = next(outcome for outcome in outcomes if outcome.of == Half.HELD_BACK.value)
    recorded = {
        "clips": {name: said_of(runs[name]) for name in QUICK},
        "held-back": {"shares": shares_of(held_back), "errors": errors_of(held_back.runs)},
    }
    file.write_text(json.dumps(recorded, indent=2) + "\n", encoding="utf-8")


def load_recorded(file: Path = FILE) -> dict[str, Any]:
    """What was written down."""
    recorded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return recorded
