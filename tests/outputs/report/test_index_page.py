"""The page that leads to the reports of several clips."""

import contextlib
from pathlib import Path

import figures
import numpy as np
import pytest
from clip_maker import make_clip
from recording import record
from results import LEFT_OUT, check, result, with_unscored_fault

from posecheck.outputs.report.comparison import Comparison, Half
from posecheck.outputs.report.index_page import Index
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in
from posecheck.video import open_clip

CLIPS = (Path("a/day 1.mp4"), Path("b/day 1.mp4"), Path("c.mp4"))


@pytest.fixture
def index(tmp_path):
    reports = {clip: tmp_path / clip.with_suffix("") / "report.html" for clip in CLIPS}
    return Index(tmp_path / "index.html", reports, {clip: clip for clip in CLIPS}, all_built_in())


def test_each_clip_is_named_by_its_path_with_what_to_work_on_first(index):
    fault = check("front_knee", Grade.FIX, cue="Step back")
    with index:
        index.add(CLIPS[0], result(fault, judged_fraction=0.4), np.zeros((48, 64, 3), np.uint8))
        index.add(CLIPS[1], result(stretch=None), None)
    page = index.path.read_text(encoding="utf-8")
    assert all(str(clip) in page for clip in CLIPS)
    assert 'href="a/day%201/report.html"' in page
    assert "Work on first: Step back" in page
    assert "judged in 40% of that time" in page
    assert "Not in position" in page
    assert page.count("Could not be analysed.") == 1
    assert page.count("data:image/jpeg") == 1


@pytest.mark.parametrize("fails", [False, True])
def test_a_page_of_an_earlier_run_goes_once_new_results_are_in_place(index, tmp_path, fails):
    index.path.write_text("of yesterday")
    with open_clip(make_clip(tmp_path / "a.mp4", 3)) as clip:
        entry = index.entry(CLIPS[0], clip)

    def interrupted() -> None:
        with index:
            with contextlib.suppress(OSError), entry:
                entry.finish(result())
                if fails:
                    raise OSError("disk full")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert index.path.exists() is fails


def test_all_stretches_of_a_clip_have_their_scores(index):
    parts = (result(score=100.0), result(stretch="bridge", score=12.0))
    with index:
        index.add(CLIPS[0], result(score=100.0, parts=parts), None)
    page = index.path.read_text(encoding="utf-8")
    assert "Half-kneeling lunge, score 100 of 100" in page
    assert "Bridge, score 12 of 100" in page


def test_what_a_score_leaves_out_is_said_with_it(index):
    with index:
        index.add(CLIPS[0], with_unscored_fault(), None)
    assert f"N{LEFT_OUT[1:]}." in index.path.read_text(encoding="utf-8")


def test_a_picture_is_given_no_seconds(index):
    picture = result().clip.model_copy(update={"frames": 1, "duration_s": 0.0})
    with index:
        index.add(CLIPS[0], result(clip=picture, in_position_s=0.0, judged_fraction=0.0), None)
    assert "In position for" not in index.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "shown", "link"),
    [
        ("b\udcff", r"b\xff", "b%FF"),
        ("\u202egpj", r"\u202egpj", "%E2%80%AEgpj"),
        ("\x1b]0;x\x07", r"\x1b]0;x\x07", "%1B%5D0%3Bx%07"),
    ],
    ids=["no UTF-8", "turned round", "commands"],
)
def test_a_clip_of_any_name_is_shown_as_it_is_and_linked(tmp_path, name, shown, link):
    clip = Path(f"{name}.mp4")
    reports = {clip: tmp_path / name / "report.html"}
    with Index(tmp_path / "index.html", reports, {clip: clip}, all_built_in()) as index:
        index.add(clip, result(stretch=None), None)
    page = index.path.read_text(encoding="utf-8")
    assert f"{shown}.mp4" in page
    assert f'href="{link}/report.html"' in page
    assert not {"\x1b", "\u202e"} & set(page)


def test_a_comparison_is_linked_once_it_is_written(tmp_path):
    reports = {clip: tmp_path / clip.stem / "report.html" for clip in CLIPS[1:]}
    names = {clip: clip for clip in reports}
    comparison = Comparison(tmp_path / "comparison.html", {})
    index = Index(tmp_path / "index.html", reports, names, (), comparison)
    assert "Both side by side" not in index.page()
    for _ in reports:
        comparison.join(Half(record(figures.clip(figures.STANDING, 1.0)), film=None))
    assert comparison.path.exists()
    assert '<a href="comparison.html">Both side by side</a>' in index.page()


def test_an_error_leaves_no_page(index):
    with pytest.raises(RuntimeError), index:
        raise RuntimeError
    assert not index.path.exists()
