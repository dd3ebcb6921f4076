"""comparison.html: two clips side by side, aligned at the start of the hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import Output
from posecheck.clips.result import CheckPart, ClipResult
from posecheck.outputs.grades import severity
from posecheck.outputs.report import content
from posecheck.outputs.report.charts import chart_data
from posecheck.outputs.report.pictures import picture
from posecheck.outputs.report.recorder import Recorded, Recorder, chart_id
from posecheck.outputs.report.render import relative_url, render
from posecheck.outputs.report.words import NONE, change_words
from posecheck.stretches.checks import Grade
from posecheck.support.files import WholeFile
from posecheck.support.printable import printable
from posecheck.video import Clip, Frame

CLEARLY = 0.1
"""A share of good time that differs by less than this is alike."""

BETTER, WORSE = "better", "worse"
MORE_OFTEN, LESS_OFTEN = "good more of the time", "good less of the time"
TRENDS = (BETTER, MORE_OFTEN, WORSE, LESS_OFTEN)
"""What became of a check, in the order of the summary; `alike` is not in it."""


@dataclass(frozen=True)
class Half:
    """One of the two clips.

    Attributes:
        recorded: What was recorded of it.
        film: The URL of its annotated film or picture, relative to the page; None for none.
        report: The URL of its report, relative to the page; None for none.
    """

    recorded: Recorded
    film: str | None
    report: str | None = None

    @property
    def name(self) -> str:
        """The name of the clip."""
        return printable(Path(self.recorded.result.clip.path).name)

    @property
    def starts_s(self) -> float:
        """When its first hold starts, or the clip if it has none, in seconds."""
        holds = self.recorded.result.holds
        return holds[0].start_s if holds else self.recorded.start_s


class Comparison:
    """Waits for both clips, then writes the page.

    Args:
        path: The file to write.
        settings: What to say about the run, by title.

    Attributes:
        path: The file to write.
        is_written: Whether the page of this run is there.
    """

    def __init__(self, path: Path, settings: Mapping[str, str]) -> None:
        self.path = path
        self.is_written = False
        self._settings = settings
        self._halves: list[Half] = []

    def half(self, clip: Clip, film: Path | None, report: Path) -> Output:
        """The output that takes in one of the clips.

        Args:
            clip: The clip, just opened.
            film: Its annotated film or picture; None for none.
            report: Its report.
        """
        return _HalfOutput(self, clip, self._url(film) if film else None, self._url(report))

    def _url(self, path: Path) -> str:
        return relative_url(path, self.path)

    def join(self, half: Half) -> None:
        """Take in a finished clip; the second one writes the page.

        Raises:
            InputError: If the page cannot be written.
        """
        self._halves.append(half)
        if len(self._halves) == 2:
            with WholeFile(self.path) as file:
                file.write(comparison_page(self._halves[0], self._halves[1], self._settings))
            self.is_written = True


class _HalfOutput(Output):
    def __init__(self, comparison: Comparison, clip: Clip, film: str | None, report: str) -> None:
        super().__init__(comparison.path)
        self._comparison = comparison
        self._recorder = Recorder(still=clip.is_picture)
        self._film = film
        self._report = report

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        self._recorder.add(frame, assessment, hold)

    def finish(self, result: ClipResult) -> None:
        self._half = Half(self._recorder.recorded(result), self._film, self._report)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._comparison.join(self._half)


def comparison_page(first: Half, second: Half, settings: Mapping[str, str]) -> str:
    """The page as HTML.

    Args:
        first: The clip on the left.
        second: The clip on the right.
        settings: What to say about the run, by title.
    """
    halves, rows = (first, second), _check_rows(first, second)
    return render(
        "comparison.html.j2",
        ("templates/charts.js", "templates/comparison.js"),
        _chart_data(first, second),
        halves=[_half_content(half) for half in halves],
        estimated=any(half.recorded.has_estimates for half in halves),
        obstacle=_obstacle(first, second),
        aligned=all(half.recorded.result.holds for half in halves),
        rows=rows,
        summary=_summary(rows),
        whose=first.recorded.result.name,
        note=first.recorded.result.note,
        facts=[(half.name, content.facts(half.recorded, settings)) for half in halves],
    )


def _summary(rows: Sequence[dict[str, Any]]) -> str | None:
    """What got better and what got worse from the first clip to the second."""
    sentences = []
    for trend in TRENDS:
        titles = [row["title"].lower() for row in rows if row["trend"] == trend]
        if titles:
            sentences.append(f"{trend.capitalize()}: {', '.join(titles)}.")
    return " ".join(sentences) or None


def _half_content(half: Half) -> dict[str, Any]:
    recorded = half.recorded
    best = next(iter(recorded.pictures), None)
    return {
        "name": half.name,
        "film": half.film,
        "report": half.report,
        "is_picture": recorded.result.is_picture,
        "head": content.overview(recorded) if recorded.stretch else None,
        "best": picture(best, recorded) if best else None,
    }


def _obstacle(first: Half, second: Half) -> str | None:
    """Why the clips cannot be compared; None if they can."""
    for half in (first, second):
        if half.recorded.stretch is None:
            return f"In {half.name} nobody was in position, so nothing of it was judged."
    stretches = [half.recorded.stretch.title for half in (first, second) if half.recorded.stretch]
    if stretches[0] != stretches[1]:
        return f"These are different stretches: {stretches[0]} and {stretches[1]}."
    return None


def _check_rows(first: Half, second: Half) -> list[dict[str, Any]]:
    """The checks that both clips have."""
    rows = [
        {row.id: row for row in content.check_rows(half.recorded.result, half.recorded.stretch)}
        for half in (first, second)
    ]
    parts = [
        {chart_id(part, half.recorded.stretch): part for part in half.recorded.result.all_checks}
        if half.recorded.stretch
        else {}
        for half in (first, second)
    ]
    shared = [id for id in rows[0] if id in rows[1]]
    return [
        {
            "title": rows[0][id].title,
            "cells": [rows[0][id], rows[1][id]],
            "change": _change(parts[0][id], parts[1][id]),
            "trend": _trend(parts[0][id], parts[1][id]),
        }
        for id in shared
    ]


def _trend(first: CheckPart, second: CheckPart) -> str:
    """One of `TRENDS`, or `alike`: by the verdict; where it stays, by the time that was good."""
    if Grade.CANNOT_JUDGE in (first.verdict, second.verdict):
        return ""
    if gain := severity(first.verdict) - severity(second.verdict):
        return BETTER if gain > 0 else WORSE
    longer = (second.good_fraction or 0.0) - (first.good_fraction or 0.0)
    if abs(longer) < CLEARLY:
        return "alike"
    return MORE_OFTEN if longer > 0 else LESS_OFTEN


def _change(first: CheckPart, second: CheckPart) -> str:
    if first.value is None or second.value is None or first.unit != second.unit:
        return NONE
    return change_words(first.value, second.value, first.unit)


def _chart_data(first: Half, second: Half) -> dict[str, Any]:
    halves = (first, second)
    data = [chart_data(half.recorded) for half in halves]
    charts = [{chart["id"]: chart for chart in one["charts"]} for one in data]
    shared = [id for id in charts[0] if id in charts[1]]
    if _obstacle(first, second):
        shared = []
    return {
        "starts": [round(half.starts_s, 3) for half in halves],
        "films": [one["start"] for one in data],
        "ends": [one["end"] for one in data],
        "half_frames": [one["half_frame"] for one in data],
        "names": [half.name for half in halves],
        "charts": [[by_id[id] for by_id in charts] for id in shared],
    }
