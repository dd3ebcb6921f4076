"""Writes what is drawn into a film, without ever keeping the drawing waiting."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from posecheck.support.slot import Slot
from posecheck.video import FilmWriter, Image

FPS = 30.0
WAIT_S = 0.2


class Recording:
    """A film in the making: `with Recording(path, size) as film: film.add(image, time_s)`.

    Where the encoder is slower than the camera, pictures are left out; times stay true. The film is
    whole however the block ends. error: why it could not be written, or None.

    Raises InputError, on entering, where the film cannot be written.
    """

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        self.error: Exception | None = None
        self._writer = FilmWriter(path, size, FPS)
        self._pictures: Slot[tuple[Image, float]] = Slot()
        self._thread = threading.Thread(target=self._run, name="recording")

    def __enter__(self) -> Self:
        self._writer.__enter__()
        self._thread.start()
        return self

    def add(self, image: Image, time_s: float) -> None:
        """Add a picture, (height, width, 3) uint8 RGB, which must not be changed afterwards."""
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
