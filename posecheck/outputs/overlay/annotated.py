"""The annotated film of a clip, or the annotated picture of a picture."""

from pathlib import Path
from types import TracebackType
from typing import Self

import cv2

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import Output
from posecheck.clips.result import ClipResult
from posecheck.clips.stretch_record import NO_MOVEMENT
from posecheck.outputs.overlay.film import Overlay
from posecheck.outputs.overlay.panel import Clock
from posecheck.outputs.overlay.repetitions import without_bouncing
from posecheck.support.files import WholeFile, cannot_write
from posecheck.video import Clip, FilmWriter, Frame, Image, fit_size
from posecheck.video.film import comment_on
from posecheck.video.frame import scaled_to_show
from posecheck.video.picture import JPEG, jpeg_beginning
from posecheck.video.sound import Sound

FILM_SHORT_SIDE_PX = 720
"""Films are scaled down to 720p: encoding a larger one takes longer than analysing it."""


def film_size(size: tuple[int, int], *, full_size: bool = False) -> tuple[int, int]:
    """The size of the film of a clip.

    Args:
        size: (width, height) of the clip in pixels.
        full_size: Whether the film is as large as the clip.

    Returns:
        (width, height) in pixels of the picture in it, both even; the shorter side is at most 720
        unless `full_size`. Below it comes the strip with the panel.
    """
    height = size[1]
    return fit_size(size, height if full_size else round(FILM_SHORT_SIDE_PX * height / min(size)))


class AnnotatedFilm(Output):
    """Writes an H.264 film with the sound of the clip.

    Each frame waits for the next one, since the last is drawn with what the result says.

    Args:
        path: The file to write.
        clip: The clip, just opened.
        full_size: Whether the film is as large as the clip.
    """

    def __init__(self, path: Path, clip: Clip, *, full_size: bool = False) -> None:
        super().__init__(path)
        self._size = film_size(clip.size, full_size=full_size)
        self._overlay = Overlay(self._size)
        sound = Sound(clip.path, clip.starts_s)
        self._waiting: tuple[Frame, Assessment, Clock | None] | None = None
        size = self._overlay.size_with_strip
        self._writer = FilmWriter(path, size, clip.fps, sound, comment=comment_on(clip.path))

    def __enter__(self) -> Self:
        self._writer.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._write_waiting()
        self._writer.__exit__(kind, error, trace)

    @property
    def warning(self) -> str | None:
        """That the sound is missing, or None."""
        return self._writer.warning

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Add one frame at its own time."""
        self._write_waiting()
        stretch = assessment.stretch
        clock = Clock.of(hold, stretch.hold_s) if stretch else None
        self._waiting = frame, assessment, clock

    def finish(self, result: ClipResult) -> None:
        """Add the last frame, with what the result says."""
        self._write_waiting(result)

    def _write_waiting(self, result: ClipResult | None = None) -> None:
        if self._waiting is None:
            return
        frame, assessment, clock = self._waiting
        self._waiting = None
        image = scaled_to_show(frame.image, self._size)
        drawn = self._overlay.draw_with_strip(image, assessment, clock, result)
        self._writer.write(drawn, frame.time_s)


class AnnotatedPicture(Output):
    """Writes a JPEG of a picture.

    Args:
        path: The file to write.
        clip: The picture.
    """

    def __init__(self, path: Path, clip: Clip) -> None:
        super().__init__(path)
        self._comment = comment_on(clip.path)

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Write the picture."""
        seen = without_bouncing(assessment, NO_MOVEMENT)
        image = Overlay(frame.size).draw_with_strip(frame.image, seen)
        try:
            encoded = jpeg(image)
        except ValueError as error:
            raise cannot_write(self.path, error) from error
        with WholeFile(self.path, binary=True) as file:
            file.write(commented(encoded, self._comment))


def annotated(path: Path, clip: Clip, *, full_size: bool = False) -> Output:
    """The output that writes the annotated version of a clip.

    Args:
        path: The file to write.
        clip: The clip, just opened.
        full_size: Whether a film is as large as the clip; pictures always are.
    """
    if clip.is_picture:
        return AnnotatedPicture(path, clip)
    return AnnotatedFilm(path, clip, full_size=full_size)


def commented(encoded: bytes, words: str) -> bytes:
    """A JPEG file with a comment at its beginning."""
    return jpeg_beginning(words) + encoded.removeprefix(JPEG)


def jpeg(image: Image, quality: int = 92) -> bytes:
    """An image as JPEG.

    Args:
        image: (height, width, 3) uint8 RGB.
        quality: 0 to 100.

    Raises:
        ValueError: If the image is too large for JPEG (65535 pixels a side).
    """
    done, encoded = cv2.imencode(".jpg", image[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the picture cannot be encoded")
    return encoded.tobytes()
