import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.video.frame import Frame, fit_size, resized, scaled_to_show, small_copy


def test_the_size_of_a_frame_is_its_width_and_height():
    assert Frame(0, 0.0, np.zeros((48, 64, 3), np.uint8)).size == (64, 48)


@pytest.mark.parametrize(
    ("size", "max_height", "fitted"),
    [
        ((1920, 1080), 720, (1280, 720)),
        ((1080, 1920), 720, (404, 720)),
        ((640, 480), 720, (640, 480)),
        ((641, 479), 720, (640, 480)),
        ((5, 4000), 10, (2, 10)),
    ],
)
def test_sizes_fit_under_a_height(size, max_height, fitted):
    assert fit_size(size, max_height) == fitted


lengths = st.integers(1, 10_000)


@given(size=st.tuples(lengths, lengths), max_height=lengths)
def test_a_fitted_size_is_even_no_larger_and_of_the_same_shape(size, max_height):
    (width, height), (fitted_width, fitted_height) = size, fit_size(size, max_height)
    assert fitted_width % 2 == fitted_height % 2 == 0
    assert fitted_height <= max(2, max_height + 1)
    scale = min(1.0, max_height / height)
    assert abs(fitted_width - max(2, width * scale)) <= 1
    assert abs(fitted_height - max(2, height * scale)) <= 1


@pytest.mark.parametrize("scale", [resized, scaled_to_show])
def test_scaling_keeps_colours_and_leaves_what_fits(scale):
    image = np.full((144, 192, 3), (10, 200, 90), np.uint8)
    assert scale(image, (192, 144)) is image
    small = scale(image, (96, 72))
    assert small.shape == (72, 96, 3)
    assert (small == image[0, 0]).all()


@pytest.mark.parametrize("share", [0.1, 0.4, 0.5, 0.7, 0.95])
def test_scaling_to_show_leaves_nothing_out(share):
    """A line that is one pixel wide is seen wherever it is."""
    size = round(300 * share), round(200 * share)
    for column in range(300):
        image = np.zeros((200, 300, 3), np.uint8)
        image[:, column] = 255
        assert scaled_to_show(image, size).max() > 0


@pytest.mark.parametrize("height", [90, 480, 720, 1080, 2160])
def test_a_small_copy_of_a_large_picture_is_about_the_mean_of_all_its_rows(height):
    rows = np.linspace(0, 255, height).astype(np.uint8)
    levels = np.repeat(rows[:, None], 160, axis=1)
    small = small_copy(levels, (160, 90))
    assert small.shape == (90, 160)
    assert np.abs(small.astype(int) - resized(levels, (160, 90))).max() <= 2
