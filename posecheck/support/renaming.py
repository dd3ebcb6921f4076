"""Names for files and folders, given otherwise than by replacing what has them."""

import ctypes
import os
import sys
from pathlib import Path

from posecheck.support.files import remove, unfinished_name

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Of renameat2(2): paths as elsewhere; both stay, under each other's name."""


def rename_beside(unfinished: Path, path: Path) -> Path:
    """Give a file that cannot get its name, and cannot be made again, a free one beside it.

    Returns:
        Its name now; where none can be given, the one that it had.
    """
    try:
        name = _reserved_name(path)
    except OSError:
        return unfinished
    try:
        return unfinished.replace(name)
    except OSError:
        remove(name)
        return unfinished


def _reserved_name(path: Path) -> Path:
    """A free name beside a path, which from now on nobody else can take."""
    number = 2
    while True:
        name = path.with_name(f"{path.stem}_{number}{path.suffix}")
        try:
            name.touch(exist_ok=False)
        except FileExistsError:
            number += 1
        else:
            return name


def exchange(one: Path, other: Path) -> None:
    """Exchange the names of two folders: atomically where the system can, else in two steps.

    Raises:
        OSError: If that fails; then both have their names.
    """
    if not _exchanged(one, other):
        aside = unfinished_name(one)
        other.rename(aside)
        try:
            one.rename(other)
        except OSError:
            aside.rename(other)
            raise
        aside.rename(one)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the kernel exchanged two names; that of Linux can, on most file systems."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and not rename(
        AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE
    )
