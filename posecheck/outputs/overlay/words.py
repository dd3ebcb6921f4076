"""What the overlay says."""

from collections.abc import Sequence
from math import isfinite

from posecheck.assess.assessor import Assessment
from posecheck.outputs.numbers import compact_limits, compact_value
from posecheck.outputs.rule_words import why_not_now_words
from posecheck.outputs.words import front_leg_words, name_of
from posecheck.stretches.checks import Grade, Verdict

NOBODY = "No one in view"
NOT_IN_POSITION = "Not in position"
NOT_JUDGED = "not judged"
PAUSED = "paused"


def value_text(verdict: Verdict) -> str:
    """The measured value: `78°`; empty where there is none."""
    value = verdict.value
    if value is None or not isfinite(value):
        return ""
    return compact_value(value, verdict.unit, verdict.band.good)


def target_text(verdict: Verdict) -> str:
    """The good limits: `80–100°`."""
    return compact_limits(verdict.band, verdict.unit)


def check_name(verdict: Verdict) -> str:
    """The check as people read it: `front knee`."""
    return name_of(verdict.check.id)


def subtitle(assessment: Assessment) -> str:
    """Which side and which view: `left leg in front · seen from the side`."""
    stretch, view = assessment.stretch, assessment.view
    parts = []
    if stretch and stretch.has_front_leg:
        parts += [front_leg_words(assessment.side) if assessment.side else "side unknown"]
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
    """What cannot be judged and why, checks with the same reason together.

    Out of position: the rule that fails.
    """
    if why := why_not_now_words(assessment):
        return [why]
    by_reason: dict[str, list[str]] = {}
    for verdict in assessment.verdicts:
        if verdict.grade is Grade.CANNOT_JUDGE:
            by_reason.setdefault(_reason(verdict, assessment), []).append(check_name(verdict))
    return [_note(names, reason) for reason, names in by_reason.items()]


def _note(names: Sequence[str], reason: str) -> str:
    return f"{', '.join(names)}: {reason}" if reason else ", ".join(names)


def _reason(verdict: Verdict, assessment: Assessment) -> str:
    """The reason without the view, which the panel shows already."""
    reason = verdict.reason or ""
    view = assessment.view
    return reason.removeprefix(f"seen {view.kind.words}; ") if view else reason
