"""Decoded pictures as upright RGB in square pixels."""

from typing import cast

import numpy as np
from av.sidedata.sidedata import SideDataContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posecheck.video.frame import Area, Image
from posecheck.video.matroska import WHOLE, Crop
from posecheck.video.pixels import Turn, on_white

NARROWEST_PIXEL = 0.2
WIDEST_PIXEL = 5.0
"""Pixels outside these ratios of width to height are a mistake in the file: the widest that any
format uses are 2 to 1."""


class Pixels:
    """The pictures of a stream as upright RGB in square pixels, each by what it says of itself.

    Args:
        first: The first picture.
        stream: Its stream.
        crop: What the file hides of pictures of that size.
    """

    def __init__(self, first: VideoFrame, stream: VideoStream, crop: Crop = WHOLE) -> None:
        self._stream = stream
        self._crop = crop
        self._first_size = (first.width, first.height)

    def size(self, picture: VideoFrame) -> tuple[int, int]:
        """(width, height) in pixels of a picture once it is upright."""
        return turn_of(picture).size(self._shown(picture).size)

    def image(self, picture: VideoFrame) -> Image:
        """One picture, (height, width, 3) uint8 RGB, C-contiguous; what is transparent is white."""
        width, height = self._stored_size(picture)
        has_alpha = any(component.is_alpha for component in picture.format.components)
        kind = "rgba" if has_alpha else "rgb24"
        pixels = picture.to_ndarray(format=kind, width=width, height=height).view(np.uint8)
        shown = pixels[self._shown(picture).rows_and_columns]
        return turn_of(picture).upright(on_white(shown) if has_alpha else shown)

    def _shown(self, picture: VideoFrame) -> Area:
        """The part of the stored picture, in square pixels, that is to be seen."""
        width, height = self._stored_size(picture)
        if (picture.width, picture.height) != self._first_size:
            return Area.whole((width, height))
        crop, aspect = self._crop, width / picture.width
        left, right = round(crop.left * aspect), width - round(crop.right * aspect)
        return Area(left, crop.top, max(right, left + 1), height - crop.bottom)

    def _stored_size(self, picture: VideoFrame) -> tuple[int, int]:
        """(width, height) as stored, widened where pixels are not square: angles depend on it."""
        aspect = self._pixel_aspect((picture.width, picture.height))
        if not NARROWEST_PIXEL < aspect < WIDEST_PIXEL:
            aspect = 1.0
        return max(1, round(picture.width * aspect)), picture.height

    def _pixel_aspect(self, size: tuple[int, int]) -> float:
        """The file's word counts for pictures of the first size, the decoder's for others."""
        of_file = size == self._first_size
        source = self._stream if of_file else self._stream.codec_context
        return float(source.sample_aspect_ratio or 1)


def turn_of(picture: VideoFrame) -> Turn:
    """How a decoded picture says that it lies."""
    try:
        sides = cast(SideDataContainer, picture.side_data)
        if "DISPLAYMATRIX" not in sides:
            return Turn()
        matrix = np.frombuffer(bytes(sides["DISPLAYMATRIX"]), np.int32)
    except ValueError:  # side data of a kind that PyAV has no name for hides the matrix
        return Turn.of_degrees(picture.rotation)
    return Turn.of_matrix(*(int(matrix[at]) for at in (0, 1, 3, 4)))
