"""An entry of the history, and its row in the table."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import isfinite
from typing import Any, TypeVar

from posecheck.pose.pose import Side
from posecheck.support.printable import as_utf8

YEARS = range(1900, 2201)
"""In which an entry may be, whatever the clock of a machine said; charts need room around it."""

Cell = TypeVar("Cell")


@dataclass(frozen=True)
class HistoryEntry:
    """One stretch on one side in one session or clip.

    Attributes:
        at: When the session began, or the hold in the clip, with its time zone.
        stretch: Its id.
        side: The leg in front; None where it has no front leg.
        hold_s: The seconds held well.
        asked_s: The seconds asked for.
        score: 0 to 100, or None.
        information: The median of each value without a verdict, in degrees.
        name: Whose it is; None where the user gave no name.
        note: What the user noted about it.
        clip: The SHA-256 of the clip that it was seen in; None for a live session.
        start_s: When it began in the clip, in seconds from its start.
        clock_s: The seconds on the clock, held well or not judged; None where that was not kept.
        unjudged: Why those that are more than `hold_s` could not be judged.
        end_s: When it ended in the clip, pauses included; None where that was not kept.
    """

    at: datetime
    stretch: str
    side: Side | None
    hold_s: float
    asked_s: float
    score: float | None
    information: dict[str, float]
    name: str | None = None
    note: str | None = None
    clip: str | None = None
    start_s: float | None = None
    clock_s: float | None = None
    unjudged: str | None = None
    end_s: float | None = None

    @property
    def ends_s(self) -> float | None:
        """When it ended in the clip, as far as that is known; None for a live session."""
        if self.end_s is None and self.start_s is not None:
            return self.start_s + self.hold_s
        return self.end_s


def stamp(at: datetime) -> str:
    """A moment as it is kept: ISO 8601 with its own offset from UTC.

    Not with that of this machine: it may change its time zone while a session goes on, which is
    found again by when it began.
    """
    return (at if at.tzinfo else at.astimezone()).isoformat()


def row_of(entry: HistoryEntry) -> tuple[str | float | None, ...]:
    """The row of an entry."""
    return (
        stamp(entry.at),
        entry.stretch,
        entry.side.value if entry.side else None,
        entry.hold_s,
        entry.asked_s,
        entry.score,
        json.dumps(entry.information, allow_nan=False),
        entry.name,
        entry.note,
        entry.clip,
        entry.start_s,
        entry.clock_s,
        entry.unjudged,
        entry.end_s,
    )


def entry_in(row: tuple[Any, ...]) -> HistoryEntry | None:
    """The entry of a row; None where another program wrote what is none."""
    try:
        return _entry(*row)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _entry(
    at: object,
    stretch: object,
    side: object,
    hold_s: object,
    asked_s: object,
    score: object,
    information: str,
    name: object,
    note: object,
    clip: object,
    start_s: object,
    clock_s: object,
    unjudged: object,
    end_s: object,
) -> HistoryEntry:
    return HistoryEntry(
        _moment(at),
        _words(stretch),
        Side(side) if side else None,
        _number(hold_s),
        _number(asked_s),
        _optional(_number, score),
        {as_utf8(name): _number(value) for name, value in json.loads(information).items()},
        _optional(_words, name),
        _optional(_words, note),
        _optional(_words, clip),
        _optional(_number, start_s),
        _optional(_number, clock_s),
        _optional(_words, unjudged),
        _optional(_number, end_s),
    )


def _moment(cell: object) -> datetime:
    moment = datetime.fromisoformat(_words(cell)).astimezone()  # else the time of this machine
    if moment.year not in YEARS:
        raise ValueError(moment)
    return moment


def _number(cell: Any) -> float:
    number = float(cell)
    if not isfinite(number):
        raise ValueError(number)
    return number


def _words(cell: object) -> str:
    if not isinstance(cell, str):
        raise TypeError(cell)
    return as_utf8(cell)


def _optional(read: Callable[[object], Cell], cell: object) -> Cell | None:
    return None if cell is None else read(cell)


def labelled(
    entries: Iterable[HistoryEntry], before: Sequence[HistoryEntry]
) -> Iterator[HistoryEntry]:
    """Entries of a clip with the name and note that it had before, where they have none."""
    name = next((entry.name for entry in before if entry.name), None)
    note = next((entry.note for entry in before if entry.note), None)
    for entry in entries:
        yield replace(entry, name=entry.name or name, note=entry.note or note)
