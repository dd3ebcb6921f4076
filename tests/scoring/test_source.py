"""Where clips lie: files, folders and addresses."""

import os
import tempfile
from functools import partial

import fsspec
import pytest
from fault_places import full_disk

from posecheck.errors import InputError, VideoError
from posecheck.scoring.source import as_file, find, is_address


@pytest.fixture
def folder(tmp_path):
    for name in ("b.mp4", "a.mp4", "notes.txt"):
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def test_every_clip_is_found_once_and_in_the_order_given(folder):
    b, a = (str(folder / name) for name in ("b.mp4", "a.mp4"))
    clips, errors = find([b, str(folder), "s3://bucket/c.mp4", "missing.mp4"])
    assert clips == [b, a, "s3://bucket/c.mp4"]
    assert list(errors) == ["missing.mp4"]
    assert "no such file" in str(errors["missing.mp4"])


def test_an_address_is_fetched_and_its_copy_removed(folder):
    address = f"file://{folder / 'a.mp4'}"
    assert is_address(address)
    with as_file(address) as copy:
        assert (copy.name, copy.read_bytes()) == ("a.mp4", b"a.mp4")
        assert copy != folder / "a.mp4"
    assert not copy.exists()
    assert (folder / "a.mp4").exists()


def test_an_error_about_a_fetched_clip_names_its_address(folder):
    address = f"file://{folder / 'a.mp4'}"
    with pytest.raises(VideoError, match=f"^{address}: not a video$"), as_file(address) as copy:
        raise VideoError(f"{copy}: not a video")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"https://host/day/a.mp4?X-Amz-Signature={'0a' * 150}", "a.mp4"),
        ("https://host/photo.jpg?token=abc/d.mp4#x", "photo.jpg"),
        ("https://host/%C3%BCbung%201.mp4", "übung 1.mp4"),
        ("https://host/?clip=a.mp4", "clip"),
        (f"https://host/{'a' * 300}.mp4", f"{'a' * 56}.mp4"),
        ("s3://bucket/what?.mp4", "what?.mp4"),
    ],
)
def test_name_and_suffix_of_an_address_are_those_of_its_path(address, name, monkeypatch, tmp_path):
    (tmp_path / "clip").write_bytes(b"a clip")
    local = partial(fsspec.open, str(tmp_path / "clip"))
    monkeypatch.setattr(fsspec, "open", lambda address, mode: local(mode))
    with as_file(address) as copy:
        assert (copy.name, copy.read_bytes()) == (name, b"a clip")


def test_what_gives_access_is_not_reported(monkeypatch):
    def refuse(address: str, mode: str) -> None:
        raise PermissionError(f"403 Forbidden for {address}")

    monkeypatch.setattr(fsspec, "open", refuse)
    address = "https://me:secret@host/a.mp4?token=secret"
    with pytest.raises(InputError, match="403 Forbidden") as refused, as_file(address):
        pass
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["file:///nowhere/a.mp4", "no-such://bucket/a.mp4"])
def test_what_cannot_be_fetched_is_an_input_error(address):
    with pytest.raises(InputError, match="cannot be fetched"), as_file(address):
        pass


def test_what_may_never_end_is_not_fetched(folder):
    os.mkfifo(folder / "pipe.mp4")
    for file in (folder / "pipe.mp4", "/dev/zero"):
        with pytest.raises(InputError, match="this is not a file"), as_file(f"file://{file}"):
            pass


def test_an_empty_name_is_not_the_current_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)
    clips, errors = find(["", "a.mp4"])
    assert clips == ["a.mp4"]
    assert "is empty" in str(errors[""])


def test_a_full_disk_for_copies_is_named(folder, monkeypatch, tmp_path):
    (folder / "large.mp4").write_bytes(bytes(100_000))
    with full_disk(tmp_path):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "out"))
        with (
            pytest.raises(InputError, match=r"(no space left for a copy in|no folder).*TMPDIR"),
            as_file(f"file://{folder / 'large.mp4'}"),
        ):
            pass
