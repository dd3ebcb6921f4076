"""Results and stretches as text for people.

Everything is a rich renderable; the console that prints it decides about width and colour. A
verdict is never told by colour alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import isfinite

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecheck.assess.steadiness import STEADY, SWING_DEG, WINDOW_S
from posecheck.clips.result import CheckPart, ClipResult, HoldPart
from posecheck.coach import SessionResult
from posecheck.measures import MEASURES, Role
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Camera, CheckSpec, Stretch
from posecheck.support.printable import printable

LOOK = {
    Grade.GOOD: ("✓ good", "green"),
    Grade.BORDERLINE: ("~ borderline", "yellow"),
    Grade.FIX: ("✗ fix", "bold red"),
    Grade.CANNOT_JUDGE: ("? cannot judge", "dim"),
}
"""How a verdict is shown: a glyph and a word, and a colour where there are colours."""

UNITS = {"deg": "°", "T": " T", "ratio": "", "reversals": "×"}
"""What is put behind a value for each unit; others are put there as they are called."""

TRUNK_LENGTHS = "T: the length of the trunk, from the hips to the shoulders."

NOTHING_TO_CORRECT = "Nothing to correct in what could be judged."

SAFETY = (
    "posecheck compares what a camera sees with numbers; it does not know your body, and this is "
    "no medical advice. Warm up, use a mat, go for mild tension only, stop at pain, and ask a "
    "physician or physiotherapist first if in doubt."
)

MOSTLY_FOUND = 0.5
"""Somebody who was found in less of the frames than this was hardly in the picture."""

Limit = float | None
Row = tuple[Text, Text, Text, Text, Text]


# ------------------------------------------------------------------------------------ words


def with_unit(number: str, unit: str) -> str:
    """A number and its unit as people write it: `90°`, `0.2 T`."""
    return number + UNITS.get(unit, f" {unit}")


def limits_words(low: Limit, high: Limit, unit: str) -> str:
    """Limits in words: `80 to 100°`, `at most 0.2 T`; None and infinity are no limit."""
    low = low if low is not None and isfinite(low) else None
    high = high if high is not None and isfinite(high) else None
    if low is not None and high is not None:
        return with_unit(f"{low:g} to {high:g}", unit)
    if high is not None:
        return with_unit(f"at most {high:g}", unit)
    return "any" if low is None else with_unit(f"at least {low:g}", unit)


def outside_words(check: CheckSpec, unit: str) -> str:
    """Where a check says fix, in words: `under 70 or over 110°`."""
    ends = zip(("under", "over"), check.good, check.fix, strict=True)
    beyond = [f"{word} {fix:g}" for word, good, fix in ends if isfinite(fix) and good != fix]
    return with_unit(" or ".join(beyond), unit) if beyond else "never"


def quantity_words(measure: str, side: Role) -> str:
    """A measure and the half of the body it is taken on: `knee_angle (front)`."""
    return measure if side is Role.BOTH else f"{measure} ({side.value})"


def views_words(views: Iterable[ViewKind]) -> str:
    """Camera views in words: `from the side or from the front`."""
    wanted = set(views)
    return " or ".join(kind.words for kind in ViewKind if kind in wanted)


def camera_words(camera: Camera) -> str:
    """Where to put the camera, and why."""
    low, high = camera.height_m
    also = f", or {camera.also.words}" if camera.also else ""
    return f"{camera.view.words}{also}; {low:g} to {high:g} m high. {camera.why}"


def told_words(stretch: Stretch) -> str | None:
    """From where a stretch must be named; None where it can be told from every view."""
    named = views_words(set(ViewKind) - stretch.told_from)
    far = f"with the {stretch.told_near.value} leg on the far side" if stretch.told_near else ""
    seen = " or ".join(words for words in (named, far) if words)
    return f"Seen {seen} it cannot be told from the others: name it there." if seen else None


def steady_words(stretch: Stretch) -> str:
    """What `steady` watches in this stretch."""
    watched = "; ".join(
        f"{quantity_words(motion.measure, motion.side)} {views_words(motion.views)}"
        for motion in stretch.motion
    )
    return (
        f"fix when the movement turns round twice or more within {WINDOW_S:g} s, "
        f"by over {SWING_DEG:g}° each time. Watched: {watched or 'nothing'}."
    )


def value_words(value: float, unit: str, good: Sequence[Limit] = ()) -> str:
    """A value and its unit: `102.3°`, `0.2 T`; `good` are the limits it is held against."""
    if unit != "deg":
        return with_unit(f"{round(value, 3) + 0.0:g}", unit)
    # Rounded to whole degrees, a value just beyond a limit would look as if it met it.
    near_limit = any(limit is not None and abs(value - limit) < 0.5 for limit in good)
    return with_unit(f"{value:.1f}" if near_limit else f"{round(value)}", unit)


# ---------------------------------------------------------------------------- a clip's result


def clip_heading(result: ClipResult) -> Text:
    """The clip's path, size and length."""
    clip = result.clip
    width, height = clip.size
    facts = [f"{width} x {height}"]
    if not is_picture(result):
        facts = [f"{clip.duration_s:.1f} s", *facts, f"{clip.fps:.4g} frames/s"]
    return Text.assemble((printable(clip.path), "bold"), f"\n{', '.join(facts)}\n")


def clip_text(result: ClipResult, stretches: Sequence[Stretch]) -> RenderableType:
    """What is said of a clip. stretches: those that were looked for."""
    return Group(*_clip_lines(result, stretches))


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


def is_picture(result: ClipResult) -> bool:
    """Whether the result is that of a picture, which has no duration and no hold."""
    return result.clip.frames == 1 and not result.clip.duration_s


def _overview(result: ClipResult, stretch: Stretch) -> Iterator[Text]:
    how_known = "recognised" if result.stretch.recognised else "as named"
    leg = f", {_leg(result.side)} in front" if stretch.has_front_leg and result.side else ""
    yield Text.assemble((stretch.title, "bold"), f" ({how_known}){leg}")
    yield Text(f"Seen {seen_words(result)}.")
    if is_picture(result):
        yield Text("In position. A picture has no hold.")
        return
    yield Text(
        f"In position for {result.in_position_s:.1f} s; held well for "
        f"{result.good_hold_s:.1f} s of the {stretch.hold_s:g} s asked for."
    )
    for hold in result.holds:
        yield from _hold_lines(hold, stretch)


def _leg(side: str | None) -> str:
    return "each leg in turn" if side == "both" else f"{side} leg"


def seen_words(result: ClipResult) -> str:
    """From where the person was seen, and for how much of the clip."""
    view = result.view.kind.words if result.view.kind else "from a side that could not be told"
    found = result.person.found_fraction
    return view if is_picture(result) else f"{view}; a person was found in {found:.0%} of the clip"


def _hold_lines(hold: HoldPart, stretch: Stretch) -> Iterator[Text]:
    side = f", {hold.side} leg in front" if stretch.has_front_leg else ""
    yield Text(f"  Hold {hold.start_s:.1f} to {hold.end_s:.1f} s{side}: {hold.good_s:.1f} s good")
    for pause in hold.pauses:
        yield Text(f"    paused at {pause.at_s:.1f} s: {pause.reason}")


def _check_table(result: ClipResult) -> Iterator[RenderableType]:
    """The checks in columns, each with its cue or reason on lines of its own below.

    A column for them would leave 15 characters at a width of 80.
    """
    head = [Text(word, "bold") for word in ("Check", "Verdict", "Value", "Target", "Time good")]
    columns = 4 if is_picture(result) else 5
    rows = [head[:columns], *(_check_row(check)[:columns] for check in result.checks)]
    widths = [max(row[column].cell_len for row in rows) + 2 for column in range(columns)]
    yield _line(rows[0], widths)
    for check, row in zip(result.checks, rows[1:], strict=True):
        yield _line(row, widths)
        for remark in (check.cue, check.reason):
            if remark:
                yield _indented(Text(remark, "italic"))
    if any(check.unit == "T" for check in result.checks):
        yield Text(TRUNK_LENGTHS, "dim")


def _line(cells: Sequence[Text], widths: Sequence[int]) -> Text:
    line = Text(no_wrap=True, overflow="ellipsis")
    for cell, width in zip(cells, widths, strict=True):
        line.append_text(cell)
        line.append(" " * (width - cell.cell_len))
    line.rstrip()
    return line


def _check_row(check: CheckPart) -> Row:
    words, style = LOOK[check.verdict]
    judged = check.value is not None
    value = value_words(check.value, check.unit, check.good) if check.value is not None else "-"
    target = limits_words(*check.good, check.unit) if judged else "-"
    share = f"{check.good_fraction:.0%}" if judged and check.good_fraction is not None else "-"
    return Text(check.id), Text(words, style), Text(value), Text(target), Text(share)


def _conclusion(result: ClipResult, stretch: Stretch) -> Iterator[Text]:
    if result.information:
        values = (f"{i.id} {value_words(i.value, i.unit)}" for i in result.information)
        yield Text("For information: " + ", ".join(values))
    if not result.judged:
        yield Text("Nothing could be judged.", "bold")
        yield from _better_views(result, stretch)
        return
    if result.score is not None:
        yield Text(
            f"Score: {result.score:.0f} of 100 (share of the time with nothing required to fix)"
        )
    yield Text(_first_thing(result, stretch), "bold")


def _first_thing(result: ClipResult, stretch: Stretch) -> str:
    first = first_to_correct(result, stretch)
    return f"Work on first: {first.cue}" if first else NOTHING_TO_CORRECT


def first_to_correct(result: ClipResult, stretch: Stretch) -> CheckPart | None:
    """What to work on first: faults before what is borderline, required and important first."""
    rank = {Grade.FIX: 0, Grade.BORDERLINE: 1}
    specs = {id: stretch.variants(id)[0] for id in stretch.check_ids}
    to_do = [check for check in result.checks if check.verdict in rank and check.cue]

    def order(part: CheckPart) -> tuple[int, bool, int]:
        check = specs[part.id].check if part.id in specs else STEADY
        return rank[part.verdict], not check.required, check.priority

    return min(to_do, key=order, default=None)


def _better_views(result: ClipResult, stretch: Stretch) -> Iterator[Text]:
    shown: dict[ViewKind, list[str]] = defaultdict(list)
    for id in stretch.check_ids:
        for view in {view for variant in stretch.variants(id) for view in variant.views}:
            shown[view].append(id)
    others = [view for view in ViewKind if shown[view] and view is not result.view.kind]
    for view in sorted(others, key=lambda view: -len(shown[view])):
        yield Text(f"  A camera {view.words} would show: {', '.join(shown[view])}.")
    yield Text(f"  For this stretch put it {camera_words(stretch.camera)}")


def _not_in_position(result: ClipResult, stretches: Sequence[Stretch]) -> Iterator[RenderableType]:
    looked_for = ", ".join(stretch.id for stretch in stretches)
    yield Text("Not in position, so nothing was judged.", "bold")
    yield Text(f"Looked for: {looked_for}.")
    if result.person.found_fraction == 0:
        yield Text("Nobody was found in the picture.")
    else:
        yield Text(f"Seen {seen_words(result)}.")
    yield Text("What to try:")
    for advice in advice_words(result, stretches):
        yield _entry("  -", advice)


def advice_words(result: ClipResult, stretches: Sequence[Stretch]) -> Iterator[str]:
    """What to try where nobody was in position."""
    yield "Have the whole body in the picture, from head to feet, the camera level, 2 to 4 m away."
    if result.person.found_fraction < MOSTLY_FOUND:
        yield "One person alone, in good light, in fitted clothes."
    if len(stretches) == 1:
        yield f"Put the camera {camera_words(stretches[0].camera)}"
    else:
        yield "Put the camera where the stretch needs it."
    name = stretches[0].id if len(stretches) == 1 else "ID"
    yield f"How it is done and filmed: posecheck stretches {name}"


# ------------------------------------------------------------------------------ the stretches


def stretch_list(stretches: Sequence[Stretch]) -> RenderableType:
    """All stretches, a line each."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("ID", "Stretch", "Legs", "Hold", "Camera"):
        table.add_column(head, no_wrap=True)
    for stretch in stretches:
        legs = "each in turn" if stretch.has_front_leg else "both"
        views = [view.value for view in (stretch.camera.view, stretch.camera.also) if view]
        table.add_row(stretch.id, stretch.title, legs, f"{stretch.hold_s:g} s", " or ".join(views))
    return Group(table, Text(), Text("More about one of them: posecheck stretches ID"))


def stretch_text(stretch: Stretch) -> RenderableType:
    """One stretch: how it is done and filmed, and every check."""
    legs = "One leg in front, then the other" if stretch.has_front_leg else "Both legs alike"
    return Group(
        Text.assemble((stretch.title, "bold"), f" ({stretch.id})"),
        Text(f"{legs}, {stretch.hold_s:g} s."),
        Text(),
        *(_entry(f"{number}.", step) for number, step in enumerate(stretch.how, 1)),
        Text(),
        Text(f"Camera: {camera_words(stretch.camera)}"),
        *(Text(words) for words in (told_words(stretch),) if words),
        *(line for check in stretch.check for line in (Text(), *_check_lines(check))),
        Text(),
        Text.assemble((STEADY.id, "bold"), f": {steady_words(stretch)}"),
        _indented(Text(f'Says: "{STEADY.cue_high}"')),
        *_information_lines(stretch),
        Text(),
        Text(TRUNK_LENGTHS, "dim"),
    )


def _indented(words: Text) -> Padding:
    return Padding(words, (0, 0, 0, 4), expand=False)


def _entry(mark: str, words: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text(mark), Text(words))
    return grid


def _check_lines(check: CheckSpec) -> Iterator[RenderableType]:
    unit = MEASURES[check.measure].unit
    needed = "" if check.required else " (does not stop the hold)"
    title = f": {quantity_words(check.measure, check.side)}, seen {views_words(check.views)}"
    yield Text.assemble((check.id, "bold"), title, needed)
    lines = [f"good {limits_words(*check.good, unit)}; fix {outside_words(check, unit)}"]
    lines += [
        f"{view.words}: limits widened by {with_unit(f'{by:g}', unit)}"
        for view, by in check.tolerance.items()
    ]
    lines += [f"not judged when {condition.otherwise}" for condition in check.when]
    lines += [f'Says: "{cue}"' for cue in dict.fromkeys((check.cue_low, check.cue_high)) if cue]
    for line in (*lines, check.why):
        yield _indented(Text(line))


def _information_lines(stretch: Stretch) -> Iterator[RenderableType]:
    if stretch.information:
        yield Text()
        yield Text("For information, without a verdict:")
    for info in stretch.information:
        measured = quantity_words(info.measure, info.side)
        yield _indented(Text(f"{info.id}: {measured}. {info.why}"))


# ---------------------------------------------------------------------------- a live session


def session_text(session: SessionResult) -> RenderableType:
    """What became of a live session: each stretch and side, and what was to be corrected."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Stretch", "Held well", "Corrected"):
        table.add_column(heading, justify="right" if heading == "Held well" else "left")
    for part in session.parts:
        leg = f", {part.side.value} leg in front" if part.side else ""
        table.add_row(
            part.stretch.title + leg,
            f"{int(part.good_s + 1e-6)} of {part.hold_s:.0f} s",
            "; ".join(cue if count == 1 else f"{cue} ({count}x)" for cue, count in part.cues),
        )
    words = "complete" if session.complete else "not complete"
    return Group(Text.assemble((session.title, "bold"), f": {words}\n"), table)
