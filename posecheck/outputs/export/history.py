"""The history for other programs: JSON Lines, or a table."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from posecheck.history import HistoryEntry
from posecheck.support.csv_line import csv_line
from posecheck.support.printable import text_cell

SCHEMA = 1

COLUMNS = (
    *("at", "name", "stretch", "side", "hold_s", "asked_s", "score", "note", "clip", "start_s"),
    *("end_s", "clock_s", "unjudged"),
)


def json_lines(entries: Sequence[HistoryEntry]) -> Iterator[str]:
    """A line of JSON for each entry (docs/JSON.md)."""
    for entry in entries:
        yield json.dumps({"schema": SCHEMA, **asdict(entry)} | _words(entry), allow_nan=False)


def table(entries: Sequence[HistoryEntry]) -> str:
    """A CSV table with a row for each entry; each value without a verdict has a column."""
    information = dict.fromkeys(id for entry in entries for id in entry.information)
    rows = [csv_line([*COLUMNS, *(f"info_{id}" for id in information)])]
    for entry in entries:
        cells = asdict(entry) | _words(entry)
        for column in ("name", "stretch", "note", "clip", "unjudged"):
            cells[column] = text_cell(cells[column] or "")
        values = (entry.information.get(id) for id in information)
        rows.append(csv_line([*(cells[column] for column in COLUMNS), *values]))
    return "".join(f"{row}\n" for row in rows)


def _words(entry: HistoryEntry) -> dict[str, str | None]:
    """What is no number or text in an entry, as text."""
    return {"at": entry.at.isoformat(), "side": entry.side.value if entry.side else None}
