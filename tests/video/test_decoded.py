"""What decoded pictures say of themselves is done: turned, widened, laid on white."""

from fractions import Fraction

import av
import pytest
from clip_maker import make_clip, red_corner, turn_as_phones_do

from posecheck.video.decoded import Pixels, turn_of


def first_of(path):
    container = av.open(str(path))
    return next(container.decode(video=0)), container.streams.video[0]


@pytest.mark.parametrize(
    ("matrix", "corner"), [((1, 0, 0, 1), "bottom left"), ((0, 1, -1, 0), "top left")]
)
def test_a_picture_is_turned_as_it_says(tmp_path, matrix, corner):
    turn_as_phones_do(make_clip(tmp_path / "a.mp4", 1), matrix)
    picture, stream = first_of(tmp_path / "a.mp4")
    pixels = Pixels(picture, stream)
    assert turn_of(picture).transpose == (matrix[0] == 0)
    assert red_corner(pixels.image(picture)) == corner
    assert pixels.size(picture) == pixels.image(picture).shape[1::-1]


def test_the_shape_of_pixels_is_that_of_the_picture_not_of_the_first_one(tmp_path):
    wide, wide_stream = first_of(make_clip(tmp_path / "dv.mp4", 1, aspect=Fraction(4, 3)))
    other, _ = first_of(make_clip(tmp_path / "b.mp4", 1, size=(96, 64)))
    pixels = Pixels(wide, wide_stream)
    assert pixels.size(wide) == (171, 96)
    assert pixels.size(other) == (128, 64)  # the decoder's own word, still 4 to 3
