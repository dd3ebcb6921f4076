"""What a run may write to."""

import os
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from figures import STANDING, clip
from lessons import low_squat
from recording import record

from posecheck.errors import InputError
from posecheck.history import History, HistoryEntry
from posecheck.outputs.history_files import HistoryFiles
from posecheck.outputs.overlay.annotated import commented, jpeg
from posecheck.outputs.report.history_page import write_history_page
from posecheck.outputs.report.lesson_page import lesson_page
from posecheck.outputs.report.page import report_page
from posecheck.outputs.targets import Kind, Targets
from posecheck.scoring.columns import ColumnsFile
from posecheck.scoring.job import Scored
from posecheck.scoring.results_file import ResultsFile
from posecheck.stretches.stretch import all_built_in
from posecheck.video.film import MADE_BY, FilmWriter, comment_on

ENTRY = HistoryEntry(datetime.now().astimezone(), "bridge", None, 1.0, 30.0, None, {})
PICTURE = np.zeros((48, 64, 3), np.uint8)
FAILED = Scored(0, "a.mp4", error="a.mp4: no video")


def results(path: Path) -> None:
    with ResultsFile(path, "0" * 64) as file:
        file.add(FAILED)


def table(path: Path) -> None:
    with ColumnsFile(path, ["front_knee"]) as file:
        file.add(FAILED)


def history(path: Path) -> None:
    HistoryFiles(json=str(path)).write([ENTRY], None)


def history_table(path: Path) -> None:
    HistoryFiles(csv=str(path)).write([ENTRY], None)


def page(path: Path) -> None:
    write_history_page(path, [])


def lesson(path: Path) -> None:
    path.write_text(lesson_page(low_squat(), [], None, path))


def film(path: Path, clip: Path | None = None) -> None:
    comment = comment_on(clip) if clip else MADE_BY
    with FilmWriter(path, (64, 48), 30, comment=comment) as writer:
        writer.write(PICTURE, 0.0)


def picture(path: Path, clip: Path | None = None) -> None:
    path.write_bytes(commented(jpeg(PICTURE), comment_on(clip) if clip else MADE_BY))


MADE = {
    Kind.RESULTS: (results, "a.jsonl"),
    Kind.TABLE: (table, "a.csv"),
    Kind.HISTORY: (history, "a.jsonl"),
    Kind.HISTORY_TABLE: (history_table, "a.csv"),
    Kind.HISTORY_PAGE: (page, "a.html"),
    Kind.LESSON_PAGE: (lesson, "a.html"),
    Kind.FILM: (film, "a.mp4"),
    Kind.PICTURE: (picture, "a.jpg"),
}


@pytest.mark.parametrize("kind", MADE)
def test_what_posecheck_made_may_be_replaced_by_its_kind_only(tmp_path, kind):
    make, name = MADE[kind]
    make(tmp_path / name)
    Targets([]).check(tmp_path / name, kind)
    for other in set(Kind) - {kind}:
        assert not Targets([]).may_replace(tmp_path / name, other)


@pytest.mark.parametrize("kind", [Kind.FILM, Kind.PICTURE])
def test_what_was_made_from_another_clip_is_replaced_by_force_only(tmp_path, kind):
    make, name = MADE[kind]
    make(tmp_path / name, Path("a.mov"))
    for from_clip, may in ((None, True), (Path("b/a.mov"), True), (Path("a.mp4"), False)):
        assert Targets([]).may_replace(tmp_path / name, kind, clip=from_clip) is may
    assert Targets([], force=True).may_replace(tmp_path / name, kind, clip=Path("a.mp4"))


@pytest.mark.parametrize("head", ["clip,stretch,side,steady", "clip,stretch,side,view,steady"])
def test_a_list_of_expectations_is_no_table_that_posecheck_made(tmp_path, head):
    mine = tmp_path / "mine.csv"
    mine.write_text(f"{head}\na.mp4,bridge,both,fix\n")
    with pytest.raises(InputError, match="was not made by posecheck"):
        Targets([]).check(mine, Kind.TABLE)


def test_a_report_is_no_page_of_another_kind(tmp_path):
    report = tmp_path / "report.html"
    recorded = record(clip(STANDING, 2.0))
    report.write_text(report_page(recorded, all_built_in(), None, {}), encoding="utf-8")
    for kind in Kind:
        assert not Targets([]).may_replace(report, kind)


@pytest.mark.parametrize("kind", Kind)
def test_what_others_made_may_be_replaced_by_force_only(tmp_path, kind):
    path = tmp_path / "mine"
    path.write_text("mine")
    with pytest.raises(InputError, match="--force"):
        Targets([]).check(path, kind)
    Targets([], force=True).check(path, kind)
    path.write_text("")
    Targets([]).check(path, kind)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.is_text])
@pytest.mark.parametrize("name", ["a.mp4", "a.MOV", "a.png"])
def test_text_never_goes_under_the_name_of_a_clip(tmp_path, kind, name):
    with pytest.raises(InputError, match="is for videos and pictures"):
        Targets([], force=True).check(tmp_path / name, kind)


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_what_is_read_is_known_by_any_name(tmp_path, link):
    clip, other = tmp_path / "clip", tmp_path / "other"
    clip.write_text("a clip")
    link(clip, other)
    for name in (other, clip, tmp_path / "x" / ".." / "clip"):
        (tmp_path / "x").mkdir(exist_ok=True)
        with pytest.raises(InputError, match="to be read"):
            Targets([clip, "s3://bucket/clip.mp4"], force=True).check(name, Kind.RESULTS)


@pytest.mark.parametrize("address", ["file://{}", "file:{}", "local://{}", "zip://a::file://{}"])
def test_what_is_read_is_known_by_its_address(tmp_path, address):
    clip = tmp_path / "clip"
    clip.write_text("a clip")
    with pytest.raises(InputError, match="to be read"):
        Targets([address.format(clip)], force=True).check(clip, Kind.RECORDING)


def test_a_history_folder_that_links_to_itself_keeps_nobody_from_the_rest(tmp_path, monkeypatch):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    monkeypatch.setenv("POSECHECK_DATA", str(loop))
    Targets([tmp_path / "clip.mp4"]).check(tmp_path / "out.json", Kind.RESULTS)


def test_the_history_is_never_written_over(tmp_path, monkeypatch):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    with History() as history, pytest.raises(InputError, match="to be read"):
        Targets([], force=True).check(history.path, Kind.HISTORY_PAGE)


@pytest.mark.parametrize("exists", [False, True])
def test_two_outputs_never_go_to_the_same_file(tmp_path, exists):
    path, link = tmp_path / "a", tmp_path / "b"
    if exists:
        path.touch()
    link.symlink_to("a")
    targets = Targets([], force=True)
    targets.check(path, Kind.RESULTS)
    with pytest.raises(InputError, match="two outputs"):
        targets.check(link, Kind.TABLE)
    targets.check(tmp_path / "c", Kind.TABLE)


def test_two_outputs_never_go_to_what_is_one_file_on_other_disks(tmp_path):
    targets = Targets([])
    targets.check(tmp_path / "A.json", Kind.RESULTS)
    with pytest.raises(InputError, match="two outputs"):
        targets.check(tmp_path / "a.json", Kind.TABLE)
    with pytest.raises(InputError, match="two outputs"):
        targets.take_in([tmp_path], ["a.JSON"])


def test_a_file_is_known_though_its_folder_was_made_meanwhile(tmp_path):
    targets = Targets([])
    targets.check(tmp_path / "out" / "summary.json", Kind.RESULTS)
    (tmp_path / "out").mkdir()
    assert targets.take_in([tmp_path / "out"], ["report.html"]) == {}
    with pytest.raises(InputError, match="two outputs"):
        targets.take_in([tmp_path / "out"], ["summary.json"])


def test_devices_are_written_to(tmp_path):
    targets = Targets([])
    for _ in range(2):
        targets.check(Path(os.devnull), Kind.RESULTS)
