"""What gives the pictures of a camera, one after the other: a driver, or a stream."""

import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator

import av
import cv2
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame

from posecheck.video.container import UNREADABLE
from posecheck.video.decoded import Pixels
from posecheck.video.frame import Image

WANTED_SIZE = (1280, 720)
WANTED_FPS = 30
"""What a camera is asked for; it may give something else."""

STREAM_TIMEOUT_S = 5.0
"""How long a stream may take to open, and to send the next picture."""

DOWNLOADS = ("http://", "https://", "ftp://", "ftps://", "sftp://")
"""How the addresses begin of what is downloaded."""

PLAYLISTS = ("hls", "dash")

CLOSE_PATIENCE_S = 1.0
"""How long to wait for a picture under way; a device that does not answer is left behind."""


class Device(ABC):
    """An opened camera; it may turn out to give no pictures.

    Attributes:
        is_recording: Whether it is a file on a server, which is read faster than it was filmed.
    """

    is_recording = False

    @abstractmethod
    def read(self) -> Image | None:
        """The next picture, (height, width, 3) uint8 RGB, upright; None where none comes."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it; more than once is fine."""


class Driver(Device):
    """A camera of this computer, read by OpenCV.

    Args:
        number: Which one.
    """

    def __init__(self, number: int) -> None:
        _hush_opencv()
        self._camera = camera = cv2.VideoCapture(number)
        # Over USB 2, 30 pictures of this size a second fit only as Motion JPEG.
        camera.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        camera.set(cv2.CAP_PROP_FRAME_WIDTH, WANTED_SIZE[0])
        camera.set(cv2.CAP_PROP_FRAME_HEIGHT, WANTED_SIZE[1])
        camera.set(cv2.CAP_PROP_FPS, WANTED_FPS)
        camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def read(self) -> Image | None:
        """The next picture; None where none comes."""
        done, image = self._camera.read()
        if not done or image is None:
            return None
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), np.uint8)

    def close(self) -> None:
        """Release the camera."""
        self._camera.release()


class Stream(Device):
    """A stream, read by PyAV: OpenCV squeezes pictures that change their shape.

    Args:
        address: Such as rtsp://...
    """

    def __init__(self, address: str) -> None:
        av.logging.set_level(None)
        self._reading = threading.Lock()
        self._container: InputContainer | None = None
        self._frames: Iterator[VideoFrame] = iter(())
        self._pixels: Pixels | None = None
        try:
            # Over UDP, lost packets smear pictures.
            options = {"rtsp_transport": "tcp"} if address.startswith("rtsp") else {}
            timeouts = (STREAM_TIMEOUT_S, STREAM_TIMEOUT_S)
            self._container = av.open(
                address, options=options, timeout=timeouts, metadata_errors="replace"
            )
            self._stream = self._container.streams.video[0]
            self.is_recording = address.lower().startswith(DOWNLOADS) and _ends(self._container)
            self._frames = self._container.decode(self._stream)
        except UNREADABLE:
            self.close()

    def read(self) -> Image | None:
        """The next picture; None where none comes."""
        with self._reading:
            try:
                frame = next(self._frames, None)
                if frame is None:
                    return None
                self._pixels = self._pixels or Pixels(frame, self._stream)
                return self._pixels.image(frame)
            except UNREADABLE:
                return None

    def close(self) -> None:
        """Close the stream, unless a picture is still under way after a moment."""
        # Closing while another thread reads would crash the process.
        if self._reading.acquire(timeout=CLOSE_PATIENCE_S):
            try:
                self._frames = iter(())
                if self._container is not None:
                    self._container.close()
            finally:
                self._reading.release()


def _ends(container: InputContainer) -> bool:
    """Whether it is known where a download ends: then it comes as fast as it can be read.

    A playlist has an end of its own, which says nothing of what it lists.
    """
    is_list = container.format.name in PLAYLISTS
    return bool(container.duration) or (container.size > 0 and not is_list)


def opened(address: int | str) -> Device:
    """Open a camera by its number, or a stream by its address."""
    return Driver(address) if isinstance(address, int) else Stream(address)


def _hush_opencv() -> None:
    """Keep OpenCV and its FFmpeg from writing many lines about what one line of ours says."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
