"""Results as a table of columns (CSV): one row a clip, two columns a check."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from posecheck.clips.result import ClipResult
from posecheck.scoring.job import Scored
from posecheck.scoring.lines import OrderedLines
from posecheck.support.csv_line import csv_line
from posecheck.support.printable import public_name, text_cell

ABOUT_THE_CLIP = (
    *("clip", "stretch", "side", "view", "score", "in_position_s", "judged_fraction"),
    *("good_hold_s", "found_fraction", "duration_s", "error"),
)
VALUE = "_value"
"""What the column of a check's value is called, after the one of its verdict."""


class Columns:
    """The lines of a table, without their ends.

    Args:
        checks: The ids of all checks that may come.
    """

    def __init__(self, checks: Sequence[str]) -> None:
        pairs = (name for check in checks for name in (check, check + VALUE))
        self._names = (*ABOUT_THE_CLIP, *pairs)

    @property
    def head(self) -> str:
        """The names of the columns."""
        return csv_line(self._names)

    def row(self, scored: Scored) -> str:
        """The row of a clip."""
        cells = _cells(scored.result) if scored.result else {"error": _text(scored.error or "")}
        cells["clip"] = _text(scored.clip)
        return csv_line([cells.get(name) for name in self._names])


class ColumnsFile:
    """A CSV file, each row written as it comes, and in the order of the input at the end.

    Args:
        path: Where it is written.
        checks: The ids of all checks that may come.

    Raises:
        InputError: On entering, if it cannot be written.
    """

    def __init__(self, path: Path, checks: Sequence[str]) -> None:
        self._columns = Columns(checks)
        self._lines = OrderedLines(path, head=self._columns.head)

    def __enter__(self) -> Self:
        self._lines.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._lines.__exit__(kind, error, trace)

    def add(self, scored: Scored) -> None:
        """Write the row of a clip."""
        self._lines.add(scored.index, self._columns.row(scored))


def _text(text: str) -> str:
    return text_cell(public_name(text))


def _cells(result: ClipResult) -> dict[str, object]:
    cells: dict[str, object] = {
        "stretch": result.stretch.id,
        "side": result.side,
        "view": result.view.kind.value if result.view.kind else None,
        "score": result.score,
        "in_position_s": result.in_position_s,
        "judged_fraction": result.judged_fraction,
        "good_hold_s": result.good_hold_s,
        "found_fraction": result.person.found_fraction,
        "duration_s": result.clip.duration_s,
    }
    for check in result.checks:
        cells[check.id] = check.verdict.value
        cells[check.id + VALUE] = check.value
    return cells
