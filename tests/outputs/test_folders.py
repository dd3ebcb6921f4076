"""Where results go, and that they are in nobody's way."""

import os
from itertools import islice
from pathlib import Path

import pytest

from posecheck.errors import InputError
from posecheck.outputs.folders import (
    Names,
    check_folders,
    check_free,
    check_writable,
    folders_for,
    make_folder,
    numbered,
    ways_to,
)
from posecheck.outputs.targets import Targets


def folders_of(clips: list[Path], folder: Path) -> dict[Path, Path]:
    return folders_for(ways_to(clips), folder)


def test_one_clip_fills_the_folder_and_several_get_one_each():
    one, same = Path("a/lunge.mp4"), Path("a/lunge.mov")
    assert folders_of([one], Path("out")) == {one: Path("out")}
    assert folders_of([one, same], Path("out")) == {
        one: Path("out/lunge"),
        same: Path("out/lunge_2"),
    }


def test_the_folders_of_the_clips_are_kept():
    clips = [Path(name) for name in ("x/a/day1.mp4", "x/b/day1.mp4", "x/../x/b/c/day1.mp4")]
    assert list(folders_of(clips, Path("out")).values()) == [
        Path("out/a/day1"),
        Path("out/b/day1"),
        Path("out/b/c/day1"),
    ]


def test_no_folder_of_results_is_within_another():
    clips = [Path("monday.mp4"), Path("monday/bridge.mp4")]
    assert list(folders_of(clips, Path("out")).values()) == [
        Path("out/monday_2"),
        Path("out/monday/bridge"),
    ]


def test_no_folder_of_results_is_in_the_place_of_a_page_beside_them():
    ways = {clip: clip for clip in (Path("Index.html.mp4"), Path("bridge.mp4"))}
    names = [folder.name for folder in folders_for(ways, Path("out"), ["index.html"]).values()]
    assert names == ["Index_2.html", "bridge"]


@pytest.mark.parametrize("other", ["a/D\u00c1Y.mp4", "a/da\u0301y.mp4", "A/d\u00e1y.mp4"])
def test_names_that_are_one_on_other_disks_get_a_folder_each(other):
    """Small letters and capitals, and the two ways to write an accent."""
    clips = [Path("a/d\u00e1y.mp4"), Path(other), Path("b.mp4")]
    first, second, _ = folders_of(clips, Path("out")).values()
    assert not first.name.endswith("_2")
    assert second.name.endswith("_2")


def test_no_folder_of_results_is_within_another_on_other_disks():
    clips = [Path("Monday.mp4"), Path("monday/bridge.mp4")]
    assert folders_of(clips, Path("out"))[clips[0]] == Path("out/Monday_2")


def test_numbers_begin_with_two():
    assert [path.name for path in islice(numbered(Path("a.mp4")), 3)] == [
        "a.mp4",
        "a_2.mp4",
        "a_3.mp4",
    ]


def test_a_folder_is_made_with_those_above_it_and_may_exist(tmp_path):
    for _ in range(2):
        make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="this is a file"):
        make_folder(tmp_path / "file")
    with pytest.raises(InputError, match="cannot be made"):
        make_folder(tmp_path / "file" / "results")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)
def test_a_folder_that_is_read_only_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="nothing can be written here"):
        check_writable(tmp_path)
    tmp_path.chmod(0o700)
    check_writable(tmp_path)


def test_folders_are_checked_without_being_made(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "there").mkdir()
    check_folders([tmp_path / "there", tmp_path / "a", tmp_path / "a" / "b", tmp_path / "c" / "d"])
    assert {path.name for path in tmp_path.iterdir()} == {"file", "there"}
    for name, words in (
        ("file", "this is a file"),
        ("file/a", r"cannot be made \(Not a directory\)"),
        ("a" * 300, r"cannot be made \(File name too long\)"),
    ):
        with pytest.raises(InputError, match=words):
            check_folders([tmp_path / "there", tmp_path / name])


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)
def test_a_folder_that_would_be_in_one_that_is_read_only_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="nothing can be written here"):
        check_folders([tmp_path / "a" / "b"])
    tmp_path.chmod(0o700)


def test_earlier_results_are_overwritten_by_force_only(tmp_path):
    (tmp_path / "report.html").touch()
    check_free([tmp_path], ["summary.json"], Targets([]))
    check_free([tmp_path], ["report.html"], Targets([], force=True))
    with pytest.raises(InputError, match="--force"):
        check_free([tmp_path], ["summary.json", "report.html"], Targets([]))


def test_a_folder_in_the_place_of_a_result_is_left_alone_even_by_force(tmp_path):
    mine = tmp_path / "report.html" / "mine.txt"
    mine.parent.mkdir()
    mine.touch()
    with pytest.raises(InputError, match=r"report.html: a folder is where a file is to go"):
        check_free([tmp_path], ["summary.json", "report.html"], Targets([], force=True))
    assert mine.exists()


def test_a_link_to_a_device_in_the_place_of_a_result_is_left_alone_even_by_force(tmp_path):
    link = tmp_path / "report.html"
    link.symlink_to(os.devnull)
    with pytest.raises(InputError, match=r"report.html: this link leads to no file"):
        check_free([tmp_path], ["report.html"], Targets([], force=True))
    assert link.is_symlink()


@pytest.mark.parametrize("target", ["mine.txt", "gone.txt"])
def test_what_a_link_in_the_place_of_a_result_leads_to_is_overwritten_by_force_only(
    tmp_path, target
):
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "report.html").symlink_to(target)
    check_free([tmp_path], ["report.html"], Targets([], force=True))
    with pytest.raises(InputError, match="--force"):
        check_free([tmp_path], ["report.html"], Targets([]))


@pytest.mark.parametrize("name", ["...mp4", "..mp4", ".mp4", "....", "a...mp4"])
def test_a_name_of_dots_stays_in_the_folder(name):
    one, other = Path(name), Path("b.mp4")
    folders = folders_of([one, other], Path("out"))
    assert folders[one].parent == Path("out")
    assert folders[one].name.strip(".")


def test_ten_thousand_clips_of_one_name_are_named_at_once():
    clips = [Path(f"day{number}/clip.mp4") for number in range(10_000)]
    tries = 0

    def counted(name: Path) -> bool:
        nonlocal tries
        tries += 1
        return True

    names = Names()
    given = [names.free(Path("out/clip"), counted) for _ in clips]
    assert [path.name for path in given[:3]] == ["clip", "clip_2", "clip_3"]
    assert tries == len(clips) == len(set(folders_of(clips, Path("out")).values()))
