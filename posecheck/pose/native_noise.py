"""Keeps the lines off stderr that MediaPipe's native code writes there.

MediaPipe 1.2 writes to file descriptor 2 on creation, until it has found somebody, and (1.2.3) on
closing; no setting of Python's reaches that.
"""

import contextlib
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator

_NOISE = re.compile(
    rb"[IWEF]\d{4} |WARNING: |INFO: |ERROR: |Stack trace:|    @ |=== Source|third_party/"
    rb"|Calculator::|\[\w+\.cc:\d+\] "
)
"""How the lines of MediaPipe, TFLite and absl begin, those of stack traces included."""

_stderr_lock = threading.Lock()
"""The process has one stderr."""


@contextlib.contextmanager
def native_noise_caught() -> Iterator[None]:
    """Catch what is written to stderr in the block; afterwards pass on what is not MediaPipe's.

    One thread at a time: two would restore each other's descriptor. Other threads' lines arrive a
    moment late, but do arrive, unless one falls into the middle of a line of MediaPipe's.
    """
    with _stderr_lock, contextlib.ExitStack() as undo:
        with contextlib.suppress(OSError):  # no stderr or nowhere to write: leave things alone
            _catch_stderr(undo)
        yield


def _catch_stderr(undo: contextlib.ExitStack) -> None:
    caught = undo.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    real = os.dup(2)

    def restore() -> None:
        _flush()
        os.dup2(real, 2)
        os.close(real)
        caught.seek(0)
        _pass_on(caught.read())

    _flush()
    os.dup2(caught.fileno(), 2)
    undo.callback(restore)


def _flush() -> None:
    if sys.stderr is not None:
        sys.stderr.flush()


def _pass_on(text: bytes) -> None:
    ours = b"".join(line for line in text.splitlines(keepends=True) if not _NOISE.match(line))
    if ours:
        os.write(2, ours)
