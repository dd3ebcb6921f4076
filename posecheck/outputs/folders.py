"""Folders of results: which clip's files go where, without overwriting what was not asked for."""

from collections.abc import Iterator, Sequence
from os import W_OK, access
from pathlib import Path

from posecheck.errors import InputError


def folders_for(clips: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """The folder of each clip's results: the folder itself for one clip, else one in it for each.

    They have the names of the clips without suffix, numbered where two have the same.
    """
    if len(clips) == 1:
        return {clips[0]: folder}
    folders: dict[Path, Path] = {}
    for clip in clips:
        names = numbered(folder / clip.stem)
        folders[clip] = next(name for name in names if name not in folders.values())
    return folders


def numbered(path: Path) -> Iterator[Path]:
    """A path and its variants: `a.mp4`, `a_2.mp4`, `a_3.mp4` and so on without end."""
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}_{number}{path.suffix}")
        number += 1


def make_folder(folder: Path) -> None:
    """Make a folder unless it exists.

    Raises:
        InputError: If that fails.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise InputError(f"{folder}: this is a file; name a folder for the results.") from error
    except OSError as error:
        raise InputError(
            f"{folder}: the folder cannot be made ({error.strerror}); name another one."
        ) from error


def check_writable(folder: Path) -> None:
    """Refuse a folder that is not writable.

    Raises:
        InputError: If it is not.
    """
    if folder.is_dir() and not access(folder, W_OK):
        raise InputError(f"{folder.resolve()}: nothing can be written here; use another folder.")


def check_free(folder: Path, names: Sequence[str], *, force: bool, clips: Sequence[Path]) -> None:
    """Refuse to overwrite a clip, or earlier results without being asked to.

    Args:
        folder: Where the results go.
        names: The names of the files to write there.
        force: Whether earlier results may be overwritten.
        clips: The clips to be read, which are never overwritten.

    Raises:
        InputError: If a file is in the way.
    """
    for path in (folder / name for name in names):
        if is_one_of(path, clips):
            raise InputError(f"{path}: this is a clip to be read; name another folder.")
        if path.exists() and not force:
            raise InputError(
                f"{folder}: has results already ({path.name}); name another folder, "
                "or overwrite them with --force."
            )


def is_one_of(path: Path, clips: Sequence[Path]) -> bool:
    """Whether a path leads to one of the clips, by whatever name or link."""
    return path.exists() and any(clip.exists() and clip.samefile(path) for clip in clips)
