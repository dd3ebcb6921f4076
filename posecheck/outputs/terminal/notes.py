"""Messages about the run, a line each, on stderr."""

import logging
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from posecheck.support.printable import printable, without_passwords

LOG_FORMAT = "%(asctime)s %(levelname)s [%(threadName)s] %(name)s: %(message)s"


def note(words: str) -> None:
    """Print one line about the run."""
    line = " ".join(words.splitlines())
    tell(f"posecheck: {printable(without_passwords(line))}")


def tell(line: str) -> None:
    """Print to stderr; where its disk is full, there is nobody to tell, and the run goes on."""
    try:
        print(line, file=sys.stderr, flush=True)
    except BrokenPipeError:
        raise
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Drop what could not be written to a stream: Python would try again at exit, and fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def complain(error: BaseException, words: str | None = None, *, debug: bool = False) -> None:
    """Print one line about an error.

    Args:
        error: The error.
        words: What to print instead of its message.
        debug: Whether to print the traceback, too.
    """
    note(words or str(error))
    if debug:
        lines = "".join(traceback.format_exception(error)).splitlines()
        tell("\n".join(printable(without_passwords(line)) for line in lines))


@contextmanager
def log_shown(wanted: bool) -> Iterator[None]:
    """Show on stderr what posecheck logs within the block, if `wanted`."""
    if not wanted:
        yield
        return
    logger = logging.getLogger("posecheck")
    handler = logging.StreamHandler()
    handler.setFormatter(_PrintableFormatter(LOG_FORMAT))
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


class _PrintableFormatter(logging.Formatter):
    """Makes log messages printable: file names are logged, too."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        return printable(without_passwords(super().formatMessage(record)))
