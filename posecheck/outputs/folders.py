"""Folders of results: which clip's files go where, without overwriting what was not asked for."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from os import W_OK, access
from pathlib import Path
from stat import S_ISDIR

from posecheck.errors import InputError
from posecheck.outputs.targets import Targets
from posecheck.support.files import is_plain, name_anywhere


def folders_for(
    ways: Mapping[Path, Path], folder: Path, pages: Collection[str] = ()
) -> dict[Path, Path]:
    """The folder of each clip's results: the folder itself for one clip, else one in it for each.

    Args:
        ways: The path of each clip below the folder that all are in, as from `ways_to`.
        folder: For all results.
        pages: The names of files beside the folders of several clips.

    They have the names of the clips without suffix, below the folders that the clips are in: those
    of `a/day1.mp4` and `b/day1.mp4` go to `a/day1` and `b/day1`. They are numbered where two have
    the same name, or where one would have another one in it.
    """
    if len(ways) == 1:
        return dict.fromkeys(ways, folder)
    above = _with_all_above({way.parent for way in ways.values()})
    taken = above | set(map(name_anywhere, pages))

    def is_free(path: Path) -> bool:
        return name_anywhere(path) not in taken

    names = Names()
    return {
        clip: folder / names.free(way.with_name(stem_of(clip)), is_free)
        for clip, way in ways.items()
    }


def _with_all_above(folders: Iterable[Path]) -> set[str]:
    return {name_anywhere(above) for folder in folders for above in (folder, *folder.parents)}


def ways_to(clips: Sequence[Path]) -> dict[Path, Path]:
    """The path of each clip below the folder that all of them are in.

    Only the names, where there is no such folder, as for clips on two drives.
    """
    parents = {clip: clip.parent for clip in clips}
    real = {parent: os.path.realpath(parent) for parent in set(parents.values())}
    try:
        common = os.path.commonpath(list(real.values()))
    except ValueError:
        return {clip: Path(clip.name) for clip in clips}
    below = {parent: Path(path[len(common) :].lstrip(os.sep)) for parent, path in real.items()}
    return {clip: below[parent] / clip.name for clip, parent in parents.items()}


def stem_of(clip: Path) -> str:
    """The name of a clip without its suffix, such that nothing named after it is elsewhere."""
    return clip.stem.strip(".") or clip.name.replace(".", "_")


class Names:
    """Gives each file of a run a name of its own, numbered where several would have the same.

    The same as any file system sees it: nothing is lost where `A` and `a` are one file.
    """

    def __init__(self) -> None:
        self._numbered: dict[Path, Iterator[Path]] = {}
        self._given: set[str] = set()

    def free(self, path: Path, is_free: Callable[[Path], bool] = lambda path: True) -> Path:
        """The first of `numbered(path)` that was not given yet and is free.

        Args:
            path: The name that is wanted.
            is_free: Whether a name may be used.
        """
        # Continued, not begun again: a thousand clips of one name would take a million tries.
        names = self._numbered.setdefault(path, numbered(path))
        name = next(
            name for name in names if name_anywhere(name) not in self._given and is_free(name)
        )
        self._given.add(name_anywhere(name))
        return name


def numbered(path: Path) -> Iterator[Path]:
    """A path and its variants: `a.mp4`, `a_2.mp4`, `a_3.mp4` and so on without end."""
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}_{number}{path.suffix}")
        number += 1


def make_folder(folder: Path) -> None:
    """Make a folder unless it exists, and those that it is in.

    Raises:
        InputError: If that fails.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise (_leads_to_none if folder.is_symlink() else _is_a_file)(folder) from error
    except OSError as error:
        raise _cannot_be_made(folder, error) from error


def check_writable(folder: Path) -> None:
    """Refuse a folder that is not writable.

    Raises:
        InputError: If it is not.
    """
    if folder.is_dir() and not access(folder, W_OK):
        raise InputError(f"{folder.resolve()}: nothing can be written here; use another folder.")


def check_folders(folders: Iterable[Path]) -> None:
    """Refuse folders that cannot be made, or are not writable; none of them is made.

    Making thousands of them takes longer than all else before the first clip is read.

    Raises:
        InputError: For the first such folder.
    """
    checked: set[Path] = set()
    for folder in folders:
        for path in (folder, *folder.parents):
            if path in checked:
                break
            checked.add(path)
            if _is_there(path):
                check_writable(path)
                break


def _is_there(folder: Path) -> bool:
    try:
        mode = folder.stat().st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _cannot_be_made(folder, error) from error
    if not S_ISDIR(mode):
        raise _is_a_file(folder)
    return True


def _cannot_be_made(folder: Path, error: OSError) -> InputError:
    return InputError(f"{folder}: the folder cannot be made ({error.strerror}); name another one.")


def _is_a_file(folder: Path) -> InputError:
    return InputError(f"{folder}: this is a file; name a folder for the results.")


def _leads_to_none(folder: Path) -> InputError:
    return InputError(
        f"{folder}: this link leads to no folder; make that one, or name another for the results."
    )


def check_free(folders: Collection[Path], names: Sequence[str], targets: Targets) -> None:
    """Refuse to overwrite what is read, or earlier results without being asked to.

    Args:
        folders: Where the results go; they need not exist.
        names: The names of the files to write in each of them.
        targets: What the run writes; the files are added to it.

    Raises:
        InputError: If a file is in the way.
    """
    there = targets.take_in(folders, names)
    in_the_way = [folder / name for folder, found in there.items() for name in found]
    for path in in_the_way:
        if path.is_dir():
            raise InputError(f"{path}: a folder is where a file is to go; move it, or use another.")
        if path.is_symlink() and not is_plain(path):
            raise InputError(
                f"{path}: this link leads to no file; remove it, or use another folder."
            )
    if there and not targets.force:
        folder, found = next(iter(there.items()))
        raise InputError(
            f"{folder}: has results already ({found[0]}); name another folder, "
            "or overwrite them with --force."
        )
