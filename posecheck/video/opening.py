"""From paths to clips."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from os import PathLike
from pathlib import Path

from posecheck.errors import VideoError
from posecheck.video.frame import LONGEST_SIDE
from posecheck.video.kinds import Kind, kind_of
from posecheck.video.source import Clip

PICTURES = frozenset(
    f".{suffix}"
    for suffix in (
        *("jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "bmp", "tif", "tiff"),
        *("avif", "heic", "heif", "hif", "jxl"),
    )
)
"""Suffixes that are taken for a picture when a folder is searched."""

VIDEOS = frozenset(
    f".{suffix}"
    for suffix in (
        *("mp4", "m4v", "mov", "qt", "3gp", "3g2", "mkv", "webm", "avi", "gif", "wmv", "asf"),
        *("flv", "f4v", "ogv", "ts", "mts", "m2ts", "mpg", "mpeg", "m2v", "vob", "mjpeg", "mjpg"),
    )
)
"""Suffixes that are taken for a video when a folder is searched."""


def open_clip(path: str | PathLike[str]) -> Clip:
    """Open a video or a picture, whichever its content is; a picture that moves is a video.

    Once it is open, at least one frame can be read, and damage further on never raises: `truncated`
    and `warning` say what was lost.

    Args:
        path: The file, whatever the suffix says.

    Returns:
        The clip, to be used in a `with` block and iterated over once.

    Raises:
        VideoError: If nothing of it can be read, or a side of it is longer than `LONGEST_SIDE`.
    """
    file = Path(path)
    _check_readable(file)
    clip = _opened(file)
    if max(clip.size) > LONGEST_SIDE:
        clip.close()
        raise VideoError(
            f"{file}: {clip.size[0]} x {clip.size[1]} pixels are too large; crop it or scale it "
            f"down to {LONGEST_SIDE} at the most."
        )
    return clip


def _opened(file: Path) -> Clip:
    kind = kind_of(file)
    if kind is Kind.OTHER:
        from posecheck.video.file import FileClip

        return FileClip(file)
    from posecheck.video.picture import MovingPictureClip, PictureClip

    return PictureClip(file) if kind is Kind.PICTURE else MovingPictureClip(file)


def holds_picture(path: Path) -> bool:
    """Whether a file is a single picture; by its name where it cannot be read."""
    with suppress(OSError):
        if path.is_file():
            return kind_of(path) is Kind.PICTURE
    return path.suffix.lower() in PICTURES


def clips_in(paths: Sequence[Path]) -> list[Path]:
    """Find the clips that some paths mean.

    Args:
        paths: Files, whatever their suffix, and folders, which mean the videos and pictures in and
            below them, links included.

    Returns:
        The files in the order given, those of a folder sorted; hidden files and folders are left
        out, and no file comes twice. Folders below that may not be read are among them, so that
        opening them says so.

    Raises:
        VideoError: For a path that does not exist and for a folder without any clip.
    """
    found = [clip for path in paths for clip in _clips_at(path)]
    return list(dict.fromkeys(found))


def _clips_at(path: Path) -> list[Path]:
    if not stat.S_ISDIR(_mode(path)):
        return [path]
    _check_listable(path)
    clips = sorted(_below(path))
    if not clips:
        raise VideoError(f"{path}: no videos or pictures in this folder; give one that has some.")
    return clips


def _below(top: Path) -> Iterator[Path]:
    """The clips in and below a folder, and the folders that may not be read."""
    unreadable: list[Path] = []
    entered = set()

    def note(error: OSError) -> None:
        unreadable.append(Path(error.filename))

    for folder, folders, files in os.walk(top, followlinks=True, onerror=note):
        place = Path(folder).stat()
        if (place.st_dev, place.st_ino) in entered:  # a link back to where it came from
            folders.clear()
            continue
        entered.add((place.st_dev, place.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in files if _is_clip(name))
    yield from unreadable


def _is_clip(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in PICTURES | VIDEOS


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
    except ValueError as error:
        raise VideoError(f"{path}: no file can have this name ({error}); check it.") from error


def _cannot_be_opened(path: Path, error: OSError) -> VideoError:
    return VideoError(
        f"{path}: cannot be opened ({error.strerror}); check the name and the permissions."
    )


def _check_readable(path: Path) -> None:
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        _check_listable(path)
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
