"""Truth files: JSON in which the frames are columns, so that they stay small and readable."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def write_truth(file: Path, truth: dict[str, Any]) -> None:
    """Write the truth of a clip, whose `frames` are rows with the same names."""
    columns = to_columns(truth["frames"])
    text = json.dumps({**truth, "frames": columns}, separators=(",", ":"))
    file.write_text(text + "\n", encoding="utf-8")


def read_truth(file: Path) -> dict[str, Any]:
    """Read the truth of a clip, its `frames` as rows again."""
    truth: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {**truth, "frames": to_rows(truth["frames"], truth["frame_count"])}


def to_columns(cells: Sequence[Any]) -> Any:
    """The values of every frame; one value alone where it never changes; nested as they are."""
    first = cells[0]
    if isinstance(first, dict):
        return {name: to_columns([cell[name] for cell in cells]) for name in first}
    return first if all(cell == first for cell in cells) else list(cells)


def to_rows(columns: dict[str, Any], count: int) -> list[Row]:
    """A row for each frame, from the columns of `to_columns`."""
    return [_row(columns, index) for index in range(count)]


def _row(columns: dict[str, Any], index: int) -> Row:
    return {name: _cell(column, index) for name, column in columns.items()}


def _cell(column: Any, index: int) -> Any:
    if isinstance(column, dict):
        return _row(column, index)
    return column[index] if isinstance(column, list) else column
