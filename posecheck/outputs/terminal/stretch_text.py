"""The stretches as text: a list of all, and one with every check."""

from collections.abc import Iterator, Sequence
from math import isfinite

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecheck.assess.steadiness import STEADY, SWING_DEG, WINDOW_S
from posecheck.measures import MEASURES, Role
from posecheck.outputs.numbers import file_unit, limits_words, with_unit
from posecheck.outputs.terminal.layout import indented, list_entry
from posecheck.outputs.words import camera_words, name_of, only_seen_words, views_words
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.routine import Routine
from posecheck.stretches.stretch import CheckSpec, Stretch

VIEW_NAMES = {ViewKind.OBLIQUE: "45°"}
"""Views whose names are not those of the files."""

MORE = "More about one of them: posecheck stretches ID"


def stretch_list(stretches: Sequence[Stretch], routines: Sequence[Routine] = ()) -> RenderableType:
    """All stretches and routines, a line each."""
    table = _table("ID", "Stretch", "Legs", "Hold", "Camera")
    for stretch in stretches:
        views = (stretch.camera.view, stretch.camera.also)
        names = [VIEW_NAMES.get(view, view.value) for view in views if view]
        cells = (stretch.id, stretch.title, _legs(stretch), f"{stretch.hold_s:g} s")
        table.add_row(*cells, " or ".join(names))
    more = [Text(), Text(MORE)]
    for routine in routines:
        titles = ", ".join(stretch.title for stretch in routine.stretches)
        more += [Text(f"One after the other: posecheck live {routine.id} ({titles})")]
    return Group(table, *more)


def routine_text(routine: Routine) -> RenderableType:
    """A routine: its stretches in their order. Of a routine of one stretch, the stretch itself."""
    first = routine.step[0]
    if first.stretch.id == routine.id:
        return stretch_text(first.stretch)
    table = _table("", "ID", "Stretch", "Legs", "Hold", "Rest after it")
    for number, step in enumerate(routine.step, 1):
        rest = f"{step.rest_s:g} s" if number < len(routine.step) else "-"
        legs = _legs(step.stretch, step.only_side)
        cells = (step.stretch.id, step.stretch.title, legs, f"{step.hold_s:g} s")
        table.add_row(f"{number}.", *cells, rest)
    return Group(
        Text.assemble((routine.title, "bold"), f" ({routine.id})"),
        Text(),
        table,
        Text(),
        Text(MORE),
    )


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, no_wrap=True)
    return table


def _legs(stretch: Stretch, only_side: Side | None = None) -> str:
    if not stretch.has_front_leg:
        return "both"
    return f"{only_side.value} in front" if only_side else "each in turn"


def stretch_text(stretch: Stretch) -> RenderableType:
    """One stretch: how to do and film it, and every check."""
    legs = "One leg in front, then the other" if stretch.has_front_leg else "Both legs alike"
    return Group(
        Text.assemble((stretch.title, "bold"), f" ({stretch.id})"),
        Text(f"{legs}, {stretch.hold_s:g} s."),
        Text(),
        *(list_entry(f"{number}.", step) for number, step in enumerate(stretch.how, 1)),
        Text(),
        Text(f"Camera: {camera_words(stretch.camera)}"),
        *(Text(words) for words in (ambiguity_words(stretch),) if words),
        *_position_lines(stretch),
        *(line for check in stretch.check for line in (Text(), *_check_lines(check))),
        Text(),
        Text.assemble((STEADY.id, "bold"), f": {steady_words(stretch)}"),
        *([indented(Text(f'Says: "{STEADY.cue_high}"'))] if stretch.motion else []),
        *_information_lines(stretch),
        Text(),
        Text("The length of the trunk is from the hips to the shoulders.", "dim"),
    )


def _position_lines(stretch: Stretch) -> Iterator[RenderableType]:
    yield Text()
    yield Text.assemble(("In position", "bold"), " while all of these hold:")
    for rule in stretch.position:
        unit = file_unit(MEASURES[rule.measure].unit)
        limits = limits_words(rule.min, rule.max, unit)
        yield indented(
            Text(f"{quantity_words(rule.measure, rule.side)} {limits}{only_seen_words(rule.views)}")
        )
    if stretch.mean_deviation < 1:
        share = f"{100 * stretch.mean_deviation:.0f}"
        yield Text(
            f"Recognised, unless you name it, while these values are on average within {share}% of "
            "the way from the middle of their limits to one of them."
        )


def _check_lines(check: CheckSpec) -> Iterator[RenderableType]:
    unit = file_unit(MEASURES[check.measure].unit)
    needed = "" if check.required else " (does not stop the hold)"
    title = f": {quantity_words(check.measure, check.side)}, seen {views_words(check.views)}"
    yield Text.assemble((check.id, "bold"), title, needed)
    lines = [f"good {limits_words(*check.good, unit)}; fix {fix_words(check, unit)}"]
    lines += [
        f"{view.words}: limits widened by {with_unit(f'{by:g}', unit)}"
        for view, by in check.tolerance.items()
    ]
    lines += [f"not judged when {condition.otherwise}" for condition in check.when]
    lines += _cue_lines(check)
    for line in (*lines, check.why):
        yield indented(Text(line))


def _cue_lines(check: CheckSpec) -> list[str]:
    low, high = check.cue_low, check.cue_high
    if low and high and low != high:
        return [f'Says below: "{low}"', f'Says above: "{high}"']
    return [f'Says: "{cue}"' for cue in (low or high,) if cue]


def _information_lines(stretch: Stretch) -> Iterator[RenderableType]:
    if stretch.information:
        yield Text()
        yield Text("For information, without a verdict:")
    for info in stretch.information:
        measured = quantity_words(info.measure, info.side)
        seen = only_seen_words(info.views)
        yield indented(Text(f"{info.id}: {measured}{seen}. {info.why}"))


def quantity_words(measure: str, side: Role) -> str:
    """A measure and the half of the body it is taken on: `knee_angle (front)`."""
    return measure if side is Role.BOTH else f"{measure} ({side.value})"


def fix_words(check: CheckSpec, unit: str) -> str:
    """Where a check says fix: `under 70 or over 110°`."""
    ends = zip(("under", "over"), check.good, check.fix, strict=True)
    beyond = [f"{word} {fix:g}" for word, good, fix in ends if isfinite(fix) and good != fix]
    return with_unit(" or ".join(beyond), unit) if beyond else "never"


def steady_words(stretch: Stretch) -> str:
    """When the check `steady` says fix, and what it watches in this stretch."""
    if not stretch.motion:
        return "not judged, because the file names no movement to watch (motion)."
    watched = "; ".join(
        f"{quantity_words(motion.measure, motion.side)} {views_words(motion.views)}"
        for motion in stretch.motion
    )
    return (
        f"fix when the movement changes direction twice or more within {WINDOW_S:g} s, "
        f"by over {SWING_DEG:g}° each time. Watched: {watched}."
    )


def ambiguity_words(stretch: Stretch) -> str | None:
    """From where a stretch cannot be recognised; None where it can be from every view."""
    unclear = views_words(set(ViewKind) - stretch.told_from)
    other = f"for {name_of(stretch.passes_for)}" if stretch.passes_for else "for another stretch"
    return f"Seen {unclear}, it can be mistaken {other}: name it." if unclear else None
