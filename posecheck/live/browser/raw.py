"""Pictures as a camera gave them, which a page of this machine sends without compressing them."""

import struct

import numpy as np
from av.video.frame import VideoFrame

from posecheck.video.area import Area
from posecheck.video.decoded import DecodedFrame, Layout
from posecheck.video.frame import Frame
from posecheck.video.pixels import Turn

HEADER = struct.Struct("<4sHH")
"""The kind of the pixels, and width and height; the planes of the picture follow."""

KINDS = {b"I420": "yuv420p", b"NV12": "nv12"}
"""The kinds that cameras give, by their names in browsers and in FFmpeg: 12 bits a pixel."""


def is_raw(picture: bytes) -> bool:
    """Whether it begins as such a picture does."""
    return picture[:4] in KINDS


def raw_frame(picture: bytes, index: int, time_s: float) -> Frame | None:
    """A picture as a frame.

    Args:
        picture: Its `HEADER` and its planes.
        index: Of the frame, like `time_s`.
        time_s: In seconds.

    Returns:
        None where it is no such picture, or not whole.
    """
    if len(picture) < HEADER.size or not is_raw(picture):
        return None
    kind, width, height = HEADER.unpack_from(picture)
    even = width and height and not width % 2 and not height % 2
    if not even or len(picture) - HEADER.size != width * height * 3 // 2:
        return None
    planes = np.frombuffer(picture, np.uint8, offset=HEADER.size).reshape(-1, width)
    decoded = VideoFrame.from_ndarray(planes, format=KINDS[kind])
    whole = Area.whole((width, height))
    return DecodedFrame(index, time_s, decoded, Layout(whole.size, whole, Turn(), full_range=False))
