import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.video.pixels import Turn, on_white

IMAGE = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
TURNS = st.builds(Turn, transpose=st.booleans(), flip_x=st.booleans(), flip_y=st.booleans())


@given(TURNS)
def test_a_turned_image_has_the_size_that_the_turn_says_and_every_pixel(turn):
    upright = turn.upright(IMAGE)
    assert upright.shape[1::-1] == turn.size((6, 4))
    assert upright.flags.c_contiguous
    assert sorted(upright.ravel().tolist()) == sorted(IMAGE.ravel().tolist())


@pytest.mark.parametrize("quarters", range(-4, 5))
def test_degrees_count_counter_clockwise(quarters):
    turned = Turn.of_degrees(90 * quarters + 3).upright(IMAGE)
    assert np.array_equal(turned, np.rot90(IMAGE, quarters))


@given(TURNS)
def test_a_display_matrix_moves_each_pixel_where_it_says(turn):
    """Shown x = a x + c y and shown y = b x + d y, up to a shift."""
    sign_x, sign_y = (-1 if flip else 1 for flip in (turn.flip_x, turn.flip_y))
    a, b, c, d = (0, sign_y, sign_x, 0) if turn.transpose else (sign_x, 0, 0, sign_y)
    assert Turn.of_matrix(a << 16, b << 16, c << 16, d << 16) == turn
    shown = turn.upright(IMAGE)
    corner = [min(0, a * 5 + c * 3), min(0, b * 5 + d * 3)]
    for x, y in ((0, 0), (5, 3), (2, 1)):
        shown_x, shown_y = a * x + c * y - corner[0], b * x + d * y - corner[1]
        assert np.array_equal(shown[shown_y, shown_x], IMAGE[y, x])


def test_what_is_transparent_is_white_and_what_is_opaque_keeps_its_colour():
    rgba = np.dstack([IMAGE, np.zeros((4, 6), np.uint8)])
    assert (on_white(rgba) == 255).all()
    rgba[..., 3] = 255
    assert np.array_equal(on_white(rgba), IMAGE)
    rgba[..., 3] = 51
    mixed = on_white(rgba).astype(float)
    assert np.abs(mixed - (0.2 * IMAGE + 0.8 * 255)).max() <= 0.5


def test_laying_on_white_takes_little_more_memory_than_the_picture():
    rgba = np.zeros((2048, 1024, 4), np.uint8)
    tracemalloc.start()
    try:
        opaque = on_white(rgba)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * opaque.nbytes
