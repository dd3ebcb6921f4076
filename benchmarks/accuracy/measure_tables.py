"""How far the measures are from the truth, as Markdown."""

from collections.abc import Sequence

from benchmarks.accuracy.errors import ClipError, Spread, errors_by_view, flexion_bands
from benchmarks.accuracy.markdown import document, table
from benchmarks.accuracy.outcome import Outcome


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


def flexion(outcomes: Sequence[Outcome]) -> str:
    """What the outline of the back reads, by how far the spine is bent."""
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
