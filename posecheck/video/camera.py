"""Frames as they happen: a camera, a stream, or a recording played at its own speed."""

import logging
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from posecheck.errors import CameraError
from posecheck.support.address import is_file_address, path_of
from posecheck.support.printable import public_name
from posecheck.support.slot import Slot
from posecheck.video.devices import CLOSE_PATIENCE_S, opened
from posecheck.video.frame import Frame, Image
from posecheck.video.opening import open_clip
from posecheck.video.shape import Shape
from posecheck.video.source import Clip, Source

log = logging.getLogger(__name__)

MOST_DIGITS = 9
"""Of a camera's number; drivers take no larger ones."""

RECONNECT_S = 10.0
"""How long to try to get a lost camera back."""

RETRY_S = 0.5
"""The pause between two attempts at that."""

WAIT_S = 0.1
"""How often a source that waits for its reader checks whether it was stopped meanwhile."""

LONGEST_WAIT_S = 5.0
"""A recording whose pictures are further apart is not waited for: its clock has leapt."""

FROZEN_S = 2.0
"""Pictures that are the same to the bit for longer than this come from a camera that has stopped:
two pictures that a camera takes differ at least by its noise."""


@dataclass(frozen=True, eq=False)
class Shot:
    """A frame and when it was taken.

    Attributes:
        frame: With its time in the session.
        taken_s: By `time.monotonic()`, in seconds.
    """

    frame: Frame
    taken_s: float


class LiveSource(Source):
    """A source whose frames come as they happen.

    Attributes:
        taken_s: When the newest frame was taken, by `time.monotonic()`, in seconds.
        lost: Whether no pictures come at the moment, though they may again.
        waits: Whether the next frame is held back until the last one has been looked at.
    """

    taken_s: float = 0.0
    lost: bool = False
    waits: bool = False

    def stop(self) -> None:
        """Let the frames end soon, without a warning; called from another thread."""
        return


class Playback(LiveSource):
    """A recording played as if it were a camera; its frames keep their own times.

    Args:
        clip: The recording, opened; closed with this source.
        speed: How many times faster than it was recorded; 0 for as fast as every frame can be
            looked at.
    """

    def __init__(self, clip: Clip, speed: float = 1.0) -> None:
        self._clip = clip
        self._speed = speed
        self.waits = speed == 0
        self.name, self.size, self.fps = clip.name, clip.size, clip.fps

    def __iter__(self) -> Iterator[Frame]:
        start_s, last_s = time.monotonic(), 0.0
        for frame in self._clip:
            last_s, step_s = frame.time_s, frame.time_s - last_s
            if not self.waits:
                start_s -= max(0.0, step_s - LONGEST_WAIT_S) / self._speed
            due_s = 0.0 if self.waits else start_s + frame.time_s / self._speed
            time.sleep(max(0.0, due_s - time.monotonic()))
            self.taken_s = due_s or time.monotonic()
            self.frames_read += 1
            yield frame
        self.warning = self._clip.warning

    def close(self) -> None:
        """Close the recording."""
        self._clip.close()


class Camera(LiveSource):
    """A camera or a stream; times are those at which the frames arrived.

    One that is lost, or gives the same picture for more than `FROZEN_S`, is opened again for up to
    `RECONNECT_S`; after that its frames end, with a warning.

    Args:
        address: The number of a camera, or the address of a stream.

    Raises:
        CameraError: Where no picture comes to begin with.
    """

    def __init__(self, address: int | str) -> None:
        self.name = f"camera {address}" if isinstance(address, int) else public_name(address)
        self.fps = 0.0
        self._address = address
        self._closed = False
        self._device = opened(address)
        if self._device.is_recording:
            self._device.close()
            raise CameraError(
                f"{self.name}: this is a recording and no camera; download it and give the file."
            )
        image = self._device.read()
        if image is None:
            self._device.close()
            raise CameraError(f"{self.name}: {_why_no_picture(address)}")
        self.size = (image.shape[1], image.shape[0])
        log.debug("%s: opened, %d x %d", self.name, *self.size)
        self._shape = Shape(self.size)
        self._first: Image | None = image
        self._last: Image | None = None
        self._new_s = 0.0

    def __iter__(self) -> Iterator[Frame]:
        start_s = time.monotonic()
        while not self._closed:
            image, self._first = self._first, None
            if image is None:
                image = self._device.read()
            if image is None or self._is_frozen(image):
                image = self._recovered()
            if image is None:
                break
            self.taken_s = time.monotonic()
            self.frames_read += 1
            yield self._shape.fitted(Frame(self.frames_read - 1, self.taken_s - start_s, image))

    def stop(self) -> None:
        """Wait for no more pictures."""
        self._closed = True

    def close(self) -> None:
        """Release the camera."""
        self.stop()
        self._device.close()

    def _is_frozen(self, image: Image) -> bool:
        """Whether the picture has been the same for too long."""
        if self._is_another(image):
            self._last, self._new_s = image, time.monotonic()
            return False
        return time.monotonic() - self._new_s > FROZEN_S

    def _is_another(self, image: Image) -> bool:
        return self._last is None or not np.array_equal(image, self._last)

    def _recovered(self) -> Image | None:
        """A picture of the camera once it is back; None if it does not come back in time."""
        self.lost = True
        log.warning("%s: lost", self.name)
        give_up_s = time.monotonic() + RECONNECT_S
        while not self._closed and time.monotonic() < give_up_s:
            self._device.close()
            self._device = opened(self._address)
            image = self._device.read()
            if image is not None and self._is_another(image):
                self.lost = False
                self._last, self._new_s = image, time.monotonic()
                log.info("%s: back", self.name)
                return image
            time.sleep(RETRY_S)
        self.lost = False
        self.warning = f"{self.name}: no new pictures for {RECONNECT_S:g} s"
        return None


class Capture:
    """Reads a live source in a thread of its own and keeps the newest frame only.

    Args:
        source: Closed when the reading ends.

    Attributes:
        shots: The newest frame.
        error: What ended the reading, if it was an error.
    """

    def __init__(self, source: LiveSource) -> None:
        self.source = source
        self.shots: Slot[Shot] = Slot()
        self.error: BaseException | None = None
        # A daemon: a driver that hangs must not keep posecheck from ending.
        self._thread = threading.Thread(target=self._run, name="capture", daemon=True)
        self._stopping = False
        self._looked_at = threading.Event()

    def looked_at(self) -> None:
        """Release the next frame of a source that waits for the last one to be looked at."""
        self._looked_at.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping = True
        self.source.stop()
        self._looked_at.set()
        self._thread.join(CLOSE_PATIENCE_S)

    def _run(self) -> None:
        try:
            with self.source:
                for frame in self.source:
                    self._looked_at.clear()
                    self.shots.put(Shot(frame, self.source.taken_s))
                    while self.source.waits and not self._stopping:
                        if self._looked_at.wait(WAIT_S):
                            break
                    if self._stopping:
                        break
        except Exception as error:
            self.error = error
        finally:
            self.shots.close()


def open_live(source: str, speed: float = 1.0) -> LiveSource:
    """Open a live source.

    Args:
        source: A camera's number or device, an address such as rtsp://..., or a video file.
        speed: Of a file, as for `Playback`.

    Raises:
        CameraError: Where a camera or an address gives no picture.
        VideoError: Where a file gives none.
    """
    device = source.removeprefix("/dev/video")
    if device.isdecimal() and len(device) <= MOST_DIGITS:
        return Camera(int(device))
    if "://" in source and not is_file_address(source):
        return Camera(source)
    clip = open_clip(path_of(source))
    if clip.is_picture:
        clip.close()
        raise CameraError(f"{source}: this is a picture; give a camera's number or a video.")
    return Playback(clip, speed)


def _why_no_picture(address: int | str) -> str:
    if isinstance(address, str):
        return "no pictures come from there; check the address, and that the camera is on."
    if sys.platform == "linux" and not Path(f"/dev/video{address}").exists():
        return (
            "there is no such camera; plug one in, name another one with --source NUMBER, "
            "or play a recording with --source FILE."
        )
    return (
        "it gives no pictures; close other programs that use it, let posecheck use it, "
        "or name another one with --source NUMBER."
    )
