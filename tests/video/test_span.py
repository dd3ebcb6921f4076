"""A stretch of time of a clip: its frames at the times they have in the file, and no others."""

from fractions import Fraction
from math import inf

import pytest
from clip_maker import make_clip, number_in, scribble
from PIL import Image as Pillow

from posecheck.errors import VideoError
from posecheck.video import open_clip
from posecheck.video.span import WHOLE, Span, SpanClip


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    """Frames 0 to 29, 30 a second."""
    return make_clip(tmp_path_factory.mktemp("span") / "clip.mp4", 30)


def read(path, span):
    with SpanClip(open_clip(path), span) as clip:
        frames = [(frame.time_s, number_in(frame.image), frame.index) for frame in clip]
        return clip, frames


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span(0.5, 0.7), 15, 20),
        (Span(0.5), 15, 29),
        (Span(0.0, 0.1), 0, 2),
        (Span(0.49, 0.51), 15, 15),
        (Span(0.9, 9.0), 27, 29),
    ],
)
def test_its_frames_keep_the_times_of_the_file(clip, span, first, last):
    _, frames = read(clip, span)
    numbers = list(range(first, last + 1))
    assert [number for _, number, _ in frames] == numbers
    assert [index for *_, index in frames] == numbers
    assert [time_s for time_s, *_ in frames] == pytest.approx([n / 30 for n in numbers], abs=2e-3)


def test_it_is_described_as_a_clip_of_its_own(clip):
    span, frames = read(clip, Span(0.5, 0.7))
    assert span.frames_read == len(frames) == 6
    assert span.duration_s == pytest.approx(0.2, abs=0.01)
    assert span.duration_hint_s == pytest.approx(0.2, abs=0.01)
    assert span.frame_count_hint == 6
    assert span.starts_s == pytest.approx(0.5, abs=0.01)
    assert not span.truncated


@pytest.mark.parametrize(("to_s", "goes_on"), [(0.5, True), (9.0, False), (inf, False)])
def test_it_tells_whether_the_file_goes_on_after_it(clip, to_s, goes_on):
    span, _ = read(clip, Span(0.2, to_s))
    assert span.goes_on is goes_on


def test_a_span_without_a_frame_says_how_long_the_clip_is(clip):
    for span in (Span(5.0), Span(0.501, 0.502)):
        with pytest.raises(VideoError, match=r"it has no frame .* it lasts \d"):
            SpanClip(open_clip(clip), span)


def test_a_picture_has_no_span(picture):
    with pytest.raises(VideoError, match="a picture has no time; leave out --from"):
        SpanClip(open_clip(picture), Span(1.0, 2.0))


def test_only_a_span_without_limits_is_the_whole_clip():
    assert WHOLE.is_whole
    assert Span(0.0, inf).is_whole
    assert not Span(0.0, 5.0).is_whole
    assert not Span(5.0).is_whole


def test_damage_in_a_span_is_told_although_the_rest_is_not_read(tmp_path):
    path = scribble(make_clip(tmp_path / "a.mp4", 120), 0.4, 0.45)
    span, frames = read(path, Span(0.0, 3.0))
    assert len(frames) < 90
    assert span.warning.startswith("some frames from 1.")
    assert not span.truncated


def test_a_span_before_the_damage_has_none(tmp_path):
    path = scribble(make_clip(tmp_path / "a.mp4", 120), 0.6, 0.65)
    span, frames = read(path, Span(0.0, 0.5))
    assert len(frames) == 15
    assert span.warning is None


def test_a_span_of_a_browsers_recording_has_the_rate_of_its_frames(tmp_path):
    stamps = [round(number * 1000 / 30) for number in range(60)]
    webm = make_clip(
        tmp_path / "a.webm",
        60,
        codec="libvpx",
        stamps=stamps,
        time_base=Fraction(1, 1000),
        rate=1000,
    )
    span, _ = read(webm, Span(0.0, 1.0))
    assert span.fps == pytest.approx(30, rel=0.01)


def test_a_span_of_a_moving_picture_has_the_rate_of_its_frames(tmp_path):
    first, *others = [Pillow.new("RGB", (32, 24), (number, 0, 0)) for number in range(30)]
    first.save(
        tmp_path / "a.png",
        save_all=True,
        append_images=others,
        duration=[1000, *[100] * 29],
    )
    with SpanClip(open_clip(tmp_path / "a.png"), Span(0.0, 2.0)) as span:
        list(span)
    assert span.fps == pytest.approx(5.7, abs=0.5)
