"""Disks and users that a fault needs; each skips the test where it cannot be made."""

import encodings
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from mounts import mounted

import posecheck
from posecheck.pose.model import find_model

OUT = "out"
"""The folder that lies on a disk of its own."""

NOBODY = 65534


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    with _disk(folder / OUT, "size=64k"):
        _fill(folder / OUT / "filler")
        yield


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """With room for a stretch, but for no page."""
    with _disk(folder / OUT, "size=24k"):
        yield


@contextmanager
def read_only_disk(folder: Path) -> Iterator[None]:
    with _disk(folder / OUT, "ro"):
        yield


def _is_of_pytest(folder: Path) -> bool:
    return folder.name.startswith(("pytest-", "popen-"))


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """As a user whom permissions bind, which root is not."""
    if os.geteuid() != 0:
        yield
        return
    folder.chmod(0o755)
    _import_everything()
    for above in filter(_is_of_pytest, folder.parents):  # each run of pytest closes them again
        above.chmod(0o711)
    os.setresgid(NOBODY, NOBODY, 0)
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        if not os.access(find_model().path, os.R_OK):
            pytest.skip("only root may read this checkout")
        yield
    finally:
        os.setresuid(0, 0, 0)
        os.setresgid(0, 0, 0)


@contextmanager
def shared_folder(folder: Path) -> Iterator[None]:
    """As a user who may write to another one's file in a folder like /tmp, but not replace it."""
    if os.geteuid() != 0:
        pytest.skip("only root has files of another user")
    (folder / OUT).chmod(0o1777)
    for file in (folder / OUT).iterdir():
        file.chmod(0o666)
    with without_rights(folder), pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSECHECK_DATA", str(folder / OUT))
        yield


def _import_everything() -> None:
    """Import what a command imports once it is called: only root may read this Python, perhaps."""
    for package in (posecheck, encodings):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            with suppress(ImportError):  # an extra that is not installed, another system's module
                import_module(module.name)


@contextmanager
def without_home(folder: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(folder / "gone"))
        yield


@contextmanager
def _disk(folder: Path, options: str) -> Iterator[None]:
    folder.mkdir()
    with mounted(folder, "-t", "tmpfs", "-o", options, "tmpfs"):
        yield


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1024))
        except OSError:
            return
