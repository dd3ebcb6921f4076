"""A clip to be scored: what its result depends on, and that nothing bad about it is raised."""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from clip_maker import cut, make_clip
from hypothesis import given
from hypothesis import strategies as st
from places import QUICK, ROOT
from results import result

from posecheck.clips.analysis import analyze_clip, choose_stretches
from posecheck.errors import ModelError, WorkerError
from posecheck.pose.model import find_model
from posecheck.pose.pose import Side
from posecheck.scoring import job as job_module
from posecheck.scoring.content import content_sha256
from posecheck.scoring.job import Job, Settings, named, score_clip
from posecheck.support.printable import encodable
from posecheck.video.span import Span

LUNGE = str(QUICK / "lunge_side.mp4")
HASH = """
from posecheck.clips.analysis import choose_stretches
from posecheck.pose.model import find_model
from posecheck.scoring.job import Settings
print(Settings.of(choose_stretches(), find_model(), None).sha256)
"""


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings.of(choose_stretches("half_kneeling_lunge"), find_model(), None)


def test_the_hash_of_the_settings_is_the_same_in_every_process():
    hashes = {
        subprocess.run(
            [sys.executable, "-c", HASH],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert hashes == {Settings.of(choose_stretches(), find_model(), None).sha256}


def test_everything_that_a_result_depends_on_changes_the_hash(settings):
    limited = choose_stretches("half_kneeling_lunge", {"front_knee": (60.0, 90.0)})
    others = (
        replace(settings, side=Side.LEFT),
        replace(settings, span=Span(1.0)),
        replace(settings, span=Span(1.0, 2.0)),
        replace(settings, every_frame=True),
        replace(settings, stretches=limited),
        replace(settings, stretches=choose_stretches()),
        replace(settings, model_sha256="0" * 64),
        replace(settings, version="0.0.1"),
    )
    assert len({settings.sha256, *(other.sha256 for other in others)}) == 1 + len(others)
    assert pickle.loads(pickle.dumps(settings)).sha256 == settings.sha256


def test_a_clip_is_scored_as_it_is_analysed_under_the_name_it_was_given(settings, analyzed):
    scored = score_clip(Job(3, "my clip.mp4", LUNGE, settings))
    assert (scored.index, scored.clip, scored.error) == (3, "my clip.mp4", None)
    wanted = analyzed(QUICK / "lunge_side.mp4", "half_kneeling_lunge")
    assert scored.result == named(wanted, "my clip.mp4")
    assert len(scored.content_sha256) == 64


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_clip_of_which_a_part_is_lost_meanwhile_is_to_be_scored_again(
    settings, tmp_path, monkeypatch, is_gone
):
    clip = make_clip(tmp_path / "a.mp4", 60, faststart=True)

    def analysis_of(path: Path, *arguments, **options):
        cut(path, 0.6)
        analysis = analyze_clip(path, *arguments, **options)
        if is_gone:
            path.unlink()
        return analysis

    monkeypatch.setattr(job_module, "analyze_clip", analysis_of)
    scored = score_clip(Job(0, str(clip), str(clip), settings))
    assert (scored.result, scored.content_sha256) == (None, None)
    assert scored.error.endswith("while it was read; score it again.")


def overwritten(clip: Path, other: Path) -> None:
    clip.write_bytes(other.read_bytes())


def replaced(clip: Path, other: Path) -> None:
    clip.with_name("next.mp4").write_bytes(other.read_bytes())
    clip.with_name("next.mp4").replace(clip)


@pytest.mark.parametrize("change", [overwritten, replaced])
@pytest.mark.parametrize("is_read_first", [False, True])
def test_a_clip_that_is_changed_while_it_is_read_has_no_result(
    settings, tmp_path, monkeypatch, change, is_read_first
):
    """That of one content would be kept, and reused, under the hash of the other."""
    clip, other = make_clip(tmp_path / "a.mp4", 6), make_clip(tmp_path / "b.mp4", 9)

    def analysis_of(path: Path, *arguments, **options):
        if not is_read_first:
            change(path, other)
        analysis = analyze_clip(path, *arguments, **options)
        if is_read_first:
            change(path, other)
        return analysis

    monkeypatch.setattr(job_module, "analyze_clip", analysis_of)
    scored = score_clip(Job(0, str(clip), str(clip), settings))
    assert (scored.result, scored.content_sha256) == (None, None)
    assert scored.error == f"{clip}: it was changed while it was read; score it again."


def test_a_clip_that_only_looks_newer_afterwards_is_scored(settings, tmp_path, monkeypatch):
    clip = make_clip(tmp_path / "a.mp4", 6)

    def analysis_of(path: Path, *arguments, **options):
        path.touch()
        return analyze_clip(path, *arguments, **options)

    monkeypatch.setattr(job_module, "analyze_clip", analysis_of)
    scored = score_clip(Job(0, str(clip), str(clip), settings))
    assert scored.error is None
    assert scored.content_sha256 == content_sha256(clip)


def test_a_clip_that_was_cut_off_before_is_scored_as_far_as_it_goes(settings, tmp_path):
    clip = cut(make_clip(tmp_path / "a.mp4", 60, faststart=True), 0.6)
    scored = score_clip(Job(0, str(clip), str(clip), settings))
    assert (scored.error, scored.result.clip.truncated) == (None, True)


def test_the_parts_of_a_clip_have_its_name_too():
    clip = result(parts=(result(), result(stretch="bridge")))
    parts = named(clip, "s3://bucket/class.mp4").parts
    assert [part.clip.path for part in parts] == ["s3://bucket/class.mp4"] * 2
    assert [part.stretch.id for part in parts] == [part.stretch.id for part in clip.parts]


def test_only_the_part_that_is_asked_for_is_scored(settings):
    scored = score_clip(Job(0, LUNGE, LUNGE, replace(settings, span=Span(3.0, 4.0))))
    clip = scored.result.clip
    assert (clip.from_s, clip.to_s, clip.frames) == (3.0, 4.0, 15)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"version": "0.0.1"}, "install the same version everywhere"),
        ({"model_sha256": "0" * 64}, "another pose model"),
    ],
)
def test_a_worker_that_differs_says_so(settings, changes, words):
    with pytest.raises((ModelError, WorkerError), match=words):
        score_clip(Job(0, LUNGE, LUNGE, replace(settings, **changes)))


def test_a_model_that_is_replaced_between_two_clips_is_noticed(tmp_path):
    own = tmp_path / "own.task"
    own.write_bytes(find_model().path.read_bytes())
    settings = Settings.of(choose_stretches("bridge"), find_model(own), None)
    job = Job(0, "missing.mp4", "missing.mp4", settings)
    assert "no such file" in score_clip(job).error
    with ZipFile(own, "a") as bundle:
        bundle.comment = b"another one"
    with pytest.raises(ModelError, match="another pose model"):
        score_clip(job)


def test_a_clip_that_cannot_be_read_is_an_error_and_not_raised(settings, garbage):
    for source in (str(garbage), "missing.mp4", "no-such://bucket/clip.mp4"):
        scored = score_clip(Job(0, source, source, settings))
        assert scored.result is None
        assert source in scored.error


@given(st.text())
def test_a_name_that_can_be_written_is_left_as_it_is(text):
    name = text.encode("utf-8", "ignore").decode("utf-8")
    assert encodable(name) == name


def test_bytes_that_are_no_text_can_be_written_all_the_same():
    assert encodable(b"a\xff.mp4".decode("utf-8", "surrogateescape")) == r"a\xff.mp4"
