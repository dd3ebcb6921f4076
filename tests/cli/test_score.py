"""Options of `posecheck score` that reach scoring; tests/scoring has the rest."""

import json

from command_line import run

from posecheck.cli.score import score
from posecheck.exit_code import ExitCode


def test_side_and_limits_reach_the_results(tmp_path, picture, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    limits = ["front_knee=95:120"]
    code = score([str(picture)], side="left", limit=limits, jobs=1, json="-")
    line = json.loads(capsys.readouterr().out)
    (check,) = [check for check in line["checks"] if check["id"] == "front_knee"]
    assert code is ExitCode.DONE
    assert (line["side"], check["good"], check["verdict"]) == ("left", [95, 120], "fix")


def test_the_part_reaches_every_clip_and_a_picture_has_none(picture, capsys):
    code = score([str(picture)], from_="0:01", to="2", jobs=1)
    assert code is ExitCode.BAD_INPUT
    assert "a picture has no time; leave out --from and --to" in capsys.readouterr().err


def test_a_cluster_that_does_not_answer_is_said_in_one_line(tmp_path, picture):
    ended = run(tmp_path, "score", picture, "--cluster", "tcp://127.0.0.1:1")
    assert ended.code == 2
    assert "no Dask scheduler answers" in ended.error
