import threading
import time
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from clip_maker import (
    make_clip,
    make_turning_clip,
    number_in,
    pattern,
    red_corner,
    turn_as_phones_do,
)

from posecheck.errors import VideoError
from posecheck.video import open_clip
from posecheck.video.file import FileClip

MILLISECONDS = Fraction(1, 1000)


def read(path: Path):
    with FileClip(path) as clip:
        return clip, list(clip)


def numbers(frames):
    return [number_in(frame.image) for frame in frames]


def test_a_clip_tells_what_it_is_on_opening(tmp_path):
    with open_clip(make_clip(tmp_path / "a.mp4", 45)) as clip:
        assert (clip.size, clip.fps, clip.is_picture) == ((128, 96), 30.0, False)
        assert (clip.frame_count_hint, clip.duration_hint_s) == (45, 1.5)
        assert (clip.frames_read, clip.path) == (0, tmp_path / "a.mp4")


def test_every_frame_comes_once_in_order_as_contiguous_rgb(tmp_path):
    clip, frames = read(make_clip(tmp_path / "a.mp4", 100))
    assert numbers(frames) == [frame.index for frame in frames] == list(range(100))
    assert all(frame.image.flags.c_contiguous for frame in frames)
    assert all(frame.image.dtype == np.uint8 for frame in frames)
    assert frames[0].image.shape == (96, 128, 3)
    assert np.abs(frames[5].image[90, 5].astype(int) - (255, 0, 0)).max() < 12
    assert (clip.frames_read, clip.truncated, clip.warning) == (100, False, None)
    assert clip.duration_s == pytest.approx(100 / 30)


def test_images_stay_as_they_were_when_later_frames_are_read(tmp_path):
    _, frames = read(make_clip(tmp_path / "a.mp4", 20))
    assert len({frame.image.ctypes.data for frame in frames}) == 20


@pytest.mark.parametrize(
    ("suffix", "codec", "pixels"),
    [
        (".mkv", "libx264", "yuv420p"),
        (".webm", "libvpx-vp9", "yuv420p"),
        (".webm", "libvpx", "yuv420p"),
        (".avi", "mpeg4", "yuv420p"),
        (".ts", "libx264", "yuv420p"),
        (".mpg", "mpeg2video", "yuv420p"),
        (".flv", "flv", "yuv420p"),
        (".wmv", "wmv2", "yuv420p"),
        (".gif", "gif", "rgb8"),
        (".mov", "mjpeg", "yuvj420p"),
        (".mp4", "libx264", "gray"),
        (".mp4", "libx264", "yuv420p10le"),
        (".mp4", "libx264", "yuv444p"),
        (".mkv", "ffv1", "bgra"),
    ],
)
def test_good_clips_of_any_kind_come_whole_and_without_a_warning(tmp_path, suffix, codec, pixels):
    path = make_clip(tmp_path / f"a{suffix}", 40, codec=codec, pixels=pixels)
    clip, frames = read(path)
    assert numbers(frames) == list(range(40))
    assert (clip.truncated, clip.warning) == (False, None)
    assert clip.fps == pytest.approx(30, rel=0.02)
    assert clip.duration_s == pytest.approx(40 / 30, abs=0.02)
    assert np.diff([frame.time_s for frame in frames]) == pytest.approx(1 / 30, abs=0.011)


# The matrices that phones write, and what they mean, are in the QuickTime file format.
@pytest.mark.parametrize(
    ("matrix", "size", "corner"),
    [
        ((1, 0, 0, 1), (128, 96), "bottom left"),
        ((0, 1, -1, 0), (96, 128), "top left"),  # turned clockwise to be shown
        ((-1, 0, 0, -1), (128, 96), "top right"),
        ((0, -1, 1, 0), (96, 128), "bottom right"),
        ((-1, 0, 0, 1), (128, 96), "bottom right"),  # mirrored
        ((0, 1, 1, 0), (96, 128), "top right"),  # mirrored and turned
    ],
)
def test_a_phone_held_in_any_way_gives_upright_frames(tmp_path, matrix, size, corner):
    path = make_clip(tmp_path / "phone.mp4", 3)
    turn_as_phones_do(path, matrix)
    clip, frames = read(path)
    assert clip.size == frames[0].size == size
    assert red_corner(frames[0].image) == corner
    assert frames[0].image.flags.c_contiguous


def test_pixels_that_are_not_square_are_widened(tmp_path):
    clip, frames = read(make_clip(tmp_path / "dv.mp4", 3, aspect=Fraction(4, 3)))
    assert clip.size == frames[0].size == (171, 96)
    assert numbers(frames) == [0, 1, 2]


@pytest.mark.parametrize("other", [(96, 128), (64, 48), (256, 192), (128, 128)])
def test_pictures_that_change_their_size_keep_their_shape(tmp_path, other):
    clip, frames = read(make_turning_clip(tmp_path / "turned.webm", [(128, 96), other]))
    assert clip.size == (128, 96)
    assert [frame.area.size for frame in frames] == 3 * [(128, 96)] + 3 * [other]
    shown = [frame.image[frame.area.rows_and_columns] for frame in frames]
    assert [number_in(image) for image in shown] == list(range(1, 7))
    assert {red_corner(image) for image in shown} == {"bottom left"}
    shapes = [frame.size[0] / frame.size[1] for frame in frames]
    assert shapes == pytest.approx([4 / 3] * 6, rel=0.01)


def test_a_recording_of_a_browser_has_the_rate_and_the_length_of_its_frames(tmp_path):
    stamps = [round(number * 1000 / 15) for number in range(48)]
    path = make_clip(
        tmp_path / "a.webm",
        48,
        stamps=stamps,
        time_base=MILLISECONDS,
        codec="libvpx",
        rate=1000,
    )
    with FileClip(path) as clip:
        assert clip.fps == 0.0
        assert len(list(clip)) == 48
    assert clip.fps == pytest.approx(15, rel=0.01)
    assert clip.duration_s == pytest.approx(3.2, abs=0.01)


def test_a_leap_of_the_clock_does_not_change_the_rate(tmp_path):
    stamps = [round(number * 1000 / 15) + (600_000 if number > 9 else 0) for number in range(30)]
    clip, frames = read(make_clip(tmp_path / "a.mkv", 30, stamps=stamps, time_base=MILLISECONDS))
    assert frames[10].time_s - frames[9].time_s > 600
    assert clip.fps == pytest.approx(15, rel=0.02)


def test_a_time_lapse_has_the_rate_of_its_frames(tmp_path):
    stamps = [number * 20_000 for number in range(5)]
    clip, _ = read(make_clip(tmp_path / "a.mkv", 5, stamps=stamps, time_base=MILLISECONDS))
    assert clip.fps == pytest.approx(1 / 20)


def test_variable_frame_times_are_exact(tmp_path):
    stamps = [0, 33, 66, 100, 400, 410, 1000, 2500, 2501, 2600]
    path = make_clip(tmp_path / "vfr.mp4", 10, stamps=stamps, time_base=MILLISECONDS)
    clip, frames = read(path)
    assert [frame.time_s for frame in frames] == [stamp / 1000 for stamp in stamps]
    assert clip.fps == pytest.approx(9 / 2.6)
    assert not clip.truncated


@pytest.mark.parametrize("suffix", [".mkv", ".mp4", ".ts"])
@pytest.mark.parametrize("first", [-500, 70_000])
def test_time_starts_at_zero_whatever_the_first_stamp(tmp_path, suffix, first):
    stamps = [first + 40 * number for number in range(20)]
    path = make_clip(tmp_path / f"a{suffix}", 20, stamps=stamps, time_base=MILLISECONDS)
    clip, frames = read(path)
    expected = [0.04 * number for number in range(len(frames))]
    assert [frame.time_s for frame in frames] == pytest.approx(expected, abs=0.0015)
    assert frames[0].time_s == 0.0
    assert number_in(frames[-1].image) == 19
    assert (clip.truncated, clip.warning) == (False, None)


def test_raw_h264_without_any_time_stamps_gets_even_times(tmp_path):
    _, frames = read(make_clip(tmp_path / "a.h264", 25))
    assert numbers(frames) == list(range(25))
    assert np.diff([frame.time_s for frame in frames]) == pytest.approx(0.04)


@pytest.mark.parametrize("size", [(127, 95), (33, 17)])
def test_odd_sizes_are_kept(tmp_path, size):
    path = make_clip(tmp_path / "odd.mkv", 5, size=size, codec="ffv1", pixels="bgr0")
    clip, frames = read(path)
    assert clip.size == frames[0].size == size
    assert numbers(frames) == list(range(5))


def test_one_frame_is_a_clip(tmp_path):
    clip, frames = read(make_clip(tmp_path / "one.mp4", 1))
    assert numbers(frames) == [0]
    assert clip.duration_s == pytest.approx(1 / 30)
    assert (clip.truncated, clip.warning) == (False, None)


def test_sound_that_goes_on_after_the_last_frame_is_no_truncation(tmp_path):
    for suffix in (".mp4", ".mkv"):
        clip, frames = read(make_clip(tmp_path / f"sound{suffix}", 30, sound_s=4))
        assert len(frames) == 30
        assert (clip.truncated, clip.warning) == (False, None)


def test_what_is_transparent_in_a_video_is_white(tmp_path):
    import av

    path = tmp_path / "alpha.mov"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("qtrle", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "argb"
        image = np.zeros((48, 64, 4), np.uint8)
        image[:24] = (0, 0, 255, 255)
        container.mux(
            stream.encode(av.VideoFrame.from_ndarray(image, "rgba").reformat(format="argb"))
        )
        container.mux(stream.encode(None))
    _, frames = read(path)
    assert frames[0].image[5, 5].tolist() == [0, 0, 255]
    assert frames[0].image[40, 5].tolist() == [255, 255, 255]


@pytest.mark.parametrize("name", ["a b.mp4", "-y.mp4", "été 動画.mp4", "http:x.mp4", "%03d.mp4"])
def test_any_name_is_read(tmp_path, monkeypatch, name):
    make_clip(tmp_path / "plain.mp4", 3).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    _, frames = read(Path(name))
    assert len(frames) == 3


def test_upper_case_suffixes_are_known(tmp_path):
    path = make_clip(tmp_path / "a.mp4", 3).rename(tmp_path / "A.MP4")
    assert len(read(path)[1]) == 3


def test_reading_can_stop_half_way(tmp_path):
    with open_clip(make_clip(tmp_path / "a.mp4", 30)) as clip:
        for frame in clip:
            if frame.index == 9:
                break
        assert clip.frames_read == 10
        assert clip.duration_s == pytest.approx(10 / 30)


def test_the_second_time_round_nothing_comes(tmp_path):
    with open_clip(make_clip(tmp_path / "a.mp4", 5)) as clip:
        assert len(list(clip)) == 5
        assert list(clip) == []


def test_a_playlist_in_disguise_reaches_nothing(tmp_path):
    path = tmp_path / "list.mp4"
    path.write_text("#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(VideoError):
        open_clip(path)


def test_the_pattern_reads_back():
    assert [number_in(pattern(number)) for number in range(256)] == list(range(256))


def test_a_frame_can_be_looked_at_when_its_file_is_closed(tmp_path):
    with open_clip(make_clip(tmp_path / "dv.mp4", 3, aspect=Fraction(4, 3))) as clip:
        frames = [*clip]
    assert numbers(frames) == [0, 1, 2]
    assert [frame.size for frame in frames] == [(171, 96)] * 3


def test_a_closed_clip_says_so_instead_of_crashing_the_process(tmp_path):
    path = make_clip(tmp_path / "a.mp4", 3)
    with open_clip(path) as clip:
        frames = iter(clip)
        next(frames)
    with pytest.raises(VideoError, match=r"a\.mp4: it is closed; open it again"):
        next(frames)
    with open_clip(path) as unread:
        pass
    with pytest.raises(VideoError, match="it is closed"):
        list(unread)


def test_a_clip_can_be_closed_while_another_thread_reads_it(tmp_path):
    clip = open_clip(make_clip(tmp_path / "a.mp4", 300))
    begun = threading.Event()

    def read_on() -> None:
        for _ in clip:
            begun.set()
            time.sleep(0.001)  # or it might reach the end before the clip is closed

    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(read_on)
        begun.wait(10)
        clip.close()
        with pytest.raises(VideoError, match="it is closed"):
            reading.result(10)
