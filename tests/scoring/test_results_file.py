"""A file of results: resumed, repaired, and left alone if it is something else."""

import json
import resource
from codecs import BOM_UTF8
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from places import QUICK
from score_process import names

from posecheck.errors import InputError
from posecheck.scoring.job import Scored, named
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


def test_a_last_line_that_only_lacks_its_end_is_kept(tmp_path):
    """As a script that joins the lines leaves it."""
    file = tmp_path / "out.jsonl"
    with ResultsFile(file, SETTINGS) as results:
        for index, clip in enumerate("ab"):
            results.add(failed(index, clip))
    file.write_bytes(file.read_bytes().removesuffix(b"\n"))
    with ResultsFile(file, SETTINGS, resume=True) as results:
        results.add(failed(0, "c"))
    assert paths(file) == ["c", "a", "b"]


HASHES = '"job": {"content_sha256": "a", "settings_sha256": "b"}'


@pytest.mark.parametrize(
    "content",
    [
        *("notes", "notes\n", '{"a": 1}\n', "[1]\n", '{"clip": 3}\n'),
        '{"schema": 1, "clip": {"path": []}, ' + HASHES + "}\n",
        '{"schema": 1, "clip": {"path": "a"}, "job": ' + "[" * 100_000 + "\n",
    ],
    ids=range(7),
)
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
    assert paths(file) == [r"a\xff.mp4"]


def scored(index: int, clip: str, content: str, result) -> Scored:
    return Scored(index, clip, content * 64, named(result, clip))


def kept(file) -> list[tuple[str, str | None]]:
    """The name and the content of the clip in each line."""
    found = map(json.loads, file.read_text().splitlines())
    return [(line["clip"]["path"], (line["job"]["content_sha256"] or "-")[0]) for line in found]


@pytest.mark.parametrize(
    ("clip", "other", "shown", "shown_other"),
    [
        ("a\udcff.mp4", "a\udcfe.mp4", r"a\xff.mp4", r"a\xfe.mp4"),
        *(
            (f"http://h/v?key={key}", "http://h/v?key=b.mp4", *["http://h/v?key=***"] * 2)
            for key in ("a.mp4", "b.mp4")
        ),
    ],
)
def test_the_result_of_another_clip_stays_that_only_looks_the_same(
    tmp_path, analyzed, clip, other, shown, shown_other
):
    file, result = tmp_path / "out.jsonl", analyzed(LUNGE)
    for index, (name, content) in enumerate(((clip, "a"), (other, "b"))):
        with ResultsFile(file, SETTINGS, resume=True) as results:
            results.add(scored(index, name, content, result))
    assert kept(file) == [(shown_other, "b"), (shown, "a")]
    before = file.read_bytes()
    with ResultsFile(file, SETTINGS, resume=True) as results:  # once more, the same
        results.add(scored(0, other, "b", result))
    assert file.read_bytes() == before
    with ResultsFile(file, "1" * 64, resume=True) as results:  # with other settings
        results.add(scored(0, clip, "a", result))
    assert kept(file) == [(shown, "a"), (shown_other, "b")]


def test_an_error_under_a_hidden_name_takes_the_place_of_errors_only(tmp_path, analyzed):
    file, name = tmp_path / "out.jsonl", "http://h/v?key={}"
    with ResultsFile(file, SETTINGS) as results:
        results.add(scored(0, name.format("a"), "a", analyzed(LUNGE)))
        results.add(failed(1, name.format("b")))
    for content in (None, "c" * 64):
        with ResultsFile(file, SETTINGS, resume=True) as results:
            results.add(Scored(0, name.format("b"), content, error="no video"))
        assert kept(file) == [(name.format("***"), (content or "-")[0]), (name.format("***"), "a")]


def test_an_older_line_that_shows_what_is_hidden_now_is_replaced(tmp_path, analyzed):
    file, name = tmp_path / "out.jsonl", "http://h/v?code=secret"
    with ResultsFile(file, SETTINGS) as results:
        results.add(scored(0, name, "a", analyzed(LUNGE)))
    file.write_bytes(file.read_bytes().replace(b"code=***", b"code=secret"))
    with ResultsFile(file, SETTINGS, resume=True) as results:
        results.add(scored(0, name, "a", analyzed(LUNGE)))
    assert kept(file) == [("http://h/v?code=***", "a")]


def test_a_result_is_known_by_content_and_settings(tmp_path, analyzed):
    file, result = tmp_path / "out.jsonl", analyzed(LUNGE)
    with ResultsFile(file, SETTINGS) as results:
        results.add(Scored(0, "a.mp4", "c" * 64, result))
    for settings, known in ((SETTINGS, result), ("1" * 64, None)):
        with ResultsFile(file, settings, resume=True) as results:
            assert results.has_earlier is (known is not None)
            assert results.earlier("c" * 64) == known
            assert results.earlier("d" * 64) is results.earlier(None) is None


def scored_file(path, result, clip="a.mp4") -> bytes:
    with ResultsFile(path, SETTINGS) as results:
        results.add(Scored(0, clip, "c" * 64, named(result, clip)))
    return path.read_bytes()


def test_a_byte_order_mark_of_an_editor_is_no_obstacle(tmp_path, analyzed):
    file, result = tmp_path / "out.jsonl", analyzed(LUNGE)
    line = scored_file(file, result)
    file.write_bytes(BOM_UTF8 + line + line[:50])
    with ResultsFile(file, SETTINGS, resume=True) as results:
        assert results.earlier("c" * 64) == named(result, "a.mp4")
        results.add(failed(1, "b.mp4"))
    assert file.read_bytes().startswith(b'{"schema":1')
    assert paths(file) == ["b.mp4", "a.mp4"]


def test_a_line_of_a_newer_posecheck_is_refused_and_one_of_an_older_one_kept(tmp_path, analyzed):
    file = tmp_path / "out.jsonl"
    line = scored_file(file, analyzed(LUNGE))
    newer = line.replace(b'{"schema":1', b'{"schema":2', 1)
    file.write_bytes(line + newer)
    refused = pytest.raises(InputError, match="line 2: a newer posecheck wrote this; update")
    with refused, ResultsFile(file, SETTINGS, resume=True):
        pass
    assert file.read_bytes() == line + newer
    content = json.loads(line)
    del content["score"]
    file.write_text(json.dumps(content) + "\n")
    with ResultsFile(file, SETTINGS, resume=True) as results:
        assert not results.has_earlier
        results.add(failed(0, "b.mp4"))
    assert paths(file) == ["b.mp4", "a.mp4"]


def test_a_clip_that_cannot_be_read_for_a_moment_keeps_its_result(tmp_path, analyzed):
    file = tmp_path / "out.jsonl"
    line = scored_file(file, analyzed(LUNGE))
    with ResultsFile(file, SETTINGS, resume=True) as results:
        results.add(failed(0, "a.mp4"))
    assert file.read_bytes() == line
    broken = Scored(0, "a.mp4", "d" * 64, error="a.mp4: no video")
    with ResultsFile(file, SETTINGS, resume=True) as results:
        results.add(broken)
    assert "error" in json.loads(file.read_bytes())


@pytest.mark.parametrize("content", [None, "c" * 64], ids=["unread", "read"])
@pytest.mark.parametrize("lacking", ["", "views"], ids=["whole", "older"])
def test_nor_does_an_error_replace_its_result_with_other_settings(
    tmp_path, analyzed, content, lacking
):
    file, others = tmp_path / "out.jsonl", "1" * 64
    line = scored_file(file, analyzed(LUNGE)).replace(f'"{lacking}":'.encode(), b'"left_out":')
    file.write_bytes(line)
    for _ in range(2):
        with ResultsFile(file, others, resume=True) as results:
            results.add(Scored(0, "a.mp4", content, error="a.mp4: no video"))
        error, kept = file.read_bytes().splitlines(keepends=True)
        assert json.loads(error)["error"] == "a.mp4: no video"
        assert kept == line
    with ResultsFile(file, others, resume=True) as results:
        results.add(Scored(0, "a.mp4", "c" * 64, named(analyzed(LUNGE), "a.mp4")))
    (only,) = file.read_text().splitlines()
    assert json.loads(only)["job"]["settings_sha256"] == others


def test_the_error_of_a_clip_that_was_changed_replaces_what_it_was_before(tmp_path, analyzed):
    file = tmp_path / "out.jsonl"
    scored_file(file, analyzed(LUNGE))
    with ResultsFile(file, "1" * 64, resume=True) as results:
        results.add(Scored(0, "a.mp4", "d" * 64, error="a.mp4: no video"))
    assert ["error" in json.loads(line) for line in file.read_text().splitlines()] == [True]


class Runs(RuleBasedStateMachine):
    """Runs that resume one file: completed, killed, torn, refused, on a full disk, in any order."""

    CLIPS = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6)

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.file = Path(self.folder.name) / "out.jsonl"
        self.finished: set[str] = set()

    def teardown(self) -> None:
        self.folder.cleanup()

    def lines(self) -> list[str]:
        return names(self.file)

    @rule(clips=CLIPS)
    def run(self, clips: list[str]) -> None:
        with ResultsFile(self.file, SETTINGS, resume=True) as results:
            for index, clip in enumerate(clips):
                results.add(failed(index, clip))
                self.finished.add(clip)
        assert self.lines()[: len(clips)] == clips

    @rule(clips=CLIPS)
    def killed(self, clips: list[str]) -> None:
        with ExitStack() as stack:
            results = ResultsFile(self.file, SETTINGS, resume=True)
            results.__enter__()
            stack.callback(results._lines._stack.close)  # as the system does for a dead process
            for index, clip in enumerate(reversed(clips)):
                results.add(failed(index, clip))
                self.finished.add(clip)

    @rule(clips=CLIPS, room=st.integers(0, 800))
    def full_disk(self, clips: list[str], room: int) -> None:
        size = self.file.stat().st_size if self.file.exists() else 0
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, limits[1]))
        try:
            with suppress(InputError), ResultsFile(self.file, SETTINGS, resume=True) as results:
                for index, clip in enumerate(clips):
                    results.add(failed(index, clip))
                    self.finished.add(clip)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    @precondition(lambda self: self.file.exists())
    @rule(length=st.integers(1, 60))
    def torn(self, length: int) -> None:
        with ResultsFile(self.file, SETTINGS, resume=True):
            pass  # what a full disk has left goes first: no run adds to half a line
        with self.file.open("ab") as file:
            file.write(b'{"schema":1,"version":"0.2.0","clip":{"path":"x.mp4"},"error":"'[:length])
        with ResultsFile(self.file, SETTINGS, resume=True):
            pass

    @rule(line=st.sampled_from(["notes\n", '{"schema":2,"clip":{"path":"x"},"job":{}}\n']))
    def foreign(self, line: str) -> None:
        before = self.file.read_bytes() if self.file.exists() else b""
        self.file.write_bytes(before + line.encode())
        with pytest.raises(InputError), ResultsFile(self.file, SETTINGS, resume=True):
            pass
        assert self.file.read_bytes() == before + line.encode()
        self.file.write_bytes(before)

    @rule(clips=CLIPS)
    def second(self, clips: list[str]) -> None:
        with ResultsFile(self.file, SETTINGS, resume=True) as results:
            with (
                pytest.raises(InputError, match="another run"),
                ResultsFile(self.file, SETTINGS, resume=True),
            ):
                pass
            for index, clip in enumerate(clips):
                results.add(failed(index, clip))
                self.finished.add(clip)

    @invariant()
    def nothing_finished_is_lost(self) -> None:
        assert set(self.lines()) == self.finished


TestRuns = Runs.TestCase
TestRuns.settings = hypothesis.settings(max_examples=8, stateful_step_count=10, deadline=None)
