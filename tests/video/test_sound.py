import itertools
from contextlib import closing

import av
import numpy as np
import pytest
from clip_maker import make_clip, make_sound, pattern

from posecheck.video.film import FilmWriter
from posecheck.video.sound import Sound
from posecheck.video.timeline import JUMP_BACK_S

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


def joined_recordings(path, back_s):
    """MPEG-TS of sound alone, one behind the other: half way the stamps step back by so much."""
    parts = [sound_from(path.with_suffix(f".{s}.ts"), s) for s in (0.0, LENGTH_S - back_s)]
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    return path


def sound_from(path, start_s):
    with av.open(str(path), "w", format="mpegts") as container:
        stream = container.add_stream("mp2", rate=48_000, layout="stereo")
        for number in range(round(LENGTH_S * 48_000 / 1152)):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 2304), np.int16), "s16", "stereo")
            frame.sample_rate, frame.pts = 48_000, round(start_s * 48_000) + number * 1152
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("back_s", [0.042, 0.5, 2.0])
def test_sound_whose_stamps_step_back_goes_on_and_the_film_has_it(tmp_path, back_s):
    path = joined_recordings(tmp_path / "joined.ts", back_s)
    with av.open(str(path)) as container:
        starts_s = container.start_time / av.time_base
    with closing(Sound(path, starts_s)) as sound:
        spans = spans_s(sound.until(99.0))
    assert all(start >= end - 1e-3 for (_, end), (start, _) in itertools.pairwise(spans))
    starts_over = back_s > JUMP_BACK_S
    length_s = 2 * LENGTH_S - (0.0 if starts_over else back_s)
    assert spans[-1][1] == pytest.approx(length_s, abs=0.1)
    with FilmWriter(tmp_path / "film.mp4", (128, 96), 30, Sound(path, starts_s)) as film:
        for number in range(120):
            film.write(pattern(number), number / 30)
    assert film.warning is None
    with av.open(str(tmp_path / "film.mp4")) as container:
        heard_s = sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))
    assert heard_s == pytest.approx(length_s, abs=0.2)


class Backwards(Sound):
    """Sound whose stamps step back all the same."""

    def _placed_s(self, piece):
        self._free_from = -(10**9)
        return super()._placed_s(piece) % 0.5


def test_sound_that_cannot_be_written_costs_the_film_its_sound_only(clip, tmp_path):
    with FilmWriter(tmp_path / "film.mp4", (128, 96), 30, Backwards(clip, 0.0)) as film:
        for number in range(60):
            film.write(pattern(number), number / 30)
    assert "no sound from some point on" in film.warning
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert sum(1 for _ in container.decode(video=0)) == 60
