"""What the report of a clip says, in words and numbers, ready to be laid out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from posecheck.assess.steadiness import SWING_DEG, WINDOW_S
from posecheck.clips.result import CheckPart, ClipResult, HoldPart
from posecheck.outputs.conclusion import (
    WORK_ON_FIRST,
    asked_s,
    conclusion,
    held_s,
    held_words,
)
from posecheck.outputs.report.recorder import Recorded, chart_id
from posecheck.outputs.report.words import (
    NONE,
    check_target,
    check_value,
    page_value,
)
from posecheck.outputs.words import (
    check_name,
    clock_words,
    counted_in,
    cue_words,
    front_leg_words,
    hold_leg_words,
    judged_words,
    not_judged_words,
    other_views,
    other_views_words,
    pauses_within,
    repetitions_words,
    score_words,
    scored_words,
    seconds_by_view,
    seen_words,
    shows_both_legs,
    span_words,
    title_of,
    views_words,
)
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Stretch
from posecheck.support.capitalized import capitalized

HAD_S = 1.0
"""A view that a stretch was seen from for less has shown nothing yet."""


@dataclass(frozen=True)
class CheckRow:
    """A check in the table.

    Attributes:
        id: Of its chart: the id in the stretch's file, and what is measured.
        title: The id as a title.
        grade: The verdict.
        value: The value as text.
        target: The good limits as text.
        good_percent: The share of the judged frames that were good, 0 to 100.
        counted: What it is a share of (`counted_in`).
        cue: What to correct; None for nothing.
        reason: Why it could not be judged, or a remark on how it was measured.
        why: Why the check matters.
        shown_from: The other views that show it, unless `reason` says what to do; None if it was
            judged.
    """

    id: str
    title: str
    grade: Grade
    value: str
    target: str
    good_percent: int | None
    counted: str | None
    cue: str | None
    reason: str | None
    why: str
    shown_from: str | None


@dataclass(frozen=True)
class PauseRow:
    """When the clock stopped, in seconds and as text, and why."""

    at_s: float
    at: str
    reason: str


@dataclass(frozen=True)
class HoldRow:
    """One hold.

    Attributes:
        title: The side, or the stretch.
        start_s: Seconds from the start of the clip.
        when: From when to when, as text.
        good: The seconds that counted, as text.
        percent: Their share of the seconds asked for, 0 to 100.
        unjudged: What was held but could not be judged; None where that is nothing.
        pauses: When the clock stopped in between.
    """

    title: str
    start_s: float
    when: str
    good: str
    percent: float
    unjudged: str | None
    pauses: tuple[PauseRow, ...]


def overview(recorded: Recorded) -> dict[str, Any]:
    """The head of the page; only for a clip with a stretch."""
    result, stretch = recorded.result, recorded.stretch
    assert stretch is not None
    side = front_leg_words(result.side) if stretch.has_front_leg and result.side else ""
    repetitions = repetitions_words(result, stretch)
    return {
        "title": stretch.title,
        "facts": [fact for fact in (side, f"seen {seen_words(result)}", repetitions) if fact],
        "first": _first(recorded, stretch),
        "score": None if result.score is None else round(result.score),
        "score_words": score_words(result),
        "score_remark": result.score_remark,
        "judged": judged_words(result),
        "other_views": other_views_words(result, stretch),
        "held": capitalized(held_words(result, stretch)),
        "shows_both_legs": shows_both_legs(result, stretch),
        "good_hold": f"{held_s(result, stretch):.1f}",
        "hold_percent": _percent(held_s(result, stretch), asked_s(result, stretch)),
        "asked": f"{asked_s(result, stretch):g}",
        "in_position": f"{result.in_position_s:.1f}",
        "is_picture": result.is_picture,
    }


def _percent(part: float, whole: float) -> float:
    return round(100 * min(1.0, part / whole), 1) if whole else 0.0


def _first(recorded: Recorded, stretch: Stretch) -> dict[str, str | None]:
    """What to work on first, and why, in plain words."""
    found = conclusion(recorded.result, stretch)
    part = found.part
    said: dict[str, str | None] = {
        "label": found.label,
        "cue": found.words,
        "sentence": found.sentence,
    }
    if part is None or part.value is None:
        return said | {"text": None}
    read = check_value(part)
    sentences = [f"{title_of(part.id)}: {read}, the target is {check_target(part)}."]
    counted = counted_in(part, recorded.result)
    is_fault = found.label == WORK_ON_FIRST  # other words have the share in themselves
    if is_fault and counted and part.good_fraction is not None:
        sentences.append(f"Good for {part.good_fraction:.0%} of the {counted}.")
    text = " ".join([*sentences, _why(stretch, part)])
    return said | {"text": text}


def _why(stretch: Stretch, part: CheckPart) -> str:
    """The first sentence of why a check matters; the rest is evidence for its limits."""
    variants = stretch.variants(part.id)
    if not variants:
        return (
            f"Bouncing works against the stretch: changing direction by over {SWING_DEG:g}° twice "
            f"within {WINDOW_S:g} s."
        )
    shown = next((spec for spec in variants if spec.measure == part.measure), variants[0])
    return shown.why.split(". ")[0].rstrip(".") + "."


def check_rows(result: ClipResult, stretch: Stretch | None) -> list[CheckRow]:
    """The rows of the table of checks; none where nothing was done."""
    return [_check_row(part, result, stretch) for part in result.all_checks] if stretch else []


def part_rows(result: ClipResult, stretches: Sequence[Stretch]) -> list[dict[str, Any]]:
    """The stretches of a clip that shows several, each with its checks.

    Args:
        result: Of the clip.
        stretches: Those that were looked for.
    """
    by_id = {stretch.id: stretch for stretch in stretches}
    return [_part_row(part, by_id[part.stretch.id or ""]) for part in result.parts]


def _part_row(part: ClipResult, stretch: Stretch) -> dict[str, Any]:
    leg = front_leg_words(part.side) if stretch.has_front_leg and part.side else ""
    return {
        "title": ", ".join(filter(None, (stretch.title, leg))),
        "from_s": part.clip.from_s,
        "when": span_words(part.clip),
        "good": f"{held_s(part, stretch):.1f} of {asked_s(part, stretch):g} s",
        "score": scored_words(part),
        "words": conclusion(part, stretch).sentence,
        "checks": check_rows(part, stretch),
    }


def _check_row(part: CheckPart, result: ClipResult, stretch: Stretch) -> CheckRow:
    judged = part.value is not None
    share = part.good_fraction if judged else None
    return CheckRow(
        id=chart_id(part, stretch),
        title=title_of(check_name(part, result)),
        grade=part.verdict,
        value=check_value(part),
        target=check_target(part) if judged else NONE,
        good_percent=None if share is None else round(100 * share),
        counted=counted_in(part, result),
        cue=cue_words(part),
        reason=part.reason,
        why=_why(stretch, part),
        shown_from=None if judged else _shown_from(part, stretch, result),
    )


def _shown_from(part: CheckPart, stretch: Stretch, result: ClipResult) -> str | None:
    """The views that show a check, unless the clip has them, or its reason says what to do."""
    if "; " in (part.reason or "").split("; mostly ")[-1]:
        return None
    had = {kind for kind, seconds in seconds_by_view(result).items() if seconds >= HAD_S}
    return views_words(other_views(part, stretch, result.view.kind) - had) or None


def hold_rows(recorded: Recorded) -> list[HoldRow]:
    """The holds with all their pauses."""
    stretch = recorded.stretch
    return [_hold_row(hold, stretch) for hold in recorded.result.holds] if stretch else []


def _hold_row(hold: HoldPart, stretch: Stretch) -> HoldRow:
    return HoldRow(
        title=hold_leg_words(hold.side).capitalize() if stretch.has_front_leg else stretch.title,
        start_s=hold.start_s,
        when=f"{clock_words(hold.start_s)} to {clock_words(hold.end_s)}",
        good=f"{hold.good_s:.1f} of {stretch.hold_s:g} s",
        percent=_percent(hold.good_s, stretch.hold_s),
        unjudged=not_judged_words(hold.good_s, hold.clock_s, hold.unjudged),
        pauses=tuple(
            PauseRow(p.at_s, clock_words(p.at_s), capitalized(p.reason))
            for p in pauses_within(hold)
        ),
    )


def information_rows(recorded: Recorded) -> list[dict[str, str]]:
    """Values without a verdict; those of both legs in turn are in the table of sides."""
    stretch = recorded.stretch
    if stretch is None or shows_both_legs(recorded.result, stretch):
        return []
    whys = {info.id: info.why for info in stretch.information}
    return [
        {
            "title": title_of(part.id),
            "value": page_value(part.value, part.unit, uncertainty=part.uncertainty),
            "why": whys.get(part.id, ""),
        }
        for part in recorded.result.information
    ]


def facts(recorded: Recorded, settings: Mapping[str, str]) -> list[tuple[str, str]]:
    """How the report was made: clip, stretch, settings, version and model, as (title, text).

    Args:
        recorded: What was recorded of the clip.
        settings: What to say about the run, by title.
    """
    result = recorded.result
    clip = result.clip
    width, height = clip.size
    length = [] if result.is_picture else [clock_words(clip.duration_s), f"{clip.fps:.4g} fps"]
    how = "recognised by posecheck" if result.stretch.recognised else "named by the user"
    known = [("Stretch", f"{result.stretch.id}, {how}")] if result.stretch.id else []
    span = span_words(clip)
    return [
        ("Clip", ", ".join([clip.path, *length, f"{width} × {height}"])),
        *([("Analysed", span)] if span else []),
        *known,
        *settings.items(),
        ("posecheck", result.version),
        ("Pose model", f"{result.model.file}, SHA-256 {result.model.sha256}"),
    ]
