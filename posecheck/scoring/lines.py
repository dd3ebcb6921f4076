"""A text file with one line per clip: saved as soon as it is written, in order at the end."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from posecheck.errors import InputError


@dataclass(frozen=True)
class Span:
    """Where a line lies in the file, in bytes, its end of line included."""

    start: int
    length: int


class OrderedLines:
    """Lines that come in any order, each with its place in the right one.

    A line is on disk when `add` returns, at the end of the file. On leaving the `with` block, also
    after an error, the file is atomically replaced by one in the right order; so no line is lost,
    whenever the process is killed.

    Args:
        path: Where they are written.
        head: A line above all others.
        kept: How many bytes of an existing file to keep.

    Raises:
        InputError: If the file cannot be written.
    """

    def __init__(self, path: Path, head: str = "", kept: int = 0) -> None:
        self.path = path.resolve()  # a symbolic link is kept, and its target replaced
        self._size = kept
        self._head = Span(0, 0)
        self._spans: dict[int, Span] = {}
        self._behind: Sequence[Span] = ()
        try:
            self._file = self.path.open("r+b" if kept else "wb")
            if kept:
                self._file.truncate(kept)
                self._file.seek(kept)
        except OSError as error:
            raise _not_written(path, error) from error
        if head:
            self._head = self._next(head)
            self._append(head)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self.path.is_file():  # a device or a pipe cannot be reordered
                self._put_in_order()
        except OSError as failure:
            raise _not_written(self.path, failure) from failure
        finally:
            self._file.close()

    def add(self, index: int, line: str) -> None:
        """Write the line of a place."""
        # Noted before it is written: an interrupt during the writing must not lose a line.
        self._spans[index] = self._next(line)
        self._append(line)

    def keep(self, index: int, span: Span) -> None:
        """Give a line that is already in the file its place."""
        self._spans[index] = span

    def leave_behind(self, spans: Sequence[Span]) -> None:
        """Put these lines, which are already in the file, after all others."""
        self._behind = spans

    def read(self, span: Span) -> str:
        """A line of the file, without its end."""
        with self.path.open("rb") as file:
            return _bytes(file, span).decode("utf-8").rstrip("\n")

    def _next(self, line: str) -> Span:
        """Where the next line will lie."""
        return Span(self._size, len(_written(line)))

    def _append(self, line: str) -> None:
        data = _written(line)
        try:
            self._file.write(data)
            self._file.flush()
            if self.path.is_file():
                os.fsync(self._file.fileno())
        except OSError as error:
            raise _not_written(self.path, error) from error
        self._size += len(data)

    def _put_in_order(self) -> None:
        ordered = [span for _, span in sorted(self._spans.items())]
        part = self.path.with_name(f"{self.path.name}.part")
        self._file.flush()
        with self.path.open("rb") as old, part.open("wb") as new:
            for span in (self._head, *ordered, *self._behind):
                content = _bytes(old, span)
                if len(content) == span.length:  # shorter if its writing was interrupted
                    new.write(content)
            new.flush()
            os.fsync(new.fileno())
        part.replace(self.path)


def _written(line: str) -> bytes:
    return f"{line}\n".encode()


def _bytes(file: BinaryIO, span: Span) -> bytes:
    file.seek(span.start)
    return file.read(span.length)


def _not_written(path: Path, error: OSError) -> InputError:
    return InputError(f"{path}: cannot be written ({error.strerror}); name another file.")
