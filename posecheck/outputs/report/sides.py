"""Left against right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from posecheck.assess.steadiness import STEADY
from posecheck.clips.result import CheckPart, InformationPart
from posecheck.outputs.report.recorder import Recorded, SidePart, chart_id, chart_title
from posecheck.outputs.report.trends import on_one_scale
from posecheck.outputs.report.words import (
    NONE,
    check_target,
    check_value,
    difference_words,
    page_value,
)
from posecheck.outputs.words import front_leg_words, title_of
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Stretch


@dataclass(frozen=True)
class SideCell:
    """A quantity on one side.

    Attributes:
        value: As text.
        grade: None where it has no verdict.
        target: The good limits as text; None where the other side has the same.
    """

    value: str
    grade: Grade | None = None
    target: str | None = None


@dataclass(frozen=True)
class SideRow:
    """One quantity on both sides."""

    title: str
    cells: tuple[SideCell, ...]
    difference: str


def side_table(recorded: Recorded) -> dict[str, Any] | None:
    """The heads and rows of the table; None where there is nothing to compare."""
    stretch = recorded.stretch
    if stretch is None:
        return None
    if stretch.has_front_leg:
        rows = _rows_of_front_legs(recorded, stretch)
        heads = [front_leg_words(side).capitalize() for side in Side]
    else:
        rows = list(_rows_of_halves(recorded.result.information))
        heads = ["Left", "Right"]
    return {"heads": heads, "rows": rows} if rows else None


def one_sided(recorded: Recorded) -> str | None:
    """What to say if only one side of a stretch with two was held; None if not so."""
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
        tuple(SideCell(f"{held_s:.1f} s") for held_s in seconds),
        f"{abs(seconds[0] - seconds[1]):.1f} s",
    )
    return [held, *_rows_of_checks(left, right, stretch), *_rows_of_information(left, right)]


def _held_s(recorded: Recorded, side: Side) -> float:
    return sum(hold.good_s for hold in recorded.result.holds if hold.side == side.value)


def _rows_of_checks(left: SidePart, right: SidePart, stretch: Stretch) -> Iterator[SideRow]:
    others = {chart_id(part, stretch): part for part in right.checks}
    for part in left.checks:
        id = chart_id(part, stretch)
        other = others.get(id)
        if other and part.id != STEADY.id:
            cells = _cells_of(part, other)
            yield SideRow(chart_title(id, others), cells, _difference(part, other))


def _cells_of(*parts: CheckPart) -> tuple[SideCell, ...]:
    """A check on each side; with its target where they were judged by different limits."""
    judged = [part for part in parts if part.value is not None]
    alike = len({part.good for part in judged}) < 2
    return tuple(
        SideCell(
            check_value(part),
            part.verdict,
            None if alike else f"target {check_target(part)}",
        )
        for part in parts
    )


def _rows_of_information(left: SidePart, right: SidePart) -> Iterator[SideRow]:
    others = {part.id: part for part in right.information}
    for part in left.information:
        if other := others.get(part.id):
            yield _information_row(title_of(part.id), part, other)


def _rows_of_halves(information: Sequence[InformationPart]) -> Iterator[SideRow]:
    """Quantities that are measured on both halves of the body, as `knee_drop_left`."""
    by_id = {part.id: part for part in information}
    for id, part in by_id.items():
        other = by_id.get(f"{id.removesuffix('_left')}_right")
        if id.endswith("_left") and other:
            yield _information_row(title_of(id.removesuffix("_left")), part, other)


def _information_row(title: str, left: InformationPart, right: InformationPart) -> SideRow:
    cells = tuple(SideCell(page_value(part.value, part.unit)) for part in (left, right))
    return SideRow(title, cells, difference_words(left.value, right.value, left.unit))


def _difference(left: CheckPart, right: CheckPart) -> str:
    if left.value is None or right.value is None or not on_one_scale(left, right):
        return NONE
    return difference_words(left.value, right.value, left.unit)
