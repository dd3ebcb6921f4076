"""A file of results: resumed, repaired, and left alone if it is something else."""

import json

import pytest
from places import QUICK

from posecheck.errors import InputError
from posecheck.scoring.job import Scored
from posecheck.scoring.results_file import ResultsFile

LUNGE = QUICK / "lunge_side.mp4"
SETTINGS = "0" * 64


def failed(index: int, clip: str) -> Scored:
    return Scored(index, clip, error=f"{clip}: no video")


def paths(file) -> list[str]:
    return [json.loads(line)["clip"]["path"] for line in file.read_text().splitlines()]


def test_lines_of_other_clips_stay_behind_and_those_of_the_same_are_replaced(tmp_path):
    file = tmp_path / "out.jsonl"
    for clips in (["a", "b", "c"], ["d", "b"]):
        with ResultsFile(file, SETTINGS, resume=True) as results:
            for index, clip in reversed(list(enumerate(clips))):
                results.add(failed(index, clip))
    assert paths(file) == ["d", "b", "a", "c"]


@pytest.mark.parametrize("length", [1, 5, 10, 40, 150])
def test_a_half_written_last_line_is_taken_off(tmp_path, length):
    file = tmp_path / "out.jsonl"
    with ResultsFile(file, SETTINGS) as results:
        results.add(failed(0, "a"))
    whole = file.read_bytes()
    assert length < len(whole)
    file.write_bytes(whole + whole[:length])
    with ResultsFile(file, SETTINGS, resume=True):
        assert file.read_bytes() == whole
    assert file.read_bytes() == whole


@pytest.mark.parametrize("content", ["notes", "notes\n", '{"a": 1}\n', "[1]\n", '{"clip": 3}\n'])
def test_a_file_of_something_else_is_left_alone(tmp_path, content):
    file = tmp_path / "notes.txt"
    file.write_text(content)
    refused = pytest.raises(InputError, match="line 1: this is no result")
    with refused, ResultsFile(file, SETTINGS, resume=True):
        pass
    assert file.read_text() == content


def test_a_name_that_is_no_text_is_written_as_one(tmp_path):
    file = tmp_path / "out.jsonl"
    with ResultsFile(file, SETTINGS) as results:
        results.add(failed(0, "a\udcff.mp4"))
    assert paths(file) == ["a\ufffd.mp4"]


def test_a_result_is_known_by_content_and_settings(tmp_path, analyzed):
    file, result = tmp_path / "out.jsonl", analyzed(LUNGE)
    with ResultsFile(file, SETTINGS) as results:
        results.add(Scored(0, "a.mp4", "c" * 64, result))
    for settings, known in ((SETTINGS, result), ("1" * 64, None)):
        with ResultsFile(file, settings, resume=True) as results:
            assert results.has_earlier is (known is not None)
            assert results.earlier("c" * 64) == known
            assert results.earlier("d" * 64) is results.earlier(None) is None
