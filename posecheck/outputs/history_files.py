"""The history as files: a page, JSON Lines and a table; the latter two also to stdout."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from posecheck.history import HistoryEntry
from posecheck.outputs.export.history import json_lines, table
from posecheck.outputs.report.history_page import write_history_page
from posecheck.outputs.targets import STDOUT, Kind, Targets, refuse_both_to_stdout
from posecheck.outputs.terminal.notes import note
from posecheck.outputs.terminal.printing import show_json
from posecheck.support.files import WholeFile


@dataclass(frozen=True)
class HistoryFiles:
    """Where the history is written.

    Attributes:
        html: The file of the page; None for none.
        json: A file of JSON Lines, or `-` for stdout; None for none.
        csv: A file of the table, or `-` for stdout; None for none.
    """

    html: Path | None = None
    json: str | None = None
    csv: str | None = None

    @property
    def wanted(self) -> bool:
        """Whether anything is to be written."""
        return any((self.html, self.json, self.csv))

    def check(self, targets: Targets) -> None:
        """Refuse what may not be written.

        Args:
            targets: What the run writes; the files are added to it.

        Raises:
            InputError: If both are to go to stdout, or a file may not be written.
        """
        refuse_both_to_stdout(self.json, self.csv)
        kinds = (
            (self.html, Kind.HISTORY_PAGE),
            (self.json, Kind.HISTORY),
            (self.csv, Kind.HISTORY_TABLE),
        )
        for file, kind in kinds:
            if file and file != STDOUT:
                targets.check(Path(file), kind)

    def write(self, entries: Sequence[HistoryEntry], name: str | None) -> None:
        """Write all of them.

        Args:
            entries: The history, oldest first.
            name: Whose it is; None for everybody's.

        Raises:
            InputError: If one cannot be written.
        """
        if self.html:
            write_history_page(self.html, entries, name)
            note(f"written: {self.html}")
        if self.json:
            _write(self.json, "".join(f"{line}\n" for line in json_lines(entries)))
        if self.csv:
            _write(self.csv, table(entries))


def _write(where: str, text: str) -> None:
    if where == STDOUT:
        if text:
            show_json(text.removesuffix("\n"))
        return
    with WholeFile(Path(where)) as file:
        file.write(text)
    note(f"written: {where}")
