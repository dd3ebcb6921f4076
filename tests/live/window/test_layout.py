"""Lengths by the size of the picture, and blocks of text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moments import HD, changed, empty

from posecheck.live.window.layout import Block, Scale, circle, height_of
from posecheck.outputs.overlay.canvas import BOLD


@given(st.integers(1, 4000), st.integers(1, 4000), st.floats(0.01, 100))
def test_no_length_is_larger_than_the_picture_or_vanishes(width, height, hundredths):
    length = Scale((width, height))(hundredths)
    assert 1 <= length <= max(1, width, height)


def test_lengths_are_hundredths_of_the_height_or_of_a_tall_pictures_width():
    assert Scale(HD)(10) == 72
    assert Scale((640, 480)).unit == Scale((640, 2000)).unit == 4.8


def test_what_is_drawn_on_the_body_grows_with_the_picture():
    small, large = Scale((640, 360)).figure, Scale(HD).figure
    assert large.text == pytest.approx(2 * small.text, abs=1)
    assert (large.badge, large.arc) == pytest.approx((2 * small.badge, 2 * small.arc))


@pytest.mark.parametrize("lines", [("Hx",), ("Hg", "Äj"), ("Up", "and", "down")], ids=str)
def test_text_stays_within_the_height_of_its_block(lines):
    canvas, block = empty(), Block(lines, 40, weight=BOLD)
    below = block.draw(canvas, 50, 100)
    left, top, _, bottom = changed(canvas)
    assert below == 100 + block.height
    assert 50 <= left < 60
    assert top >= 100
    assert bottom <= below


def test_centred_text_has_as_much_on_either_side():
    canvas = empty()
    Block(("MMMM",), 40).draw_centred(canvas, 640, 100)
    left, _, right, _ = changed(canvas)
    assert 640 - left == pytest.approx(right - 640, abs=4)


def test_blocks_are_as_high_as_all_of_them():
    blocks = [Block(("a",), 40), Block(("b", "c"), 20)]
    assert height_of(blocks) == blocks[0].height + blocks[1].height
    assert height_of([]) == 0


@given(st.floats(1, 500), st.floats(1, 500))
def test_a_circle_is_closed_and_has_its_radii(across, down):
    points = circle((10.0, 20.0), (across, down)) - (10.0, 20.0)
    assert np.hypot(points[:, 0] / across, points[:, 1] / down) == pytest.approx(1.0)
    assert points[0] == pytest.approx(points[-1], abs=1e-6)
