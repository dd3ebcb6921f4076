"""A text file with one line per clip: saved as soon as it is written, in order at the end."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from posecheck.support.files import (
    Claim,
    is_plain,
    open_stream,
    open_unfinished,
    publish,
    real_path,
    remove,
    unfinished_name,
    writing,
)

END = b"\n"
"""Of a line."""


@dataclass(frozen=True)
class Span:
    """Where a line lies in the file, in bytes, its end of line included."""

    start: int
    length: int


class OrderedLines:
    """Lines that come in any order, each with its place in the right one.

    A line is on disk when `add` returns, at the end of the file. On leaving the `with` block, also
    after an error, the file is atomically replaced by one in the right order; so no line is lost,
    whenever the process is killed. An older file stays until the first line replaces it.

    Args:
        path: Where they are written, by one run at a time.
        head: A line above all others.

    Raises:
        InputError: On entering and from `add`, if the file cannot be written; on entering, if
            another run is writing it.
    """

    def __init__(self, path: Path, head: str = "") -> None:
        self.path = path
        self._replaces = is_plain(path)
        self._target = real_path(path)
        self._head = head
        self._head_span = Span(0, 0)
        self._size = 0
        self._spans: dict[int, Span] = {}
        self._behind: Sequence[Span] = ()
        self._file: BinaryIO | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if self._replaces:
            self._stack.enter_context(Claim(self.path))
        else:
            self._open()
            self._write_head()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._stack:
            if self._file is None:
                return
            # Closing writes what a full disk has left over.
            with writing(self.path), closing(self._file) as file:
                if self._replaces:
                    self._put_in_order(file)

    def resume(self, kept: int) -> None:
        """Go on in a file that exists; call it before the first `add`.

        Where the file has other names (hard links), as in a backup, they keep what is there.

        Args:
            kept: How many bytes of it to keep; a line half written behind them is removed. The end
                of the last line may be missing in the file.
        """
        self._size = kept
        self._part_from_other_names()
        file = self._open()
        if file.seek(0, os.SEEK_END) < kept:
            file.write(END)
        file.truncate(kept)
        file.seek(kept)

    def add(self, index: int, line: str) -> None:
        """Write the line of a place."""
        if self._file is None:
            self._begin(index, line)
            return
        # Noted before it is written: an interrupt during the writing must not lose a line.
        self._spans[index] = self._next(line)
        self._append(self._file, line)

    def keep(self, index: int, span: Span) -> None:
        """Give a line that is already in the file its place."""
        self._spans[index] = span

    def leave_behind(self, spans: Sequence[Span]) -> None:
        """Put these lines, which are already in the file, after all others."""
        self._behind = spans

    def read(self, span: Span) -> str:
        """A line of the file, without its end."""
        file = self._file or self._open()
        line = _bytes(file, span)
        file.seek(self._size)
        return line.decode("utf-8").rstrip("\n")

    def _next(self, line: str) -> Span:
        """Where the next line will lie."""
        return Span(self._size, len(_written(line)))

    def _open(self) -> BinaryIO:
        with writing(self.path):
            file = self._target.open("r+b") if self._replaces else open_stream(self.path)
        self._file = file
        return file

    def _begin(self, index: int, line: str) -> None:
        """Replace an older file by one with the first line in it."""
        try:
            with writing(self.path), self._replacement() as file:
                self._file = file
                self._write_head()
                self._spans[index] = self._next(line)
                self._append(file, line)
        finally:
            self._file = None
        self._open().seek(self._size)

    def _part_from_other_names(self) -> None:
        """Let a file that has several names be two: another run may be writing to one of them."""
        with writing(self.path):
            if self._target.stat().st_nlink > 1:
                with self._target.open("rb") as shared, self._replacement() as own:
                    shutil.copyfileobj(shared, own)

    @contextmanager
    def _replacement(self) -> Iterator[BinaryIO]:
        """A new file, which gets the name at the end of the block."""
        unfinished = unfinished_name(self._target)
        try:
            with open_unfinished(unfinished, self._target) as file:
                yield file
            publish(unfinished, self._target)
        finally:
            remove(unfinished)

    def _write_head(self) -> None:
        if self._head and self._file:
            self._head_span = self._next(self._head)
            self._append(self._file, self._head)

    def _append(self, file: BinaryIO, line: str) -> None:
        data = _written(line)
        with writing(self.path):
            file.write(data)
            file.flush()
            if self._replaces:
                os.fsync(file.fileno())
        self._size += len(data)

    def _put_in_order(self, file: BinaryIO) -> None:
        ordered = [span for _, span in sorted(self._spans.items())]
        file.flush()
        with self._replacement() as new:
            for span in (self._head_span, *ordered, *self._behind):
                # Of the file that was written: its name may be gone, or an editor's by now.
                content = _bytes(file, span)
                if len(content) == span.length:  # shorter if its writing was interrupted
                    new.write(content)


def _written(line: str) -> bytes:
    return f"{line}\n".encode()


def _bytes(file: BinaryIO, span: Span) -> bytes:
    file.seek(span.start)
    return file.read(span.length)
