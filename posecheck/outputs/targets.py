"""What a run may write to: nothing that it reads, nothing twice, nothing that others made."""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from pathlib import Path

from posecheck.errors import InputError
from posecheck.history.store import history_file
from posecheck.support.address import files_of
from posecheck.support.files import head_of, is_plain, name_anywhere
from posecheck.video import PICTURES, VIDEOS
from posecheck.video.film import is_made_from, is_ours
from posecheck.video.picture import is_our_picture, is_picture_made_from

Identity = tuple[object, ...]
"""A file by whatever name or link: its device and number, or where there is none yet, those of its
folder and its name."""

STDOUT = "-"
"""In place of a file: standard output, for what another program reads, JSON and tables."""


def _head_with(beginning: bytes, mark: bytes = b"") -> Callable[[Path], bool]:
    """Whether a file begins in a certain way, and has a mark soon after."""

    def found(path: Path) -> bool:
        head = head_of(path)
        return head.startswith(beginning) and mark in head

    return found


def _page(template: str) -> Callable[[Path], bool]:
    """Whether a file is a page made of a template; that of a report is of another kind."""
    return _head_with(b"<!doctype html>", f'"generator" content="posecheck {template}"'.encode())


class Kind(Enum):
    """What is written: in words, how a file of this kind is known that posecheck made, and how one
    that it made from a certain clip."""

    RESULTS = "the results", _head_with(b'{"schema":', b'"version":')
    HISTORY = "the history", _head_with(b'{"schema": 1, "at":')
    TABLE = "the table", _head_with(b"clip,stretch,side,view,score,in_position_s,")
    HISTORY_TABLE = "the table", _head_with(b"at,name,stretch,side,")
    HISTORY_PAGE = "the page", _page("history")
    LESSON_PAGE = "the page", _page("lesson")
    FILM = "the film", is_ours, is_made_from
    PICTURE = "the picture", is_our_picture, is_picture_made_from
    RECORDING = "the recording", lambda path: False
    STRETCH = "the stretch", lambda path: False
    """A recording cannot be made again, and people edit a stretch: neither is replaced unasked."""

    def __init__(
        self,
        words: str,
        is_ours: Callable[[Path], bool],
        is_made_from: Callable[[Path, Path], bool] = lambda path, clip: False,
    ) -> None:
        self.words = words
        self.is_ours = is_ours
        self.is_made_from = is_made_from

    @property
    def is_text(self) -> bool:
        """Whether it can be neither a video nor a picture."""
        return self not in (Kind.FILM, Kind.PICTURE, Kind.RECORDING)


KEPT = (Kind.RECORDING, Kind.STRETCH)


class Targets:
    """Checks everything that a run will write before anything is read.

    Args:
        inputs: Everything that the run reads, as paths or addresses; those elsewhere do not matter.
        force: Whether existing files may be replaced, even those that posecheck did not make.
    """

    def __init__(self, inputs: Iterable[str | Path], *, force: bool = False) -> None:
        self._read = {identity(file) for named in inputs for file in files_of(named)}
        self._read.add(identity(history_file()))
        self._written: set[Identity] = set()
        self._chosen: list[Path] = []
        self.force = force

    def reads(self, path: Path) -> bool:
        """Whether a path leads to something that the run reads, by whatever name or link."""
        return identity(path) in self._read

    def may_replace(self, path: Path, kind: Kind, *, clip: Path | None = None) -> bool:
        """Whether a path is free, or taken by a file that may be replaced.

        Args:
            path: The path.
            kind: What is to be written there.
            clip: Where given, what was made from another clip may not be replaced.
        """
        try:
            if self.force or not path.is_file():
                return True
            if path.stat().st_size == 0:  # as mktemp makes them
                return True
            return kind.is_made_from(path, clip) if clip else kind.is_ours(path)
        except OSError:
            return True  # what is wrong with it is said when it is written

    def take(self, path: Path) -> None:
        """Note a file as one that the run writes.

        Raises:
            InputError: If the run reads it, or writes something else there.
        """
        if is_plain(path):
            self._take(identity(path), path)

    def take_in(self, folders: Iterable[Path], names: Sequence[str]) -> dict[Path, list[str]]:
        """Note files in folders, as `take` does; quick for many folders.

        Args:
            folders: They need not exist.
            names: Of the files in each of them.

        Returns:
            Those that are there already, by folder.

        Raises:
            InputError: As from `take`.
        """
        # Known by another identity before the folder of all results was made.
        self._written.update(map(identity, self._chosen))
        there = {folder: self._take_names(folder, names) for folder in folders}
        return {folder: found for folder, found in there.items() if found}

    def _take_names(self, folder: Path, names: Sequence[str]) -> list[str]:
        """Note files in a folder; those that are there already are returned."""
        home = identity(folder)
        there = _names_in(folder)
        for name in names:
            if name in there:
                self.take(folder / name)
            else:
                self._take((*home, name_anywhere(name)), folder, name)
        return [name for name in names if name in there]

    def _take(self, its_identity: Identity, *path: Path | str) -> None:
        if its_identity in self._read:
            raise InputError(f"{Path(*path)}: this file is to be read; use another name.")
        if its_identity in self._written:
            raise InputError(
                f"{Path(*path)}: two outputs would go there; use another name for one."
            )
        self._written.add(its_identity)

    def check(self, path: Path, kind: Kind) -> None:
        """Note a file as one that the run writes, whose name the user has chosen.

        Raises:
            InputError: As from `take`; if it is named as another kind of file, as stdout or an
                address, or one is there that may not be replaced.
        """
        refuse_elsewhere(path)
        if not is_plain(path):
            return
        self.take(path)
        self._chosen.append(path)
        if kind.is_text and path.suffix.lower() in VIDEOS | PICTURES:
            raise InputError(
                f"{path}: {path.suffix} is for videos and pictures; name another file for "
                f"{kind.words}."
            )
        if not self.may_replace(path, kind):
            what = "is there already" if kind in KEPT else "was not made by posecheck"
            raise InputError(
                f"{path}: this file {what}; name another one, or replace it with --force."
            )


ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
"""How an address begins that was taken for a path; a drive of Windows has one letter."""


def refuse_elsewhere(path: Path) -> None:
    """Refuse `-` for what only a file or a folder can hold, and addresses.

    Raises:
        InputError: If it is one of them.
    """
    if str(path) == STDOUT:
        raise InputError(f"{path}: only JSON and tables can go to stdout; give a name.")
    if ADDRESS.match(path.as_posix()):
        raise InputError(f"{path}: this is an address; name a file or a folder of this machine.")


def refuse_both_to_stdout(json: str | None, csv: str | Path | None) -> None:
    """Refuse JSON and a table on the same standard output.

    Raises:
        InputError: If both are `-`.
    """
    if json == STDOUT == str(csv):
        raise InputError("--json - and --csv - cannot both go to stdout; name a file.")


def identity(path: str | Path) -> Identity:
    """What a path leads to."""
    path = Path(path)
    try:
        found = path.stat()
    except (OSError, ValueError):
        target = Path(os.path.realpath(path)) if _is_link(path) else path
        folder = target.parent
        if target == folder:
            return (os.path.normcase(target),)
        return (*identity(folder), name_anywhere(target.name))
    return found.st_dev, found.st_ino


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except (OSError, ValueError):
        return False


def _names_in(folder: Path) -> frozenset[str]:
    try:
        return frozenset(entry.name for entry in folder.iterdir())
    except FileNotFoundError:
        return frozenset()
