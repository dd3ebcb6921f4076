"""Output files, written atomically, each by one run at a time."""

import os
import shutil
from contextlib import ExitStack, suppress
from errno import EACCES
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from uuid import uuid4

from filelock import FileLock, Timeout

from posecheck.errors import InputError

HIDDEN = ".posecheck-"
"""How the names of locks and of unfinished files begin."""

LOCK = "lock"


def unfinished_name(path: Path) -> Path:
    """A new name to write to, in the folder of `path`, where the final renaming is atomic."""
    return path.with_name(f"{_mark(path)}{uuid4().hex[:12]}{path.suffix}")


def _mark(path: Path) -> str:
    """How the hidden names begin that belong to `path`; its own name may be too long for them."""
    return f"{HIDDEN}{blake2b(os.fsencode(path.name), digest_size=4).hexdigest()}-"


def cannot_write(path: Path, error: BaseException) -> InputError:
    """What to raise where a file cannot be written."""
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return InputError(
        f"{path}: cannot be written ({why}); check the folder's permissions and the space left."
    )


def real_path(path: Path) -> Path:
    """Where a path leads: a link stays a link, and what it leads to is replaced."""
    return path.resolve()


def is_plain(path: Path) -> bool:
    """Whether a path is free or a file, so that it can be replaced; a device or a pipe cannot."""
    return path.is_file() or not path.exists()


class Claim:
    """The sole right to write a file or a folder, within a `with` block.

    It is a lock in the same folder, which the system releases when the process ends, however that
    happens. What earlier runs that were killed have left unfinished there is deleted.

    Args:
        path: The file or folder.

    Raises:
        InputError: On entering, if another run has the claim, or the folder is not writable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        target = real_path(path)
        self._folder, self._mark = target.parent, _mark(target)
        self._lock = FileLock(self._folder / f"{self._mark}{LOCK}", blocking=False)

    def __enter__(self) -> Self:
        try:
            self._check_permissions()
            self._lock.acquire()
        except Timeout as error:
            raise InputError(
                f"{self.path}: another run of posecheck is writing there; wait until it is done, "
                "or use another name."
            ) from error
        except OSError as error:
            raise cannot_write(self.path, error) from error
        self._delete_leftovers()
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
        if self.path.exists() and not os.access(self.path, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))  # which renaming would get around

    def _delete_leftovers(self) -> None:
        for left in self._folder.glob(f"{self._mark}*"):
            if left.name != f"{self._mark}{LOCK}":
                remove(left)


def remove(path: Path) -> None:
    """Delete a file or a folder; whatever cannot be deleted is left."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def publish(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, atomically, with the permissions of the one that it replaces.

    Raises:
        OSError: If that fails.
    """
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())  # or the name might outlive a power failure, and the content not
    if path.exists():
        shutil.copymode(path, unfinished)
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
        path, mode = (self._unfinished, "x") if self._replaces else (self.path, "w")
        try:
            if self._binary:
                return path.open(f"{mode}b")
            return path.open(mode, encoding="utf-8", newline="")
        except OSError as error:
            raise cannot_write(self.path, error) from error

    def write(self, data: str | bytes) -> None:
        """Add to the file."""
        try:
            self.file.write(data)  # type: ignore[arg-type]
        except OSError as error:
            raise cannot_write(self.path, error) from error

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
