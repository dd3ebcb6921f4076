"""A file is complete or not there."""

from pathlib import Path

import pytest

from posecheck.errors import InputError
from posecheck.support.files import WholeFile


def write(path: Path, error: Exception | None) -> None:
    with WholeFile(path) as file:
        file.write("new")
        if error:
            raise error


def test_a_file_is_there_when_it_is_whole_and_an_error_keeps_the_old_one(tmp_path):
    path = tmp_path / "file.txt"
    write(path, None)
    assert path.read_text() == "new"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        write(path, RuntimeError("half way"))
    assert path.read_text() == "old"
    assert [left.name for left in tmp_path.iterdir()] == ["file.txt"]


def test_a_folder_that_is_gone_is_named_in_one_line(tmp_path):
    with pytest.raises(InputError, match="gone"):
        write(tmp_path / "gone" / "file.txt", None)
