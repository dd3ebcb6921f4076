"""Writes in each of posecheck's ways, for tests that kill it meanwhile: python writing.py WAY.

Everything goes into the current folder, in which there may be older files of the same names. What
is printed has been told to the user, and must outlive whatever happens next.
"""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path.cwd()
NEW = "new" * 9999
SESSION_AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
FILM_SIZE, FILM_FPS, FILM_PICTURES = (64, 48), 4, 160
PICTURE, RECORDING = "picture.jpg", "recording.mp4"


def page() -> None:
    """A page, or any other file that is written as a whole."""
    from posecheck.support.files import WholeFile

    with WholeFile(FOLDER / "page.html") as file:
        file.write(NEW)


def folder() -> None:
    """A folder of results, in place of an older one."""
    _results(FOLDER / "out")


def folder_with_a_link() -> None:
    """A folder of results with a link in it, file by file, `summary.json` last."""
    _results(FOLDER / "linked")


def _results(out: Path) -> None:
    from posecheck.clips.output import FileOutput
    from posecheck.outputs.results_folder import ResultsFolder, claimed

    class Text(FileOutput):
        def add(self, frame, assessment, hold) -> None:
            self._file.write(NEW)

    def make(unfinished: Path) -> list[Text]:
        return [Text(unfinished / name) for name in ("summary.json", "report.html")]

    with (
        claimed(out),
        ResultsFolder(
            out, make, ["summary.json", "report.html"], "summary.json", is_claimed=True
        ) as made,
    ):
        made.add(None, None, None)


def resumed() -> None:
    """Results and table, as `score --resume FILE --csv FILE` writes them."""
    _scores(resume=True)


def scores() -> None:
    """Results and table in place of older ones, as `score --json FILE --csv FILE` writes them."""
    _scores(resume=False)


def _scores(*, resume: bool) -> None:
    from posecheck.scoring.columns import ColumnsFile
    from posecheck.scoring.job import Scored
    from posecheck.scoring.results_file import ResultsFile

    with (
        ResultsFile(FOLDER / "results.jsonl", "0" * 64, resume=resume) as results,
        ColumnsFile(FOLDER / "table.csv", ["front_knee"]) as table,
    ):
        for index in (2, 1, 0):
            scored = Scored(index, f"{index}.mp4", error="no video")
            results.add(scored)
            table.add(scored)
            print(index, flush=True)


def film() -> None:
    """The film of a live session."""
    from clip_maker import pattern

    from posecheck.video.growing_film import GrowingFilmWriter

    with GrowingFilmWriter(FOLDER / "film.mp4", FILM_SIZE, FILM_FPS) as written:
        for number in range(FILM_PICTURES):
            written.write(pattern(number, FILM_SIZE), number / FILM_FPS)
            print(number, flush=True)


def history() -> None:
    """The history during a live session."""
    from posecheck.history import History, HistoryEntry

    with History(FOLDER / "history.sqlite") as kept:
        for hold_s in (1.0, 2.0, 3.0):
            entries = [HistoryEntry(SESSION_AT, id, None, hold_s, 30.0, None, {}) for id in "ab"]
            kept.keep_session(SESSION_AT, entries)
            print(hold_s, flush=True)


def history_deleted() -> None:
    """`history --delete`"""
    _posecheck("history", "--delete", "--yes")


def history_page() -> None:
    """`history --html FILE`"""
    _posecheck("history", "--html", str(FOLDER / "page.html"), "--force")


def analyze() -> None:
    """`analyze --out DIR`, of a picture, in place of an older folder."""
    _posecheck("analyze", str(FOLDER / PICTURE), "--out", str(FOLDER / "out"), "--force")


def live() -> None:
    """`live --record FILE`, with film and history."""
    _posecheck(
        *("live", "half_kneeling_lunge", "--source", str(FOLDER / RECORDING), "--speed", "0"),
        *("--no-window", "--no-voice", "--record", str(FOLDER / "film.mp4"), "--force"),
    )


def _posecheck(*arguments: str) -> None:
    from posecheck.__main__ import main

    os.environ["POSECHECK_DATA"] = str(FOLDER)
    sys.argv = ["posecheck", *arguments]
    with suppress(SystemExit):
        main()


QUICK = (page, folder, folder_with_a_link, resumed, scores, film, history, history_deleted)
SLOW = (history_page, analyze, live)
"""Whole commands that take seconds."""

if __name__ == "__main__":
    {way.__name__: way for way in (*QUICK, *SLOW)}[sys.argv[1]]()
    sys.stdout.flush()
    os._exit(0)
