"""The annotated film of a clip, or the annotated picture of a picture."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Self
from uuid import uuid4

import cv2
import numpy as np

from posecheck.assess import Assessment
from posecheck.errors import InputError
from posecheck.hold import HoldClock
from posecheck.overlay.film import Overlay
from posecheck.overlay.panel import Clock
from posecheck.video import Clip, FilmWriter, Frame, Image, fit_size

FILM_HEIGHT_PX = 720
"""Films are scaled down to this height: writing a larger one costs more than analysing it."""


class Annotated(AbstractContextManager["Annotated"], ABC):
    """Takes frames with what was said of them; whole when the block ends well, else not there."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._overlay = Overlay(size)

    @abstractmethod
    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Add one frame."""

    def _draw(self, frame: Frame, assessment: Assessment, clock: Clock | None) -> Image:
        image = frame.image
        if frame.size != self._size:
            shrunk = cv2.resize(image, self._size, interpolation=cv2.INTER_AREA)
            image = np.asarray(shrunk, dtype=np.uint8)
        return self._overlay.draw(image, assessment, clock)


class AnnotatedFilm(Annotated):
    """Writes an H.264 film; raises InputError where it cannot be written."""

    def __init__(self, path: Path, clip: Clip) -> None:
        super().__init__(fit_size(clip.size, FILM_HEIGHT_PX))
        self._writer = FilmWriter(path, self._size, clip.fps)

    def __enter__(self) -> Self:
        self._writer.__enter__()
        return self

    def __exit__(self, *failure: object) -> None:
        self._writer.__exit__(*failure)  # type: ignore[arg-type]

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Add one frame at its own time."""
        stretch = assessment.stretch
        clock = Clock.of(hold, stretch.hold_s) if stretch else None
        self._writer.write(self._draw(frame, assessment, clock), frame.time_s)


class AnnotatedPicture(Annotated):
    """Writes a JPEG; raises InputError where it cannot be written."""

    def __init__(self, path: Path, clip: Clip) -> None:
        super().__init__(clip.size)
        self._path = path

    def __exit__(self, *failure: object) -> None:
        return None

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Write the picture."""
        image = self._draw(frame, assessment, clock=None)
        done, encoded = cv2.imencode(".jpg", image[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 92])
        unfinished = self._path.with_name(f".posecheck-{uuid4().hex[:12]}.jpg")
        try:
            if not done:
                raise OSError("the picture cannot be encoded")
            unfinished.write_bytes(encoded.tobytes())
            unfinished.replace(self._path)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            raise InputError(
                f"{self._path}: cannot be written ({error.strerror or error}); "
                "choose another folder with --out."
            ) from error


def annotated(path: Path, clip: Clip) -> Annotated:
    """What writes the annotated version of a clip to a path."""
    return AnnotatedPicture(path, clip) if clip.is_picture else AnnotatedFilm(path, clip)
