"""What goes to stdout and what to stderr."""

import json
import os
from io import BytesIO, TextIOWrapper

import pytest
from results import check, result
from rich.text import Text

from posecheck.clips.analysis import Analysis
from posecheck.clips.batch import Outcome
from posecheck.clips.result import ClipResult
from posecheck.errors import InputError
from posecheck.outputs.targets import Targets
from posecheck.outputs.terminal.printing import (
    ResultPrinter,
    note_idle_jobs,
    note_idle_side,
    show,
    show_history,
    show_json,
    show_path,
)
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in, built_in


@pytest.fixture
def outcome(tmp_path) -> Outcome:
    made = tmp_path / "report.html"
    return Outcome(
        tmp_path / "lunge.mp4",
        Analysis(result(check("front_knee", Grade.GOOD)), "the end is missing", (made,)),
    )


def print_(outcome: Outcome, json_to: str | None, *, debug: bool = False) -> None:
    targets = Targets([outcome.clip])
    with ResultPrinter(all_built_in(), json_to, targets, debug=debug) as printer:
        printer.add(outcome)


@pytest.mark.parametrize(
    ("stretch", "side", "is_said"),
    [("butterfly", Side.LEFT, True), ("butterfly", None, False), ("pigeon", Side.LEFT, False)],
)
def test_a_side_that_means_nothing_is_said_to_mean_nothing(stretch, side, is_said, capsys):
    note_idle_side(side, [built_in(stretch)])
    assert ("--side left means nothing here: Butterfly" in capsys.readouterr().err) is is_said


@pytest.mark.parametrize(("jobs", "cluster"), [(2, "tcp://a:1"), (2, None), (None, "tcp://a:1")])
def test_a_number_of_jobs_that_means_nothing_is_said_to_mean_nothing(jobs, cluster, capsys):
    note_idle_jobs(jobs, cluster)
    is_said = "--jobs 2 means nothing with --cluster" in capsys.readouterr().err
    assert is_said is bool(jobs and cluster)


def test_words_go_to_stdout_and_the_warning_to_stderr(outcome, capsys):
    print_(outcome, None)
    out, err = capsys.readouterr()
    assert "Half-kneeling lunge (recognised)" in out
    assert f"Written: {outcome.analysis.files[0]}" in out
    assert err == f"posecheck: {outcome.clip}: the end is missing\n"


def test_json_on_stdout_is_alone_there(outcome, capsysbinary):
    print_(outcome, "-")
    out, err = capsysbinary.readouterr()
    assert ClipResult.model_validate_json(out) == outcome.analysis.result
    assert f"written: {outcome.analysis.files[0]}".encode() in err


def test_json_in_a_file_does_not_replace_the_words(outcome, tmp_path, capsys):
    print_(outcome, str(tmp_path / "out.jsonl"))
    assert "Half-kneeling lunge" in capsys.readouterr().out
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["stretch"]["id"] == "half_kneeling_lunge"


def test_an_error_is_one_line_and_has_its_traceback_for_debug(tmp_path, capsys):
    try:
        raise InputError("broken.mp4: no video")
    except InputError as raised:
        error = Outcome(tmp_path / "broken.mp4", error=raised)
    print_(error, None)
    assert capsys.readouterr().err == "posecheck: broken.mp4: no video\n"
    print_(error, None, debug=True)
    assert "Traceback" in capsys.readouterr().err


def test_a_clip_is_never_overwritten_by_its_json(outcome):
    outcome.clip.write_bytes(b"a clip")
    link = outcome.clip.with_name("out.jsonl")
    os.link(outcome.clip, link)
    with pytest.raises(InputError, match="to be read"):
        print_(outcome, str(link))
    assert outcome.clip.read_bytes() == b"a clip"


def test_a_folder_that_is_missing_is_an_input_error(outcome, tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        print_(outcome, str(tmp_path / "missing" / "out.jsonl"))


def test_json_is_utf_8_whatever_the_encoding_of_stdout(monkeypatch):
    written = BytesIO()
    stdout = TextIOWrapper(written, encoding="latin-1", errors="backslashreplace")
    monkeypatch.setattr("sys.stdout", stdout)
    line = '{"clip":"\u4e2d\xfc.mp4"}'
    show_json(line)
    assert written.getvalue().decode("utf-8") == f"{line}\n"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_a_name_in_a_table_cannot_control_the_terminal_and_a_program_gets_it_as_it_is(
    monkeypatch, capfdbinary
):
    table = "clip,stretch\n\x1b[2Ja.mp4,pigeon"
    show_json(table)
    assert capfdbinary.readouterr().out == f"{table}\n".encode()
    terminal, end = os.openpty()
    with os.fdopen(end, "w", encoding="utf-8") as stdout, os.fdopen(terminal, "rb", 0) as shown:
        monkeypatch.setattr("sys.stdout", stdout)
        show_json(table)
        assert shown.read(99).split() == [b"clip,stretch", b"\\x1b[2Ja.mp4,pigeon"]


def test_names_are_printed_as_they_are(capsys):
    show("[bold]clip :smile: 1.mp4[/bold]")
    show_path(Text("/a/very/long/path" * 20))
    first, second = capsys.readouterr().out.splitlines()
    assert first == "[bold]clip :smile: 1.mp4[/bold]"
    assert second == "/a/very/long/path" * 20


def test_an_empty_history_says_how_to_fill_it(capsys):
    show_history([])
    assert "posecheck live" in capsys.readouterr().out
