"""Folders of results: where they are, and that they are whole or not there."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import LUNGE, environment, run, take_interrupts

from posecheck.clips.batch import find_clips
from posecheck.errors import InputError
from posecheck.outputs.plan import Wanted, films_beside, folders_for, outputs_for
from posecheck.support.files import WholeFile

FIVE = {"report.html", "annotated.jpg", "summary.json", "frames.csv", "landmarks.csv"}


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_one_clip_fills_the_folder_and_several_get_one_each():
    one, same = Path("a/lunge.mp4"), Path("b/lunge.mov")
    assert folders_for([one], Path("out")) == {one: Path("out")}
    assert folders_for([one, same], Path("out")) == {
        one: Path("out/lunge"),
        same: Path("out/lunge_2"),
    }


def test_the_command_writes_all_files_of_each_clip_and_never_over_them(tmp_path, picture):
    for name in ("one.png", "two.png"):
        (tmp_path / name).write_bytes(picture.read_bytes())
    command = ("analyze", "one.png", "two.png", "--out", "results", "--json", "-")
    first = run(tmp_path, *command)
    assert first.code == 0
    written = {f"{clip}/{name}" for clip in ("one", "two") for name in FIVE}
    assert names_in(tmp_path / "results") == written
    summary = json.loads((tmp_path / "results/one/summary.json").read_text(encoding="utf-8"))
    assert summary == first.results[0]

    before = (tmp_path / "results/one/report.html").stat().st_mtime_ns
    again = run(tmp_path, *command)
    assert (again.code, again.out) == (2, "")
    assert "--force" in again.error
    assert (tmp_path / "results/one/report.html").stat().st_mtime_ns == before
    assert run(tmp_path, *command, "--force").code == 0
    assert (tmp_path / "results/one/report.html").stat().st_mtime_ns > before
    assert names_in(tmp_path / "results") == written


def test_what_is_made_is_not_read_again(tmp_path):
    made = ("annotated.mp4", "annotated.jpg", "a_annotated.mp4", "a_annotated_2.mp4")
    clips = ("a.mp4", "not_annotated_yet.mp4", "b.jpg")
    for name in (*made, *clips):
        (tmp_path / name).touch()
    found, failed = find_clips([tmp_path])
    assert ({path.name for path in found}, failed) == ({*clips}, [])
    assert find_clips([tmp_path / made[0]])[0] == [tmp_path / made[0]]


def test_nobody_in_the_picture_still_makes_a_report(tmp_path, nobody):
    ended = run(tmp_path, "analyze", nobody, "--out", "results")
    assert ended.code == 3
    page = (tmp_path / "results/report.html").read_text(encoding="utf-8")
    assert "Not in position" in page
    assert "2 to 4 m away" in page


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--compare", LUNGE], "two clips"),
        (["--compare", LUNGE, LUNGE.with_name("bridge_side.mp4")], "--out"),
        ([LUNGE, "--out", f"{LUNGE}/results"], "results"),
        ([LUNGE, "--format", "xls", "--out", "results"], "--format"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said_before_anything_is_read(tmp_path, arguments, words):
    ended = run(tmp_path, "analyze", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert names_in(tmp_path) == set()


def test_a_clip_is_never_overwritten_even_by_force(tmp_path):
    clip = tmp_path / "annotated.mp4"
    clip.write_bytes(LUNGE.read_bytes())
    with pytest.raises(InputError, match="clip to be read"):
        outputs_for([clip], (), Wanted(), folder=tmp_path, force=True)
    assert clip.read_bytes() == LUNGE.read_bytes()


def test_films_beside_clips_of_one_name_are_numbered(tmp_path):
    clips = [tmp_path / "a.mp4", tmp_path / "a.mov"]
    assert len({make for (make,) in films_beside(clips).values()}) == 2


# ------------------------------------------------------------------------------ whole or not there


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
    assert names_in(tmp_path) == {"file.txt"}


def test_a_folder_that_is_gone_is_told_in_one_line(tmp_path):
    with pytest.raises(InputError, match="gone"):
        write(tmp_path / "gone" / "file.txt", None)


def started(folder: Path, out: Path) -> subprocess.Popen:
    """An analysis that has begun to write its film."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "posecheck",
            "analyze",
            str(LUNGE),
            "--out",
            str(out),
            "--json",
            "-",
        ],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=take_interrupts,
    )
    end_s = time.monotonic() + 60
    while not any(path.stat().st_size for path in out.glob(".posecheck-*.csv")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end_s
        time.sleep(0.01)
    return process


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_leaves_no_half_written_file_and_keeps_older_results(tmp_path):
    out = tmp_path / "results"
    out.mkdir()
    (out / "mine.txt").write_text("kept")
    process = started(tmp_path, out)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "posecheck: stopped\n")
    assert names_in(out) == {"mine.txt"}


def test_a_clip_that_cannot_be_read_leaves_nothing(tmp_path, garbage):
    ended = run(tmp_path, "analyze", garbage, "--out", "results")
    assert ended.code == 2
    assert names_in(tmp_path / "results") == set()
