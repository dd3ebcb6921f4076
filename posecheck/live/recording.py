"""Writes what is drawn to a film, without ever making the drawing wait."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from posecheck.support.slot import Slot
from posecheck.video import Image
from posecheck.video.film import DRAWN_BY, RECORDED_BY
from posecheck.video.growing_film import GrowingFilmWriter

FPS = 30.0
"""The frame rate in the film's header, that of most cameras; its frames have their true times."""

WAIT_S = 0.2
"""How long to wait for a picture before looking whether the recording has ended."""


class Recording:
    """A film that is being recorded: `with Recording(path, size) as film: film.add(image, time_s)`.

    If the encoder is slower than the camera, pictures are dropped; times stay true. The film is
    complete however the block ends; where the process is killed, it lacks its last seconds.

    Args:
        path: Where it is written.
        size: Of the pictures, (width, height).
        drawn: Whether posecheck draws on the pictures.
        replaces: Whether an older film may be replaced.

    Attributes:
        error: Why the film could not be written, or None.

    Raises:
        InputError: On entering, if no film can be written there.
    """

    def __init__(
        self, path: Path, size: tuple[int, int], *, drawn: bool = False, replaces: bool = True
    ) -> None:
        self.error: Exception | None = None
        comment = DRAWN_BY if drawn else RECORDED_BY
        self._writer = GrowingFilmWriter(path, size, FPS, comment=comment, replaces=replaces)
        self._pictures: Slot[tuple[Image, float]] = Slot()
        self._thread = threading.Thread(target=self._run, name="recording")

    def __enter__(self) -> Self:
        self._writer.__enter__()
        self._thread.start()
        return self

    def add(self, image: Image, time_s: float) -> None:
        """Add a picture.

        Args:
            image: (height, width, 3) uint8 RGB; must not be changed afterwards.
            time_s: Its time in the session, later than that of the picture before.
        """
        self._pictures.put((image, time_s))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pictures.close()
        self._thread.join()

    def _run(self) -> None:
        try:
            self._write()
        except Exception as error:
            self._writer.__exit__(type(error), error, None)
            self.error = error
        else:
            self._close()

    def _write(self) -> None:
        number = 0
        while True:
            newest = self._pictures.newer_than(number, WAIT_S)
            if newest:
                number, (image, time_s) = newest
                self._writer.write(image, time_s)
            elif self._pictures.closed:
                return

    def _close(self) -> None:
        try:
            self._writer.__exit__(None, None, None)
        except Exception as error:
            self.error = error
