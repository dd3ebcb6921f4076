"""The history as a page: seconds held, score and range of motion from session to session."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from posecheck.history import HistoryEntry
from posecheck.outputs.numbers import MINUS
from posecheck.outputs.report.render import render
from posecheck.outputs.report.words import NONE
from posecheck.outputs.words import front_leg_words, not_judged_words, stretch_title, title_of
from posecheck.pose.pose import Side
from posecheck.support.files import WholeFile

LEAST_SCORE, LEAST_DEG = 20.0, 20.0
"""What the axis of a chart spans at least: differences within a few points or degrees are chance
(docs/ACCURACY.md), and shall not look like a way up or down."""


def write_history_page(
    path: Path, entries: Sequence[HistoryEntry], name: str | None = None
) -> None:
    """Write the page, replacing an older one.

    Args:
        path: The file to write.
        entries: The history, oldest first.
        name: Whose it is; None for everybody's.

    Raises:
        InputError: If it cannot be written.
    """
    with WholeFile(path) as file:
        file.write(history_page(entries, name))


def history_page(entries: Sequence[HistoryEntry], name: str | None = None) -> str:
    """The page as HTML.

    Args:
        entries: The history, oldest first; may be empty.
        name: Whose it is; None for everybody's, whose stretches are told apart by their names.
    """
    groups: dict[tuple[str | None, str], list[HistoryEntry]] = {}
    for entry in entries:
        groups.setdefault((entry.name, entry.stretch), []).append(entry)
    by_stretch = [groups[key] for key in sorted(groups, key=lambda key: key[0] or "")]
    return render(
        "history.html.j2",
        ("templates/charts.js", "templates/history.js"),
        {"stretches": [_charts(some) for some in by_stretch]},
        name=name,
        period=_period(entries),
        sessions=len({entry.at.date() for entry in entries}),
        stretches=[_stretch(some, named=name is None) for some in by_stretch],
    )


def _period(entries: Sequence[HistoryEntry]) -> str | None:
    if not entries:
        return None
    first, last = (entry.at.strftime("%d %B %Y").lstrip("0") for entry in (entries[0], entries[-1]))
    return first if first == last else f"{first} to {last}"


def _stretch(entries: Sequence[HistoryEntry], *, named: bool) -> dict[str, Any]:
    """One stretch of one person; `named` says whether its title has the name."""
    information = list(dict.fromkeys(id for entry in entries for id in entry.information))
    name, title = entries[0].name, stretch_title(entries[0].stretch)
    with_notes = any(entry.note or _unjudged_words(entry) for entry in entries)
    return {
        "title": f"{name}: {title}" if named and name else title,
        "notes": with_notes,
        "one_session": _is_one_session(entries),
        "sides": [_side(side, some) for side, some in _by_side(entries)],
        "information": [title_of(id) for id in information],
        "rows": [_row(entry, information, with_notes) for entry in reversed(entries)],
    }


def _by_side(entries: Sequence[HistoryEntry]) -> list[tuple[Side | None, list[HistoryEntry]]]:
    sides = [side for side in (*Side, None) if any(entry.side is side for entry in entries)]
    return [(side, [entry for entry in entries if entry.side is side]) for side in sides]


def _side_words(side: Side | None) -> str:
    return front_leg_words(side).capitalize() if side else "Both legs"


def _side(side: Side | None, entries: Sequence[HistoryEntry]) -> dict[str, str | None]:
    """The latest hold on a side, compared with the first one."""
    last = entries[-1]
    return {
        "title": _side_words(side),
        "latest": f"{last.hold_s:.1f}",
        "asked": f"{last.asked_s:g}",
        "change": _change_words(entries),
        "score": None if last.score is None else f"score {last.score:.0f}",
        "unjudged": _unjudged_words(last),
    }


def _change_words(entries: Sequence[HistoryEntry]) -> str:
    """How much longer the last hold was than the first, where both could be judged."""
    first, last = entries[0], entries[-1]
    if len(entries) == 1:
        return "the first time"
    if any(_unjudged_words(entry) for entry in (first, last)):
        return "cannot be compared with the first time"
    return f"{last.hold_s - first.hold_s:+.1f} s since the first time".replace("-", MINUS)


def _unjudged_words(entry: HistoryEntry) -> str | None:
    return not_judged_words(entry.hold_s, entry.clock_s, entry.unjudged)


def _row(entry: HistoryEntry, information: Iterable[str], with_notes: bool) -> list[str]:
    values = (entry.information.get(id) for id in information)
    unjudged = _unjudged_words(entry)
    remarks = "; ".join(filter(None, (entry.note, unjudged)))
    return [
        f"{entry.at:%Y-%m-%d %H:%M}",
        _side_words(entry.side),
        f"{entry.hold_s:.1f} of {entry.asked_s:g} s",
        NONE if entry.score is None else f"{entry.score:.0f}",
        *(NONE if value is None else f"{value:.0f}°".replace("-", MINUS) for value in values),
        *([remarks or NONE] if with_notes else []),
    ]


def _charts(entries: Sequence[HistoryEntry]) -> list[dict[str, Any]]:
    """The charts of one stretch: one for each quantity, with a curve for each side."""
    if _is_one_session(entries):
        return []
    asked_s = entries[-1].asked_s
    information = dict.fromkeys(id for entry in entries for id in entry.information)
    held = {"good": [asked_s, None], "least": asked_s, "better": True}
    charts = [
        {**_chart("Held well", " s", entries, "hold"), **held},
        {**_chart("Score", "", entries, "score"), "least": LEAST_SCORE, "top": 100, "better": True},
        *({**_chart(title_of(id), "°", entries, id), "least": LEAST_DEG} for id in information),
    ]
    return [chart for chart in charts if any(curve["y"] for curve in chart["curves"])]


def _is_one_session(entries: Sequence[HistoryEntry]) -> bool:
    """Whether there is nothing to compare: each side was held at most once."""
    return all(len(some) == 1 for _, some in _by_side(entries))


def _chart(title: str, unit: str, entries: Sequence[HistoryEntry], what: str) -> dict[str, Any]:
    curves = []
    for _, some in _by_side(entries):
        known = [(e.at.timestamp(), v) for e in some if (v := _value(e, what)) is not None]
        curves.append({"x": [x for x, _ in known], "y": [round(y, 3) for _, y in known]})
    ends = [f"{curve['y'][0]:g} to {curve['y'][-1]:g}" for curve in curves if curve["y"]]
    return {
        "title": title,
        "unit": unit,
        "good": [None, None],
        "fix": [None, None],
        "curves": curves,
        "words": f"{title} from the first to the latest session: {'; '.join(ends)}.",
    }


def _value(entry: HistoryEntry, what: str) -> float | None:
    fixed = {"hold": entry.hold_s, "score": entry.score}
    return fixed[what] if what in fixed else entry.information.get(what)
