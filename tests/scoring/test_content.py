"""What a clip holds, and whether that is still so once it has been read."""

import hashlib
import os
from pathlib import Path

import pytest

from posecheck.scoring import content as content_module
from posecheck.scoring.content import Content, content_sha256

OLD, NEW = b"one clip", b"another "


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "a.mp4"
    path.write_bytes(OLD)
    return path


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def replace(file: Path, content: bytes = NEW) -> None:
    """Another file gets its name, of the same size and age."""
    other = file.with_name("other.mp4")
    other.write_bytes(content)
    found = file.stat()
    os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
    other.replace(file)


def overwrite(file: Path) -> None:
    """The same file gets another content of the same size, and seems as old as before."""
    found = file.stat()
    file.write_bytes(NEW)
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    while file.stat().st_ctime_ns == found.st_ctime_ns:  # the system's clock takes a few ms a step
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert file.stat().st_mtime_ns == found.st_mtime_ns


def test_the_hash_is_that_of_the_content(file):
    assert content_sha256(file) == Content(file).sha256 == sha256(OLD)
    assert content_sha256(file.with_name("missing.mp4")) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_may_never_end_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.mp4")
    assert content_sha256(tmp_path / "pipe.mp4") is None


IN_PLACE = pytest.mark.skipif(os.name == "nt", reason="Windows does not tell of such a change")


@pytest.mark.parametrize("change", [replace, pytest.param(overwrite, marks=IN_PLACE)])
def test_another_content_is_noticed_however_it_came_there(file, change):
    content = Content(file)
    change(file)
    assert (content.sha256, content.sha256_now()) == (sha256(OLD), sha256(NEW))


def test_a_file_that_is_gone_has_no_content(file):
    content = Content(file)
    file.unlink()
    assert content.sha256_now() is None


@pytest.mark.parametrize("change", [Path.touch, lambda file: replace(file, OLD)])
def test_the_same_content_is_no_change(file, change):
    content = Content(file)
    change(file)
    assert content.sha256_now() == content.sha256


def test_a_file_that_is_replaced_while_it_is_hashed_is_noticed(file, monkeypatch):
    def hashed_and_replaced(path: Path) -> str | None:
        found = content_sha256(path)
        replace(file)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(content_module, "content_sha256", hashed_and_replaced)
        content = Content(file)
    assert (content.sha256, content.sha256_now()) == (sha256(OLD), sha256(NEW))


def test_what_has_not_changed_is_not_read_again(file, monkeypatch):
    content = Content(file)
    monkeypatch.setattr(content_module, "content_sha256", lambda path: pytest.fail("read again"))
    assert content.sha256_now() == sha256(OLD)
