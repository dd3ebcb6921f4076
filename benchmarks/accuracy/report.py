"""All figures as one Markdown page, the halves side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

import numpy as np

from benchmarks.accuracy.changes import Turned, changes_report
from benchmarks.accuracy.errors import ClipError, Spread, errors_by_view, flexion_bands
from benchmarks.accuracy.holds import ALLOWED_S, HoldError, SwapEffect, hold_errors
from benchmarks.accuracy.intervals import Rate
from benchmarks.accuracy.labelled import Labelled, real_people
from benchmarks.accuracy.markdown import bullets, document, table
from benchmarks.accuracy.mocap import Comparison, mocap_report
from benchmarks.accuracy.recognition import (
    Recognition,
    by_stretch_and_view,
    invented,
    mistaken,
    recognised,
)
from benchmarks.accuracy.run import Run
from benchmarks.accuracy.sweep import Edge, Values, values_by_edge, youden
from benchmarks.accuracy.verdicts import (
    Case,
    Sight,
    cannot_judge,
    cases_of,
    claimed,
    clear,
    confusion,
    seen,
    sensitivity,
    specificity,
)
from posecheck.pose.model import Model
from posecheck.stretches.checks import Grade
from posecheck.version import __version__

COMMAND = (
    "python -m benchmarks.accuracy --changes --labelled LABELS.csv --mocap FOLDER "
    "--out docs/ACCURACY.md"
)

WEAK_POINTS = """\
What is refused rather than guessed:

- `knee_tracking` at 45 degrees: refused where one leg covers the other, or with feet too wide.
- `hips_level`, `pelvis_level`: the model draws tilted hips nearly level. Only a clear tilt is \
called a fault; everything else is refused, and never called good.
- `back_leg`, `back_thigh_down`: refused where the model loses the leg that lies behind."""


@dataclass(frozen=True)
class Outcome:
    """What came of some clips.

    Attributes:
        of: Their name in the tables.
        runs: Of each of them.
        swaps: What swapped legs change in a few of them.
    """

    of: str
    runs: list[Run]
    swaps: list[SwapEffect] = field(default_factory=list)

    @property
    def cases(self) -> list[Case]:
        """Every check of every clip."""
        return [case for run in self.runs for case in cases_of(run)]


def report(
    outcomes: Sequence[Outcome],
    model: Model,
    changes: Sequence[Turned] = (),
    labelled: Sequence[Labelled] = (),
    captured: Sequence[Comparison] = (),
) -> str:
    """The whole page; what was not looked at has no section."""
    return document(
        "# Accuracy",
        _how(outcomes, model),
        "## In short",
        summary(outcomes),
        WEAK_POINTS,
        "## Measures",
        measures(outcomes),
        "### The back's outline",
        _flexion(outcomes),
        "## Checks",
        checks(outcomes),
        "### Every miss",
        check_misses(outcomes),
        "### What cannot be judged",
        _refusals(outcomes),
        "## Recognition",
        recognition(outcomes),
        "## Hold time",
        holds(outcomes),
        "## Swapped legs",
        _swaps(outcomes),
        *(("## Changed pictures", changes_report(changes)) if changes else ()),
        "## Limits",
        _sweep(outcomes),
        *(("## Real people", real_people(labelled)) if labelled else ()),
        *(("## Motion capture", mocap_report(captured)) if captured else ()),
    )


# ------------------------------------------------------------------------------- how and in short


def _how(outcomes: Sequence[Outcome], model: Model) -> str:
    sizes = " and ".join(f"{len(outcome.runs)} {outcome.of}" for outcome in outcomes)
    return document(
        f"Written by `{COMMAND}`; do not edit. posecheck {__version__}, model {model.file} "
        f"(SHA-256 `{model.sha256}`).",
        f"{sum(len(o.runs) for o in outcomes)} rendered clips whose truth is known exactly "
        f"(samples/README.md): {sizes}, by a hash of the clip's name. Measures and "
        "limits are tuned on the tuning half and on people drawn at random. The held-back half is "
        "not unseen, however: its misses were looked at during tuning, and some of its clips set "
        "constants: `pigeon_left_bounce_side_man_heavy` how long a leg behind is remembered and "
        "how long a person must be watched to be called steady, "
        "`lunge_left_rounded_30_side_woman_thin` the limit of a rounded back in the lunge. So "
        "these rates are optimistic. docs/DRAWS.md has the rates for people drawn at random, whom "
        "nobody chose or had seen. Rendered people are not real ones: those are below. Rates come "
        "with their 95 % intervals (Wilson 1927).",
    ).strip()


def _side_by_side(
    outcomes: Sequence[Outcome], rows: Mapping[str, Callable[[Outcome], object]]
) -> str:
    head = ["", *(outcome.of for outcome in outcomes)]
    return table(head, ([name, *(get(o) for o in outcomes)] for name, get in rows.items()))


def summary(outcomes: Sequence[Outcome]) -> str:
    """The most important figures, side by side."""
    return _side_by_side(
        outcomes,
        {
            "clips": lambda o: len(o.runs),
            "stretch and side recognised, in the views that are claimed": lambda o: recognised(
                o.runs, claimed=True
            ),
            "in all other views, where it should be named": lambda o: recognised(
                o.runs, claimed=False
            ),
            "stretches invented": lambda o: len(invented(o.runs)),
            "another stretch mistaken for it": lambda o: len(mistaken(o.runs)),
            "checks: sensitivity outside the zone": lambda o: sensitivity(clear(o.cases)),
            "checks: specificity outside the zone": lambda o: specificity(clear(o.cases)),
            "`flat_back`, spine flexed by 30 degrees and more: sensitivity": lambda o: sensitivity(
                _clear_of(o, "flat_back")
            ),
            "`flat_back`: specificity": lambda o: specificity(_clear_of(o, "flat_back")),
            "`knee_tracking`, knees 8 cm in or out: sensitivity": lambda o: sensitivity(
                _clear_of(o, "knee_tracking")
            ),
            "`knee_tracking`: specificity": lambda o: specificity(_clear_of(o, "knee_tracking")),
            "checks: sensitivity, all": lambda o: sensitivity(claimed(o.cases)),
            "checks: specificity, all": lambda o: specificity(claimed(o.cases)),
            "refused although it can be judged": lambda o: cannot_judge(claimed(o.cases)),
            "refused where it cannot be seen from this view": lambda o: cannot_judge(
                seen(o.cases, Sight.OTHER_VIEW)
            ),
            f"hold time within {ALLOWED_S} s, every true value outside its zone": (
                lambda o: _right_holds(o, plain=True)
            ),
            f"hold time within {ALLOWED_S} s and the time spent in zones": (
                lambda o: _right_holds(o, plain=False)
            ),
            "swapped legs change nothing": lambda o: _harmless(o),
        },
    )


def _clear_of(outcome: Outcome, check: str) -> list[Case]:
    return [case for case in clear(outcome.cases) if case.check == check]


def _right_holds(outcome: Outcome, *, plain: bool) -> Rate:
    holds = [hold for hold in hold_errors(outcome.runs) if hold.plain is plain]
    return Rate(sum(hold.right for hold in holds), len(holds))


def _harmless(outcome: Outcome) -> Rate:
    return Rate(sum(swap.harmless for swap in outcome.swaps), len(outcome.swaps))


# ---------------------------------------------------------------------------------------- measures


def measures(outcomes: Sequence[Outcome]) -> str:
    """How far each measure is from the truth."""
    return document(
        "Measured minus true, in the unit of the measure, with the true front leg given, and after "
        "swapping back legs that the model exchanged. A clip counts once, with the median over "
        "its frames in position. T is the length of the trunk. The limits of agreement hold 95 % "
        "of the differences (Bland and Altman 1986).",
        "### Used by checks",
        _measure_table(outcomes, judged=True),
        "### For information, and in views that no check uses",
        _measure_table(outcomes, judged=False),
    ).strip()


def _measure_table(outcomes: Sequence[Outcome], *, judged: bool) -> str:
    errors = [errors_by_view(outcome.runs, judged=judged) for outcome in outcomes]
    keys = sorted({key for found in errors for key in found})
    columns = ("n", "mean abs.", "bias (limits of agreement)")
    head = ["measure", "view", *(f"{o.of}: {c}" for o in outcomes for c in columns)]
    rows = [
        [
            f"{quantity.words}, {quantity.unit}",
            view,
            *(cell for found in errors for cell in _spread(found.get((quantity, view), []))),
            _worst([error for found in errors for error in found.get((quantity, view), [])]),
        ]
        for quantity, view in keys
    ]
    return table([*head, "worst clip"], rows)


def _spread(errors: Sequence[ClipError]) -> tuple[str, ...]:
    spread = Spread.of(errors)
    if spread is None:
        return ("0", "-", "-")
    agreement = spread.agreement
    bias, low, high = (_number(v) for v in (agreement.bias, agreement.low, agreement.high))
    limits = f" ({low} to {high})" if spread.n > 1 else ""
    return (str(spread.n), _number(spread.mean_absolute), f"{bias}{limits}")


def _worst(errors: Sequence[ClipError]) -> str:
    spread = Spread.of(errors)
    return f"{spread.worst.clip} {spread.worst.error:+.3g}" if spread else "-"


def _number(value: float) -> str:
    return f"{value:.1f}" if abs(value) >= 1.95 or value == 0 else f"{value:.3f}"


def _flexion(outcomes: Sequence[Outcome]) -> str:
    head = ["true spine flexion", *(f"{o.of}: n, mean, range" for o in outcomes)]
    bands = zip(*(flexion_bands(outcome.runs) for outcome in outcomes), strict=True)
    rows = [
        [f"{band[0].low:g} to {band[0].high:g}°", *(_band(b.mean, b.readings) for b in band)]
        for band in bands
    ]
    return document(
        "What `back_rounding` reads from the side (T, against the person's own upright back), by "
        "true flexion of the spine; below 0 is arched.",
        table(head, rows),
    ).strip()


def _band(mean: float, readings: Sequence[tuple[str, float, float]]) -> str:
    if not readings:
        return "0"
    return f"{len(readings)}, {mean:+.3f}, {readings[0][2]:+.3f} to {readings[-1][2]:+.3f}"


# ------------------------------------------------------------------------------------------ checks


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


def _refusals(outcomes: Sequence[Outcome]) -> str:
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
        _side_by_side(outcomes, rates),
        "Guessed in a view that is not claimed:",
        bullets(guessed),
        "With joints hidden, a foot held, or never upright before (then the average person may be "
        "used, with doubled limits):",
        bullets(hidden),
    ).strip()


# ------------------------------------------------------------------------------------- recognition


def recognition(outcomes: Sequence[Outcome]) -> str:
    """How often stretch and side are found, by stretch and view."""
    found = [
        {(r.stretch, r.view.value, r.claimed): r for r in by_stretch_and_view(outcome.runs)}
        for outcome in outcomes
    ]
    keys = sorted({key for rows in found for key in rows})
    columns = ("stretch", "side")
    head = [
        "stretch",
        "view",
        "claimed",
        *(f"{o.of}: {c}" for o in outcomes for c in columns),
    ]
    rows = [
        [
            stretch,
            view,
            "yes" if claimed else "no, name it",
            *(cell for rows in found for cell in _found(rows.get((stretch, view, claimed)))),
        ]
        for stretch, view, claimed in keys
    ]
    misses = [
        f"{miss} [{o.of}, {r.view.value}{'' if r.claimed else ', not claimed'}]"
        for o in outcomes
        for r in by_stretch_and_view(o.runs)
        for miss in r.misses
    ]
    return document(
        "With all stretches to choose from. Claimed: the stretch can be distinguished from the "
        "others in this view (`told_from` in its file); in other views it must be named.",
        table(head, rows),
        "Missed (clip: what was found, and the side):",
        bullets(misses),
        "Invented where there is none:",
        bullets([found for o in outcomes for found in invented(o.runs)]),
    ).strip()


def _found(recognition: Recognition | None) -> tuple[str, str]:
    if recognition is None:
        return ("-", "-")
    return str(recognition.right_stretch), str(recognition.right_side)


# ------------------------------------------------------------------------------- hold, swapped legs


def holds(outcomes: Sequence[Outcome]) -> str:
    """The errors of the hold clock."""
    errors = {outcome.of: hold_errors(outcome.runs) for outcome in outcomes}
    rows: dict[str, Callable[[Outcome], object]] = {
        "every true value outside its zone all the time": lambda o: _hold_figures(
            [error for error in errors[o.of] if error.plain]
        ),
        "a true value within its zone for some time": lambda o: _hold_figures(
            [error for error in errors[o.of] if not error.plain]
        ),
    }
    off = [
        f"`{e.clip}` ({of}): given {e.given_s:.2f}, true {e.true_s:.2f}"
        + ("" if e.plain else f"; in a zone for {e.unsure_s:.2f}")
        for of, found in errors.items()
        for e in found
        if not e.right
    ]
    return document(
        "Seconds of the hold clock, given minus true, in the views that are claimed. True: in "
        "position, and no fault in anything that posecheck judged in the clip. While a true value "
        "lies in the zone around its limit (5 degrees, 10 % for lengths and ratios), it is "
        "undecided whether the clock should run, and every change from good to a fault crosses a "
        "zone: such clips are counted separately, and are right if they are off by no more than "
        f"{ALLOWED_S} s plus the time spent in zones.",
        _side_by_side(outcomes, rows),
        "Further off:",
        bullets(off),
    ).strip()


def _hold_figures(errors: Sequence[HoldError]) -> str:
    if not errors:
        return "-"
    sizes = [abs(error.error_s) for error in errors]
    right = Rate(sum(error.right for error in errors), len(errors))
    return f"right {right}; mean {np.mean(sizes):.2f}, worst {max(sizes):.2f}"


def _swaps(outcomes: Sequence[Outcome]) -> str:
    harmed = [
        f"`{swap.clip}` ({o.of}): "
        + ", ".join(
            [
                *([] if swap.same_verdicts else ["other verdicts"]),
                *([] if swap.same_side else ["another stretch or side"]),
                f"hold {swap.hold_s:+.2f} s",
            ]
        )
        for o in outcomes
        for swap in o.swaps
        if not swap.harmless
    ]
    return document(
        "Left and right landmarks exchanged for 5 frames in the middle of a few clips of every "
        f"stretch; verdicts, stretch and side must stay, and the hold within {ALLOWED_S} s.",
        _side_by_side(outcomes, {"nothing changes": _harmless}),
        bullets(harmed),
    ).strip()


# ------------------------------------------------------------------------------------------ limits


def _sweep(outcomes: Sequence[Outcome]) -> str:
    values = [values_by_edge(outcome.cases) for outcome in outcomes]
    edges = sorted({edge for found in values for edge in found})
    columns = ("n good, fix", "best limit (as good between)", "separation", "that of the file")
    head = ["check", "measure", "wrong", "file: good, fix"]
    head += [f"{o.of}: {c}" for o in outcomes for c in columns]
    rows = [
        [
            edge.check,
            edge.measure,
            "above" if edge.above else "below",
            f"{edge.good:g}, {edge.fix:g}",
            *(cell for found in values for cell in _edge(edge, found.get(edge))),
        ]
        for edge in edges
    ]
    return document(
        "The limit on the measured value that separates true good from true faults best, next to "
        "the stretch file's. Separation: sensitivity + specificity - 1 (Youden); 1 is perfect.",
        table(head, rows),
    ).strip()


def _edge(edge: Edge, values: Values | None) -> tuple[str, ...]:
    best = values.best(edge.above) if values else None
    if values is None or best is None:
        return ("-", "-", "-", "-")
    sign = 1 if edge.above else -1
    good, bad = ([sign * value for value in of] for of in (values.good, values.bad))
    own = youden(good, bad, sign * edge.fix) if isfinite(edge.fix) else float("nan")
    return (
        f"{len(good)}, {len(bad)}",
        f"{best.limit:.3g} ({best.lowest:.3g} to {best.highest:.3g})",
        f"{best.youden:.2f}",
        f"{own:.2f}",
    )
