"""What the system lets be replaced, and what not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mounts import mounted

from posecheck.support.replacing import is_left_to_its_owner, is_mounted

OTHER, ANOTHER = 12345, 23456

WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""Runs a command as root without what root may do, as in some containers."""

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away"
)


def test_what_is_mounted_is_known(tmp_path):
    file, other = tmp_path / "file.txt", tmp_path / "other.txt"
    file.touch()
    other.touch()
    assert not is_mounted(file)
    with mounted(file, "--bind", str(other)):
        assert is_mounted(file)
    assert not is_mounted(tmp_path / "missing.txt")


@pytest.fixture
def shared(tmp_path) -> Path:
    """A file of another user in a folder of a third one, as in /tmp."""
    file = tmp_path / "shared" / "film.mp4"
    file.parent.mkdir()
    file.touch()
    file.chmod(0o666)
    file.parent.chmod(0o1777)
    return file


def _told_without_rights(file: Path) -> str:
    code = (
        "import sys; from pathlib import Path; from posecheck.support.replacing import *\n"
        "file = Path(sys.argv[1]); is_left = is_left_to_its_owner(file)\n"
        "try: file.rename(file.with_name('new'))\n"
        "except PermissionError: print(is_left, 'refused')\n"
        "else: print(is_left, 'renamed')"
    )
    return subprocess.run(
        [*WITHOUT_RIGHTS, sys.executable, "-c", code, str(file)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@as_root
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
@pytest.mark.parametrize(
    ("owner", "owner_of_folder", "mode", "told"),
    [
        (OTHER, ANOTHER, 0o1777, "True refused"),
        (OTHER, OTHER, 0o1777, "True refused"),
        (0, ANOTHER, 0o1777, "False renamed"),
        (OTHER, 0, 0o1777, "False renamed"),
        (OTHER, ANOTHER, 0o777, "False renamed"),
    ],
)
def test_the_sticky_bit_leaves_a_file_to_its_owners(shared, owner, owner_of_folder, mode, told):
    os.chown(shared, owner, -1)
    os.chown(shared.parent, owner_of_folder, -1)
    shared.parent.chmod(mode)
    assert _told_without_rights(shared) == told


@as_root
def test_but_not_where_the_user_has_the_rights_of_every_owner(shared):
    os.chown(shared, OTHER, -1)
    os.chown(shared.parent, ANOTHER, -1)
    assert not is_left_to_its_owner(shared)
