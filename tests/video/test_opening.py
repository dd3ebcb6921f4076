from pathlib import Path

import cv2
import numpy as np
import pytest
from clip_maker import make_clip, pattern
from fault_places import without_rights

from posecheck.errors import VideoError
from posecheck.video.file import FileClip
from posecheck.video.frame import LONGEST_SIDE
from posecheck.video.opening import clips_in, open_clip
from posecheck.video.picture import PictureClip


def touch(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_files_stay_as_they_are_and_in_their_order(tmp_path):
    touch(tmp_path, "b.mp4", "a.strange")
    paths = [tmp_path / "b.mp4", tmp_path / "a.strange"]
    assert clips_in(paths) == paths


def test_a_folder_is_its_videos_and_pictures_sorted_and_deep(tmp_path):
    touch(tmp_path, "z.mp4", "a/b/c.JPG", "a/notes.txt", "m.webm", ".hidden/x.mp4", "._z.mp4")
    (tmp_path / "folder.mp4").mkdir()
    expected = [tmp_path / name for name in ("a/b/c.JPG", "m.webm", "z.mp4")]
    assert clips_in([tmp_path]) == expected


def test_links_to_folders_and_files_are_followed_and_loops_end(tmp_path):
    touch(tmp_path, "archive/a.mp4", "archive/deep/b.jpg", "week/c.mp4")
    (tmp_path / "week" / "linked").symlink_to(tmp_path / "archive")
    (tmp_path / "week" / "d.mp4").symlink_to(tmp_path / "archive" / "a.mp4")
    (tmp_path / "archive" / "back").symlink_to(tmp_path / "week")
    (tmp_path / "week" / "gone.mp4").symlink_to(tmp_path / "nowhere.mp4")
    names = ("c.mp4", "d.mp4", "gone.mp4", "linked/a.mp4", "linked/deep/b.jpg")
    assert clips_in([tmp_path / "week"]) == [tmp_path / "week" / name for name in names]


def test_a_folder_below_that_may_not_be_read_is_named(tmp_path):
    touch(tmp_path, "a.mp4", "locked/b.mp4")
    (tmp_path / "locked").chmod(0)
    with without_rights(tmp_path):
        found = clips_in([tmp_path])
        assert found == [tmp_path / "a.mp4", tmp_path / "locked"]
        with pytest.raises(VideoError, match=r"locked: cannot be opened \(Permission denied\)"):
            open_clip(found[1])


def test_no_clip_comes_twice(tmp_path):
    touch(tmp_path, "a.mp4", "b.mp4")
    found = clips_in([tmp_path / "b.mp4", tmp_path])
    assert found == [tmp_path / "b.mp4", tmp_path / "a.mp4"]


def test_a_folder_without_clips_is_an_error(tmp_path):
    touch(tmp_path, "notes.txt")
    with pytest.raises(VideoError, match="no videos or pictures"):
        clips_in([tmp_path])


def test_a_missing_path_is_an_error(tmp_path):
    with pytest.raises(VideoError, match=r"gone\.mp4"):
        clips_in([tmp_path / "gone.mp4"])


def test_a_name_that_no_file_can_have_is_an_error():
    for call in (open_clip, lambda name: clips_in([Path(name)])):
        with pytest.raises(VideoError, match="no file can have this name"):
            call("a\0b.mp4")


def test_nothing_gives_nothing():
    assert clips_in([]) == []


def test_a_picture_is_told_from_a_video(tmp_path):
    data = cv2.imencode(".png", pattern(0))[1].tobytes()
    for name in ("a.png", "b.JPEG", "c"):
        (tmp_path / name).write_bytes(data)
        with open_clip(tmp_path / name) as clip:
            assert isinstance(clip, PictureClip)
    with open_clip(make_clip(tmp_path / "c.mp4", 3)) as clip:
        assert isinstance(clip, FileClip)


@pytest.mark.parametrize(("name", "why"), [("gone.mp4", "no such file"), ("", "a folder")])
def test_a_path_that_is_no_file_is_refused(tmp_path, name, why):
    with pytest.raises(VideoError, match=why):
        open_clip(tmp_path / name)


def test_an_empty_file_is_refused(tmp_path):
    touch(tmp_path, "empty.mp4")
    with pytest.raises(VideoError, match="empty"):
        open_clip(tmp_path / "empty.mp4")


@pytest.mark.parametrize("shape", [(2, LONGEST_SIDE), (LONGEST_SIDE, 2)])
def test_a_picture_may_be_as_long_as_the_model_takes_and_no_longer(tmp_path, shape):
    longest, longer = tmp_path / "longest.png", tmp_path / "longer.png"
    cv2.imwrite(str(longest), np.zeros(shape, np.uint8))
    cv2.imwrite(str(longer), np.zeros([length + 1 for length in shape], np.uint8))
    with open_clip(longest) as clip:
        assert len([*clip]) == 1
    with pytest.raises(VideoError, match=r"longer\.png: .*are too large; crop it or scale it down"):
        open_clip(longer)
