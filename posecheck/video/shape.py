"""Pictures of any shape in frames of one shape: bars are added, and nothing is squeezed."""

import numpy as np

from posecheck.video.area import Area
from posecheck.video.bars import BarFinder
from posecheck.video.frame import Frame, Image, resized

SAME_SHAPE = 0.01
"""Shapes whose ratios of width to height differ by less than this share are the same: sizes are
rounded to even numbers, and scaling by that much turns no line by more than 0.3 degrees."""

LARGEST_SCALE = 8.0
"""A frame is at most so many times as wide and as high as the first one."""


class Shape:
    """Gives every picture of a source the shape of the first, and finds what of it was filmed.

    A picture of another shape keeps its pixels and gets bars; one of the same shape is left as it
    is, whatever its size.

    Args:
        size: (width, height) of the first picture in pixels.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self._bars = BarFinder()

    def fitted(self, frame: Frame) -> Frame:
        """Fit one picture.

        Args:
            frame: As it was filmed.

        Returns:
            The same in the shape of the first one, with `filmed`.
        """
        width, height = size = frame.size
        filmed = self._bars.filmed(frame)
        own_width, own_height = self.size
        if abs(width * own_height / (height * own_width) - 1) <= SAME_SHAPE:
            return frame.filmed_in(filmed)
        image = frame.image
        scale = max(width / own_width, height / own_height)
        if scale > LARGEST_SCALE:
            image, filmed = _shrunk(image, LARGEST_SCALE / scale), None
            width, height = size = (image.shape[1], image.shape[0])
            scale = LARGEST_SCALE
        whole = max(width, round(own_width * scale)), max(height, round(own_height * scale))
        return Frame(
            frame.index, frame.time_s, *_with_bars(image, filmed or Area.whole(size), whole)
        )


def _with_bars(image: Image, filmed: Area, size: tuple[int, int]) -> tuple[Image, Area]:
    """The image in the middle of a black one of that (width, height)."""
    left, top = (size[0] - image.shape[1]) // 2, (size[1] - image.shape[0]) // 2
    frame = np.zeros((size[1], size[0], 3), np.uint8)
    frame[top : top + image.shape[0], left : left + image.shape[1]] = image
    return frame, Area(
        filmed.left + left, filmed.top + top, filmed.right + left, filmed.bottom + top
    )


def _shrunk(image: Image, scale: float) -> Image:
    height, width = image.shape[:2]
    return resized(image, (max(1, round(width * scale)), max(1, round(height * scale))))
