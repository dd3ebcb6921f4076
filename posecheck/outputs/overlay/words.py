"""What the overlay says."""

from math import isfinite

from posecheck.assess.assessor import Assessment
from posecheck.outputs.numbers import compact_limits, compact_value
from posecheck.outputs.words import front_leg_words, name_of
from posecheck.stretches.checks import Verdict

NOBODY = "No one in view"
NOT_IN_POSITION = "Not in position"
NOT_JUDGED = "not judged"
PAUSED = "paused"


def value_text(verdict: Verdict) -> str:
    """The measured value: `78°`; empty where there is none."""
    value = verdict.value
    if value is None or not isfinite(value):
        return ""
    return compact_value(value, verdict.unit, verdict.band.good, verdict.uncertainty)


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


def reason_words(verdict: Verdict, assessment: Assessment) -> str:
    """Why it cannot be judged, without the view, which the panel shows already."""
    view = assessment.view
    reason = verdict.reason or "cannot be judged"
    return reason.removeprefix(f"seen {view.kind.words}; ") if view else reason
