"""The result of a clip as text.

Everything is a rich renderable: the console that prints it decides about width and colour.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from posecheck.assess.steadiness import STEADY
from posecheck.clips.result import CheckPart, ClipResult, HoldPart, InformationPart
from posecheck.outputs.conclusion import conclusion, held_words, nothing_judged_words
from posecheck.outputs.grades import GRADE_STYLES
from posecheck.outputs.numbers import limits_words, value_words
from posecheck.outputs.rule_words import noun_of, why_not_words
from posecheck.outputs.terminal.layout import indented, list_entry
from posecheck.outputs.words import (
    TRUNK_LENGTHS,
    bent_part_words,
    camera_words,
    check_name,
    cue_words,
    front_leg_words,
    hold_leg_words,
    judged_words,
    not_judged_words,
    other_views,
    other_views_words,
    parts_words,
    pauses_within,
    repetitions_words,
    score_words,
    seen_words,
    shows_both_legs,
    span_words,
    what_to_try,
)
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Stretch
from posecheck.support.printable import printable

NONE = "-"
"""In a table, where there is no value."""

GAP, NARROW_GAP = 2, 1
"""Characters between the columns of a table, and where it would not fit."""

USUAL_WIDTH = 80
"""Of a terminal, in characters."""

MOST_RULES = 3
"""So many reasons for not being in position are told; --explain shows all."""

Row = tuple[Text, Text, Text, Text, Text]


def clip_heading(result: ClipResult) -> Text:
    """The clip's path, size and length, and whose it is."""
    clip = result.clip
    width, height = clip.size
    facts = [f"{width} x {height}"]
    if not result.is_picture:
        facts = [f"{clip.duration_s:.1f} s", *facts, f"{clip.fps:.4g} frames/s"]
    if span := span_words(clip):
        facts.append(f"analysed {span}")
    labels = (("Name", result.name), ("Note", result.note))
    lines = [", ".join(facts), *(f"{what}: {printable(text)}" for what, text in labels if text)]
    return Text.assemble((printable(clip.path), "bold"), *(f"\n{line}" for line in lines), "\n")


def clip_text(
    result: ClipResult, stretches: Sequence[Stretch], *, explain: bool = False
) -> RenderableType:
    """Everything posecheck says of a clip.

    Args:
        result: The result of the clip.
        stretches: The stretches that were looked for.
        explain: Whether to show every position rule.
    """
    rules = _rule_lines(result) if explain else ()
    if not result.parts:
        return Group(*_clip_lines(result, stretches), *rules)
    return Group(*_part_lines(result, stretches), *rules)


def _part_lines(result: ClipResult, stretches: Sequence[Stretch]) -> Iterator[RenderableType]:
    """The stretches of a clip, one after the other."""
    yield Text(f"{len(result.parts)} stretches, one after the other:", "bold")
    yield from (list_entry("  -", words) for words in parts_words(result, stretches))
    for part in result.parts:
        yield Text()
        yield Text(f"{span_words(part.clip)}", "bold")
        yield from _clip_lines(part, stretches)


def _rule_lines(result: ClipResult) -> Iterator[RenderableType]:
    """What every position rule read while the person was out of position."""
    yield Text()
    if not result.rules:
        yield Text("No position rule was read out of position.")
        return
    yield Text(f"Out of position, the rules of {result.rules[0].stretch}:", "bold")
    for part in result.rules:
        limits = limits_words(part.min, part.max, part.unit)
        read = part.reason if part.value is None else value_words(part.value, part.unit)
        held = f"held {part.held_fraction:.0%} of the time"
        yield list_entry(
            "  -", f"{noun_of(part.measure, part.side)}: {read}, rule {limits}; {held}"
        )


def _clip_lines(result: ClipResult, stretches: Sequence[Stretch]) -> Iterator[RenderableType]:
    done = next((s for s in stretches if s.id == result.stretch.id), None)
    if done is None:
        yield from _not_in_position(result, stretches)
        return
    yield from _overview(result, done)
    yield Text()
    yield from _check_table(result)
    yield Text()
    yield from _conclusion(result, done)


def _overview(result: ClipResult, stretch: Stretch) -> Iterator[RenderableType]:
    source = "recognised" if result.stretch.recognised else "as named"
    leg = f", {front_leg_words(result.side)}" if stretch.has_front_leg and result.side else ""
    yield Text.assemble((stretch.title, "bold"), f" ({source}){leg}")
    yield Text(f"Seen {seen_words(result)}.")
    if result.is_picture:
        yield Text("In position. A picture has no hold.")
        return
    judged = judged_words(result)
    yield Text(
        f"In position for {result.in_position_s:.1f} s{f', {judged}' if judged else ''}; "
        f"{held_words(result, stretch)}."
    )
    for words in other_views_words(result, stretch):
        yield Text(words)
    if repetitions := repetitions_words(result, stretch):
        yield Text(f"{repetitions}{'; judged there' if _shows_form(result) else ''}.")
    for hold in result.holds:
        yield from _hold_lines(hold, stretch)
        if hold.information and shows_both_legs(result, stretch):
            yield Text(f"    {_values_words(hold.information)}")


def _shows_form(result: ClipResult) -> bool:
    """Whether any check has a verdict but `steady`, which is not that of the turning points."""
    form = (check for check in result.all_checks if check.id != STEADY.id)
    return any(check.verdict is not Grade.CANNOT_JUDGE for check in form)


def _hold_lines(hold: HoldPart, stretch: Stretch) -> Iterator[RenderableType]:
    leg = f", {hold_leg_words(hold.side)}" if stretch.has_front_leg else ""
    yield Text(f"  Hold {hold.start_s:.1f} to {hold.end_s:.1f} s{leg}: {hold.good_s:.1f} s good")
    if unjudged := not_judged_words(hold.good_s, hold.clock_s, hold.unjudged):
        yield indented(Text(unjudged))
    for pause in pauses_within(hold):
        yield Text(f"    paused at {pause.at_s:.1f} s: {pause.reason}")


def _check_table(result: ClipResult) -> Iterator[RenderableType]:
    """The checks in columns, each with its cue or reason on lines of its own below.

    A column for them would leave 15 characters at a width of 80.
    """
    head = [Text(word, "bold") for word in ("Check", "Verdict", "Value", "Target", "Time good")]
    columns = 4 if result.is_picture else 5
    checks = result.all_checks
    rows = [head[:columns], *(_check_row(check, result)[:columns] for check in checks)]
    if not _fit(rows, NARROW_GAP):
        head[4] = Text("Good", "bold")
        rows[0] = head[:columns]
    gap = GAP if _fit(rows, GAP) else NARROW_GAP
    widths = [width + gap for width in _widths(rows)]
    yield _line(rows[0], widths)
    for check, row in zip(checks, rows[1:], strict=True):
        yield _line(row, widths)
        for remark in (cue_words(check), bent_part_words(check), check.reason):
            if remark:
                yield indented(Text(remark, "italic"))
    if any(check.unit == "T" for check in checks):
        yield Text(TRUNK_LENGTHS, "dim")


def _widths(rows: Sequence[Sequence[Text]]) -> list[int]:
    return [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]


def _fit(rows: Sequence[Sequence[Text]], gap: int) -> bool:
    """Whether the columns of a table, with this gap between them, are in a usual terminal."""
    widths = _widths(rows)
    return sum(widths) + gap * (len(widths) - 1) <= USUAL_WIDTH


def _line(cells: Sequence[Text], widths: Sequence[int]) -> Text:
    line = Text(no_wrap=True, overflow="ellipsis")
    for cell, width in zip(cells, widths, strict=True):
        line.append_text(cell)
        line.append(" " * (width - cell.cell_len))
    line.rstrip()
    return line


def _check_row(check: CheckPart, result: ClipResult) -> Row:
    style = GRADE_STYLES[check.verdict]
    value = target = share = NONE
    if check.value is not None:
        value = value_words(check.value, check.unit, check.good, uncertainty=check.uncertainty)
        target = limits_words(*check.good, check.unit)
        share = NONE if check.good_fraction is None else f"{check.good_fraction:.0%}"
    return (
        Text(check_name(check, result)),
        Text(style.label, style.terminal),
        Text(value),
        Text(target),
        Text(share),
    )


def _conclusion(result: ClipResult, stretch: Stretch) -> Iterator[Text]:
    if result.information and not shows_both_legs(result, stretch):
        yield Text(f"For information: {_values_words(result.information)}")
    if not result.judged:
        yield Text(f"{nothing_judged_words(result)}.", "bold")
        yield from _better_views(result, stretch)
        return
    if result.score is not None:
        yield Text(f"Score: {result.score:.0f} of 100 ({score_words(result)})")
    yield Text(conclusion(result, stretch).sentence, "bold")


def _values_words(information: Sequence[InformationPart]) -> str:
    return ", ".join(
        f"{part.id} {value_words(part.value, part.unit, uncertainty=part.uncertainty)}"
        for part in information
    )


def _better_views(result: ClipResult, stretch: Stretch) -> Iterator[Text]:
    shown: dict[ViewKind, list[str]] = defaultdict(list)
    for check in result.checks:
        for view in other_views(check, stretch, result.view.kind):
            shown[view].append(check.id)
    for view in sorted(shown, key=lambda view: (-len(shown[view]), [*ViewKind].index(view))):
        yield Text(f"  A camera {view.words} would show: {', '.join(shown[view])}.")
    yield Text(f"  For this stretch film {camera_words(stretch.camera)}")


def _not_in_position(result: ClipResult, stretches: Sequence[Stretch]) -> Iterator[RenderableType]:
    looked_for = ", ".join(stretch.id for stretch in stretches)
    yield Text("Not in position, so nothing was judged.", "bold")
    yield Text(f"Looked for: {looked_for}.")
    if result.person.found_fraction == 0:
        yield Text("Nobody was found in the picture.")
    else:
        yield Text(f"Seen {seen_words(result)}.")
    if why := why_not_words(result, stretches):
        yield Text("What kept it from being one:")
        yield from (list_entry("  -", words) for words in why[:MOST_RULES])
    yield Text("What to try:")
    for advice in what_to_try(result, stretches):
        yield list_entry("  -", advice)
