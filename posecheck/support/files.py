"""Output files, written atomically, each by one run at a time."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from errno import EACCES, EBUSY, ELOOP, ENXIO, EPERM
from functools import partial
from hashlib import blake2b
from io import TextIOWrapper
from pathlib import Path, PurePath
from stat import S_IMODE, S_IRUSR, S_IRWXG, S_IRWXO, S_ISGID, S_ISREG, S_IWUSR
from types import TracebackType
from typing import IO, BinaryIO, Self
from uuid import uuid4

from filelock import FileLock, Timeout

from posecheck.errors import InputError
from posecheck.support.printable import composed
from posecheck.support.replacing import is_left_to_its_owner, is_mounted

HEAD_BYTES = 1024
"""In so much of its head a file has the mark of posecheck."""

HIDDEN = ".posecheck-"
"""How the names of locks and of unfinished files begin."""

LOCK = "lock"
LOCK_MODE = 0o666
"""One that a killed run left must not keep the other users of a shared folder out."""

STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
STREAM = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,9})", re.ASCII)
"""How streams that are open already are named as files."""

CLOSED_FOLDER = 0o700 if os.name == "posix" else 0o777
"""Of a folder that only this user may look into. On Windows that would stay with the files in it,
wherever they are moved to."""

ACCESS_LIST = "system.posix_acl_access"
"""Who else may do what with a file, as Linux keeps it."""

DEFAULT_LIST = "system.posix_acl_default"
"""The access list that new files of a folder get."""


def unfinished_name(path: Path) -> Path:
    """A new name to write to, in the folder of `path`, where the final renaming is atomic."""
    return path.with_name(f"{_mark(path)}{uuid4().hex[:12]}{path.suffix}")


def _mark(path: Path) -> str:
    """How the hidden names begin that belong to `path`; its own name may be too long for them."""
    return f"{HIDDEN}{blake2b(os.fsencode(path.name), digest_size=4).hexdigest()}-"


def name_anywhere(path: str | PurePath) -> str:
    """A path as all file systems compare it: the same for names that are one file on some.

    Those of macOS, Windows and memory cards do not tell small letters from capitals, nor the ways
    to write an accent.
    """
    return composed(str(path)).casefold()


def cannot_write(path: Path, error: BaseException) -> InputError:
    """What to raise where a file cannot be written."""
    if getattr(error, "errno", None) == ENXIO and path.is_fifo():
        return InputError(f"{path}: nobody reads this pipe; start its reader, or name a file.")
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return InputError(
        f"{path}: cannot be written ({why}); check the folder's permissions and the space left."
    )


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Errors of the system within the block as one that says which file cannot be written.

    Raises:
        InputError: In place of an OSError.
    """
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


@contextmanager
def private_files() -> Iterator[None]:
    """New files and folders of this process, within the block, are for nobody but the user."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def real_path(path: Path) -> Path:
    """Where a path leads: a link stays a link, and what it leads to is replaced.

    Raises:
        InputError: If it is a link that leads back to itself.
    """
    target = Path(os.path.realpath(path))
    with suppress(OSError):  # of a name that is too long
        if target.is_symlink():
            raise cannot_write(path, OSError(ELOOP, os.strerror(ELOOP)))
    return target


def open_stream(path: Path) -> BinaryIO:
    """Open a device or a pipe to write to; a pipe that nobody reads is not waited for.

    Raises:
        OSError: If it cannot be opened, or nobody reads it.
    """
    number = _stream_number(path)
    if number is not None:
        return os.fdopen(os.dup(number), "wb")
    return open(path, "wb", opener=_without_waiting)


def _without_waiting(path: str, flags: int) -> int:
    stream = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(stream, True)
    return stream


def _stream_number(path: Path) -> int | None:
    """The number of a stream that is open already, where a path names one; else None."""
    found = STREAM.fullmatch(str(path))
    return int(found[1]) if found else STREAMS.get(str(path))


def head_of(path: Path) -> bytes:
    """The first bytes of a file, among which is the mark of posecheck; none if it is unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return b""


def is_plain(path: Path) -> bool:
    """Whether a path is free or a file, so that it can be replaced; a device or a pipe cannot.

    Nor can a stream that is open already, as `/dev/stdout`: where it leads to a file, that has what
    was written there before (`>>`), and the caller goes on writing to it.
    """
    if _stream_number(path) is not None:
        return False
    try:  # asked once: a file may come or go between two questions
        return S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):  # nothing there, or a name that is too long
        return True


class Claim:
    """The sole right to write a file or a folder, within a `with` block.

    It is a lock in the same folder, which the system releases when the process ends, however that
    happens. What earlier runs that were killed have left unfinished there is deleted.

    Args:
        path: The file or folder.
        name: What to call it in messages; by default its path.

    Raises:
        InputError: On entering, if another run has the claim, or the folder is not writable.
    """

    def __init__(self, path: Path, name: Path | None = None) -> None:
        self.path = path
        self._name = name or path
        target = real_path(path)
        self._folder = target.parent
        lock = self._folder / f"{_mark(target)}{LOCK}"
        self._lock = FileLock(lock, mode=LOCK_MODE, blocking=False)

    def __enter__(self) -> Self:
        try:
            self._check_permissions()
            self._lock.acquire()
        except Timeout as error:
            raise InputError(
                f"{self._name}: another run of posecheck is writing there; wait until it is done, "
                "or use another name."
            ) from error
        except OSError as error:
            raise cannot_write(self._name, error) from error
        delete_leftovers(self.path)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):  # deleted while it is held, so that nobody else has it by now
            Path(self._lock.lock_file).unlink()
        self._lock.release()

    def _check_permissions(self) -> None:
        next(self._folder.iterdir(), None)  # filelock would make a folder that is missing
        if not self.path.exists():
            return
        real = real_path(self.path)
        if not os.access(real, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))  # which renaming would get around
        # What follows renaming would say, too, but only when the work is done.
        if is_mounted(real):
            raise OSError(EBUSY, os.strerror(EBUSY))
        if real.is_file() and is_left_to_its_owner(real):
            raise PermissionError(EPERM, os.strerror(EPERM))


def delete_leftovers(path: Path) -> None:
    """Delete what killed runs left unfinished of a file or folder that this run has claimed."""
    target = real_path(path)
    for left in target.parent.glob(f"{_mark(target)}*"):
        if left.name != f"{_mark(target)}{LOCK}":
            remove(left)


def remove(path: Path) -> None:
    """Delete a file or a folder; whatever cannot be deleted is left."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def have_same_owners(one: Path, other: Path) -> bool:
    """Whether two folders belong to the same user and group."""
    found, of_other = one.stat(), other.stat()
    return (found.st_uid, found.st_gid) == (of_other.st_uid, of_other.st_gid)


def have_same_permissions(one: Path, other: Path) -> bool:
    """Whether the same may be done with two folders."""
    return one.stat().st_mode == other.stat().st_mode


def copy_permissions(source: Path, target: Path) -> None:
    """Give a file or a folder the group, permissions and access list of another one.

    That is done where the disk lets it: on a folder that another system shares, or on a memory
    card, only its owner can change permissions, even where everybody can write. Where only the
    group or the list cannot be had, the group may do no more than everybody.
    """
    with suppress(OSError):
        mode = S_IMODE(source.stat().st_mode)
        try:
            _copy_group(source, target)
            _copy_list(ACCESS_LIST, source, target)
        except OSError:  # what the group may do was meant for other people
            mode &= ~S_IRWXG | (mode & S_IRWXO) << 3
        target.chmod(mode)


def copy_inheritance(source: Path, target: Path) -> None:
    """Let a new folder, still closed, give its files the group and access list that another gives.

    A folder with the setgid bit gives them its own group; that of a team has it.
    """
    with suppress(OSError):
        if source.stat().st_mode & S_ISGID:
            _copy_group(source, target)
            target.chmod(CLOSED_FOLDER | S_ISGID)
        _copy_list(DEFAULT_LIST, source, target)


def _copy_group(source: Path, target: Path) -> None:
    group = source.stat().st_gid
    if group != target.stat().st_gid:  # on Windows it never is
        os.chown(target, -1, group)


def _copy_list(kind: str, source: Path, target: Path) -> None:
    wanted = _list_of(kind, source)
    if wanted:
        os.setxattr(target, kind, wanted)  # type: ignore[attr-defined,unused-ignore]
    elif _list_of(kind, target):  # from the folder that it was made in
        os.removexattr(target, kind)  # type: ignore[attr-defined,unused-ignore]


def _list_of(kind: str, path: Path) -> bytes | None:
    """An access list; None where there is none, or the system or the disk knows none."""
    try:
        return os.getxattr(path, kind)  # type: ignore[attr-defined,no-any-return,unused-ignore]
    except (AttributeError, OSError):
        return None


def open_unfinished(unfinished: Path, path: Path) -> BinaryIO:
    """Open a new file to write to, which is for its owner alone where it is to replace another.

    Who could read the older one can read the new one once it is published.

    Raises:
        OSError: If that fails.
    """
    mode = S_IRUSR | S_IWUSR if path.exists() else 0o666
    return open(unfinished, "xb", opener=partial(os.open, mode=mode))


def publish(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, as `rename_over` does, once its content is on the disk.

    Raises:
        OSError: If that fails.
    """
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())  # or the name might outlive a power failure, and the content not
    rename_over(unfinished, path)


def rename_over(unfinished: Path, path: Path) -> None:
    """Give a file its name, atomically, with the permissions of the one that it replaces.

    Raises:
        OSError: If that fails.
    """
    if path.is_file():
        copy_permissions(path, unfinished)
    unfinished.replace(path)


class WholeFile:
    """A file that gets its name when the block ends; after an exception it does not appear.

    An older file of that name is replaced at that moment, and kept if anything fails.

    Args:
        path: Where the file goes.
        binary: Whether `write` takes bytes instead of text, which is written as UTF-8.

    Raises:
        InputError: On entering, writing or leaving, where the file cannot be written; on entering,
            where another run is writing it.
    """

    def __init__(self, path: Path, *, binary: bool = False) -> None:
        self.path = path
        self._binary = binary
        self._replaces = is_plain(path)
        self._target = real_path(path)
        self._unfinished = unfinished_name(self._target)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            if self._replaces:
                stack.enter_context(Claim(self.path))
                stack.callback(remove, self._unfinished)
            self.file = self._opened()
            self._stack = stack.pop_all()
        return self

    def _opened(self) -> IO[bytes] | IO[str]:
        with writing(self.path):
            file = (
                open_unfinished(self._unfinished, self._target)
                if self._replaces
                else open_stream(self.path)
            )
        return file if self._binary else TextIOWrapper(file, encoding="utf-8", newline="")

    def write(self, data: str | bytes) -> None:
        """Add to the file."""
        with writing(self.path):
            self.file.write(data)  # type: ignore[arg-type]

    def flush(self) -> None:
        """Hand everything so far to the disk, which may be full."""
        with writing(self.path):
            self.file.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._stack:
            try:
                self.file.close()
                if error is None and self._replaces:
                    publish(self._unfinished, self._target)
            except OSError as failure:
                if error is None:
                    raise cannot_write(self.path, failure) from failure
