"""What the report of a clip says: everything in words and numbers, ready to be laid out."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from posecheck.checks import Band, Grade, Verdict
from posecheck.pose import Side
from posecheck.report.keyframes import KeyFrame, Shows
from posecheck.report.recorder import Recorded, SidePart, Track
from posecheck.report.thinning import extremes, worst_runs
from posecheck.steadiness import STEADY, SWING_DEG, WINDOW_S
from posecheck.stretch import Stretch
from posecheck.summary import CheckPart, HoldPart, InformationPart
from posecheck.text import (
    LOOK,
    NOTHING_TO_CORRECT,
    UNITS,
    first_to_correct,
    is_picture,
    limits_words,
    seen_words,
    value_words,
    views_words,
)

NONE = "–"
MINUS = "−"


@dataclass(frozen=True)
class CheckRow:
    """A check in the table.

    shown_from: the camera views that show it, where the reason does not name one already.
    """

    id: str
    title: str
    verdict: str
    glyph: str
    words: str
    value: str
    target: str
    good_percent: int | None
    cue: str | None
    reason: str | None
    why: str
    shown_from: str | None


@dataclass(frozen=True)
class PauseRow:
    """When the clock stopped and why."""

    at_s: float
    at: str
    reason: str


@dataclass(frozen=True)
class HoldRow:
    """One hold. percent: how much of the seconds asked for was held, 0 to 100."""

    title: str
    start_s: float
    when: str
    good: str
    percent: float
    pauses: tuple[PauseRow, ...]


@dataclass(frozen=True)
class Picture:
    """A key frame. source: a data URL. at_s: where it is in the film, None for a picture."""

    title: str
    text: str
    verdict: str
    source: str
    size: tuple[int, int]
    at_s: float
    at: str


@dataclass(frozen=True)
class SideRow:
    """One quantity on both sides."""

    title: str
    cells: tuple[tuple[str, str | None], ...]
    difference: str


def number_words(value: float, unit: str, good: Sequence[float | None] = ()) -> str:
    """A value and its unit with a proper minus; `good` are the limits it is held against."""
    return value_words(value, unit, good).replace("-", MINUS)


def _limits_words(low: float | None, high: float | None, unit: str) -> str:
    return limits_words(low, high, unit).replace("-", MINUS)


def title_of(id: str) -> str:
    """An id as a person reads it: `Front knee`."""
    return id.replace("_", " ").capitalize()


def clock_words(time_s: float) -> str:
    """A moment of a clip: `0:07.3`."""
    tenths = round(time_s * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


# ------------------------------------------------------------------------------------- overview


def overview(recorded: Recorded) -> dict[str, Any]:
    """The head of the page; needs a stretch that was done."""
    result, stretch = recorded.result, recorded.stretch
    assert stretch is not None
    side = f"{_legs(result.side)} in front" if stretch.has_front_leg and result.side else ""
    return {
        "title": stretch.title,
        "facts": [fact for fact in (side, f"seen {seen_words(result)}") if fact],
        "first": _first(recorded, stretch),
        "score": None if result.score is None else round(result.score),
        "good_hold": f"{result.good_hold_s:.1f}",
        "hold_percent": _percent(result.good_hold_s, _asked_s(recorded, stretch)),
        "asked": f"{_asked_s(recorded, stretch):g}",
        "in_position": f"{result.in_position_s:.1f}",
        "is_picture": is_picture(result),
    }


def _asked_s(recorded: Recorded, stretch: Stretch) -> float:
    """The seconds asked for on all sides that were held."""
    return stretch.hold_s * max(1, len({hold.side for hold in recorded.result.holds}))


def _percent(part: float, whole: float) -> float:
    return round(100 * min(1.0, part / whole), 1) if whole else 0.0


def _legs(side: str | None) -> str:
    return "each leg in turn" if side == "both" else f"{side} leg"


def _first(recorded: Recorded, stretch: Stretch) -> dict[str, str | None]:
    """What to work on first, and why, in plain words."""
    part = first_to_correct(recorded.result, stretch)
    if part is None or part.value is None:
        judged = recorded.result.judged
        return {"cue": NOTHING_TO_CORRECT if judged else "Nothing could be judged.", "text": None}
    read = number_words(part.value, part.unit, part.good)
    sentences = [f"{title_of(part.id)}: {read}, the target is {_target(part)}."]
    if part.good_fraction is not None and not is_picture(recorded.result):
        sentences.append(f"Good for {part.good_fraction:.0%} of the time.")
    why = _why(stretch, part.id)
    return {"cue": part.cue, "text": " ".join([*sentences, why])}


def _why(stretch: Stretch, check_id: str) -> str:
    """The first sentence of why a check matters; the rest is evidence for its limits."""
    if check_id not in stretch.check_ids:
        return (
            f"Bouncing works against the stretch: turning round by over {SWING_DEG:g}° twice "
            f"within {WINDOW_S:g} s."
        )
    return stretch.variants(check_id)[0].why.split(". ")[0].rstrip(".") + "."


# --------------------------------------------------------------------------- checks, holds, sides


def check_rows(recorded: Recorded) -> list[CheckRow]:
    """The table of the checks."""
    stretch = recorded.stretch
    return [_check_row(part, stretch) for part in recorded.result.checks] if stretch else []


def _check_row(part: CheckPart, stretch: Stretch) -> CheckRow:
    glyph, words = LOOK[part.verdict][0].split(" ", 1)
    judged = part.value is not None
    share = part.good_fraction if judged else None
    reason = part.reason or ""
    return CheckRow(
        id=part.id,
        title=title_of(part.id),
        verdict=part.verdict.value,
        glyph=glyph,
        words=words,
        value=_value(part),
        target=_target(part) if judged else NONE,
        good_percent=None if share is None else round(100 * share),
        cue=part.cue,
        reason=part.reason,
        why=_why(stretch, part.id),
        shown_from=None if judged or "camera" in reason else _shown_from(stretch, part.id),
    )


def _value(part: CheckPart) -> str:
    return NONE if part.value is None else number_words(part.value, part.unit, part.good)


def _target(part: CheckPart) -> str:
    return _limits_words(*part.good, part.unit)


def _shown_from(stretch: Stretch, check_id: str) -> str:
    entries = stretch.motion if check_id == STEADY.id else stretch.variants(check_id)
    return views_words(view for entry in entries for view in entry.views)


def hold_rows(recorded: Recorded) -> list[HoldRow]:
    """The holds with every pause."""
    stretch = recorded.stretch
    return [_hold_row(hold, stretch) for hold in recorded.result.holds] if stretch else []


def _hold_row(hold: HoldPart, stretch: Stretch) -> HoldRow:
    return HoldRow(
        title=f"{hold.side.capitalize()} leg in front" if stretch.has_front_leg else stretch.title,
        start_s=hold.start_s,
        when=f"{clock_words(hold.start_s)} to {clock_words(hold.end_s)}",
        good=f"{hold.good_s:.1f} of {stretch.hold_s:g} s",
        percent=_percent(hold.good_s, stretch.hold_s),
        pauses=tuple(PauseRow(p.at_s, clock_words(p.at_s), p.reason) for p in hold.pauses),
    )


def side_table(recorded: Recorded) -> dict[str, Any] | None:
    """Left against right; None where the stretch was done on one side, or has none to compare."""
    stretch = recorded.stretch
    if stretch is None:
        return None
    if stretch.has_front_leg:
        rows = _rows_of_front_legs(recorded, stretch)
        heads = ["Left leg in front", "Right leg in front"]
    else:
        rows = list(_rows_of_halves(recorded.result.information))
        heads = ["Left", "Right"]
    return {"heads": heads, "rows": rows} if rows else None


def one_sided(recorded: Recorded) -> str | None:
    """What to say where only one side of a stretch with two was held."""
    stretch = recorded.stretch
    if stretch is None or not stretch.has_front_leg or len(recorded.sides) != 1:
        return None
    side = recorded.sides[0].side
    return (
        f"Only the {side.value} leg was in front in this clip. Film the {side.other.value} leg in "
        "front too, in the same clip or another one, to compare both sides."
    )


def _rows_of_front_legs(recorded: Recorded, stretch: Stretch) -> list[SideRow]:
    by_side = {part.side: part for part in recorded.sides}
    if len(by_side) < 2:
        return []
    left, right = by_side[Side.LEFT], by_side[Side.RIGHT]
    seconds = [_held_s(recorded, side) for side in Side]
    held = SideRow(
        f"Held well, of {stretch.hold_s:g} s",
        tuple((f"{held_s:.1f} s", None) for held_s in seconds),
        f"{abs(seconds[0] - seconds[1]):.1f} s",
    )
    return [held, *_rows_of_checks(left, right), *_rows_of_information(left, right)]


def _held_s(recorded: Recorded, side: Side) -> float:
    return sum(hold.good_s for hold in recorded.result.holds if hold.side == side.value)


def _rows_of_checks(left: SidePart, right: SidePart) -> Iterator[SideRow]:
    others = {part.id: part for part in right.checks}
    for part in left.checks:
        other = others.get(part.id)
        if other and part.id != STEADY.id:
            cells = tuple((_value(one), one.verdict.value) for one in (part, other))
            yield SideRow(title_of(part.id), cells, _difference(part, other))


def _rows_of_information(left: SidePart, right: SidePart) -> Iterator[SideRow]:
    others = {part.id: part for part in right.information}
    for part in left.information:
        if other := others.get(part.id):
            yield _information_row(title_of(part.id), part, other)


def _rows_of_halves(information: Sequence[InformationPart]) -> Iterator[SideRow]:
    """Quantities that are read on both halves of the body, as `knee_drop_left`."""
    by_id = {part.id: part for part in information}
    for id, part in by_id.items():
        other = by_id.get(f"{id.removesuffix('_left')}_right")
        if id.endswith("_left") and other:
            yield _information_row(title_of(id.removesuffix("_left")), part, other)


def _information_row(title: str, left: InformationPart, right: InformationPart) -> SideRow:
    cells = tuple((number_words(part.value, part.unit), None) for part in (left, right))
    return SideRow(title, cells, number_words(abs(left.value - right.value), left.unit))


def _difference(left: CheckPart, right: CheckPart) -> str:
    if left.value is None or right.value is None or left.unit != right.unit:
        return NONE
    return number_words(abs(left.value - right.value), left.unit)


def information_rows(recorded: Recorded) -> list[dict[str, str]]:
    """Values without a verdict."""
    whys = {info.id: info.why for info in recorded.stretch.information} if recorded.stretch else {}
    return [
        {
            "title": title_of(part.id),
            "value": number_words(part.value, part.unit),
            "why": whys.get(part.id, ""),
        }
        for part in recorded.result.information
    ]


# ------------------------------------------------------------------------------------- pictures


def pictures(recorded: Recorded) -> list[Picture]:
    """The key frames with what was said of them drawn on."""
    return [_picture(kept, recorded) for kept in recorded.pictures]


def _picture(kept: KeyFrame, recorded: Recorded) -> Picture:
    from posecheck.overlay.annotated import jpeg
    from posecheck.overlay.film import Overlay

    height, width = kept.image.shape[:2]
    drawn = Overlay((width, height), panel=False).draw(kept.image, kept.assessment)
    title, text, verdict = _caption(kept)
    time_s = kept.assessment.time_s
    return Picture(
        title=title,
        text=text,
        verdict=verdict,
        source=data_url("image/jpeg", jpeg(drawn, quality=85)),
        size=(width, height),
        at_s=round(time_s, 3),
        at="" if is_picture(recorded.result) else clock_words(time_s),
    )


def _caption(kept: KeyFrame) -> tuple[str, str, str]:
    """What a picture is called, what it shows, and the verdict that colours it."""
    if kept.shows is Shows.BEST:
        return "Best moment", "Nothing to correct here.", Grade.GOOD.value
    fault = kept.verdict
    if kept.shows is Shows.WORST:
        others = [title_of(one.check.id).lower() for one in kept.assessment.faults]
        text = _fault_words(fault) if fault else f"To correct: {', '.join(others)}."
        return "Worst moment", text, Grade.FIX.value
    assert fault is not None
    return title_of(fault.check.id), _fault_words(fault), Grade.FIX.value


def _fault_words(fault: Verdict) -> str:
    value = NONE if fault.value is None else number_words(fault.value, fault.unit, fault.band.good)
    target = _limits_words(*fault.band.good, fault.unit)
    return f"{fault.cue}. {title_of(fault.check.id)} {value}, the target is {target}."


def data_url(kind: str, data: bytes) -> str:
    """Data as a URL that needs no file."""
    return f"data:{kind};base64,{b64encode(data).decode()}"


# --------------------------------------------------------------------------------------- charts


def chart_data(recorded: Recorded) -> dict[str, Any]:
    """What the timeline draws."""
    end_s = recorded.result.clip.duration_s
    stretch = recorded.stretch
    charts = []
    if stretch is not None:
        asked = Band((stretch.hold_s, float("inf")), (-float("inf"), float("inf")))
        charts.append(_chart("held", "Seconds held well", recorded.held, asked, "s", recorded))
    charts += [
        _chart(id, title_of(id), track, track.band, track.unit, recorded)
        for id, track in recorded.tracks.items()
        if id != STEADY.id
    ]
    return {"end": round(end_s, 3), "charts": charts}


def _chart(
    id: str, title: str, track: Track, band: Band, unit: str, recorded: Recorded
) -> dict[str, Any]:
    values, times_s = track.numbers, np.array(recorded.times_s)
    kept = extremes(values)
    runs = worst_runs(recorded.times_s, track.codes, recorded.result.clip.duration_s)
    return {
        "id": id,
        "title": title,
        "unit": UNITS.get(unit, f" {unit}"),
        "good": _ends(band.good),
        "fix": _ends(band.fix),
        "x": [round(float(time_s), 3) for time_s in times_s[kept]],
        "y": [None if np.isnan(value) else float(f"{value:.4g}") for value in values[kept]],
        "runs": [(round(start_s, 3), round(end_s, 3), int(code)) for start_s, end_s, code in runs],
        "words": _chart_words(title, values, band, unit),
    }


def _ends(limits: tuple[float, float]) -> list[float | None]:
    return [limit if isfinite(limit) else None for limit in limits]


def _chart_words(title: str, values: Any, band: Band, unit: str) -> str:
    """What a chart shows, for those who do not see it."""
    low, high = (number_words(float(end(values)), unit) for end in (np.nanmin, np.nanmax))
    return f"{title}: {low} to {high} over the clip; target {_limits_words(*band.good, unit)}."


def facts(recorded: Recorded, settings: Mapping[str, str]) -> list[tuple[str, str]]:
    """Model, version and settings."""
    result = recorded.result
    clip = result.clip
    width, height = clip.size
    length = [] if is_picture(result) else [clock_words(clip.duration_s), f"{clip.fps:.4g} fps"]
    how = "recognised by posecheck" if result.stretch.recognised else "named by the user"
    known = [("Stretch", f"{result.stretch.id}, {how}")] if result.stretch.id else []
    return [
        ("Clip", ", ".join([Path(clip.path).name, *length, f"{width} × {height}"])),
        *known,
        *settings.items(),
        ("posecheck", result.version),
        ("Pose model", f"{result.model.file}, SHA-256 {result.model.sha256}"),
    ]
