"""Whether the system lets a file or a folder be replaced, asked before any work is done."""

import os
import re
from pathlib import Path
from stat import S_ISVTX

MOUNT = re.compile(r"^mnt_id:\s*([0-9]+)$", re.MULTILINE)
"""How Linux tells of an open file in which mount it is."""


def is_mounted(path: Path) -> bool:
    """Whether another file or folder is mounted at a path, even one of the same disk.

    It can be neither renamed nor replaced, and nothing can be renamed from beside it into it.
    """
    numbers = {_mount_number(path), _mount_number(path.parent)} - {None}
    return os.path.ismount(path) or len(numbers) > 1


def _mount_number(path: Path) -> str | None:
    """Which mount of the system a path is in; None where only other systems could tell."""
    try:
        opened = os.open(path, os.O_PATH)  # type: ignore[attr-defined,unused-ignore]
    except (AttributeError, OSError):
        return None
    try:
        told = Path(f"/proc/self/fdinfo/{opened}").read_text(encoding="ascii")
    except OSError:
        return None
    finally:
        os.close(opened)
    found = MOUNT.search(told)
    return found[1] if found else None


def is_left_to_its_owner(file: Path) -> bool:
    """Whether only another user may replace a file, however writable it is.

    In a folder with the sticky bit, such as /tmp, that is the owner of the file or of the folder.
    """
    folder = file.parent.stat()
    if not folder.st_mode & S_ISVTX or os.geteuid() in (folder.st_uid, file.lstat().st_uid):
        return False
    return not _acts_as_any_owner(file)


def _acts_as_any_owner(file: Path) -> bool:
    """Whether this user has the rights of any owner, as root has, though not in every container.

    Linux opens a file without a note of the time only to those.
    """
    as_owner = getattr(os, "O_NOATIME", None)
    if as_owner is None:
        return os.geteuid() == 0
    try:
        os.close(os.open(file, os.O_WRONLY | as_owner))
    except OSError:
        return False
    return True
