"""Other processes of the same Python.

A process that is started with `-c`, as those of multiprocessing are, imports from the current
folder first: a file there that is called `signal.py` or `cv2.py` would be run. The processes that
posecheck starts do not.
"""

import os
import sys
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

    The module `multiprocessing` hands them this process's own places itself.
    """
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before
