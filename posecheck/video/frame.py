"""One picture of a clip, and its time."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from posecheck.video.area import Area

Image = NDArray[np.uint8]

LONGEST_SIDE = 32_766
"""In pixels. With a longer side OpenCV fails within MediaPipe, which ends the process."""

ROWS_AVERAGED = 4
"""So many rows of a larger picture make one of a small copy, at the least: enough against noise, as
in all columns, and of 1080p three times as fast as all rows."""


@dataclass(frozen=True, eq=False)
class Frame:
    """One upright picture.

    Attributes:
        index: Its number in the clip, from 0.
        time_s: Seconds from the first frame of the clip, from the file's own time stamps.
        image: (height, width, 3) uint8 RGB, C-contiguous.
        filmed: Where in the image the camera's picture is, within bars; None where it fills it.
    """

    index: int
    time_s: float
    image: Image
    filmed: Area | None = None

    @cached_property
    def grey(self) -> Image:
        """The image in grey levels, (height, width) uint8."""
        import cv2

        return np.asarray(cv2.cvtColor(self.image, cv2.COLOR_RGB2GRAY), np.uint8)

    def thumbnail(self, size: tuple[int, int]) -> Image:
        """The part that was filmed, in grey levels and scaled down to that (width, height)."""
        return small_copy(self.grey[self.area.rows_and_columns], size)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        height, width = self.image.shape[:2]
        return width, height

    @property
    def area(self) -> Area:
        """The part of the image that was filmed."""
        return self.filmed or Area.whole(self.size)

    def filmed_in(self, filmed: Area | None) -> Self:
        """The same picture, of which that part was filmed; None for all of it."""
        return self if filmed == self.filmed else replace(self, filmed=filmed)


def resized(image: Image, size: tuple[int, int]) -> Image:
    """An image scaled to (width, height), each pixel the mean of those that it stands for.

    The same image where it has that size.
    """
    import cv2

    if image.shape[1::-1] == size:
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def small_copy(levels: Image, size: tuple[int, int]) -> Image:
    """Grey levels scaled down to (width, height), of a large picture from every so many-th row."""
    return resized(levels[:: max(1, len(levels) // (size[1] * ROWS_AVERAGED))], size)


def scaled_to_show(image: Image, size: tuple[int, int]) -> Image:
    """An image scaled to (width, height) to be looked at, in a fifth of the time of `resized`.

    Down to half the size that leaves nothing out; below it is the same as `resized`.
    """
    import cv2

    if image.shape[1] > 2 * size[0] or image.shape[0] > 2 * size[1]:
        return resized(image, size)
    if image.shape[1::-1] == size:
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def fit_size(size: tuple[int, int], max_height: int) -> tuple[int, int]:
    """Scale a size down to a height; a small one is never enlarged.

    Args:
        size: (width, height) in pixels.
        max_height: The greatest height in pixels.

    Returns:
        (width, height) in pixels, both even, as video codecs need; the aspect ratio is kept to
        within a pixel.

    Examples:
        >>> fit_size((1920, 1080), max_height=720)
        (1280, 720)
    """
    width, height = size
    scale = min(1.0, max_height / height)
    return _even(width * scale), _even(height * scale)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
