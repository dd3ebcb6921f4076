"""What outputs have in common."""

import pytest

from posecheck.clips.output import FileOutput
from posecheck.errors import InputError


class Text(FileOutput):
    def add(self, frame, assessment, hold):
        self._file.write("row")


class Data(FileOutput):
    def __init__(self, path):
        super().__init__(path, binary=True)

    def add(self, frame, assessment, hold):
        self._file.write(b"\xff")


def write(output, error=None):
    with output:
        output.add(None, None, None)
        if error:
            raise error


@pytest.mark.parametrize(("kind", "content"), [(Text, b"row"), (Data, b"\xff")])
def test_a_file_is_there_at_the_end_of_the_block_and_not_before(tmp_path, kind, content):
    path = tmp_path / "out"
    output = kind(path)
    with output:
        output.add(None, None, None)
        assert not path.exists()
    assert path.read_bytes() == content


def test_after_an_error_there_is_no_file(tmp_path):
    with pytest.raises(RuntimeError):
        write(Text(tmp_path / "out"), RuntimeError("half way"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="missing"):
        write(Text(tmp_path / "missing" / "out"))
