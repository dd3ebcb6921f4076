"""Turning decoded pixels upright and opaque."""

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np

from posecheck.video.frame import Image

BAND_ROWS = 256
"""How many rows are mixed at once: all at once would take four times the picture's own memory."""


@dataclass(frozen=True)
class Turn:
    """One of the eight ways in which a stored picture lies: transposed first, then mirrored.

    Attributes:
        transpose: Rows and columns change places.
        flip_x: Left and right change places afterwards.
        flip_y: Top and bottom change places afterwards.
    """

    transpose: bool = False
    flip_x: bool = False
    flip_y: bool = False

    @classmethod
    def of_matrix(cls, a: int, b: int, c: int, d: int) -> Self:
        """The turn of an MP4 display matrix: shown x = a x + c y, shown y = b x + d y."""
        if abs(b) + abs(c) > abs(a) + abs(d):
            return cls(transpose=True, flip_x=c < 0, flip_y=b < 0)
        return cls(transpose=False, flip_x=a < 0, flip_y=d < 0)

    @classmethod
    def of_degrees(cls, degrees: float) -> Self:
        """The turn by an angle counter-clockwise, rounded to quarters."""
        quarter = round(degrees / 90) % 4
        matrix = [(1, 0, 0, 1), (0, -1, 1, 0), (-1, 0, 0, -1), (0, 1, -1, 0)]
        return cls.of_matrix(*matrix[quarter])

    def size(self, size: tuple[int, int]) -> tuple[int, int]:
        """The (width, height) in pixels of a picture of `size` once it is upright."""
        width, height = size
        return (height, width) if self.transpose else (width, height)

    def upright(self, image: Image) -> Image:
        """The image, (height, width, 3) uint8, turned and C-contiguous."""
        # OpenCV turns block by block, several times as fast as a strided copy.
        if self.transpose:
            image = np.asarray(cv2.transpose(image), np.uint8)
        if self.flip_x or self.flip_y:
            axis = -1 if self.flip_x and self.flip_y else int(self.flip_x)
            image = np.asarray(cv2.flip(image, axis), np.uint8)
        return np.ascontiguousarray(image)


def on_white(rgba: Image) -> Image:
    """A (height, width, 4) uint8 RGBA image laid on white, (height, width, 3)."""
    opaque = np.empty((*rgba.shape[:2], 3), np.uint8)
    for top in range(0, len(rgba), BAND_ROWS):
        band = rgba[top : top + BAND_ROWS]
        alpha = band[..., 3:].astype(np.uint16)
        mixed = (band[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
        opaque[top : top + BAND_ROWS] = mixed
    return opaque
