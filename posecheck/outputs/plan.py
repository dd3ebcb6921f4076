"""Which files are made of which clip, and where they go."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from os import W_OK, access
from pathlib import Path
from typing import Literal

from posecheck.clips.output import Make, Output
from posecheck.errors import InputError
from posecheck.stretches.stretch import Stretch
from posecheck.video import PICTURES, Clip

SUMMARY, REPORT, FRAMES = "summary.json", "report.html", "frames.csv"
COMPARISON = "comparison.html"
LandmarkFormat = Literal["csv", "parquet", "trc"]


@dataclass(frozen=True)
class Wanted:
    """What is to be made of each clip.

    film: None where it was not said: with a folder for the results, but not without one.
    landmarks: as `csv` or `parquet`; `trc` writes both CSV and TRC.
    embed: the film goes inside the report. settings: what the report says about the run.
    compare: the two clips are also shown side by side.
    """

    film: bool | None = None
    full_size: bool = False
    landmarks: LandmarkFormat = "csv"
    embed: bool = False
    compare: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


def settings_words(stretch: str, side: str, limits: Sequence[str]) -> dict[str, str]:
    """What was asked for, for the report."""
    own = {"Own limits": ", ".join(limits)} if limits else {}
    return {"Asked for": f"stretch {stretch}, front leg {side}", **own}


def outputs_for(
    clips: Sequence[Path],
    stretches: Sequence[Stretch],
    wanted: Wanted,
    *,
    folder: Path | None,
    force: bool = False,
) -> dict[Path, list[Make]]:
    """What is made of each clip: everything in a folder, else at most a film beside it.

    Raises InputError where a folder cannot be made, or has results already (`force` overwrites);
    where two clips are to be compared, but there are not two or no folder.
    """
    if wanted.compare and (folder is None or len(clips) != 2):
        raise InputError("--compare takes two clips, and a folder for the page: add --out DIR.")
    if folder is not None:
        makes = results_in(folders_for(clips, folder), stretches, wanted, force=force)
        if wanted.compare:
            _add_comparison(makes, folder, wanted, force=force)
        return makes
    return films_beside(clips, full_size=wanted.full_size) if wanted.film else {}


def film(path: Path, *, full_size: bool = False) -> Make:
    """The annotated film of a clip, or the annotated picture of a picture."""

    def make(clip: Clip) -> Output:
        # Drawing needs OpenCV, which an analysis without a film has no use for.
        from posecheck.outputs.overlay.annotated import annotated

        check_writable(path.parent)
        return annotated(path, clip, full_size=full_size)

    return make


def films_beside(clips: Sequence[Path], *, full_size: bool = False) -> dict[Path, list[Make]]:
    """For each clip its annotated film or picture, beside it.

    Films of the same name are numbered, and none takes the place of a clip to be read.
    """
    taken: set[Path] = set()
    films: dict[Path, list[Make]] = {}
    for clip in clips:
        names = _numbered(clip.with_name(f"{clip.stem}_annotated{_suffix(clip)}"))
        path = next(name for name in names if name not in taken and not _is_one(name, clips))
        taken.add(path)
        films[clip] = [film(path, full_size=full_size)]
    return films


def folders_for(clips: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """A clip's results go into the folder; those of several clips into folders in it.

    These are called as the clips without suffix, and numbered where that is the same.
    """
    if len(clips) == 1:
        return {clips[0]: folder}
    folders: dict[Path, Path] = {}
    for clip in clips:
        names = _numbered(folder / clip.stem)
        folders[clip] = next(name for name in names if name not in folders.values())
    return folders


def results_in(
    folders: Mapping[Path, Path],
    stretches: Sequence[Stretch],
    wanted: Wanted,
    *,
    force: bool = False,
) -> dict[Path, list[Make]]:
    """Everything that is made of each clip, in its folder, which is made too.

    Raises InputError where a folder cannot be made, or has results already; `force` overwrites.
    """
    for clip, folder in folders.items():
        make_folder(folder)
        check_writable(folder)
        check_free(folder, [*names(clip, wanted)], force=force, clips=list(folders))
    return {clip: _makes(clip, folder, stretches, wanted) for clip, folder in folders.items()}


def make_folder(folder: Path) -> None:
    """Make a folder that may be there already; raises InputError where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise InputError(f"{folder}: this is a file; name a folder for the results.") from error
    except OSError as error:
        raise InputError(
            f"{folder}: the folder cannot be made ({error.strerror}); name another one."
        ) from error


def check_writable(folder: Path) -> None:
    """Raises InputError where nothing can be written into a folder."""
    if folder.is_dir() and not access(folder, W_OK):
        raise InputError(f"{folder.resolve()}: nothing can be written here; use another folder.")


def check_free(folder: Path, names: Sequence[str], *, force: bool, clips: Sequence[Path]) -> None:
    """Raises InputError where results would be overwritten unasked, or a clip at all."""
    for path in (folder / name for name in names):
        if _is_one(path, clips):
            raise InputError(f"{path}: this is a clip to be read; name another folder.")
        if path.exists() and not force:
            raise InputError(
                f"{folder}: has results already ({path.name}); name another folder, "
                "or overwrite them with --force."
            )


def film_name(clip: Path) -> str:
    """What the annotated film or picture of a clip is called in a folder of results."""
    return f"annotated{_suffix(clip)}"


def names(clip: Path, wanted: Wanted) -> Iterator[str]:
    """The names of all files that are made of a clip."""
    yield from (SUMMARY, REPORT, FRAMES)
    yield "landmarks.parquet" if wanted.landmarks == "parquet" else "landmarks.csv"
    if wanted.landmarks == "trc":
        yield "landmarks.trc"
    if wanted.film is not False:
        yield film_name(clip)


def _makes(clip: Path, folder: Path, stretches: Sequence[Stretch], wanted: Wanted) -> list[Make]:
    """The summary comes first, so that it is the last to get its name: then all are there."""
    from posecheck.outputs.export.frames_csv import FramesCsv
    from posecheck.outputs.export.landmarks import LandmarksCsv, LandmarksParquet
    from posecheck.outputs.export.summary_json import SummaryJson
    from posecheck.outputs.export.trc import LandmarksTrc
    from posecheck.outputs.report.page import ReportPage

    film_path = folder / film_name(clip) if wanted.film is not False else None
    makes: list[Make] = [
        lambda clip: SummaryJson(folder / SUMMARY),
        lambda clip: ReportPage(
            folder / REPORT,
            clip,
            stretches,
            film=film_path,
            embed=wanted.embed,
            settings=wanted.settings,
        ),
        lambda clip: FramesCsv(folder / FRAMES, stretches),
    ]
    if wanted.landmarks == "parquet":
        makes.append(lambda clip: LandmarksParquet(folder / "landmarks.parquet"))
    else:
        makes.append(lambda clip: LandmarksCsv(folder / "landmarks.csv"))
    if wanted.landmarks == "trc":
        makes.append(lambda clip: LandmarksTrc(folder / "landmarks.trc"))
    if film_path:
        makes.append(film(film_path, full_size=wanted.full_size))
    return makes


def _add_comparison(
    makes: dict[Path, list[Make]], folder: Path, wanted: Wanted, *, force: bool
) -> None:
    """Show both clips on one page as well; it stands before the films that it shows."""
    from posecheck.outputs.report.comparison import Comparison

    check_free(folder, [COMPARISON], force=force, clips=list(makes))
    comparison = Comparison(folder / COMPARISON, wanted.settings)
    folders = folders_for(list(makes), folder)
    for clip, some in makes.items():
        film_path = folders[clip] / film_name(clip) if wanted.film is not False else None
        some.insert(0, partial(comparison.half, film=film_path))


def _suffix(clip: Path) -> str:
    return ".jpg" if clip.suffix.lower() in PICTURES else ".mp4"


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}_{number}{path.suffix}")
        number += 1


def _is_one(path: Path, clips: Sequence[Path]) -> bool:
    """Whether a path leads to one of the clips, by whatever name."""
    return path.exists() and any(clip.exists() and clip.samefile(path) for clip in clips)
