"""Pictures keep their shape and their pixels, whatever shape the first one had."""

import numpy as np
import pytest
from clip_maker import number_in, pattern
from hypothesis import given
from hypothesis import strategies as st

from posecheck.video.area import Area
from posecheck.video.frame import Frame
from posecheck.video.shape import LARGEST_SCALE, Shape

SIDES = st.integers(2, 200)


def fitted(image: np.ndarray, first: tuple[int, int]) -> tuple[np.ndarray, Area | None]:
    frame = Shape(first).fitted(Frame(3, 0.1, image))
    assert (frame.index, frame.time_s) == (3, 0.1)
    return frame.image, frame.filmed


@given(SIDES, SIDES, SIDES, SIDES)
def test_a_picture_of_any_shape_is_whole_in_the_shape_of_the_first(width, height, first, second):
    image, filmed = fitted(np.full((height, width, 3), 200, np.uint8), (first, second))
    given = image.shape[1] / image.shape[0]
    assert given == pytest.approx(first / second, rel=0.01 + 2 / min(image.shape[:2]))
    area = filmed or Area.whole((image.shape[1], image.shape[0]))
    assert (image[area.rows_and_columns] == 200).all()
    if max(width / first, height / second) <= LARGEST_SCALE:
        assert area.size == (width, height)


@pytest.mark.parametrize("size", [(128, 96), (256, 192), (64, 48)])
def test_a_picture_of_the_same_shape_is_left_as_it_is(size):
    image = pattern(5, size)
    shown, filmed = fitted(image, (128, 96))
    assert shown is image
    assert filmed is None


def test_a_tall_picture_in_a_wide_frame_stands_in_the_middle():
    shown, filmed = fitted(pattern(5, (120, 160)), (160, 120))
    assert shown.shape == (160, 213, 3)
    assert filmed == Area(46, 0, 166, 160)
    assert number_in(shown[filmed.rows_and_columns]) == 5
    assert shown.flags.c_contiguous
    assert not shown[:, :46].any()
