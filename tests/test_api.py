"""The calls for people who write Python: the same results as the command line."""

import pickle
import re
import subprocess
import sys
import threading
from os import PathLike
from pathlib import Path

import cv2
import numpy as np
import pytest
from places import QUICK, ROOT

import posecheck
from posecheck.api import ScoreError
from posecheck.stretches.stretch import FOLDER

LUNGE = QUICK / "lunge_side.mp4"
API_PAGE = (ROOT / "docs" / "API.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lunge_picture(tmp_path_factory) -> Path:
    """A frame of a good lunge, judged in a second."""
    path = tmp_path_factory.mktemp("picture") / "lunge.png"
    with posecheck.open_clip(LUNGE) as clip:
        frame = next(frame for frame in clip if frame.time_s >= 3.0)
    cv2.imwrite(str(path), cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR))
    return path


@pytest.mark.parametrize("stretch", ["id", "file", "object"])
def test_a_stretch_goes_by_its_id_its_file_or_itself(lunge_picture, stretch):
    file = FOLDER / "half_kneeling_lunge.toml"
    forms = {"id": file.stem, "file": file, "object": posecheck.Stretch.from_toml(file)}
    result = posecheck.analyze(lunge_picture, stretch=forms[stretch], side="left")
    assert isinstance(result, posecheck.ClipResult)
    assert (result.stretch.id, result.side) == ("half_kneeling_lunge", "left")
    assert result.clip.path == str(lunge_picture)
    assert result.check("front_knee").verdict.value == "good"


class Named(PathLike):
    """Something that is no Path but names a file, as entries of folders do."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __fspath__(self) -> str:
        return str(self._path)


@pytest.mark.parametrize("kind", [str, Path, Named])
def test_every_call_that_takes_a_path_takes_whatever_names_a_file(lunge_picture, kind):
    model = kind(posecheck.find_model().path)
    stretch = kind(FOLDER / "half_kneeling_lunge.toml")
    assert posecheck.find_model(model).sha256 == posecheck.find_model().sha256
    assert posecheck.Stretch.from_toml(stretch) == posecheck.built_in("half_kneeling_lunge")
    with posecheck.open_clip(kind(lunge_picture)) as clip:
        assert clip.path == lunge_picture
        assert clip.is_picture
    result = posecheck.analyze(kind(lunge_picture), stretch, side="left", model=model)
    assert result.clip.path == str(lunge_picture)
    posecheck.assert_form(kind(lunge_picture), stretch=stretch, side="left", good=["front_knee"])


@pytest.mark.parametrize("kind", [str, Path, Named])
def test_a_file_that_does_not_exist_is_named_in_the_error(kind):
    missing = kind(Path("missing"))
    for call in (posecheck.open_clip, posecheck.find_model, posecheck.Stretch.from_toml):
        with pytest.raises(posecheck.PosecheckError, match="missing"):
            call(missing)


def test_own_limits_are_applied(lunge_picture):
    for stretch in ("half_kneeling_lunge", posecheck.built_in("half_kneeling_lunge")):
        limits = {"front_knee": (110.0, 120.0)}
        result = posecheck.analyze(lunge_picture, stretch, side="left", limits=limits)
        assert result.check("front_knee").verdict.value == "fix"


def test_many_are_scored_and_what_fails_is_told_at_the_end(lunge_picture, tmp_path):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    missing = ("missing.mp4", "Monday: missing.mp4", "Monday: gone.mp4")
    results = posecheck.score([broken, *missing, lunge_picture])
    assert next(results) == posecheck.analyze(lunge_picture)
    with pytest.raises(ScoreError) as error:
        next(results)
    assert set(error.value.failed) == {str(broken), *missing}
    failed: dict[str, str] = {}
    assert list(posecheck.score(broken, on_failed=failed.__setitem__)) == []
    assert "neither a video" in failed[str(broken)]


def test_the_error_of_many_clips_is_a_sentence():
    one = {"a.mp4": "a.mp4: the file is empty (0 bytes); copy or record it again."}
    assert str(ScoreError(one)) == f"1 clip failed: {one['a.mp4']}"
    two = {**one, "b.mp4": "b.mp4: there is no such file."}
    assert str(ScoreError(two)).startswith("2 clips failed: a.mp4: ")
    assert "again; b.mp4: there is no such file." in str(ScoreError(two))
    sent = pickle.loads(pickle.dumps(ScoreError(two)))
    assert (sent.failed, str(sent)) == (two, str(ScoreError(two)))


def test_settings_that_cannot_be_used_are_told_at_once():
    with pytest.raises(posecheck.PosecheckError, match="yoga"):
        posecheck.score([LUNGE], stretch="yoga")
    with pytest.raises(posecheck.PosecheckError, match="side='LEFT'"):
        posecheck.score([LUNGE], side="LEFT")


@pytest.mark.parametrize("jobs", [0, -1])
def test_fewer_processes_than_one_are_refused_at_once(jobs):
    with pytest.raises(posecheck.PosecheckError, match=f"jobs={jobs}"):
        posecheck.score([LUNGE], jobs=jobs)


def test_frames_of_ones_own_are_assessed_as_in_a_clip(assessed):
    stretch = posecheck.built_in("half_kneeling_lunge")
    assessor = posecheck.Assessor([stretch])
    with (
        posecheck.open_clip(LUNGE) as clip,
        posecheck.Landmarker(posecheck.find_model()) as landmarker,
    ):
        for frame, expected in zip(clip, assessed(LUNGE, stretch.id)[:10], strict=False):
            own = posecheck.Frame(frame.index, frame.time_s, frame.image.copy())
            assert assessor.assess(landmarker.detect(own), own.time_s).verdicts == expected.verdicts


def test_own_frames_are_summed_up_as_a_clip(assessed):
    own = posecheck.summarize(assessed(LUNGE, "half_kneeling_lunge"), name="mine")
    clip = posecheck.analyze(LUNGE, "half_kneeling_lunge", every_frame=True)
    assert own.model_copy(update={"clip": clip.clip}) == clip
    assert (own.clip.path, own.clip.frames, own.clip.size) == (
        "mine",
        clip.clip.frames,
        clip.clip.size,
    )


def test_a_notebook_shows_a_table_of_the_checks(analyzed):
    shown = analyzed(LUNGE, "half_kneeling_lunge")._repr_html_()
    assert shown.count("<tr>") == 7
    assert "front_knee" in shown


def script_of(title: str, folder: Path) -> Path:
    """A script of the page about Python, as a file."""
    (script,) = re.findall(rf"<!-- script: {title} -->\n```python\n(.*?)```", API_PAGE, re.DOTALL)
    path = folder / "script.py"
    path.write_text(script, encoding="utf-8")
    return path


def run_script(path: Path, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, path.name, *map(str, arguments)],
        cwd=path.parent,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return done.stdout


def test_progress_is_told_in_seconds_of_the_clip_up_to_its_end():
    told: list[tuple[float, float | None]] = []
    result = posecheck.analyze(
        LUNGE,
        "half_kneeling_lunge",
        from_s=3.0,
        to_s=4.0,
        on_progress=lambda done_s, all_s: told.append((done_s, all_s)),
    )
    done_s = [done for done, _ in told]
    assert len(told) == result.clip.frames == 15
    assert done_s == sorted(done_s)
    assert (done_s[0], done_s[-1]) == (0.0, pytest.approx(14 / 15, abs=0.01))
    assert [all_s for _, all_s in told] == pytest.approx([1.0] * 15, abs=0.1)


def test_what_is_cancelled_ends_after_the_frame_it_is_at():
    cancel, told = threading.Event(), list[float]()

    def on_progress(done_s: float, all_s: float | None) -> None:
        told.append(done_s)
        if len(told) == 3:
            cancel.set()

    with pytest.raises(posecheck.CancelledError, match=r"lunge_side\.mp4: .* cancelled"):
        posecheck.analyze(LUNGE, on_progress=on_progress, cancel=cancel)
    assert len(told) == 3


def test_a_part_that_is_none_is_refused(lunge_picture):
    for span in ({"from_s": -1.0}, {"from_s": 5.0, "to_s": 5.0}, {"from_s": float("nan")}):
        with pytest.raises(posecheck.InputError, match="give seconds from 0 on"):
            posecheck.analyze(lunge_picture, **span)
        with pytest.raises(posecheck.InputError, match="give seconds from 0 on"):
            posecheck.score(lunge_picture, **span)


def test_every_frame_comes_as_arrays_that_agree_with_the_result():
    frames = posecheck.analyze_frames(LUNGE, "half_kneeling_lunge", from_s=3.0, to_s=4.0)
    shapes = {
        **{"frame": (15,), "time_s": (15,), "in_position": (15,), "held_s": (15,)},
        **{"points_px": (15, 33, 2), "world_m": (15, 33, 3), "visibility": (15, 33)},
    }
    assert {name: getattr(frames, name).shape for name in shapes} == shapes
    assert list(frames.frame) == list(range(45, 60))
    knee = frames.result.check("front_knee")
    judged = frames.values["front_knee"][frames.grades["front_knee"] != "cannot_judge"]
    assert knee.frames_judged == len(judged)
    assert knee.value == pytest.approx(np.median(judged), abs=1.0)
    assert frames.held_s[-1] == pytest.approx(frames.result.holds[0].clock_s, abs=0.01)
    assert frames.result.clip.path == str(LUNGE)


def test_the_script_with_a_time_limit_ends_in_time_or_with_a_score(lunge_picture, tmp_path):
    script = script_of("with a time limit", tmp_path)
    assert run_script(script, LUNGE, 0.001) == "it took too long\n"
    score = posecheck.analyze(lunge_picture).score
    assert run_script(script, lunge_picture, 100) == f"{score}\n"


def test_the_script_of_the_python_page_does_what_it_says(lunge_picture, tmp_path):
    script = script_of("a line for each clip", tmp_path)
    (tmp_path / "nobody.png").write_bytes(cv2.imencode(".png", np.zeros((240, 320, 3)))[1])
    clips = ["nobody.png", str(lunge_picture)]
    out = run_script(script, *clips)
    result = posecheck.analyze(lunge_picture)
    cues = [check.cue for check in result.checks if check.verdict.value == "fix"]
    judged = " | ".join(map(str, [lunge_picture, result.stretch.id, result.score, *cues]))
    assert sorted(out.splitlines()) == sorted(["nobody.png | None | None", judged])
