"""report.html: everything about one clip on one page."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import FileOutput
from posecheck.clips.result import ClipResult
from posecheck.outputs.report import charts, content, pictures, sides
from posecheck.outputs.report.recorder import Recorded, Recorder
from posecheck.outputs.report.render import render
from posecheck.outputs.rule_words import why_not_words
from posecheck.outputs.words import seen_words, what_to_try
from posecheck.stretches.stretch import Stretch
from posecheck.video import Clip, Frame

EMBEDDED = "posecheck-embedded-film"
"""Placeholder for the film in the page; films of any size are copied in piece by piece."""

PIECE_BYTES = 3 * 2**20
"""3 MiB: little memory, and a multiple of three bytes, so that pieces of base64 can be joined."""


class ReportPage(FileOutput):
    """Writes the report of a clip.

    Args:
        path: The file to write.
        clip: The clip, just opened.
        stretches: Those that are looked for.
        film: The annotated film or picture in the same folder, complete when the page is; None for
            none.
        embed: Whether the film goes inside the page.
        settings: What to say about the run, by title.
    """

    recorded: Recorded

    def __init__(
        self,
        path: Path,
        clip: Clip,
        stretches: Sequence[Stretch],
        *,
        film: Path | None,
        embed: bool = False,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(path)
        self._recorder = Recorder(still=clip.is_picture)
        self._stretches = stretches
        self.film = film
        self._embed = embed
        self._settings = settings or {}

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Take in one frame."""
        self._recorder.add(frame, assessment, hold)

    def finish(self, result: ClipResult) -> None:
        """Take in the result."""
        self.recorded = self._recorder.recorded(result)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._write()
        except BaseException as failure:
            super().__exit__(type(failure), failure, failure.__traceback__)
            raise
        super().__exit__(kind, error, trace)

    def _write(self) -> None:
        source = EMBEDDED if self._embed else self.film.name if self.film else None
        page = report_page(self.recorded, self._stretches, source, self._settings)
        before, embedded, after = page.partition(EMBEDDED)
        self._file.write(before)
        if embedded and self.film:
            kind = "image/jpeg" if self.film.suffix == ".jpg" else "video/mp4"
            self._file.write(f"data:{kind};base64,")
            with self.film.open("rb") as film:
                self._copy_base64(film)
        self._file.write(after)

    def _copy_base64(self, film: IO[bytes]) -> None:
        while piece := film.read(PIECE_BYTES):
            self._file.write(b64encode(piece).decode())


def report_page(
    recorded: Recorded,
    stretches: Sequence[Stretch],
    film: str | None,
    settings: Mapping[str, str],
) -> str:
    """The page as HTML.

    Args:
        recorded: What was recorded of the clip.
        stretches: Those that were looked for.
        film: The URL of the annotated film or picture; None for none.
        settings: What to say about the run, by title.
    """
    result = recorded.result
    shared = {
        "clip": Path(result.clip.path).name,
        "film": film,
        "whose": result.name,
        "note": result.note,
        "facts": content.facts(recorded, settings),
    }
    if recorded.stretch is None:
        return render(
            "nothing.html.j2",
            (),
            {},
            looked_for=[stretch.title for stretch in stretches],
            seen=seen_words(result) if result.person.found_fraction else None,
            advice=what_to_try(result, stretches),
            why=why_not_words(result, stretches),
            is_picture=result.is_picture,
            **shared,
        )
    return render(
        "report.html.j2",
        ("templates/charts.js", "templates/report.js"),
        charts.chart_data(recorded),
        head=content.overview(recorded),
        checks=content.check_rows(result, recorded.stretch),
        stretches=content.part_rows(result, stretches),
        holds=content.hold_rows(recorded),
        pictures=pictures.pictures(recorded),
        estimated=recorded.has_estimates,
        sides=sides.side_table(recorded),
        one_sided=sides.one_sided(recorded),
        information=content.information_rows(recorded),
        trunk_lengths=any(check.unit == "T" for check in result.checks),
        **shared,
    )
