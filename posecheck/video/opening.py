"""From paths to clips."""

import stat
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from posecheck.errors import VideoError
from posecheck.video.source import Clip

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})
"""Suffixes that are read as one picture."""

VIDEOS = frozenset(
    f".{suffix}"
    for suffix in (
        *("mp4", "m4v", "mov", "3gp", "mkv", "webm", "avi", "gif", "wmv", "flv", "ogv"),
        *("ts", "mts", "m2ts", "mpg", "mpeg"),
    )
)
"""Suffixes that are taken for a video when a folder is searched."""


def open_clip(path: str | PathLike[str]) -> Clip:
    """Open a video or a picture, by the suffix of its name; a GIF is a video.

    Once it is open, at least one frame can be read, and damage further on never raises: `truncated`
    and `warning` say what was lost.

    Args:
        path: The file; its content may be damaged or not what the suffix says.

    Returns:
        The clip, to be used in a `with` block and iterated over once.

    Raises:
        VideoError: If nothing of it can be read.
    """
    file = Path(path)
    _check_readable(file)
    if file.suffix.lower() in PICTURES:
        from posecheck.video.picture import PictureClip

        return PictureClip(file)
    from posecheck.video.file import FileClip

    return FileClip(file)


def clips_in(paths: Sequence[Path]) -> list[Path]:
    """Find the clips that some paths mean.

    Args:
        paths: Files, whatever their suffix, and folders, which mean the videos and pictures in and
            below them.

    Returns:
        The files in the order given, those of a folder sorted; hidden files and folders are left
        out, and no file comes twice.

    Raises:
        VideoError: For a path that does not exist and for a folder without any clip.
    """
    found = [clip for path in paths for clip in _clips_at(path)]
    return list(dict.fromkeys(found))


def _clips_at(path: Path) -> list[Path]:
    if not stat.S_ISDIR(_mode(path)):
        return [path]
    _check_listable(path)
    clips = sorted(file for file in path.rglob("*") if _is_clip(file, path))
    if not clips:
        raise VideoError(f"{path}: no videos or pictures in this folder; give one that has some.")
    return clips


def _is_clip(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in PICTURES | VIDEOS and file.is_file()


def _check_listable(folder: Path) -> None:
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise _cannot_be_opened(folder, error) from error


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except FileNotFoundError as error:
        raise VideoError(
            f"{path}: there is no such file; check the name and the folder."
        ) from error
    except OSError as error:
        raise _cannot_be_opened(path, error) from error


def _cannot_be_opened(path: Path, error: OSError) -> VideoError:
    return VideoError(
        f"{path}: cannot be opened ({error.strerror}); check the name and the permissions."
    )


def _check_readable(path: Path) -> None:
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        raise VideoError(f"{path}: this is a folder; give a video or a picture in it.")
    if not stat.S_ISREG(mode):
        raise VideoError(f"{path}: this is not a file; give a video or a picture.")
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise _cannot_be_opened(path, error) from error
    if empty:
        raise VideoError(f"{path}: the file is empty (0 bytes); copy or record it again.")
