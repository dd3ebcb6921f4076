"""The camera of a page as a live source: pictures come as JPEG, the newest one counts."""

import io
import logging
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import PIL.Image

from posecheck.errors import CameraError
from posecheck.support.slot import Slot
from posecheck.video.area import Area
from posecheck.video.camera import LiveSource
from posecheck.video.frame import LONGEST_SIDE, Frame, Image, fit_size, resized
from posecheck.video.shape import Shape

log = logging.getLogger(__name__)

LOST_S = 2.0
"""Without a picture for longer than this the camera is lost, as one that gives the same picture."""

GRACE_S = 30.0
"""How long a page may be away: time to take up a phone that fell asleep, or to load it again."""

WAIT_S = 0.1
"""How long to wait for a picture before looking whether the camera is lost."""

STAMP = struct.Struct("<d")
"""How a page writes the time of a picture, in ms."""

LATEST_MS = 1e12
"""32 years after a page was opened, or began to count: no clock of a page is there."""

MOST_PIXELS = 3840 * 2160
"""A page sends 1280 x 720; a picture with more pixels than this is none of its."""


@dataclass(frozen=True, eq=False)
class Sent:
    """A picture as a page sent it.

    Attributes:
        jpeg: The picture.
        stamp_s: When the page took it, by the page's own clock.
        came_s: When it came, by `time.monotonic()`.
        page: Which connection it came by: each has a clock of its own.
    """

    jpeg: bytes
    stamp_s: float
    came_s: float
    page: int


class PageClock:
    """Times of a session from the stamps of pages, whose clocks start anywhere."""

    def __init__(self) -> None:
        self._page: int | None = None
        self._start_s: float | None = None
        self._ahead_s = 0.0

    def time_s(self, sent: Sent) -> float:
        """The time of a picture in the session; 0 for the first one.

        The time between two pictures of one page is that of its stamps, and the time from one page
        to the next that of this machine's clock.
        """
        if self._start_s is None:
            self._start_s = sent.came_s
        if sent.page != self._page:
            self._page = sent.page
            self._ahead_s = sent.stamp_s - (sent.came_s - self._start_s)
        return sent.stamp_s - self._ahead_s

    def stamp_s(self, time_s: float) -> float:
        """The time in the session by the clock of the newest picture's page."""
        return time_s + self._ahead_s


class PageCamera(LiveSource):
    """Whatever page films, one at a time; frames have the times at which the page took them.

    While no pictures come the camera is lost; after `GRACE_S` its frames end, with a warning.

    Args:
        pictures: The newest picture of the page that films.
        patience_s: How long to wait for the first one.

    Attributes:
        filmed_size: (width, height) in pixels of the newest picture, without bars.

    Raises:
        CameraError: Where none comes.
    """

    def __init__(self, pictures: Slot[Sent], patience_s: float = GRACE_S) -> None:
        self.name = "the page's camera"
        self.fps = 0.0
        self._pictures = pictures
        self._closed = False
        first = self._first(patience_s)
        self.size = self.filmed_size = (first.shape[1], first.shape[0])
        self._shape = Shape(self.size)
        self._clock = PageClock()

    def __iter__(self) -> Iterator[Frame]:
        number, last_s = 0, -1.0
        came_s = time.monotonic()
        while not self._closed:
            newest = self._pictures.newer_than(number, WAIT_S)
            if newest is None:
                away_s = time.monotonic() - came_s
                self.lost = away_s > LOST_S
                if away_s > GRACE_S:
                    break
                continue
            number, sent = newest
            image, time_s = decoded(sent.jpeg), self._clock.time_s(sent)
            if image is None or time_s <= last_s:
                continue
            self.taken_s = came_s = sent.came_s
            last_s, self.lost = time_s, False
            yield self._frame(image, time_s)
        if not self._closed:
            self.warning = f"{self.name}: no pictures for {GRACE_S:g} s"
        self.lost = False

    def stop(self) -> None:
        """Wait for no more pictures."""
        self._closed = True

    def close(self) -> None:
        """Take no more pictures."""
        self.stop()

    def stamp_ms(self, time_s: float) -> float:
        """The stamp of the page that films, in ms, for a time in the session."""
        return self._clock.stamp_s(time_s) * 1000

    def _frame(self, image: Image, time_s: float) -> Frame:
        self.frames_read += 1
        self.filmed_size = (image.shape[1], image.shape[0])
        return self._shape.fitted(Frame(self.frames_read - 1, time_s, image))

    def _first(self, patience_s: float) -> Image:
        number, give_up_s = 0, time.monotonic() + patience_s
        while time.monotonic() < give_up_s:
            if newest := self._pictures.newer_than(number, WAIT_S):
                number, sent = newest
                if (image := decoded(sent.jpeg)) is not None:
                    return image
        raise CameraError(f"{self.name}: no picture came; let the page use the camera.")


def decoded(jpeg: bytes) -> Image | None:
    """The picture, (height, width, 3) uint8 RGB; None where it is not one that a page sends."""
    try:
        with PIL.Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as header:
            width, height = header.size
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError):
        return None
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        log.warning("a picture of %d x %d pixels is left out", width, height)
        return None
    image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
    return None if image is None else np.asarray(image, np.uint8)


def encoded(image: Image, most_height: int, quality: int) -> bytes:
    """A picture as JPEG.

    Args:
        image: (height, width, 3) uint8 RGB.
        most_height: Larger ones are scaled down to this height in pixels.
        quality: 0 to 100.
    """
    size = fit_size((image.shape[1], image.shape[0]), most_height)
    bgr = cv2.cvtColor(resized(image, size), cv2.COLOR_RGB2BGR)
    return bytes(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


def sent_picture(message: bytes, page: int) -> Sent | None:
    """The picture in a page's message: its `STAMP`, then the JPEG.

    Args:
        message: As it came.
        page: Which connection it came by.

    Returns:
        None where it is no such message.
    """
    if len(message) < STAMP.size:
        return None
    (stamp_ms,) = STAMP.unpack_from(message)
    if not 0 <= stamp_ms < LATEST_MS:  # NaN is neither
        return None
    return Sent(message[STAMP.size :], stamp_ms / 1000, time.monotonic(), page)


def place_of(filmed: tuple[int, int], whole: tuple[int, int]) -> Area:
    """Where a picture lies in the frame that was made of it, with bars if its shape is another.

    Args:
        filmed: (width, height) of the picture in pixels.
        whole: (width, height) of the frame.

    Examples:
        >>> place_of((720, 1280), (2276, 1280))
        Area(left=778, top=0, right=1498, bottom=1280)
    """
    scale = min(of / own for of, own in zip(whole, filmed, strict=True))
    width, height = (round(length * scale) for length in filmed)
    left, top = (whole[0] - width) // 2, (whole[1] - height) // 2
    return Area(left, top, left + width, top + height)
