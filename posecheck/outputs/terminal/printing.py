"""Results on stdout, in words or as JSON; warnings and errors on stderr."""

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import RenderableType
from rich.text import Text

from posecheck.clips.analysis import Analysis
from posecheck.clips.batch import Outcome
from posecheck.coach import SessionResult
from posecheck.errors import InputError
from posecheck.history import HistoryEntry
from posecheck.outputs.targets import STDOUT, Kind, Targets
from posecheck.outputs.terminal.clip_text import clip_heading, clip_text
from posecheck.outputs.terminal.console import plain_console
from posecheck.outputs.terminal.history_table import history_table, progress_plots
from posecheck.outputs.terminal.notes import complain, note
from posecheck.outputs.terminal.session_text import session_text
from posecheck.pose.model import Model
from posecheck.pose.pose import Side
from posecheck.scoring.lines import OrderedLines
from posecheck.stretches.stretch import Stretch
from posecheck.support.printable import printable


def show(words: RenderableType) -> None:
    """Print to stdout, wrapped."""
    console = plain_console()
    with console.capture() as text:
        console.print(words)
    for line in text.get().splitlines():  # rich fills lines with spaces
        print(line.rstrip())


def show_path(words: Text) -> None:
    """Print to stdout without breaking lines, so that paths can be copied."""
    plain_console().print(words, soft_wrap=True)


def show_json(line: str) -> None:
    """Print lines of JSON or of a table to stdout, in UTF-8 whatever the terminal's encoding is.

    A program gets every name as it is; a terminal cannot be controlled by one.

    Raises:
        InputError: If it cannot be written.
    """
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if sys.stdout.isatty():
        line = "\n".join(map(printable, line.split("\n")))
    try:
        print(line, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(
            f"stdout: cannot be written ({error.strerror}); make room, or name a file."
        ) from error


def show_session(session: SessionResult) -> None:
    """Print the result of a live session."""
    show(session_text(session))


def show_history(
    entries: Sequence[HistoryEntry], name: str | None = None, *, plot: bool = False
) -> None:
    """Print what was held in past sessions and clips.

    Args:
        entries: The history.
        name: Whose it is; None for everybody's.
        plot: Whether to plot the progress, too.
    """
    if not entries:
        of_whom = f" under the name {printable(name)}" if name else ""
        show(
            f"Nothing is in the history yet{of_whom}; `posecheck live` and "
            "`posecheck analyze CLIP --remember` add to it."
        )
        return
    show(history_table(entries))
    if plot:
        for progress in progress_plots(entries, colours=plain_console().is_terminal):
            print(f"\n{progress}")


def note_own_model(model: Model) -> None:
    """Say which model is used instead of the built-in one, and what to know about it."""
    if not model.shipped:
        note(f"pose model {model.path}, SHA-256 {model.sha256}")
    if model.caution:
        note(f"{model.file}: {model.caution}")


def note_idle_side(side: Side | None, stretches: Sequence[Stretch]) -> None:
    """Say that a side was named where none of the stretches has a front leg."""
    if side and not any(stretch.has_front_leg for stretch in stretches):
        titles = " and ".join(stretch.title for stretch in stretches)
        note(f"--side {side.value} means nothing here: {titles} has no front leg")


def note_idle_jobs(jobs: int | None, cluster: str | None) -> None:
    """Say that a number of processes was named where a cluster's workers score instead."""
    if jobs and cluster:
        note(f"--jobs {jobs} means nothing with --cluster: start as many workers as you want")


def show_analysis(
    analysis: Analysis, stretches: Sequence[Stretch], *, explain: bool = False
) -> None:
    """Print a clip's result in words, and the files that were made of it.

    Args:
        analysis: Of the clip.
        stretches: Those that were looked for.
        explain: Whether to show every position rule.
    """
    show_path(clip_heading(analysis.result))
    show(clip_text(analysis.result, stretches, explain=explain))
    for file in analysis.files:
        _show_written(file)


def _show_written(file: Path) -> None:
    show_path(Text(f"Written: {printable(str(file))}"))


class ResultPrinter:
    """Prints the outcomes of a run as they come.

    Args:
        stretches: Those that are looked for.
        json: Where results go as JSON Lines: a file, or `-` for stdout, which then has nothing
            else; None for nowhere.
        targets: What the run writes; the file is checked against it.
        explain: Whether every position rule is shown.
        debug: Whether tracebacks are shown.

    Raises:
        InputError: If the JSON file may not be written; on entering the block and from `add`, if it
            cannot be.
    """

    def __init__(
        self,
        stretches: Sequence[Stretch],
        json: str | None,
        targets: Targets,
        *,
        explain: bool = False,
        debug: bool = False,
    ) -> None:
        self._stretches = stretches
        self._explain = explain
        self._to_stdout = json == STDOUT
        self._debug = debug
        self._lines: OrderedLines | None = None
        self._count = 0
        if json is not None and not self._to_stdout:
            targets.check(Path(json), Kind.RESULTS)
            self._lines = OrderedLines(Path(json))

    def __enter__(self) -> Self:
        if self._lines:
            self._lines.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._lines:
            self._lines.__exit__(kind, error, trace)

    def add(self, outcome: Outcome) -> None:
        """Print the outcome of one clip."""
        if outcome.error:
            complain(outcome.error, debug=self._debug)
        if outcome.analysis:
            self._add(outcome.clip, outcome.analysis)

    def _add(self, clip: Path, analysis: Analysis) -> None:
        if analysis.warning:
            note(f"{clip}: {analysis.warning}")
        if self._lines:
            self._lines.add(self._count, analysis.result.to_json())
            self._count += 1
        if self._to_stdout:
            show_json(analysis.result.to_json())
        if not self._to_stdout:
            show_analysis(analysis, self._stretches, explain=self._explain)
            show("")
        else:
            for file in analysis.files:
                self.written(file)

    def written(self, file: Path) -> None:
        """Say that a file was made."""
        if self._to_stdout:
            note(f"written: {file}")
        else:
            _show_written(file)
