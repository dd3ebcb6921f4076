"""`posecheck score` as a real process: what it writes, how it ends, and what survives its end."""

import csv
import json
import os
import signal
from pathlib import Path

import pytest
from score_process import (
    LONG,
    LUNGES,
    ended,
    has_open,
    kill,
    lines,
    names,
    needs_proc,
    wait_for,
    workers_of,
)

from posecheck.clips.analysis import choose_stretches
from posecheck.pose.model import find_model
from posecheck.scoring import run as run_module
from posecheck.scoring.content import content_sha256
from posecheck.scoring.job import Job, Settings, named
from posecheck.scoring.processes import ProcessDied
from posecheck.scoring.run import cores, score_clips

NAMED = ("--stretch", "half_kneeling_lunge")
ALL = [f"{letter}_lunge.mp4" for letter in "abcdefgh"[:LUNGES]]


def test_every_clip_has_a_line_in_the_order_of_the_input(score, lunges, tmp_path):
    (tmp_path / "broken.mp4").write_bytes(b"no video")
    clips = (lunges / ALL[1], "broken.mp4", lunges / ALL[0])
    done = score(*clips, *NAMED, "--jobs", 3, "--json", "out.jsonl", "--csv", "out.csv")
    assert done.code == 2
    assert "1 of 3 clips failed" in done.out
    assert done.err.startswith("posecheck: broken.mp4: neither a video")
    wanted = [ALL[1], "broken.mp4", ALL[0]]
    assert names(tmp_path / "out.jsonl") == wanted
    second, failed, first = lines(tmp_path / "out.jsonl")
    assert failed["error"].startswith("broken.mp4: neither a video")
    assert (first["clip"]["frames"], second["clip"]["frames"]) == (10, 11)
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["clip"].rpartition("/")[2] for row in rows] == wanted
    knee = next(check for check in first["checks"] if check["id"] == "front_knee")
    assert (rows[2]["front_knee"], rows[2]["front_knee_value"]) == (
        knee["verdict"],
        str(knee["value"]),
    )
    assert rows[1]["error"] == failed["error"]


def test_json_on_stdout_is_alone_and_is_that_of_analyze(score, lunges, analyzed):
    done = score(lunges / ALL[0], *NAMED, "--json", "-")
    assert (done.code, done.err) == (0, "")
    line = json.loads(done.out)
    job = line.pop("job")
    assert line == json.loads(analyzed(lunges / ALL[0], NAMED[1]).to_json())
    assert all(len(sha256) == 64 for sha256 in job.values())


@needs_proc
def test_killed_half_way_nothing_that_was_done_is_lost_or_done_again(
    start, score, lunges, tmp_path
):
    out = tmp_path / "out.jsonl"
    process = start(lunges, *NAMED, "--jobs", 1, "--json", out)
    wait_for(lambda: len(lines(out)) == 2, "two clips")
    workers = workers_of(process)
    kill(process.pid)
    process.wait()
    wait_for(lambda: not any(map(alive, workers)), "the workers to end")
    first, *others = lines(out)
    marked = {**first, "score": 12.3}
    half = '{"schema":1,"version":"0.1.0","clip":{"pa'
    out.write_text("".join(json.dumps(x) + "\n" for x in (*others, marked)) + half)
    done = score(lunges, *NAMED, "--resume", out)
    assert done.code == 0
    assert names(out) == ALL
    assert [line["score"] == 12.3 for line in lines(out)] == [True, False, False, False]
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_other_settings_or_another_content_are_scored_again(score, lunges, tmp_path):
    out = tmp_path / "out.jsonl"
    (tmp_path / "x.mp4").write_bytes((lunges / ALL[0]).read_bytes())
    score("x.mp4", *NAMED, "--json", out)
    (before,) = lines(out)
    moved = tmp_path / "moved.mp4"
    (tmp_path / "x.mp4").rename(moved)
    score("moved.mp4", *NAMED, "--resume", out)
    same, stayed = lines(out)
    assert (same["clip"]["path"], stayed) == ("moved.mp4", before)
    assert same["job"] == before["job"]
    score("moved.mp4", *NAMED, "--resume", out, "--limit", "front_knee=100:120")
    limited = lines(out)[0]
    assert limited["job"]["content_sha256"] == before["job"]["content_sha256"]
    assert limited["job"]["settings_sha256"] != before["job"]["settings_sha256"]
    moved.write_bytes((lunges / ALL[1]).read_bytes())
    score("moved.mp4", *NAMED, "--resume", out)
    assert lines(out)[0]["clip"]["frames"] == 11


@needs_proc
def test_a_clip_that_kills_its_process_costs_only_itself(start, lunges, tmp_path):
    process = start(LONG, lunges, *NAMED, "--jobs", 1, "--json", "out.jsonl")
    wait_for(lambda: any(has_open(pid, LONG) for pid in workers_of(process)), "a clip under way")
    kill(workers_of(process)[0])
    done = ended(process)
    assert done.code == 2
    assert f"{LONG.name}: the process that worked on it died" in done.err
    assert names(tmp_path / "out.jsonl") == [LONG.name, *ALL]
    assert ["error" in line for line in lines(tmp_path / "out.jsonl")] == [True, *[False] * 4]


@needs_proc
def test_ctrl_c_ends_everything_and_says_how_to_go_on(start, lunges, tmp_path):
    process = start(lunges / ALL[0], LONG, *NAMED, "--jobs", 1, "--json", "out.jsonl")
    wait_for(lambda: lines(tmp_path / "out.jsonl"), "a clip")
    workers = workers_of(process)
    process.send_signal(signal.SIGINT)
    done = ended(process)
    assert done.code == 130
    assert "continue with --resume out.jsonl" in done.err
    assert "Traceback" not in done.err
    assert names(tmp_path / "out.jsonl") == ALL[:1]
    wait_for(lambda: not any(map(alive, workers)), "the workers to end")


@needs_proc
def test_ctrl_c_leaves_no_copy_of_a_clip_from_an_address(start, tmp_path, monkeypatch):
    copies = tmp_path / "temporary"
    copies.mkdir()
    monkeypatch.setenv("TMPDIR", str(copies))
    process = start(f"file://{LONG}", *NAMED, "--jobs", 1)
    wait_for(lambda: [*copies.rglob(LONG.name)], "the copy of the clip")
    process.send_signal(signal.SIGINT)
    assert ended(process).code == 130
    assert [*copies.iterdir()] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.mp4"], "no such file"),
        (["clip.mp4", "--json", "clip.mp4"], "this file is to be read"),
        (["clip.mp4", "--csv", "missing/out.csv"], "missing/out.csv"),
        (["clip.mp4", "--resume", "notes.txt"], "notes.txt, line 1: this is no result"),
        (["clip.mp4", "--json", "a.jsonl", "--resume", "b.jsonl"], "leave out --json"),
        (["clip.mp4", "--jobs", "0"], "--jobs"),
        (["clip.mp4", "--expect", "missing.toml"], "missing.toml: cannot be read"),
        (["clip.mp4", "--cluster", "nowhere"], "nowhere: no Dask scheduler answers"),
        (["no-such://bucket/clip.mp4"], "no-such://bucket/clip.mp4: cannot be fetched"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_no_file_is_harmed(score, lunges, tmp_path, arguments, words):
    content = (lunges / ALL[0]).read_bytes()
    (tmp_path / "clip.mp4").write_bytes(content)
    (tmp_path / "notes.txt").write_text("my notes")
    done = score(*arguments)
    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err
    assert (tmp_path / "clip.mp4").read_bytes() == content
    assert (tmp_path / "notes.txt").read_text() == "my notes"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings.of(choose_stretches(NAMED[1]), find_model(), None)


def test_without_clips_there_is_nothing_to_do(settings):
    assert list(score_clips([], settings)) == []


def test_what_an_earlier_run_finished_is_reported_under_its_new_name(settings, lunges, analyzed):
    path = str(lunges / ALL[0])
    known = {content_sha256(lunges / ALL[0]): analyzed(lunges / ALL[0], NAMED[1])}
    (scored,) = score_clips([path], settings, earlier=known.get)
    assert scored.content_sha256 in known
    assert scored.result == named(known[scored.content_sha256], path)


def test_a_clip_that_died_with_the_workers_of_a_cluster_is_said_to_need_more_memory(
    settings, monkeypatch
):
    monkeypatch.setattr(run_module, "on_cluster", lambda *_, **__: [(job, ProcessDied())])
    job = Job(0, "a.mp4", "/share/a.mp4", settings)
    (lost,) = score_clips(["a.mp4"], settings, scheduler="tcp://nobody:1")
    assert "dask worker --memory-limit" in (lost.error or "")


def test_no_more_processes_than_cores_that_may_be_used():
    assert 1 <= cores() <= (os.cpu_count() or 1)
    if hasattr(os, "sched_setaffinity"):
        allowed = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(allowed)})
        try:
            assert cores() == 1
        finally:
            os.sched_setaffinity(0, allowed)
