"""Several clips, one after the other; one that cannot be read does not stop the others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from os import W_OK, access
from pathlib import Path

from posecheck.analysis import Analysis, analyze_clip
from posecheck.errors import InputError, ModelError, PosecheckError
from posecheck.exit_code import ExitCode
from posecheck.model import Model
from posecheck.pose import Side
from posecheck.stretch import Stretch
from posecheck.video import PICTURES, Clip, Frame, clips_in

MADE = "_annotated"
"""The end of the names of films and pictures that posecheck made itself."""


@dataclass(frozen=True)
class Outcome:
    """What became of one clip: its analysis, or why there is none."""

    clip: Path
    analysis: Analysis | None = None
    error: PosecheckError | None = None


def exit_code(outcomes: Sequence[Outcome]) -> ExitCode:
    """Bad input if any clip failed; nothing judged if that is so for all of them."""
    if not outcomes or any(outcome.error for outcome in outcomes):
        return ExitCode.BAD_INPUT
    judged = any(outcome.analysis and outcome.analysis.result.judged for outcome in outcomes)
    return ExitCode.DONE if judged else ExitCode.NOTHING_JUDGED


def find_clips(paths: Sequence[Path]) -> tuple[list[Path], list[Outcome]]:
    """The clips meant by files and folders, and an outcome for every path that means none.

    What posecheck made itself is taken where it is named, but not from a folder.
    """
    clips, failed = [], []
    for path in paths:
        try:
            found = clips_in([path])
            clips += [clip for clip in found if clip == path or not clip.stem.endswith(MADE)]
        except InputError as error:
            failed.append(Outcome(path, error=error))
    return list(dict.fromkeys(clips)), failed


def films_for(clips: Sequence[Path], folder: Path | None) -> dict[Path, Path]:
    """Where each clip's annotated film or picture goes: beside it, or into a folder.

    Films of the same name are numbered, and none takes the place of a clip to be read. The folder
    is made. Raises InputError where it cannot be.
    """
    if folder is not None:
        make_folder(folder)
    films: dict[Path, Path] = {}
    for clip in clips:
        names = _names(clip, folder or clip.parent)
        films[clip] = next(n for n in names if n not in films.values() and not _is_one(n, clips))
    return films


def make_folder(folder: Path) -> None:
    """Make a folder that may be there already; raises InputError where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise InputError(f"{folder}: this is a file; name a folder for the films.") from error
    except OSError as error:
        raise InputError(
            f"{folder}: the folder cannot be made ({error.strerror}); name another one."
        ) from error


def check_writable(folder: Path) -> None:
    """Raises InputError where nothing can be written into a folder."""
    if folder.is_dir() and not access(folder, W_OK):
        raise InputError(f"{folder.resolve()}: nothing can be written here; use another folder.")


def analyze_clips(
    clips: Iterable[Path],
    model: Model,
    stretches: Sequence[Stretch],
    *,
    side: Side | None = None,
    films: dict[Path, Path] | None = None,
    on_open: Callable[[Clip], None] = lambda clip: None,
    on_frame: Callable[[Frame], None] = lambda frame: None,
) -> Iterator[Outcome]:
    """Analyse clips in turn. Arguments as in `analyze_clip`; films: where each one's film goes.

    Raises ModelError, which would be the same for every clip.
    """
    for clip in clips:
        film = films[clip] if films else None
        try:
            if film is not None:
                check_writable(film.parent)
            analysis = analyze_clip(
                clip, model, stretches, side=side, film=film, on_open=on_open, on_frame=on_frame
            )
        except ModelError:
            raise
        except PosecheckError as error:
            yield Outcome(clip, error=error)
        else:
            yield Outcome(clip, analysis)


def _names(clip: Path, folder: Path) -> Iterator[Path]:
    suffix = ".jpg" if clip.suffix.lower() in PICTURES else ".mp4"
    number = 1
    while True:
        yield folder / f"{clip.stem}{MADE}{f'_{number}' if number > 1 else ''}{suffix}"
        number += 1


def _is_one(path: Path, clips: Sequence[Path]) -> bool:
    """Whether a path leads to one of the clips, by whatever name."""
    return path.exists() and any(clip.exists() and clip.samefile(path) for clip in clips)
