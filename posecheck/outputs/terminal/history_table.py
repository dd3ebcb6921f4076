"""The history as text: a table of what was held, and plots of the progress."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from rich.table import Table

from posecheck.errors import InputError
from posecheck.history import HistoryEntry
from posecheck.outputs.words import front_leg_words, name_of, not_judged_words, stretch_title
from posecheck.pose.pose import Side
from posecheck.support.printable import printable

PLOT_WIDTH, PLOT_HEIGHT = 56, 8
"""In characters, without the axes: with them it fits into 80 columns."""

VALUES_WIDTH = 18
"""In characters: the longest name of a value with its degrees stays on one line."""

Value = tuple[datetime, Side | None, float]


def history_table(entries: Iterable[HistoryEntry]) -> Table:
    """One row for each stretch and side of each session or clip."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("When", no_wrap=True)
    table.add_column("Stretch")
    table.add_column("Held", justify="right", no_wrap=True)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Details", min_width=VALUES_WIDTH)
    for entry in entries:
        values = ", ".join(f"{name_of(id)} {deg:.0f}°" for id, deg in entry.information.items())
        label = ": ".join(filter(None, (entry.name, entry.note)))
        unjudged = not_judged_words(entry.hold_s, entry.clock_s, entry.unjudged)
        title, side = printable(stretch_title(entry.stretch)), entry.side
        table.add_row(
            f"{entry.at:%Y-%m-%d %H:%M}",
            f"{title}, {side.value}" if side else title,
            f"{entry.hold_s:.1f} / {entry.asked_s:g} s",
            "" if entry.score is None else f"{entry.score:.0f}",
            "\n".join(printable(words) for words in (label, values, unjudged) if words),
        )
    return table


def progress_plots(entries: Sequence[HistoryEntry], *, colours: bool) -> Iterator[str]:
    """For each person and stretch a plot of the seconds held and one of each value.

    Both sides are in one plot.

    Args:
        entries: The history.
        colours: Whether the terminal shows colours.

    Raises:
        InputError: If plotille is not installed.
    """
    ordered = sorted(entries, key=lambda entry: (entry.name or "", entry.stretch, entry.at))
    for (name, stretch), group in groupby(ordered, key=attrgetter("name", "stretch")):
        of_stretch = list(group)
        whose = printable(f"{name}, {stretch_title(stretch)}" if name else stretch_title(stretch))
        held = [(entry.at, entry.side, entry.hold_s) for entry in of_stretch]
        yield from _plots(f"{whose}: seconds held", "s", held, colours=colours)
        for id in dict.fromkeys(id for entry in of_stretch for id in entry.information):
            values = [
                (entry.at, entry.side, entry.information[id])
                for entry in of_stretch
                if id in entry.information
            ]
            yield from _plots(f"{whose}: {printable(name_of(id))}", "°", values, colours=colours)


LARGEST = 1e6
"""A value beyond it comes from another program; no axis can show it."""


def _plotille() -> Any:
    """The plotting library, which comes with the extra `plot` only."""
    try:
        import plotille
    except ImportError as error:
        raise InputError("--plot needs plotille: pip install 'posecheck[plot]'.") from error
    return plotille


def _plots(title: str, unit: str, values: Sequence[Value], *, colours: bool) -> Iterator[str]:
    """The plot of the values that can be plotted, if there are any."""
    sound = [(at, side, value) for at, side, value in values if abs(value) <= LARGEST]
    if sound:
        yield _plot(title, unit, sound, colours=colours)


def _plot(title: str, unit: str, values: Sequence[Value], *, colours: bool) -> str:
    figure = _plotille().Figure()
    figure.width, figure.height = PLOT_WIDTH, PLOT_HEIGHT
    figure.with_colors = colours
    figure.x_label, figure.y_label = "day", unit
    figure.register_label_formatter(datetime, _day)
    figure.register_label_formatter(float, _number)
    first, last = min(at for at, _, _ in values), max(at for at, _, _ in values)
    margin = max(timedelta(hours=12), (last - first) / 20)
    figure.set_x_limits(first - margin, last + margin)
    low, high = min(v for _, _, v in values), max(v for _, _, v in values)
    figure.set_y_limits(min(0.0, low), max(high * 1.1, low + 1.0))
    for side in dict.fromkeys(side for _, side, _ in values):
        times, heights = zip(*((at, v) for at, of, v in values if of is side), strict=True)
        label = front_leg_words(side) if side else None
        figure.plot(times, heights, label=label, marker="o" if side is Side.RIGHT else "x")
    has_sides = any(side for _, side, _ in values)
    lines = [title, *figure.show(legend=has_sides).splitlines()]
    return "\n".join(line.rstrip("⠀ ") for line in lines)


def _day(at: datetime, chars: int, delta: timedelta, left: bool = False) -> str:
    return f"{at:%d %b}".ljust(chars)


def _number(value: float, chars: int, delta: float, left: bool = False) -> str:
    return f"{value:.0f}".rjust(6)
