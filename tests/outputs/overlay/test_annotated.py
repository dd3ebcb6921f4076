"""The annotated film and picture: their size, and that they are complete or not there."""

import numpy as np
import pytest
from clip_maker import make_clip
from drawing import SIZE, assessed, picture
from hypothesis import given
from hypothesis import strategies as st
from results import result

from posecheck.assess.hold import HoldClock
from posecheck.clips.result import TurningPointPart
from posecheck.outputs.overlay import Overlay
from posecheck.outputs.overlay.annotated import annotated, film_size, jpeg
from posecheck.video import Frame, open_clip
from posecheck.video.film import is_made_from
from posecheck.video.picture import is_picture_made_from

SIDES = st.integers(2, 8000)


@given(st.tuples(SIDES, SIDES))
def test_films_are_at_most_720p_and_keep_their_shape(size):
    width, height = film_size(size)
    assert width % 2 == height % 2 == 0
    assert min(width, height) <= 720
    assert width <= size[0] + 1
    assert height <= size[1] + 1
    scale = min(1.0, 720 / min(size))
    assert (width, height) == (
        pytest.approx(size[0] * scale, abs=2),
        pytest.approx(size[1] * scale, abs=2),
    )


@given(st.tuples(SIDES, SIDES))
def test_full_size_films_are_as_large_as_the_clip(size):
    assert film_size(size, full_size=True) == (
        pytest.approx(size[0], abs=1),
        pytest.approx(size[1], abs=1),
    )


def test_a_jpeg_that_is_too_large_is_refused():
    assert jpeg(picture((16, 16))).startswith(b"\xff\xd8")
    with pytest.raises(ValueError, match="cannot be encoded"):
        jpeg(np.zeros((1, 70_000, 3), np.uint8))


@pytest.mark.parametrize("fails", [False, True])
def test_a_film_is_complete_or_not_there(tmp_path, fails):
    path = tmp_path / "annotated.mp4"
    with open_clip(make_clip(tmp_path / "clip.mp4", 12)) as clip:
        frames = list(clip)

        def write() -> None:
            with annotated(path, clip) as film:
                for frame in frames:
                    film.add(frame, assessed({}), HoldClock())
                if fails:
                    raise RuntimeError("half way")

        if fails:
            with pytest.raises(RuntimeError):
                write()
            assert not path.exists()
            return
        write()
    assert is_made_from(path, tmp_path / "clip.mp4")
    assert not is_made_from(path, tmp_path / "clip.mov")
    with open_clip(path) as film:
        times_s = [frame.time_s for frame in film]
    assert times_s == pytest.approx([frame.time_s for frame in frames], abs=0.001)


def test_a_picture_is_drawn_on_and_written_as_jpeg(tmp_path):
    source = tmp_path / "grey.jpg"
    source.write_bytes(jpeg(picture()))
    path = tmp_path / "annotated.jpg"
    with open_clip(source) as clip, annotated(path, clip) as output:
        output.add(Frame(0, 0.0, picture()), assessed({"front_knee": 130.0}), HoldClock())
    assert is_picture_made_from(path, source)
    assert not is_picture_made_from(path, tmp_path / "grey.png")
    with open_clip(path) as clip:
        (frame,) = clip
    assert clip.size == Overlay(SIZE).size_with_strip
    shown = frame.image[: SIZE[1]].astype(int)
    assert (np.abs(shown - picture()) > 60).any()


def test_the_last_frame_is_drawn_with_the_result(tmp_path):
    """What it says of repetitions is what stays on the screen."""
    made = []
    bridging = assessed({}, stretch_id="bridge")
    once = TurningPointPart(at_s=0.1, value=170.0, unit="deg")
    several = result(stretch="bridge", repetitions=3, turning_points=(once,) * 3)
    for name, summed_up in (("with", several), ("without", result(stretch="bridge"))):
        path = tmp_path / f"{name}.mp4"
        with open_clip(make_clip(tmp_path / "clip.mp4", 4)) as clip, annotated(path, clip) as film:
            for frame in clip:
                film.add(frame, bridging, HoldClock())
            film.finish(summed_up)
        with open_clip(path) as written:
            made.append([frame.image.astype(int) for frame in written])
    differs = [np.abs(one - other).max() > 60 for one, other in zip(*made, strict=True)]
    assert differs == [False, False, False, True]
