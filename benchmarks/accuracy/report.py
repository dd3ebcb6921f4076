"""All figures as one Markdown page, the halves side by side."""

from collections.abc import Callable, Sequence
from math import isfinite

import numpy as np

from benchmarks.accuracy.changes import Turned, changes_report
from benchmarks.accuracy.check_tables import check_misses, checks, refusals
from benchmarks.accuracy.holds import ALLOWED_S, HoldError, hold_errors
from benchmarks.accuracy.intervals import Rate
from benchmarks.accuracy.labelled import Labelled, real_people
from benchmarks.accuracy.markdown import bullets, document, table
from benchmarks.accuracy.measure_tables import flexion, measures
from benchmarks.accuracy.mocap import Comparison, mocap_report
from benchmarks.accuracy.outcome import Outcome, side_by_side
from benchmarks.accuracy.recognition import (
    Recognition,
    by_stretch_and_view,
    invented,
    mistaken,
    recognised,
)
from benchmarks.accuracy.sweep import Edge, Values, values_by_edge, youden
from benchmarks.accuracy.verdicts import (
    Case,
    Sight,
    cannot_judge,
    claimed,
    clear,
    seen,
    sensitivity,
    specificity,
)
from posecheck.pose.model import Model
from posecheck.version import __version__

COMMAND = (
    "python -m benchmarks.accuracy --changes --labelled LABELS.csv --mocap FOLDER "
    "--frames FRAMES.npz --out docs/ACCURACY.md"
)

WEAK_POINTS = """\
What is refused rather than guessed:

- `knee_tracking` at 45 degrees: refused where one leg covers the other, or with feet too wide.
- `hips_level`, `pelvis_level`: the model draws tilted hips nearly level. Only a clear tilt is \
called a fault; everything else is refused, and never called good.
- `back_leg`, `back_thigh_down`: refused where the model loses the leg that lies behind."""


def report(
    outcomes: Sequence[Outcome],
    model: Model,
    changes: Sequence[Turned] = (),
    labelled: Sequence[Labelled] = (),
    captured: Sequence[Comparison] = (),
    angles: str = "",
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
        flexion(outcomes),
        "## Checks",
        checks(outcomes),
        "### Every miss",
        check_misses(outcomes),
        "### What cannot be judged",
        refusals(outcomes),
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
        *(("## Angles at 45 degrees", angles) if angles else ()),
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


def summary(outcomes: Sequence[Outcome]) -> str:
    """The most important figures, side by side."""
    return side_by_side(
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
        side_by_side(outcomes, rows),
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
        side_by_side(outcomes, {"nothing changes": _harmless}),
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
