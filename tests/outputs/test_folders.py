"""Where results go, and that they are in nobody's way."""

import os
from itertools import islice
from pathlib import Path

import pytest

from posecheck.errors import InputError
from posecheck.outputs.folders import (
    check_free,
    check_writable,
    folders_for,
    is_one_of,
    make_folder,
    numbered,
)


def test_one_clip_fills_the_folder_and_several_get_one_each():
    one, same = Path("a/lunge.mp4"), Path("b/lunge.mov")
    assert folders_for([one], Path("out")) == {one: Path("out")}
    assert folders_for([one, same], Path("out")) == {
        one: Path("out/lunge"),
        same: Path("out/lunge_2"),
    }


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


def test_earlier_results_are_overwritten_by_force_only(tmp_path):
    (tmp_path / "report.html").touch()
    check_free(tmp_path, ["summary.json"], force=False, clips=[])
    check_free(tmp_path, ["report.html"], force=True, clips=[])
    with pytest.raises(InputError, match="--force"):
        check_free(tmp_path, ["summary.json", "report.html"], force=False, clips=[])


def test_a_clip_is_known_by_any_name(tmp_path):
    clip, link = tmp_path / "clip.mp4", tmp_path / "annotated.mp4"
    clip.touch()
    os.link(clip, link)
    assert is_one_of(link, [tmp_path / "missing.mp4", clip])
    assert not is_one_of(tmp_path / "missing.mp4", [tmp_path / "missing.mp4"])
    with pytest.raises(InputError, match="clip to be read"):
        check_free(tmp_path, [link.name], force=True, clips=[clip])
