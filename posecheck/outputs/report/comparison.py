"""comparison.html: two clips side by side, aligned at the start of the hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import Output
from posecheck.clips.result import CheckPart, ClipResult
from posecheck.outputs.report import content
from posecheck.outputs.report.charts import chart_data
from posecheck.outputs.report.keyframes import KeyFrame
from posecheck.outputs.report.pictures import picture
from posecheck.outputs.report.recorder import Recorded, Recorder, chart_id, chart_title
from posecheck.outputs.report.render import relative_url, render
from posecheck.outputs.report.trends import TRENDS, change, trend
from posecheck.outputs.report.words import NONE
from posecheck.outputs.words import counted_in, front_leg_words, shows_both_legs, with_leg_words
from posecheck.pose.pose import Side
from posecheck.support.files import WholeFile
from posecheck.support.printable import printable
from posecheck.video import Clip, Frame


@dataclass(frozen=True)
class Half:
    """One of the two clips.

    Attributes:
        recorded: What was recorded of it.
        film: The URL of its annotated film or picture, relative to the page; None for none.
        report: The URL of its report, relative to the page; None for none.
        leg: The leg in front in what is shown of it; None for whichever.
    """

    recorded: Recorded
    film: str | None
    report: str | None = None
    leg: Side | None = None

    @property
    def name(self) -> str:
        """The name of the clip."""
        return printable(Path(self.recorded.result.clip.path).name)

    @property
    def starts_s(self) -> float:
        """When its first hold starts, or the clip if it has none, in seconds."""
        holds = self.recorded.result.holds
        starts_s = [
            hold.start_s for hold in holds if self.leg is None or hold.side == self.leg.value
        ]
        return starts_s[0] if starts_s else self.recorded.start_s

    @property
    def pictures(self) -> tuple[KeyFrame, ...]:
        """Its key frames, the one to show first."""
        sides = {part.side: part.pictures for part in self.recorded.sides}
        if self.leg is None or len(sides) < 2:
            return self.recorded.pictures
        return sides.get(self.leg, ())


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
    first, second = halves = _of_the_compared_leg(first, second)
    obstacle = _obstacle(first, second)
    rows = [] if obstacle else _check_rows(first, second)
    data = _chart_data(first, second)
    return render(
        "comparison.html.j2",
        ("templates/charts.js", "templates/comparison.js"),
        data,
        halves=[_half_content(half) for half in halves],
        estimated=any(half.recorded.has_estimates for half in halves),
        obstacle=obstacle,
        remarks=[*_views_words(first, second), *_repetitions_words(first, second)],
        charts=bool(data["charts"]),
        aligned=_aligned_words(first, second),
        rows=rows,
        summary=_summary(rows),
        whose=first.recorded.result.name,
        note=first.recorded.result.note,
        facts=[(half.name, content.facts(half.recorded, settings)) for half in halves],
    )


def _summary(rows: Sequence[dict[str, Any]]) -> str | None:
    """What got better and what got worse from the first clip to the second."""
    sentences = []
    for what in TRENDS:
        titles = [row["title"].lower() for row in rows if row["trend"] == what]
        if titles:
            sentences.append(f"{what.capitalize()}: {', '.join(titles)}.")
    return " ".join(sentences) or None


def _half_content(half: Half) -> dict[str, Any]:
    recorded = half.recorded
    best = next(iter(half.pictures), None)
    return {
        "name": half.name,
        "film": half.film,
        "report": half.report,
        "is_picture": recorded.result.is_picture,
        "head": content.overview(recorded) if recorded.stretch else None,
        "best": picture(best, recorded) if best else None,
    }


def _of_the_compared_leg(*halves: Half) -> list[Half]:
    """The clips, of each to be shown what the table compares first; else the leg that it has."""
    leg, *_ = _legs([half.recorded for half in halves])
    return [replace(half, leg=leg or _only_leg(half.recorded)) for half in halves]


def _only_leg(recorded: Recorded) -> Side | None:
    return next((side for side in Side if side.value == recorded.result.side), None)


def _aligned_words(first: Half, second: Half) -> str | None:
    """At which moment the clips are aligned; None where either has no hold."""
    if not all(half.recorded.result.holds for half in (first, second)):
        return None
    same = first.leg if first.leg is second.leg else None
    return f"Both clips are aligned at the start of the hold{with_leg_words(same)}."


def _obstacle(first: Half, second: Half) -> str | None:
    """Why the clips cannot be compared; None if they can."""
    for half in (first, second):
        if half.recorded.stretch is None:
            return f"In {half.name} nobody was in position, so nothing of it was judged."
    stretches = [half.recorded.stretch.title for half in (first, second) if half.recorded.stretch]
    if stretches[0] != stretches[1]:
        return f"These are different stretches: {stretches[0]} and {stretches[1]}."
    return None


def _views_words(first: Half, second: Half) -> Iterator[str]:
    """That the clips were seen from different sides, if they were."""
    seen = [half.recorded.result.view.kind for half in (first, second)]
    if None not in seen and seen[0] is not seen[1]:
        words = [kind.words for kind in seen if kind]
        yield f"A is seen {words[0]}, B {words[1]}: only what both show can be compared."


def _repetitions_words(first: Half, second: Half) -> Iterator[str]:
    """That one clip is judged where its repetitions turn, the other while it was held, if so."""
    halves = (first.recorded, second.recorded)
    if any(half.result.is_picture for half in halves):
        return
    for leg in _legs(halves):
        repeated = [_with_leg(half, leg).result.repetitions > 0 for half in halves]
        if repeated[0] != repeated[1]:
            turned, held = "AB" if repeated[0] else "BA"
            with_leg = with_leg_words(leg)
            yield (
                f"{turned} was done as repetitions{with_leg} and is judged where they turn, "
                f"{held} was held{with_leg} and is judged all that time: neither form is called "
                "better."
            )


def _check_rows(first: Half, second: Half) -> list[dict[str, Any]]:
    """The checks that either clip has, leg by leg where either shows both."""
    halves = (first.recorded, second.recorded)
    return [
        row | {"title": f"{row['title']} ({front_leg_words(leg)})" if leg else row["title"]}
        for leg in _legs(halves)
        for row in _rows([_with_leg(half, leg) for half in halves])
    ]


def _legs(halves: Sequence[Recorded]) -> list[Side | None]:
    """The front legs that both clips show, where either shows each in turn; else whichever."""
    if not any(half.stretch and shows_both_legs(half.result, half.stretch) for half in halves):
        return [None]
    shown = [{part.side for part in half.sides} for half in halves]
    return [side for side in Side if all(side in sides for sides in shown)] or [None]


def _with_leg(half: Recorded, leg: Side | None) -> Recorded:
    """What is recorded of a clip while one leg was in front."""
    if leg is None:
        return half
    parts = [part for side in half.sides if side.side is leg for part in side.checks]
    mains = {part.id: part for part in reversed(parts)}
    update = {
        "side": leg.value,
        "checks": tuple(part for part in parts if part is mains[part.id]),
        "variants": tuple(part for part in parts if part is not mains[part.id]),
        "repetitions": sum(side.repetitions for side in half.sides if side.side is leg),
    }
    return replace(half, result=half.result.model_copy(update=update))


def _rows(halves: Sequence[Recorded]) -> list[dict[str, Any]]:
    """The checks that either has; what only one view shows has no cell in the other."""
    rows = [
        {row.id: row for row in content.check_rows(half.result, half.stretch)} for half in halves
    ]
    parts = [
        {chart_id(part, half.stretch): part for part in half.result.all_checks}
        for half in halves
        if half.stretch
    ]
    ids = _together([*rows[0], *(id for id in rows[1] if id not in rows[0])])
    results = [half.result for half in halves]
    return [
        _row(
            chart_title(id, ids),
            [by_id.get(id) for by_id in rows],
            [by_id.get(id) for by_id in parts],
            results,
        )
        for id in ids
    ]


def _row(
    title: str,
    cells: Sequence[content.CheckRow | None],
    checks: Sequence[CheckPart | None],
    results: Sequence[ClipResult],
) -> dict[str, Any]:
    first, second = checks
    counted = [
        counted_in(check, result) if check else None
        for check, result in zip(checks, results, strict=True)
    ]
    return {
        "title": title,
        "cells": cells,
        "target": _target(cells),
        "change": change(first, second),
        "trend": trend(first, second, counted),
    }


def _together(ids: Sequence[str]) -> list[str]:
    """The ids of charts with those of the same check next to each other."""
    checks = [id.partition(":")[0] for id in ids]
    return sorted(ids, key=lambda id: checks.index(id.partition(":")[0]))


def _target(cells: Sequence[content.CheckRow | None]) -> str:
    """The target of those that were judged; that of each where it is not the same."""
    targets = [cell.target if cell else NONE for cell in cells]
    shown = list(dict.fromkeys(target for target in targets if target != NONE))
    if len(shown) < 2:
        return shown[0] if shown else NONE
    return f"A: {targets[0]}, B: {targets[1]}"


def _chart_data(first: Half, second: Half) -> dict[str, Any]:
    halves = (first, second)
    data = [chart_data(half.recorded) for half in halves]
    return {
        "starts": [round(half.starts_s, 3) for half in halves],
        "films": [one["start"] for one in data],
        "ends": [one["end"] for one in data],
        "half_frames": [one["half_frame"] for one in data],
        "names": [half.name for half in halves],
        "charts": [] if _obstacle(first, second) else _shared_charts(*data),
    }


def _shared_charts(first: dict[str, Any], second: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The charts that both clips have; each draws what both show, or one of them.

    Values that were held against different limits are not drawn in the same chart.
    """
    others = {chart["id"]: chart for chart in second["charts"]}
    charts: list[list[dict[str, Any]]] = []
    for chart in first["charts"]:
        if chart["id"] in others:
            pair = [one | {"clip": clip} for clip, one in enumerate((chart, others[chart["id"]]))]
            charts += [pair] if _have_same_limits(*pair) else _apart(pair)
    return charts


def _have_same_limits(*charts: Mapping[str, Any]) -> bool:
    limits = [(one["good"], one["fix"]) for chart in charts for one in chart["limits"]]
    return all(one == limits[0] for one in limits)


def _apart(charts: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [[one | {"title": f"{one['title']}, {'AB'[one['clip']]}"}] for one in charts]
