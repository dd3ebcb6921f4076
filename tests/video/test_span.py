"""A stretch of time of a clip: its frames at the times they have in the file, and no others."""

from math import inf

import pytest
from clip_maker import make_clip, number_in

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
