"""A live source whose frames are made by hand."""

from collections.abc import Iterator, Sequence
from threading import Event

import numpy as np

from posecheck.video import Frame
from posecheck.video.camera import LiveSource

SIZE = (64, 48)


def plain(index: int) -> Frame:
    """A frame in a grey of its own, one every tenth of a second."""
    return Frame(index, index / 10, np.full((SIZE[1], SIZE[0], 3), index % 256, np.uint8))


class Frames(LiveSource):
    """Gives these frames, each once the last one was looked at; then ends, unless it is held."""

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.name, self.fps, self.size = "frames", 10.0, frames[0].size
        self.waits = True
        self.held = Event()
        self.held.set()
        self._frames = frames

    def __iter__(self) -> Iterator[Frame]:
        for frame in self._frames:
            self.taken_s = frame.time_s
            yield frame
        self.held.wait(60)

    def close(self) -> None:
        """Nothing is open."""
