"""A single picture as a clip of one frame."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.errors import VideoError
from posecheck.video.bars import filmed_area
from posecheck.video.frame import Frame, Image
from posecheck.video.pixels import on_white
from posecheck.video.source import Clip


class PictureClip(Clip):
    """One frame at 0 s, without a rate and without a duration.

    Args:
        path: The file.

    Raises:
        VideoError: If the file is not a picture, or a damaged one.
    """

    is_picture = True
    frame_count_hint = 1
    duration_hint_s = 0.0
    fps = 0.0

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)
        image = _read(path)
        self._frame: Frame | None = Frame(0, 0.0, image, filmed_area(image))
        self.size = self._frame.size

    def __iter__(self) -> Iterator[Frame]:
        frame, self._frame = self._frame, None
        if frame is not None:
            self.frames_read = 1
            yield frame

    def close(self) -> None:
        """Release the picture."""
        self._frame = None


def _read(path: Path) -> Image:
    """The picture, (height, width, 3) uint8 RGB: upright by its EXIF, transparency on white."""
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
        image = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
        if image is None:
            raise VideoError(f"{path}: not a picture, or a damaged one; save or copy it again.")
        as_stored = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    except (cv2.error, OSError, MemoryError) as error:
        raise VideoError(f"{path}: this picture cannot be read; is it too large?") from error
    if as_stored is not None and as_stored.ndim == 3 and as_stored.shape[2] == 4:
        return on_white(_eight_bit(cv2.cvtColor(as_stored, cv2.COLOR_BGRA2RGBA)))
    return np.ascontiguousarray(image, np.uint8)


def _eight_bit(image: NDArray[np.generic]) -> Image:
    if image.dtype == np.uint16:
        return np.asarray(image.astype(np.uint32) // 257, np.uint8)
    return np.asarray(image, np.uint8)
