"""Parts of pictures."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posecheck.video.area import Area

lengths = st.integers(1, 40)


@given(lengths, lengths)
def test_the_whole_picture_has_its_size_and_all_its_pixels(width, height):
    picture = np.arange(width * height).reshape(height, width)
    area = Area.whole((width, height))
    assert area.size == (width, height)
    assert (picture[area.rows_and_columns] == picture).all()


def test_the_right_and_the_bottom_edge_are_outside():
    area = Area(left=1, top=2, right=4, bottom=4)
    assert area.size == (3, 2)
    assert np.zeros((10, 10))[area.rows_and_columns].shape == (2, 3)
