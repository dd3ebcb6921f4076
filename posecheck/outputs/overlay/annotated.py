"""The annotated film of a clip, or the annotated picture of a picture."""

from pathlib import Path
from typing import Self

import cv2
import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import Output
from posecheck.outputs.overlay.film import Overlay
from posecheck.outputs.overlay.panel import Clock
from posecheck.support.files import WholeFile, cannot_write
from posecheck.video import Clip, FilmWriter, Frame, Image, fit_size
from posecheck.video.sound import Sound

FILM_SHORT_SIDE_PX = 720
"""Films are scaled down to 720p: writing a larger one costs more than analysing it."""


def film_size(size: tuple[int, int], *, full_size: bool = False) -> tuple[int, int]:
    """The (width, height) in pixels of the film of a clip of a size; upright ones are 720 wide."""
    height = size[1]
    return fit_size(size, height if full_size else round(FILM_SHORT_SIDE_PX * height / min(size)))


class AnnotatedFilm(Output):
    """Writes an H.264 film with the sound of the clip; raises InputError where it cannot.

    full_size: as large as the clip, however large.
    """

    def __init__(self, path: Path, clip: Clip, *, full_size: bool = False) -> None:
        super().__init__(path)
        self._size = film_size(clip.size, full_size=full_size)
        self._overlay = Overlay(self._size)
        sound = Sound(clip.path, clip.starts_s)
        self._writer = FilmWriter(path, self._size, clip.fps, sound)

    def __enter__(self) -> Self:
        self._writer.__enter__()
        return self

    def __exit__(self, *failure: object) -> None:
        self._writer.__exit__(*failure)  # type: ignore[arg-type]

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Add one frame at its own time."""
        stretch = assessment.stretch
        clock = Clock.of(hold, stretch.hold_s) if stretch else None
        image = resized(frame.image, self._size)
        self._writer.write(self._overlay.draw(image, assessment, clock), frame.time_s)


class AnnotatedPicture(Output):
    """Writes a JPEG; raises InputError where it cannot be written."""

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Write the picture."""
        image = Overlay(frame.size).draw(frame.image, assessment)
        try:
            encoded = jpeg(image)
        except ValueError as error:
            raise cannot_write(self.path, error) from error
        with WholeFile(self.path, binary=True) as file:
            file.write(encoded)


def annotated(path: Path, clip: Clip, *, full_size: bool = False) -> Output:
    """What writes the annotated version of a clip to a path."""
    if clip.is_picture:
        return AnnotatedPicture(path)
    return AnnotatedFilm(path, clip, full_size=full_size)


def resized(image: Image, size: tuple[int, int]) -> Image:
    """An image, (height, width, 3) uint8, made smaller to (width, height) where it is larger."""
    if image.shape[1::-1] == size:
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def jpeg(image: Image, quality: int = 92) -> bytes:
    """An image, (height, width, 3) uint8 RGB, as JPEG; raises ValueError for one too large."""
    done, encoded = cv2.imencode(".jpg", image[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture cannot be encoded")
    return encoded.tobytes()
