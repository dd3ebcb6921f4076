"""Output files, written atomically."""

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from uuid import uuid4

from posecheck.errors import InputError


def unfinished_name(path: Path) -> Path:
    """A name to write to, in the folder of `path`, where the final renaming is atomic."""
    return path.with_name(f".posecheck-{uuid4().hex[:12]}{path.suffix}")


def cannot_write(path: Path, error: BaseException) -> InputError:
    """What to raise where a file cannot be written."""
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return InputError(
        f"{path}: cannot be written ({why}); check the folder's permissions and the space left."
    )


class WholeFile:
    """A file that gets its name when the block ends; after an exception it does not appear.

    An older file of that name is replaced at that moment, and kept if anything fails.

    Args:
        path: Where the file goes.
        binary: Whether `write` takes bytes instead of text, which is written as UTF-8.

    Raises:
        InputError: On entering, writing or leaving, where the file cannot be written.
    """

    def __init__(self, path: Path, *, binary: bool = False) -> None:
        self.path = path
        self._binary = binary
        self._unfinished = unfinished_name(path)

    def __enter__(self) -> Self:
        try:
            if self._binary:
                self.file: IO[bytes] | IO[str] = self._unfinished.open("wb")
            else:
                self.file = self._unfinished.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise cannot_write(self.path, error) from error
        return self

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
        try:
            self.file.close()
            if error is None:
                self._unfinished.replace(self.path)
        except OSError as failure:
            if error is None:
                raise cannot_write(self.path, failure) from failure
        finally:
            with suppress(OSError):
                self._unfinished.unlink(missing_ok=True)
