"""What a scoring run prints and saves."""

import csv
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from results import check, result

from posecheck.errors import InputError
from posecheck.exit_code import ExitCode
from posecheck.outputs.targets import Targets
from posecheck.outputs.terminal.scoreboard import Scoreboard
from posecheck.scoring.expectations import Comparison, Expected
from posecheck.scoring.job import Scored, Settings
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in

SETTINGS = Settings(all_built_in(), "00")
CLIPS = ["b.mp4", "a.mp4"]


def scored(place: int, grade: Grade = Grade.GOOD) -> Scored:
    return Scored(place, CLIPS[place], f"{place}" * 64, result(check("front_knee", grade)))


def test_the_table_goes_to_stdout(capsys):
    with Scoreboard(CLIPS) as board:
        for place in (1, 0):
            board.add(scored(place))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["1/2", "2/2"]
    assert "The worst first:" in lines
    assert board.exit_code is ExitCode.DONE


def test_json_on_stdout_is_alone_there(capsys):
    board = Scoreboard(CLIPS, Comparison([Expected(clip="a.mp4", stretch="bridge")]))
    assert board.write(SETTINGS, Targets(CLIPS), json="-", resume=None, csv=None) is None
    with board:
        board.add(scored(1))
    out, err = capsys.readouterr()
    (line,) = out.splitlines()
    assert json.loads(line)["stretch"]["id"] == "half_kneeling_lunge"
    assert "Not as expected:" in err
    assert board.exit_code is ExitCode.FELL_SHORT


def test_a_table_on_stdout_is_alone_there(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    board = Scoreboard(CLIPS)
    board.write(SETTINGS, Targets(CLIPS), json=None, resume=None, csv=Path("-"))
    with board:
        board.add(scored(1))
    (row,) = csv.DictReader(capsys.readouterr().out.splitlines())
    assert (row["clip"], row["front_knee"]) == ("a.mp4", "good")
    assert list(tmp_path.iterdir()) == []


def test_only_one_can_have_stdout():
    with pytest.raises(InputError, match="stdout"):
        Scoreboard(CLIPS).write(SETTINGS, Targets(CLIPS), json="-", resume=None, csv=Path("-"))


def test_what_an_earlier_run_finished_is_counted_and_not_reported_as_new(capsys):
    with Scoreboard(CLIPS) as board:
        board.add(replace(scored(0), earlier=True))
        board.add(scored(1))
    out, err = capsys.readouterr()
    assert [line.split()[0] for line in out.splitlines() if "/2 " in line] == ["2/2"]
    assert "1 clip was finished in an earlier run." in err


def test_files_have_every_clip_and_a_second_run_knows_them(tmp_path, capsys):
    out, table = tmp_path / "out.jsonl", tmp_path / "out.csv"
    board = Scoreboard(CLIPS)
    board.write(SETTINGS, Targets(CLIPS), json=str(out), resume=None, csv=table)
    with board:
        for place in (1, 0):
            board.add(scored(place))
    names = [json.loads(line)["clip"]["path"] for line in out.read_text().splitlines()]
    assert len(names) == 2
    with table.open(newline="") as file:
        assert [row["clip"] for row in csv.DictReader(file)] == CLIPS
    again = Scoreboard(CLIPS)
    assert again.write(SETTINGS, Targets(CLIPS), json=None, resume=str(out), csv=None) is not None
    with again:
        pass
    capsys.readouterr()


def interrupted(out: Path, *clips: Scored) -> None:
    """A run that is stopped after some of its clips."""
    board = Scoreboard(CLIPS)
    board.write(SETTINGS, Targets(CLIPS), json=str(out), resume=None, csv=None)
    with board:
        for one in clips:
            board.add(one)
        raise KeyboardInterrupt


def test_after_an_error_the_finished_clips_are_saved_and_it_is_said_how_to_continue(
    tmp_path, capsys
):
    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        interrupted(out, scored(0))
    assert len(out.read_text().splitlines()) == 1
    assert f"continue with --resume {out}" in capsys.readouterr().err


def test_nothing_is_said_to_be_saved_before_the_first_clip_or_into_a_device(tmp_path, capsys):
    (tmp_path / "out.jsonl").touch()
    for out, clips in ((tmp_path / "out.jsonl", ()), (Path(os.devnull), (scored(0),))):
        with pytest.raises(KeyboardInterrupt):
            interrupted(out, *clips)
    assert capsys.readouterr().err == ""


def test_a_path_without_a_clip_is_bad_input(capsys):
    with Scoreboard([]) as board:
        board.fail([InputError("missing: there is no such file")])
    assert board.exit_code is ExitCode.BAD_INPUT
    assert "missing" in capsys.readouterr().err


def test_a_clip_is_never_overwritten(tmp_path):
    clip, link = tmp_path / "clip.mp4", tmp_path / "out.jsonl"
    clip.write_bytes(b"a clip")
    os.link(clip, link)
    with pytest.raises(InputError, match="to be read"):
        Scoreboard([str(clip)]).write(
            SETTINGS, Targets([clip]), json=str(link), resume=None, csv=None
        )
    assert clip.read_bytes() == b"a clip"


def test_where_one_file_is_refused_nothing_is_left_beside_the_other(tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    with pytest.raises(InputError, match="no result of posecheck score"):
        Scoreboard(CLIPS).write(
            SETTINGS, Targets(CLIPS), json=None, resume=str(notes), csv=tmp_path / "a.csv"
        )
    assert list(tmp_path.iterdir()) == [notes]


def test_two_files_for_the_same_lines_are_refused(tmp_path):
    with pytest.raises(InputError, match="--json"):
        Scoreboard([]).write(SETTINGS, Targets(CLIPS), json="a.jsonl", resume="b.jsonl", csv=None)
