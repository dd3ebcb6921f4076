"""Standard streams that are there, also where the caller has closed them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EIO
from io import TextIOWrapper
from pathlib import Path


def open_closed_streams() -> None:
    """Let streams that were closed (`>&-`, or a program without a console) lead to nowhere.

    Otherwise the next file that is opened takes their number, and whatever a library prints goes
    into it.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def outlive_terminal() -> None:
    """Let what is printed lead to nowhere once the terminal was closed.

    Each print would fail, also those on the way out, and files would not be completed.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, TextIOWrapper) and stream.isatty() and os.name == "posix":
            terminal = open(stream.fileno(), "wb", closefd=False)  # noqa: SIM115
            settings = stream.encoding, stream.errors
            setattr(sys, name, _Terminal(terminal, *settings, line_buffering=True))


class _Terminal(TextIOWrapper):
    def write(self, text: str) -> int:
        with _may_be_closed():
            super().write(text)
        return len(text)

    def flush(self) -> None:
        with _may_be_closed():
            super().flush()


@contextmanager
def _may_be_closed() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != EIO:
            raise
