import shutil
import time
from itertools import pairwise

import numpy as np
import pytest
from clip_maker import as_stream, make_clip, make_still_clip, make_turning_clip, number_in
from PIL import Image
from places import QUICK
from streams import STREAM, Files, Streaming, address, serving, streaming

from posecheck.errors import CameraError, VideoError
from posecheck.video import camera as camera_module
from posecheck.video import open_clip
from posecheck.video.camera import Capture, open_live

CLIP = QUICK / "lunge_side.mp4"


@pytest.fixture
def server(tmp_path):
    """Serves the clip as a stream."""
    with streaming(CLIP, tmp_path) as server:
        yield server


def test_a_recording_plays_with_its_own_times_and_pictures():
    with open_clip(CLIP) as clip, open_live(str(CLIP), speed=20) as live:
        for recorded, played in zip(clip, live, strict=True):
            assert played.time_s == recorded.time_s
            assert np.array_equal(played.image, recorded.image)


def test_a_recording_plays_no_faster_than_asked():
    start_s = time.monotonic()
    with open_live(str(CLIP), speed=8) as live:
        frames = list(live)
    assert time.monotonic() - start_s >= frames[-1].time_s / 8


def test_a_leap_of_hours_in_a_recording_is_not_waited_for(tmp_path):
    stamps = [0, 3, 3 + 2 * 3600 * 30, 6 + 2 * 3600 * 30]
    leaping = make_clip(tmp_path / "leaping.mp4", 4, stamps=stamps)
    with open_live(str(leaping), speed=4) as live:
        times_s = [frame.time_s for frame in live]
    assert times_s == pytest.approx([stamp / 30 for stamp in stamps], abs=0.01)


def test_a_capture_keeps_the_newest_frame_for_who_is_slow():
    with Capture(open_live(str(CLIP), speed=20)) as capture:
        first = capture.shots.newer_than(0, 10.0)
        while not capture.shots.closed:
            time.sleep(0.01)
        last = capture.shots.newer_than(first[0], 0.0)
    assert first[1].frame.index <= 1
    assert last[1].frame.index == 89
    assert capture.error is None


def test_a_stream_is_read_by_its_address(server):
    with open_live(address(server)) as live, open_clip(CLIP) as clip:
        recorded = [next(iter(clip)) for _ in range(10)]
        frames = [frame for frame, _ in zip(live, range(10), strict=False)]
    assert all(earlier.time_s < later.time_s for earlier, later in pairwise(frames))
    assert frames[0].image.flags.c_contiguous
    for mine, other in zip(frames, recorded, strict=True):
        difference = np.abs(mine.image.astype(int) - other.image)
        assert difference.mean() < 3  # two decoders; with red and blue exchanged it is over 10


def test_a_stream_that_ends_is_opened_again(server, caplog):
    caplog.set_level("INFO", "posecheck")
    with open_live(address(server)) as live:
        frames = [frame for frame, _ in zip(live, range(100), strict=False)]
    assert [frame.index for frame in frames] == list(range(100))  # the clip has 90
    assert not live.lost
    assert caplog.messages == [f"{address(server)}: lost", f"{address(server)}: back"]


def test_a_lost_stream_is_given_up_with_a_warning(server, monkeypatch):
    monkeypatch.setattr(camera_module, "RECONNECT_S", 0.3)
    monkeypatch.setattr(camera_module, "RETRY_S", 0.05)
    with Capture(open_live(address(server))) as capture:
        capture.shots.newer_than(0, 10.0)
        server.shutdown()
        server.server_close()
        while not capture.shots.closed:
            time.sleep(0.01)
    assert not capture.source.lost  # lost means: may come back
    assert "no new pictures for 0.3 s" in capture.source.warning


def test_pictures_of_a_stream_that_change_their_shape_keep_it(tmp_path):
    clip = make_turning_clip(tmp_path / "turned.webm", [(128, 96), (96, 128)])
    with streaming(clip, tmp_path) as server, open_live(address(server)) as live:
        frames = [frame for frame, _ in zip(live, range(6), strict=False)]
    assert [frame.area.size for frame in frames] == 3 * [(128, 96)] + 3 * [(96, 128)]
    shown = [frame.image[frame.area.rows_and_columns] for frame in frames]
    assert [number_in(image) for image in shown] == list(range(1, 7))


def test_a_camera_that_shows_the_same_picture_for_long_is_lost(tmp_path, monkeypatch, caplog):
    caplog.set_level("INFO", "posecheck")
    monkeypatch.setattr(camera_module, "FROZEN_S", 0.0)
    monkeypatch.setattr(camera_module, "RECONNECT_S", 0.3)
    monkeypatch.setattr(camera_module, "RETRY_S", 0.05)
    with streaming(make_still_clip(tmp_path / "still.mkv", 5), tmp_path) as server:
        source = address(server)
        with Capture(open_live(source)) as capture:
            while not capture.shots.closed:
                time.sleep(0.01)
    assert capture.source.frames_read == 1
    assert capture.source.warning == f"{source}: no new pictures for 0.3 s"
    assert caplog.messages == [f"{source}: lost"]


def test_a_film_of_a_still_picture_stays_a_film(tmp_path):
    with open_live(str(make_still_clip(tmp_path / "still.mkv", 90)), speed=0) as live:
        assert len(list(live)) == 90
    assert live.warning is None


def test_a_picture_that_comes_again_within_the_time_is_no_loss(server):
    with open_live(address(server)) as live:
        image = next(iter(live)).image
        assert not live._is_frozen(image)
        assert not live._is_frozen(image)


@pytest.mark.parametrize(
    ("kind", "name"), [(Streaming, CLIP.name), (Files, CLIP.name), (Files, STREAM)]
)
def test_a_recording_on_a_server_is_no_camera(tmp_path, kind, name):
    """It would be played as fast as it can be downloaded, over and over."""
    as_stream(CLIP, tmp_path / STREAM)
    shutil.copy(CLIP, tmp_path)
    with (
        serving(tmp_path, kind) as server,
        pytest.raises(CameraError, match="this is a recording and no camera; download it"),
    ):
        open_live(address(server, name))


def test_the_address_of_a_file_is_that_file_with_its_own_times(tmp_path):
    named = tmp_path / "a clip.mp4"
    shutil.copy(CLIP, named)
    uri = named.as_uri()
    with open_clip(CLIP) as clip:
        times_s = [frame.time_s for frame in clip]
    for spelt in (uri, uri.replace("file", "FILE", 1), uri.replace("//", "//localhost", 1)):
        with open_live(spelt, speed=20) as live:
            assert [frame.time_s for frame in live] == times_s


@pytest.mark.parametrize("source", ["http://127.0.0.1:9/clip.mp4", "rtsp://127.0.0.1:9/stream"])
def test_an_address_without_pictures_is_one_line(source, capfd):
    with pytest.raises(CameraError, match=r"check the address"):
        open_live(source)
    assert capfd.readouterr().err == ""


def test_no_camera_is_one_line(capfd):
    with pytest.raises(CameraError, match=r"camera 973: .*--source NUMBER"):
        open_live("973")
    assert capfd.readouterr().err == ""


def test_a_picture_is_no_camera(tmp_path):
    path = tmp_path / "picture.png"
    Image.fromarray(np.zeros((4, 4, 3), np.uint8)).save(path)
    with pytest.raises(CameraError, match="a picture"):
        open_live(str(path))


def test_a_recording_that_is_not_there_is_said():
    with pytest.raises(VideoError, match="no such file"):
        open_live("nowhere.mp4")
