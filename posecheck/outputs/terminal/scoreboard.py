"""What `score` prints and writes: each clip at once, then the table and the comparison."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.text import Text

from posecheck.errors import InputError
from posecheck.exit_code import ExitCode
from posecheck.outputs.targets import STDOUT, Kind, Targets, refuse_both_to_stdout
from posecheck.outputs.terminal.notes import complain, note
from posecheck.outputs.terminal.printing import show_json, show_path
from posecheck.outputs.terminal.progress_bars import ClipsBar
from posecheck.outputs.terminal.score_table import clip_line, comparison_lines, totals_lines
from posecheck.scoring.columns import Columns, ColumnsFile
from posecheck.scoring.expectations import Comparison
from posecheck.scoring.job import Scored, Settings
from posecheck.scoring.record import line_of
from posecheck.scoring.results_file import ResultsFile
from posecheck.scoring.run import Earlier
from posecheck.scoring.totals import Totals


class Scoreboard:
    """Shows and saves the clips of a run as they come.

    On leaving the `with` block the files are sorted; without an error, the table is printed.

    Args:
        clips: The clips to be scored.
        comparison: With what is expected; None where nothing is.
    """

    def __init__(self, clips: Sequence[str], comparison: Comparison | None = None) -> None:
        self._clips = clips
        self._comparison = comparison
        self._totals = Totals()
        self._bar = ClipsBar(len(clips))
        self._files = ExitStack()
        self._results: ResultsFile | None = None
        self._columns: ColumnsFile | None = None
        self._stdout_line: Callable[[Scored], str] | None = None
        self._earlier = 0
        self._path: Path | None = None
        self._has_saved = False

    def __enter__(self) -> Self:
        self._bar.show()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.hide()
        self._files.__exit__(kind, error, trace)
        if error is None:
            self._conclude()
        elif self._path and self._has_saved and self._path.is_file():
            note(f"finished clips are saved; continue with --resume {self._path}")

    def write(
        self,
        settings: Settings,
        targets: Targets,
        *,
        json: str | None,
        resume: str | None,
        csv: Path | None,
    ) -> Earlier | None:
        """Open the files to write; call it before the `with` block.

        Args:
            settings: Of the run.
            targets: What the run writes; the files are checked against it.
            json: A file of JSON Lines, or `-` for stdout, which then has nothing else.
            resume: Such a file from an interrupted run, to add to.
            csv: A table, or `-` for stdout, which then has nothing else.

        Returns:
            The results of an earlier run that was interrupted; None where there are none.

        Raises:
            InputError: If a file cannot or may not be written.
        """
        if json and resume and json != resume:
            raise InputError(f"--resume {resume} writes there too: leave out --json {json}.")
        if resume == STDOUT:
            raise InputError("--resume -: name a file, as from --json FILE.")
        refuse_both_to_stdout(json, csv)
        with self._files as files:  # left again where one of them is refused
            earlier = self._open(settings, targets, json, resume, csv)
            self._files = files.pop_all()
        return earlier

    def _open(
        self,
        settings: Settings,
        targets: Targets,
        json: str | None,
        resume: str | None,
        csv: Path | None,
    ) -> Earlier | None:
        if resume:
            targets.take(Path(resume))
        elif json and json != STDOUT:
            targets.check(Path(json), Kind.RESULTS)
        if csv and str(csv) != STDOUT:
            targets.check(csv, Kind.TABLE)
            self._columns = self._files.enter_context(ColumnsFile(csv, settings.check_ids))
        elif csv:
            columns = Columns(settings.check_ids)
            self._stdout_line = columns.row
            show_json(columns.head)
        if json == STDOUT:
            self._stdout_line = partial(line_of, settings_sha256=settings.sha256)
            return None
        if not (json or resume):
            return None
        self._path = Path(resume or json or "")
        self._results = self._files.enter_context(
            ResultsFile(self._path, settings.sha256, resume=resume is not None)
        )
        self._has_saved = self._results.has_earlier
        return self._results.earlier if self._results.has_earlier else None

    def add(self, scored: Scored) -> None:
        """Show and save the outcome of a clip."""
        if self._results:
            self._results.add(scored)
            self._has_saved = True
        if self._columns:
            self._columns.add(scored)
        if self._comparison:
            self._comparison.add(scored)
        row = self._totals.add(scored)
        self._bar.hide()
        if scored.error:
            note(scored.error)
        elif scored.warning:
            note(f"{scored.clip}: {scored.warning}")
        if self._stdout_line:
            show_json(self._stdout_line(scored))
        elif scored.earlier:
            self._earlier += 1
        else:
            self._tell_earlier()
            show_path(clip_line(row, len(self._totals.rows), len(self._clips)))
        self._bar.advance()

    def _tell_earlier(self) -> None:
        """Say once how many clips an earlier run finished, which are not new."""
        if self._earlier:
            clips = "1 clip was" if self._earlier == 1 else f"{self._earlier} clips were"
            note(f"{clips} finished in an earlier run.")
        self._earlier = 0

    def fail(self, errors: Iterable[InputError], *, debug: bool = False) -> None:
        """Report paths without a clip."""
        for error in errors:
            complain(error, debug=debug)
            self._totals.unreadable += 1

    @property
    def exit_code(self) -> ExitCode:
        """How the run ended."""
        return self._totals.exit_code(self._comparison.fell_short if self._comparison else None)

    def _conclude(self) -> None:
        self._tell_earlier()
        if not self._stdout_line and self._totals.rows:
            self._say(Text())
            self._say(*totals_lines(self._totals))
        if self._comparison:
            self._say(*comparison_lines(self._comparison))

    def _say(self, *lines: Text) -> None:
        for line in lines:
            if self._stdout_line:
                note(line.plain)
            else:
                show_path(line)
