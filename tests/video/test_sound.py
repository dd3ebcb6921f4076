import itertools
from contextlib import closing

import pytest
from clip_maker import make_clip, make_sound

from posecheck.video.sound import Sound

LENGTH_S = 2.0


@pytest.fixture
def clip(tmp_path):
    return make_clip(tmp_path / "clip.mp4", 60, sound_s=LENGTH_S)


def spans_s(frames):
    """When each frame begins and ends in the film."""
    return [(f.pts / f.sample_rate, (f.pts + f.samples) / f.sample_rate) for f in frames]


def test_sound_comes_up_to_the_time_asked_for_and_goes_on_from_there(clip):
    with closing(Sound(clip, 0.0)) as sound:
        assert sound.has_any
        first = spans_s(sound.until(0.5))
        assert first[0][0] == pytest.approx(0.0, abs=0.05)
        assert first[-1][0] < 0.5 <= first[-1][1]
        assert list(sound.until(0.5)) == []
        spans = first + spans_s(sound.until(99.0))
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert start == pytest.approx(end, abs=1e-3)
    assert spans[-1][1] == pytest.approx(LENGTH_S, abs=0.1)


def test_what_is_heard_before_the_first_picture_is_left_out(clip):
    with closing(Sound(clip, 1.2)) as sound:
        spans = spans_s(sound.until(99.0))
    assert 0 <= spans[0][0] < 0.05
    assert spans[-1][1] == pytest.approx(LENGTH_S - 1.2, abs=0.1)


def test_the_frames_have_the_rate_and_layout_that_the_sound_says(tmp_path):
    with closing(Sound(make_sound(tmp_path / "sound.m4a"), 0.0)) as sound:
        frame = next(sound.until(1.0))
        assert (frame.sample_rate, frame.layout.name) == (sound.rate_hz, sound.layout)
        assert (sound.rate_hz, sound.layout) == (44100, "stereo")


def test_a_clip_without_sound_has_none(tmp_path):
    with closing(Sound(make_clip(tmp_path / "mute.mp4", 3), 0.0)) as sound:
        assert not sound.has_any
        assert list(sound.until(99.0)) == []


def test_a_cut_file_ends_the_sound_without_an_error(tmp_path):
    path = make_clip(tmp_path / "cut.mkv", 60, sound_s=LENGTH_S)
    with closing(Sound(path, 0.0)) as whole:
        expected_s = spans_s(whole.until(99.0))[-1][1]
    path.write_bytes(path.read_bytes()[:-1000])
    with closing(Sound(path, 0.0)) as cut:
        heard = spans_s(cut.until(99.0))
    assert not heard or heard[-1][1] < expected_s
