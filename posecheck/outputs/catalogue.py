"""Every file that can be made of a clip: its name, when it is made, and by what.

A new output is a class in a folder of its own and one line in `OUTPUTS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from posecheck.clips.output import Output
from posecheck.outputs.export.dlc import LandmarksDlc
from posecheck.outputs.export.frames_csv import FramesCsv
from posecheck.outputs.export.landmarks import LandmarksCsv, LandmarksParquet
from posecheck.outputs.export.summary_json import SummaryJson
from posecheck.outputs.export.trc import LandmarksTrc
from posecheck.outputs.options import LandmarkFormat, OutputOptions
from posecheck.outputs.overlay.annotated import annotated
from posecheck.outputs.report.page import ReportPage
from posecheck.stretches.stretch import Stretch
from posecheck.video import Clip, holds_picture

REPORT = "report.html"
FILM, PICTURE = "annotated.mp4", "annotated.jpg"


@dataclass(frozen=True)
class Request:
    """What one output of one clip is made from.

    Attributes:
        path: The file to write.
        clip: The clip, just opened.
        stretches: The stretches that are looked for.
        film: The annotated film or picture of the clip; None where none is made.
        options: What the user chose.
    """

    path: Path
    clip: Clip
    stretches: Sequence[Stretch]
    film: Path | None
    options: OutputOptions


Condition = Callable[[Path, OutputOptions], bool]
"""Whether an output is made of a clip, by the path of the clip."""


@dataclass(frozen=True)
class OutputKind:
    """One kind of file: its name in the folder of results, when it is made, and how."""

    name: str
    condition: Condition
    make: Callable[[Request], Output]


def _always(clip: Path, options: OutputOptions) -> bool:
    return True


def _landmarks_as(*formats: LandmarkFormat) -> Condition:
    return lambda clip, options: options.landmarks in formats


def _film_called(name: str) -> Condition:
    return lambda clip, options: film_name(clip, options) == name


def _report(request: Request) -> Output:
    return ReportPage(
        request.path,
        request.clip,
        request.stretches,
        film=request.film,
        embed=request.options.embed,
        settings=request.options.settings,
    )


def _annotated(request: Request) -> Output:
    return annotated(request.path, request.clip, full_size=request.options.full_size)


SEAL = "summary.json"
"""The file whose presence says that all others are complete."""

OUTPUTS = (
    OutputKind(SEAL, _always, lambda request: SummaryJson(request.path)),
    OutputKind(REPORT, _always, _report),
    OutputKind("frames.csv", _always, lambda request: FramesCsv(request.path, request.stretches)),
    OutputKind(
        "landmarks.csv",
        _landmarks_as("csv", "trc", "dlc"),
        lambda request: LandmarksCsv(request.path),
    ),
    OutputKind(
        "landmarks.parquet",
        _landmarks_as("parquet"),
        lambda request: LandmarksParquet(request.path),
    ),
    OutputKind("landmarks.trc", _landmarks_as("trc"), lambda request: LandmarksTrc(request.path)),
    OutputKind(
        "landmarks_dlc.csv", _landmarks_as("dlc"), lambda request: LandmarksDlc(request.path)
    ),
    OutputKind(FILM, _film_called(FILM), _annotated),
    OutputKind(PICTURE, _film_called(PICTURE), _annotated),
)
"""They are completed from the last to the first: the film before the report that embeds it, and
the summary after all others, so that if it exists, they do, too."""


def film_name(clip: Path, options: OutputOptions) -> str | None:
    """The name of the annotated film or picture of a clip; None where none is made."""
    if options.film is False:
        return None
    return PICTURE if holds_picture(clip) else FILM


def kinds_for(clip: Path, options: OutputOptions) -> tuple[OutputKind, ...]:
    """The outputs that are made of a clip in a folder of results.

    Args:
        clip: The path of the clip, which need not exist.
        options: What the user chose.
    """
    return tuple(kind for kind in OUTPUTS if kind.condition(clip, options))
