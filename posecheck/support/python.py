"""Other processes of the same Python.

A process that is started with `-c`, as those of multiprocessing are, imports from the current
folder first: a file there that is called `signal.py` or `cv2.py` would be run. The processes that
posecheck starts do not. Of `python -m posecheck` Python itself does that before posecheck begins.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SAFE_PATH = "PYTHONSAFEPATH"
"""The environment variable that keeps the current folder out."""


def python_command(code: str) -> list[str]:
    """The command that runs some code in another process."""
    return [sys.executable, "-P", "-c", code]


@contextmanager
def safe_path() -> Iterator[None]:
    """Within the block, processes that are started do not import from the current folder.

    The module `multiprocessing` hands them this process's own places itself. Threads may be in such
    blocks at once; the last one that leaves gives the process its own environment again.
    """
    with _environment:
        yield


class _Environment:
    """Keeps the current folder out while at least one thread is in its block."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._before: str | None = None

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._before = os.environ.get(SAFE_PATH)
                os.environ[SAFE_PATH] = "1"
            self._inside += 1

    def __exit__(self, *failure: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._restore()

    def _restore(self) -> None:
        if self._before is None:
            os.environ.pop(SAFE_PATH, None)
        else:
            os.environ[SAFE_PATH] = self._before


_environment = _Environment()
"""The one for this process, because a process has one environment."""
