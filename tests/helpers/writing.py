"""Writes in each of posecheck's ways, for tests that kill it meanwhile: python writing.py WAY."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path


def page() -> None:
    from posecheck.support.files import WholeFile

    with WholeFile(Path("page.html")) as file:
        file.write("new" * 9999)


def folder() -> None:
    from posecheck.clips.output import FileOutput
    from posecheck.outputs.results_folder import ResultsFolder, claimed

    class Text(FileOutput):
        def add(self, frame, assessment, hold) -> None:
            self._file.write("new" * 9999)

    def make(unfinished: Path) -> list[Text]:
        return [Text(unfinished / name) for name in ("summary.json", "report.html")]

    out = Path("out")
    with (
        claimed(out),
        ResultsFolder(out, make, ["summary.json", "report.html"], "summary.json") as made,
    ):
        made.add(None, None, None)


def results() -> None:
    from posecheck.scoring.job import Scored
    from posecheck.scoring.results_file import ResultsFile

    with ResultsFile(Path("results.jsonl"), "0" * 64, resume=True) as file:
        for index in (2, 1, 0):
            file.add(Scored(index, f"{index}.mp4", error="no video"))
            print(index, flush=True)


def history() -> None:
    from posecheck.history import History, HistoryEntry

    at = datetime(2026, 3, 1, 8, tzinfo=UTC)
    with History(Path("history.sqlite").absolute()) as kept:
        for hold_s in (1.0, 2.0, 3.0):
            entries = [HistoryEntry(at, id, None, hold_s, 30.0, None, {}) for id in ("a", "b")]
            kept.keep_session(at, entries)
            print(hold_s, flush=True)


WAYS = {way.__name__: way for way in (page, folder, results, history)}

if __name__ == "__main__":
    WAYS[sys.argv[1]]()
    os._exit(0)
