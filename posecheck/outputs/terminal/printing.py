"""Results on stdout, in words or as JSON; warnings and errors on stderr."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console, RenderableType
from rich.text import Text

from posecheck.clips.analysis import Analysis
from posecheck.clips.batch import Outcome
from posecheck.coach import SessionResult
from posecheck.errors import InputError
from posecheck.history import HistoryEntry
from posecheck.outputs.terminal.clip_text import clip_heading, clip_text
from posecheck.outputs.terminal.history_table import history_table, progress_plots
from posecheck.outputs.terminal.notes import complain, note
from posecheck.outputs.terminal.session_text import session_text
from posecheck.pose.model import Model
from posecheck.stretches.stretch import Stretch
from posecheck.support.printable import printable

STDOUT = "-"


def show(words: RenderableType) -> None:
    """Print to stdout, wrapped."""
    console = _console()
    with console.capture() as text:
        console.print(words)
    for line in text.get().splitlines():  # rich fills lines with spaces
        print(line.rstrip())


def show_path(words: Text) -> None:
    """Print to stdout without breaking lines, so that paths can be copied."""
    _console().print(words, soft_wrap=True)


def _console() -> Console:
    """A console that prints brackets and colons in names as they are."""
    return Console(markup=False, emoji=False, highlight=False)


def show_session(session: SessionResult) -> None:
    """Print the result of a live session."""
    show(session_text(session))


def show_history(entries: Sequence[HistoryEntry], *, plot: bool = False) -> None:
    """Print past sessions.

    Args:
        entries: The history.
        plot: Whether to plot the progress, too.
    """
    if not entries:
        show("No live session has been saved yet; start one with `posecheck live`.")
        return
    show(history_table(entries))
    if plot:
        for progress in progress_plots(entries, colours=_console().is_terminal):
            print(f"\n{progress}")


def note_own_model(model: Model) -> None:
    """Say which model is used instead of the built-in one."""
    if not model.shipped:
        note(f"pose model {model.path}, SHA-256 {model.sha256}")


def show_analysis(analysis: Analysis, stretches: Sequence[Stretch]) -> None:
    """Print a clip's result in words, and the files that were made of it.

    Args:
        analysis: Of the clip.
        stretches: Those that were looked for.
    """
    show_path(clip_heading(analysis.result))
    show(clip_text(analysis.result, stretches))
    for file in analysis.files:
        show_path(Text(f"Written: {printable(str(file))}"))


class ResultPrinter:
    """Prints the outcomes of a run as they come.

    Args:
        stretches: Those that are looked for.
        json: Where results go as JSON Lines: a file, or `-` for stdout, which then has nothing
            else; None for nowhere.
        clips: The clips to be read, which are never overwritten.
        debug: Whether tracebacks are shown.

    Raises:
        InputError: On entering the block, if the JSON file cannot be written.
    """

    def __init__(
        self,
        stretches: Sequence[Stretch],
        json: str | None,
        clips: Sequence[Path],
        *,
        debug: bool = False,
    ) -> None:
        self._stretches = stretches
        self._json = json
        self._clips = clips
        self._debug = debug
        self._lines: TextIO | None = None

    def __enter__(self) -> Self:
        if self._json == STDOUT:
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
            self._lines = sys.stdout
        elif self._json is not None:
            self._lines = self._opened(Path(self._json))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._lines not in (None, sys.stdout):
            with suppress(OSError):  # every line was flushed, or its failure reported
                self._lines.close()

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
            self._write(analysis.result.to_json(), self._lines)
        if self._json != STDOUT:
            show_analysis(analysis, self._stretches)
            show("")
        else:
            for file in analysis.files:
                note(f"written: {file}")

    def _write(self, line: str, lines: TextIO) -> None:
        try:
            print(line, file=lines, flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            where = "stdout" if self._json == STDOUT else self._json
            raise InputError(
                f"{where}: the JSON cannot be written ({error.strerror}); "
                "make room, or name another file."
            ) from error

    def _opened(self, path: Path) -> TextIO:
        try:
            if path.exists() and any(clip.samefile(path) for clip in self._clips):
                raise InputError(
                    f"{path}: this is a clip to be read; name another file for the JSON."
                )
            return path.open("w", encoding="utf-8")
        except OSError as error:
            raise InputError(
                f"{path}: the JSON cannot be written ({error.strerror}); name another file."
            ) from error
