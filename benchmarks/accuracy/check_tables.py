"""Verdicts given against verdicts true, as Markdown."""

from collections.abc import Callable, Sequence

from benchmarks.accuracy.markdown import bullets, document, table
from benchmarks.accuracy.outcome import Outcome, side_by_side
from benchmarks.accuracy.verdicts import (
    Case,
    Sight,
    cannot_judge,
    claimed,
    clear,
    confusion,
    seen,
    sensitivity,
    specificity,
)
from posecheck.stretches.checks import Grade


def checks(outcomes: Sequence[Outcome]) -> str:
    """How every check does."""
    keys = dict.fromkeys((c.stretch, c.check) for o in outcomes for c in claimed(o.cases))
    columns = ("confusion", "sensitivity", "specificity")
    head = ["stretch", "check", *(f"{o.of}: {c}" for o in outcomes for c in columns)]
    rows = [[*key, *(cell for o in outcomes for cell in _check(o, *key))] for key in sorted(keys)]
    return document(
        "In the views that a check claims, where its joints can be seen. Confusion: the true "
        "verdict to the left of the colon; to the right, how often good / borderline / fix / "
        "cannot judge was given. Sensitivity: true faults that were found. Specificity: good ones "
        "not called a fault. Both count what was judged, outside a zone of 5 degrees (10 % for "
        "lengths and ratios) around the limit beyond which it is a fault.",
        table(head, rows),
    ).strip()


def _check(outcome: Outcome, stretch: str, check: str) -> tuple[str, str, str]:
    cases = [case for case in outcome.cases if (case.stretch, case.check) == (stretch, check)]
    plain = clear(cases)
    return _confusion(claimed(cases)), str(sensitivity(plain)), str(specificity(plain))


def _confusion(cases: Sequence[Case]) -> str:
    counts = confusion(cases)
    trues = (Grade.GOOD, Grade.BORDERLINE, Grade.FIX)
    lines = [
        f"{true.value}: {' / '.join(str(counts[true, given]) for given in Grade)}"
        for true in trues
        if any(counts[true, given] for given in Grade)
    ]
    return "<br>".join(lines) or "-"


def check_misses(outcomes: Sequence[Outcome]) -> str:
    """Every wrong or needlessly refused verdict."""
    misses = [_miss(c, o.of) for o in outcomes for c in claimed(o.cases) if _is_miss(c)]
    return document(
        "Good called a fault, a fault called good or borderline, and checks refused although they "
        "can be judged.",
        bullets(sorted(misses)),
    ).strip()


def _is_miss(case: Case) -> bool:
    wrong = case.true is not Grade.BORDERLINE and (case.true is Grade.FIX) != (
        case.given is Grade.FIX
    )
    return wrong or case.given is Grade.CANNOT_JUDGE


def _miss(case: Case, of: str) -> str:
    near = ", within the zone" if case.near_limit else ""
    return (
        f"{case.check} in `{case.clip}` ({of}): truly {case.true.value} "
        f"({case.true_value:.3g}){near}; given {case.given.value}"
        + (f" ({case.measured:.3g})" if case.measured is not None else "")
    )


def refusals(outcomes: Sequence[Outcome]) -> str:
    """What was refused where it cannot be judged, and what was guessed there."""
    guessed = [
        f"{case.check} in `{case.clip}` ({o.of}): given {case.given.value}"
        for o in outcomes
        for case in seen(o.cases, Sight.OTHER_VIEW)
        if case.given is not Grade.CANNOT_JUDGE
    ]
    hidden = [
        f"{case.check} in `{case.clip}` ({o.of}): truly {case.true.value}, given {case.given.value}"
        for o in outcomes
        for case in seen(o.cases, Sight.HIDDEN)
    ]
    rates: dict[str, Callable[[Outcome], object]] = {
        "refused in views not claimed": lambda o: cannot_judge(seen(o.cases, Sight.OTHER_VIEW)),
        "refused with joints hidden, a foot held or no upright posture seen": lambda o: (
            cannot_judge(seen(o.cases, Sight.HIDDEN))
        ),
    }
    return document(
        side_by_side(outcomes, rates),
        "Guessed in a view that is not claimed:",
        bullets(guessed),
        "With joints hidden, a foot held, or never upright before (then the average person may be "
        "used, with doubled limits):",
        bullets(hidden),
    ).strip()
