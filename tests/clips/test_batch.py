"""Several clips, one after the other."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from clip_maker import make_clip, pattern
from PIL import Image
from places import ROOT

from posecheck.clips.analysis import choose_stretches
from posecheck.clips.batch import Outcome, analyze_clips, exit_code, find_clips
from posecheck.exit_code import ExitCode
from posecheck.outputs.overlay.annotated import commented, jpeg
from posecheck.pose.model import find_model
from posecheck.video.film import DRAWN_BY, MADE_BY, RECORDED_BY, FilmWriter

FILMS, PICTURES = ("annotated.mp4", "a_annotated.mp4", "a_annotated_2.mp4"), ("annotated.jpg",)


def annotate(folder: Path) -> None:
    """Make a film or a picture of every name that posecheck gives to those that it annotates."""
    for name in FILMS:
        with FilmWriter(folder / name, (128, 96), 30) as film:
            film.write(pattern(0), 0.0)
    for name in PICTURES:
        (folder / name).write_bytes(commented(jpeg(pattern(0)), MADE_BY))


def test_what_is_made_is_not_read_again(tmp_path):
    annotate(tmp_path)
    clips = ("a.mp4", "not_annotated_yet.mp4", "b.jpg")
    for name in clips:
        (tmp_path / name).touch()
    found, failed = find_clips([tmp_path])
    assert ({path.name for path in found}, failed) == ({*clips}, [])
    assert find_clips([tmp_path / FILMS[0]])[0] == [tmp_path / FILMS[0]]


def test_a_recording_that_was_drawn_on_is_left_out_and_a_clean_one_is_not(tmp_path):
    for name, comment in (("drawn.mp4", DRAWN_BY), ("clean.mp4", RECORDED_BY)):
        with FilmWriter(tmp_path / name, (128, 96), 30, comment=comment) as film:
            film.write(pattern(0), 0.0)
    assert find_clips([tmp_path])[0] == [tmp_path / "clean.mp4"]
    assert find_clips([tmp_path / "drawn.mp4"])[0] == [tmp_path / "drawn.mp4"]


def test_a_clip_comes_once_however_it_is_spelt(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "c"
    folder.mkdir()
    make_clip(folder / "a.mp4", 3)
    found, _ = find_clips([Path("c"), folder, Path("c/../c/a.mp4")])
    assert found == [Path("c/a.mp4")]


def test_what_others_annotated_is_read(tmp_path):
    theirs = make_clip(tmp_path / "class_annotated.mp4", 3)
    (tmp_path / "annotated.jpg").write_bytes(jpeg(pattern(0)))
    os.mkfifo(tmp_path / "annotated.mp4")
    found, _ = find_clips([tmp_path])
    assert found == [tmp_path / "annotated.jpg", tmp_path / "annotated.mp4", theirs]


@pytest.mark.parametrize("name", ["10:30_annotated.mp4", "a_annotated.ts", "a_annotated.mkv"])
def test_a_film_that_cannot_be_looked_into_costs_only_itself(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    annotate(tmp_path)
    clip = make_clip(tmp_path / "a.mp4", 3)
    cut = make_clip(tmp_path / f"b{Path(name).suffix}", 3)
    Path(name).write_bytes(cut.read_bytes()[:204])
    found, failed = find_clips([Path()])
    assert Path(clip.name) in found
    assert failed == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read all")
def test_a_folder_that_cannot_be_searched_costs_only_its_own_clips(tmp_path):
    annotate(tmp_path)
    locked = tmp_path / "locked"
    locked.mkdir()
    annotate(locked)
    locked.chmod(0o400)
    clip = make_clip(tmp_path / "a.mp4", 3)
    try:
        assert clip in find_clips([tmp_path])[0]
    finally:
        locked.chmod(0o700)


def test_a_folder_of_nothing_but_what_is_made_is_told(tmp_path):
    annotate(tmp_path)
    found, (outcome,) = find_clips([tmp_path])
    assert found == []
    assert "only films and pictures that posecheck annotated" in str(outcome.error)


def test_a_path_without_a_clip_is_an_outcome_and_a_clip_is_read_once(tmp_path):
    (tmp_path / "a.mp4").touch()
    found, failed = find_clips([tmp_path / "a.mp4", tmp_path / "missing", tmp_path])
    assert found == [tmp_path / "a.mp4"]
    assert [outcome.clip.name for outcome in failed] == ["missing"]
    assert exit_code(failed) is ExitCode.BAD_INPUT


def test_no_clip_at_all_is_bad_input():
    assert exit_code([]) is ExitCode.BAD_INPUT


def test_a_clip_that_cannot_be_read_does_not_stop_the_others(garbage, picture):
    outcomes = list(analyze_clips([garbage, picture], find_model(), choose_stretches()))
    assert [outcome.clip for outcome in outcomes] == [garbage, picture]
    assert str(garbage) in str(outcomes[0].error)
    assert outcomes[1].analysis.result.judged
    assert exit_code(outcomes) is ExitCode.BAD_INPUT
    assert exit_code(outcomes[1:]) is ExitCode.DONE


def test_nobody_in_any_clip_is_nothing_judged(nobody):
    outcomes = list(analyze_clips([nobody], find_model(), choose_stretches()))
    assert outcomes[0] == Outcome(Path(nobody), outcomes[0].analysis)
    assert exit_code(outcomes) is ExitCode.NOTHING_JUDGED


LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from posecheck.clips.analysis import choose_stretches
from posecheck.clips.batch import analyze_clips
from posecheck.pose.model import find_model
from posecheck.scoring.job import Job, Settings, score_clip
from posecheck.video import picture

model, stretches = find_model(), choose_stretches("bridge")
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 2**28, used + 2**28))
for outcome in analyze_clips([Path("large.png"), Path("missing.mp4")], model, stretches):
    print(outcome.error)
print(score_clip(Job(0, "large.png", "large.png", Settings.of(stretches, model, None))).error)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits memory as Linux does")
def test_a_clip_for_which_the_memory_does_not_suffice_costs_only_itself(tmp_path):
    Image.new("RGB", (9000, 9000)).save(tmp_path / "large.png")
    done = subprocess.run(
        [sys.executable, "-c", LITTLE_MEMORY],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    alone, missing, scored = done.stdout.splitlines()
    assert alone == scored == "large.png: there is not enough memory for it; scale it down."
    assert missing.startswith("missing.mp4: there is no such file")
