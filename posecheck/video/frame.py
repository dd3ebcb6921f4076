"""A single picture of a clip and the moment it shows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Frame:
    """One upright picture.

    index: its number in the clip, from 0.
    time_s: seconds from the first frame of the clip, from the file's own time stamps.
    image: (height, width, 3) uint8 RGB, C-contiguous.
    """

    index: int
    time_s: float
    image: Image

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        height, width = self.image.shape[:2]
        return width, height


def fit_size(size: tuple[int, int], max_height: int) -> tuple[int, int]:
    """The (width, height) in pixels, both even, that shows `size` at `max_height` at the most.

    The aspect ratio is kept to within a pixel, and a small picture is never enlarged.
    """
    width, height = size
    scale = min(1.0, max_height / height)
    return _even(width * scale), _even(height * scale)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
