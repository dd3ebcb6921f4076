"""Pictures as films store them: against the standard's own levels, and against FFmpeg."""

import numpy as np
import pytest
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace

from posecheck.video.frame import Image
from posecheck.video.stored import stored

LEVELS = {  # 8 bits, narrow range: ITU-R BT.709-6, item 3
    "white": ((255, 255, 255), (235, 128, 128)),
    "black": ((0, 0, 0), (16, 128, 128)),
    "red": ((255, 0, 0), (63, 102, 240)),
    "green": ((0, 255, 0), (173, 42, 26)),
    "blue": ((0, 0, 255), (32, 240, 118)),
}


@pytest.mark.parametrize(("rgb", "expected"), LEVELS.values(), ids=LEVELS)
def test_colours_have_the_levels_of_the_standard(
    rgb: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    planes = stored(np.full((4, 6, 3), rgb, np.uint8)).to_ndarray()

    assert planes.shape == (6, 6)
    assert (planes[:4] == expected[0]).all()
    assert planes[4].tolist() == [expected[1]] * 6
    assert planes[5].tolist() == [expected[2]] * 6


def test_each_colour_is_the_mean_of_its_four_pixels() -> None:
    image = np.zeros((2, 4, 3), np.uint8)
    image[0, 0] = image[1, 1] = (255, 0, 0)
    half_red_blue, half_red_red = 128 + (102 - 128) / 2, 128 + (240 - 128) / 2

    colours = stored(image).to_ndarray()[2].tolist()

    assert colours == [half_red_blue, 128, half_red_red, 128]


@pytest.mark.parametrize("size", [(64, 48), (406, 722)])
def test_a_picture_is_stored_as_by_ffmpeg(size: tuple[int, int]) -> None:
    image = _smooth(size)
    by_ffmpeg = VideoFrame.from_ndarray(image, format="rgb24").reformat(
        format="yuv420p", dst_colorspace=Colorspace.ITU709
    )

    difference = np.abs(stored(image).to_ndarray().astype(int) - by_ffmpeg.to_ndarray())

    assert difference.max() <= 2
    assert difference.mean() < 0.5


def _smooth(size: tuple[int, int]) -> Image:
    """A picture of all colours that change slowly."""
    x, y = np.meshgrid(np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1]))
    return (np.dstack([x, y, 1 - (x + y) / 2]) * 255).astype(np.uint8)
