"""Decoded pictures as upright RGB in square pixels."""

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Self, cast

import cv2
import numpy as np
from av.sidedata.sidedata import SideDataContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream

from posecheck.video.area import Area
from posecheck.video.frame import Frame, Image, small_copy
from posecheck.video.matroska import WHOLE, Crop
from posecheck.video.pixels import Turn, on_white

NARROWEST_PIXEL = 0.2
WIDEST_PIXEL = 5.0
"""Pixels outside these ratios of width to height are a mistake in the file: the widest that any
format uses are 2 to 1."""


PLAIN_LUMA = frozenset(
    name + kind
    for kind in ("420p", "422p", "444p", "411p", "410p", "440p")
    for name in ("yuv", "yuvj")
) | {"nv12", "nv21"}
"""Kinds of pixels whose first plane is their grey levels, of 8 bits each."""

LIMITED = np.clip((np.arange(256) - 16) * (255 / 219) + 0.5, 0, 255).astype(np.uint8)
"""Grey levels from 0 to 255 by those of a video's limited range, 16 to 235 (ITU-R BT.601)."""


@dataclass(frozen=True)
class Layout:
    """How a decoded picture is shown; it needs the stream no more, which may be closed meanwhile.

    Attributes:
        stored: (width, height) as stored, in square pixels.
        shown: The part of it that is to be seen.
        turn: How it lies.
        full_range: Whether its levels go from 0 to 255.
    """

    stored: tuple[int, int]
    shown: Area
    turn: Turn
    full_range: bool

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels once it is upright."""
        return self.turn.size(self.shown.size)

    def image(self, picture: VideoFrame) -> Image:
        """The picture, (height, width, 3) uint8 RGB, C-contiguous; what is transparent is white."""
        if _has_alpha(picture):
            return self.turn.upright(on_white(self._converted(picture, "rgba")))
        return self.turn.upright(self._converted(picture, "rgb24"))

    def grey(self, picture: VideoFrame) -> Image:
        """The same in grey levels, (height, width) uint8."""
        if _has_alpha(picture):
            return np.asarray(cv2.cvtColor(self.image(picture), cv2.COLOR_RGB2GRAY), np.uint8)
        return self.turn.upright(self._converted(picture, "gray"))

    def luma(self, picture: VideoFrame) -> Image | None:
        """The grey levels as they are stored, upright; None where nothing is stored like that."""
        plain = picture.format.name in PLAIN_LUMA and picture.width == self.stored[0]
        if not plain or (plane := picture.planes[0]).line_size < picture.width:  # upside down
            return None
        stored = np.frombuffer(plane, np.uint8)  # type: ignore[call-overload]
        levels = stored.reshape(-1, plane.line_size)
        shown = levels[self.shown.rows_and_columns]
        return shown if self.turn == Turn() else self.turn.upright(shown)

    def _converted(self, picture: VideoFrame, kind: str) -> Image:
        width, height = self.stored
        # Threads of FFmpeg's own double the processor time of a picture of 1280 x 720.
        converted = picture.to_ndarray(format=kind, width=width, height=height, threads=1)
        pixels = converted.view(np.uint8)
        return pixels[self.shown.rows_and_columns]


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
        self._turns: dict[tuple[int, int, int], Turn] = {}

    def layout(self, picture: VideoFrame) -> Layout:
        """How a picture is shown that the stream has just given."""
        full_range = picture.color_range == ColorRange.JPEG or "yuvj" in picture.format.name
        stored, shown = self._stored_size(picture), self._shown(picture)
        return Layout(stored, shown, self._turn(picture), full_range)

    def _turn(self, picture: VideoFrame) -> Turn:
        """How a picture lies, asked once of all that are alike.

        In PyAV 18.1 a picture that was asked for its side data refers to itself, and its pixels
        stay until the garbage collector comes: a gigabyte within 40 s of 1080p.
        """
        alike = (picture.rotation, picture.width, picture.height)
        if alike not in self._turns:
            self._turns[alike] = turn_of(picture)
        return self._turns[alike]

    def image(self, picture: VideoFrame) -> Image:
        """One picture, (height, width, 3) uint8 RGB, C-contiguous; what is transparent is white."""
        return self.layout(picture).image(picture)

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


class DecodedFrame(Frame):
    """A frame of a file, whose pixels are converted when they are asked for: in a hold few are.

    Args:
        index: As for `Frame`, like `time_s` and `filmed`.
        time_s: In seconds.
        picture: As it was decoded.
        layout: How it is shown.
        filmed: Where in the image the camera's picture is.
    """

    _picture: VideoFrame
    _layout: Layout
    _converting: Lock

    def __init__(
        self,
        index: int,
        time_s: float,
        picture: VideoFrame,
        layout: Layout,
        filmed: Area | None = None,
    ) -> None:
        vars(self).update(index=index, time_s=time_s, filmed=filmed)
        # Two threads must not convert the same picture at a time.
        vars(self).update(_picture=picture, _layout=layout, _converting=Lock())

    @cached_property
    def image(self) -> Image:
        """(height, width, 3) uint8 RGB, C-contiguous."""
        with self._converting:
            return self._layout.image(self._picture)

    @cached_property
    def grey(self) -> Image:
        """The image in grey levels, (height, width) uint8."""
        with self._converting:
            return self._layout.grey(self._picture)

    def thumbnail(self, size: tuple[int, int]) -> Image:
        """The part that was filmed, in grey levels and scaled down to that (width, height)."""
        luma = self._layout.luma(self._picture)
        if luma is None:
            return super().thumbnail(size)
        small = small_copy(luma[self.area.rows_and_columns], size)
        return small if self._layout.full_range else LIMITED[small]

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self._layout.size

    def filmed_in(self, filmed: Area | None) -> Self:
        """The same picture, of which that part was filmed; None for all of it."""
        if filmed == self.filmed:
            return self
        return type(self)(self.index, self.time_s, self._picture, self._layout, filmed)


def _has_alpha(picture: VideoFrame) -> bool:
    return any(component.is_alpha for component in picture.format.components)


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
