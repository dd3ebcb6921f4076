"""Disks and folders that are mounted for a test, which is skipped where that is not allowed."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(path: Path, *what: str) -> Iterator[None]:
    """Mount something at a path that is there; `what` is as for the command `mount`."""
    try:
        subprocess.run(["mount", *what, str(path)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount, and not everywhere")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)
