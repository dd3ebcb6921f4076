import numpy as np
import pytest
from clip_maker import cut, make_clip, number_in, scribble

from posecheck.errors import VideoError
from posecheck.video import open_clip


def read(path):
    with open_clip(path) as clip:
        return clip, list(clip)


def assert_true_frames(frames):
    """Each frame shows what belongs at its time: nothing stale, nothing smeared."""
    for frame in frames:
        assert number_in(frame.image) == round(frame.time_s * 30)


def test_a_clip_cut_in_the_middle_gives_the_frames_up_to_there(tmp_path):
    path = cut(make_clip(tmp_path / "a.mp4", 120, faststart=True), 0.6)
    clip, frames = read(path)
    assert 30 <= len(frames) < 110
    assert [frame.index for frame in frames] == list(range(len(frames)))
    assert [number_in(frame.image) for frame in frames[:30]] == list(range(30))
    assert_true_frames(frames)
    assert clip.truncated
    assert f"{clip.duration_s:.2f} s" in clip.warning
    assert "\n" not in clip.warning


@pytest.mark.parametrize(
    ("suffix", "codec", "pixels"),
    [
        (".mkv", "libx264", "yuv420p"),
        (".webm", "libvpx-vp9", "yuv420p"),
        (".avi", "mpeg4", "yuv420p"),
        (".flv", "flv", "yuv420p"),
        (".wmv", "wmv2", "yuv420p"),
        (".gif", "gif", "rgb8"),
    ],
)
def test_truncation_is_seen_in_other_kinds_of_files(tmp_path, suffix, codec, pixels):
    path = cut(make_clip(tmp_path / f"a{suffix}", 120, codec=codec, pixels=pixels), 0.6)
    clip, frames = read(path)
    assert 1 <= len(frames) < 120
    assert clip.truncated
    assert clip.warning


def test_truncation_is_seen_even_at_the_very_last_frame(tmp_path):
    path = make_clip(tmp_path / "a.mp4", 60, faststart=True)
    path.write_bytes(path.read_bytes()[:-20])
    clip, frames = read(path)
    assert len(frames) >= 58
    assert clip.truncated


def test_garbage_in_the_middle_is_skipped_and_the_rest_read(tmp_path):
    path = scribble(make_clip(tmp_path / "a.mp4", 120), 0.4, 0.45)
    clip, frames = read(path)
    assert 90 < len(frames) < 120
    assert_true_frames(frames)
    assert number_in(frames[-1].image) == 119
    assert not clip.truncated
    assert "unreadable" in clip.warning


def test_stale_frames_after_damage_are_not_given(tmp_path):
    path = scribble(make_clip(tmp_path / "a.mp4", 120, gop=30), 0.3, 0.6)
    clip, frames = read(path)
    assert_true_frames(frames)
    assert number_in(frames[-1].image) == 119
    assert clip.duration_s == pytest.approx(4.0)


def test_a_second_half_of_garbage_is_a_truncation(tmp_path):
    path = scribble(make_clip(tmp_path / "a.mp4", 120), 0.5, 1.0)
    clip, frames = read(path)
    assert 20 < len(frames) < 100
    assert_true_frames(frames)
    assert clip.truncated
    assert f"{clip.duration_s:.2f} s" in clip.warning


@pytest.mark.parametrize("seed", range(25))
def test_no_damage_whatever_raises_once_a_clip_is_open(tmp_path, seed):
    random = np.random.default_rng(seed)
    suffix = [".mp4", ".mkv", ".ts", ".avi", ".webm"][seed % 5]
    codec = {".avi": "mpeg4", ".webm": "libvpx"}.get(suffix, "libx264")
    path = make_clip(tmp_path / f"a{suffix}", 40, codec=codec, faststart=True)
    data = bytearray(path.read_bytes())
    for at in random.integers(0, len(data), 30):
        data[at] = random.integers(256)
    path.write_bytes(data)
    try:
        clip = open_clip(path)
    except VideoError:
        return
    with clip:
        times = [frame.time_s for frame in clip]
    assert len(times) == clip.frames_read >= 1
    assert times[0] == 0
    assert (np.diff(times) > 0).all()


def test_plain_text_is_not_taken_for_a_terminal_recording(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Lie on your back.\nLift your hips.\n" * 50)
    with pytest.raises(VideoError):
        open_clip(path)


def test_damage_makes_no_noise_on_stderr(tmp_path, capfd):
    read(scribble(make_clip(tmp_path / "a.mp4", 60), 0.4, 0.6))
    read(cut(make_clip(tmp_path / "b.mp4", 60, faststart=True), 0.6))
    assert capfd.readouterr().err == ""
