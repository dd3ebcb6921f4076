"""Pictures as films store them: brightness for each pixel, colour for every four of them."""

import cv2
import numpy as np
from av.video.frame import VideoFrame

from posecheck.video.frame import Image

RED, BLUE = 0.2126, 0.0722
"""The shares of red and blue in the brightness (ITU-R BT.709); green has the rest."""

LUMA_RANGE, CHROMA_RANGE = 219 / 255, 112 / 255
"""Films use 16 to 235 of the 256 levels for brightness, for colour 112 to either side of 128."""

GREY = np.array([RED, 1 - RED - BLUE, BLUE])
TO_YUV = np.column_stack(
    [
        [
            LUMA_RANGE * GREY,
            CHROMA_RANGE / (1 - BLUE) * (np.array([0, 0, 1]) - GREY),
            CHROMA_RANGE / (1 - RED) * (np.array([1, 0, 0]) - GREY),
        ],
        [16, 128, 128],
    ]
).astype(np.float32)
"""(3, 4): brightness, blueness and redness from red, green, blue and 1."""


def stored(image: Image) -> VideoFrame:
    """A picture as planes of brightness and colour, in the narrow range of BT.709.

    OpenCV does this in a third of the time that FFmpeg takes.

    Args:
        image: (height, width, 3) uint8 RGB; both sides are even.

    Returns:
        A frame of `yuv420p`.

    References:
        ITU-R BT.709-6 (2015), items 3.2 to 3.5.
    """
    height, width = image.shape[:2]
    pixels = cv2.transform(image, TO_YUV)
    colours = cv2.resize(pixels, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    frame = VideoFrame(width, height, "yuv420p")
    for channel, whole in enumerate((pixels, colours, colours)):
        plane = frame.planes[channel]
        rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)  # type: ignore[call-overload]
        cv2.extractChannel(whole, channel, rows[: plane.height, : plane.width])
    return frame
