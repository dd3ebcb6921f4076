"""The words and numbers of the overlay."""

from collections.abc import Sequence
from math import isfinite

from posecheck.assess.assessor import Assessment
from posecheck.stretches.checks import Grade, Verdict

MINUS = "−"
NOBODY = "No one in view"
NOT_IN_POSITION = "Not in position"


def value_text(verdict: Verdict) -> str:
    """The measured value: `78°`."""
    value = verdict.value
    return _number(value, verdict) if value is not None and isfinite(value) else ""


def target_text(verdict: Verdict) -> str:
    """The good limits: `80–100°`, `±15°`, `≤ 0`; a limit that nothing lies beyond is no limit."""
    band = verdict.band
    low, high = (
        _limit(good, verdict) if isfinite(good) and good != fix else None
        for good, fix in zip(band.good, band.fix, strict=True)
    )
    if low and high:
        return _range(low, high)
    if low or high:
        return f"≥ {low}" if low else f"≤ {high}"
    return ""


def _range(low: str, high: str) -> str:
    if low == f"{MINUS}{high}":
        return f"±{high}"
    return f"{low} to {high}" if low.startswith(MINUS) else f"{low.rstrip('°')}–{high}"


def _limit(value: float, verdict: Verdict) -> str:
    """Zero needs no decimals: where no personal baseline is known it is the usual limit."""
    return _number(value, verdict) if value or verdict.unit == "deg" else "0"


def _number(value: float, verdict: Verdict) -> str:
    if verdict.unit == "deg":
        return f"{round(value)}°".replace("-", MINUS)
    limits = [abs(limit) for limit in verdict.band.good if isfinite(limit)]
    digits = 3 if limits and max(limits) < 0.1 else 2
    return f"{value:z.{digits}f}".replace("-", MINUS)


def name(verdict: Verdict) -> str:
    """A check's id as a person reads it."""
    return verdict.check.id.replace("_", " ")


def subtitle(assessment: Assessment) -> str:
    """Which side and which view: `left leg in front · seen from the side`."""
    stretch, view = assessment.stretch, assessment.view
    parts = []
    if stretch and stretch.has_front_leg:
        parts += [f"{assessment.side.value} leg in front" if assessment.side else "side unknown"]
    elif stretch:
        parts += ["both sides"]
    parts += [f"seen {view.kind.words}"] if view else []
    return " · ".join(parts)


def state(assessment: Assessment) -> str | None:
    """Why nothing is assessed; None where something is."""
    if assessment.pose is None:
        return NOBODY
    return None if assessment.in_position else NOT_IN_POSITION


def notes(assessment: Assessment) -> list[str]:
    """What cannot be judged and why, checks with the same reason together."""
    by_reason: dict[str, list[str]] = {}
    for verdict in assessment.verdicts:
        if verdict.grade is Grade.CANNOT_JUDGE:
            by_reason.setdefault(_reason(verdict, assessment), []).append(name(verdict))
    return [_note(names, reason) for reason, names in by_reason.items()]


def _note(names: Sequence[str], reason: str) -> str:
    return f"{', '.join(names)}: {reason}" if reason else ", ".join(names)


def _reason(verdict: Verdict, assessment: Assessment) -> str:
    """The reason without the view, which the panel shows anyway."""
    reason = verdict.reason or ""
    view = assessment.view
    return reason.removeprefix(f"seen {view.kind.words}; ") if view else reason
