"""H.264 films that browsers play, encoded beside the caller's own work."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import ClassVar, Self

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posecheck.errors import InputError
from posecheck.support.files import (
    Claim,
    is_plain,
    open_unfinished,
    publish,
    real_path,
    remove,
    unfinished_name,
)
from posecheck.support.printable import composed, printable_name
from posecheck.support.signals import end_put_off
from posecheck.video.boxes import words_at_end_of_index
from posecheck.video.container import UNREADABLE, open_container
from posecheck.video.frame import Image, fit_size, scaled_to_show
from posecheck.video.sound import Sound
from posecheck.video.stored import stored

CLOCK_HZ = 90_000
"""Ticks a second of the film's time stamps; the usual clock of video."""

LONGEST_TICKS = 3600 * CLOCK_HZ
"""A picture that is shown for longer is written once more after each hour: MP4 holds no frame of
over 6.6 hours at this clock."""

MOST_TICKS = 24 * LONGEST_TICKS
"""A picture is shown for a day at the most: after a leap of years it would be written for hours."""

QUEUE_MAX = 8
"""How many images wait for the encoder at the most; a further `write` waits until there is room."""

SLOWEST_FPS = 0.001
"""A rate that is lower would be rounded to none."""

USUAL_FPS = 30
"""Gives the last frame its duration where the rate is not known."""

MADE_BY = "made by posecheck"
"""So begins the comment in the metadata of a film that can be made again, and so be replaced."""

MADE_FROM = f"{MADE_BY} from "
"""What comes before the name of the clip in the comment."""

RECORDED_BY = "recorded by posecheck"
"""The comment in a film that cannot be made again, and is not replaced unasked."""

DRAWN_BY = f"{RECORDED_BY}, drawn on"
"""The same, where posecheck has drawn on its pictures."""

CODEC_OPTIONS = {
    "preset": "veryfast",
    "crf": "23",
    "x264-params": "subme=1:ref=1:me=dia:trellis=0:weightp=0",
}
"""With these parameters x264 takes two thirds of the time at the same size, and nobody sees it."""

ENCODER_THREADS = 1
"""Of x264 itself: with more it takes half as much processor time again, which whatever draws the
pictures meanwhile needs. One encodes 150 pictures of 720p a second or more."""


def is_ours(film: Path) -> bool:
    """Whether posecheck made a film, and can make it again."""
    comment = _comment_in(film)
    return comment == MADE_BY or comment.startswith(MADE_FROM)


def is_drawn_on(film: Path) -> bool:
    """Whether posecheck has drawn on the pictures of a film."""
    words = words_at_end_of_index(film)
    if not any(comment.encode() in words for comment in (MADE_BY, DRAWN_BY)):
        return False
    comment = _comment_in(film)
    is_of_old = comment == MADE_BY and "annotated" in film.stem  # which named no clip
    return is_of_old or comment.startswith((MADE_FROM, DRAWN_BY))


def is_made_from(film: Path, clip: Path) -> bool:
    """Whether posecheck made a film from a clip of this name; older versions did not note it."""
    return _comment_in(film) in (comment_on(clip), MADE_BY)


def comment_on(clip: Path) -> str:
    """The comment in what is made from a clip; its folder is nobody else's business."""
    return f"{MADE_FROM}{composed(printable_name(clip))}"


def _comment_in(film: Path) -> str:
    try:
        with open_container(film) as container:
            return container.metadata.get("comment", "")
    except UNREADABLE:
        return ""


class FilmWriter:
    """Writes an MP4 film: `with FilmWriter(path, size, fps) as film: film.write(image, time_s)`.

    The film appears when the block ends, with every frame; after an exception, or without a frame,
    nothing is left behind.

    Args:
        path: Where the film goes, ending in .mp4.
        size: (width, height) in pixels, made even; images of another size are scaled to it.
        fps: About how many frames a second will come; it gives the last frame its duration.
        sound: Heard with it, from the first image to the end of the last one; closed at the end.
        comment: What is noted in it: `comment_on` the clip that it is made from, or `MADE_BY`.
        replaces: Whether an older film may be replaced.

    Raises:
        InputError: On entering, writing or leaving, if the film cannot be written.
    """

    container_options: ClassVar[dict[str, str]] = {"movflags": "+faststart"}

    def __init__(
        self,
        path: Path,
        size: tuple[int, int],
        fps: float,
        sound: Sound | None = None,
        *,
        comment: str = MADE_BY,
        replaces: bool = True,
    ) -> None:
        self.path = path
        self._comment = comment
        self._replaces = replaces
        self.size = fit_size(size, max_height=size[1])
        rate = max(fps, SLOWEST_FPS) if fps > 0 else USUAL_FPS
        self._fps = Fraction(rate).limit_denominator(1001)
        self._sound = sound
        self._target = real_path(path)
        self._unfinished = unfinished_name(self._target)
        self._claim = Claim(path)
        self._first_s: float | None = None
        self._last_stamp = -1
        self._left_out = 0

    def __enter__(self) -> Self:
        check_film(self.path)
        with ExitStack() as stack:
            stack.enter_context(self._claim)
            self._check_free()
            container = self._opened()
            stack.pop_all()
        container.metadata["comment"] = self._comment
        self._encoder = _Encoder(container, self.size, self._fps, self._sound, self._muxed)
        self._encoder.start()
        return self

    def _check_free(self) -> None:
        """Refuse to replace a film, which another run may have made since this one began."""
        if not self._replaces and self.path.exists() and self.path.stat().st_size:
            raise InputError(
                f"{self.path}: this file is there already; name another one, or replace it with "
                "--force."
            )

    def _opened(self) -> OutputContainer:
        try:
            return opened_to_write(self._unfinished, self._target, self.container_options)
        except OSError as error:
            remove(self._unfinished)
            raise self._failure(error) from error

    @property
    def warning(self) -> str | None:
        """What the film lacks, in one line; None where nothing."""
        error = self._encoder.sound_error
        return f"{self.path}: the film has no sound from some point on ({error})" if error else None

    def write(self, image: Image, time_s: float) -> None:
        """Add an image.

        Args:
            image: (height, width, 3) uint8 RGB; it may be changed afterwards.
            time_s: When it is shown, in seconds; the film starts with its first image. A time that
                is not later than the one before is moved to just after it, and what is over a day
                after it, to a day.
        """
        if self._first_s is None:
            self._first_s = time_s
        stamp = round((time_s - self._first_s) * CLOCK_HZ) - self._left_out
        self._left_out += max(0, stamp - self._last_stamp - MOST_TICKS)
        stamp = min(stamp, self._last_stamp + MOST_TICKS)
        self._last_stamp = max(self._last_stamp + 1, stamp)
        picture = stored(np.ascontiguousarray(scaled_to_show(image, self.size)))
        picture.duration = round(CLOCK_HZ / self._fps)
        picture.pts = self._last_stamp
        picture.time_base = Fraction(1, CLOCK_HZ)
        self._encoder.put(picture)
        if self._encoder.error is not None:
            raise self._failure(self._encoder.error) from self._encoder.error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._encoder.finish(abandon=error is not None)
            if error is None and self._encoder.error is not None:
                raise self._failure(self._encoder.error) from self._encoder.error
            if error is None and self._first_s is not None:
                self._publish()
        finally:
            if self._sound:
                self._sound.close()
            self._clear_up()
            self._claim.__exit__(None, None, None)

    def _muxed(self) -> None:
        """Called after each picture by the thread that writes them."""

    def _publish(self) -> None:
        try:
            publish(self._unfinished, self._target)
        except OSError as error:
            raise self._failure(error) from error

    def _clear_up(self) -> None:
        remove(self._unfinished)

    def _failure(self, error: BaseException) -> InputError:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        hint = (
            "check the folder's permissions and the space left."
            if isinstance(error, OSError)
            else "go without it (--no-video), or convert the clip to H.264 (MP4)."
        )
        return InputError(f"{self.path}: the film cannot be written ({why}); {hint}")


def opened_to_write(unfinished: Path, path: Path, options: dict[str, str]) -> OutputContainer:
    """Open a new MP4 film to write to, which is no more open to others than the one it replaces.

    Args:
        unfinished: Where to write it.
        path: The name that it is to get.
        options: Of the container.

    Raises:
        OSError: If that fails.
    """
    open_unfinished(unfinished, path).close()
    return av.open(f"file:{unfinished}", "w", format="mp4", options=options)


class _Encoder(threading.Thread):
    """Takes pictures from a short queue and muxes them; keeps its error for the caller."""

    def __init__(
        self,
        container: OutputContainer,
        size: tuple[int, int],
        fps: Fraction,
        sound: Sound | None,
        on_muxed: Callable[[], None],
    ) -> None:
        super().__init__(name="film writer", daemon=True)
        self.error: BaseException | None = None
        self.sound_error: Exception | None = None
        self._container = container
        self._size = size
        self._fps = fps
        self._sound = sound
        self._on_muxed = on_muxed
        self._queue: Queue[VideoFrame | None] = Queue(QUEUE_MAX)
        self._pictures = iter(self._queue.get, None)  # once at its end, it stays there
        self._abandoned = False

    def put(self, picture: VideoFrame | None) -> None:
        """Hand over a picture, or None after the last; waits while the queue is full.

        Half put in, nobody would wake the thread that waits for it.
        """
        with end_put_off():
            self._queue.put(picture)

    def finish(self, *, abandon: bool) -> None:
        """Encode what is left, or drop it, and close the file."""
        self._abandoned = abandon
        self.put(None)
        self.join()

    def run(self) -> None:
        """Work through the queue to its end, even after an error, so that `put` never blocks."""
        try:
            self._encode_all()
        except BaseException as error:
            self.error = error
            for _ in self._pictures:
                pass

    def _encode_all(self) -> None:
        with self._container as container:
            stream = self._add_stream(container)
            heard = self._add_sound_stream(container)
            for picture in _repeated(self._pictures):
                if not self._abandoned:
                    container.mux(stream.encode(picture))
                    self._add_sound(container, heard, until=picture)
                    self._on_muxed()
            if not self._abandoned:
                container.mux(stream.encode(None))
                if heard and self.sound_error is None:
                    container.mux(heard.encode(None))

    def _add_stream(self, container: OutputContainer) -> VideoStream:
        stream = container.add_stream("libx264", rate=self._fps, options=CODEC_OPTIONS)
        stream.width, stream.height = self._size
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = Fraction(1, CLOCK_HZ)
        context.thread_count = ENCODER_THREADS
        context.colorspace = context.color_primaries = context.color_trc = 1  # all BT.709
        context.color_range = 1  # the narrow one, of video
        return stream

    def _add_sound_stream(self, container: OutputContainer) -> AudioStream | None:
        sound = self._sound
        if sound is None or not sound.has_any:
            return None
        return container.add_stream("aac", rate=sound.rate_hz, layout=sound.layout)

    def _add_sound(
        self, container: OutputContainer, heard: AudioStream | None, until: VideoFrame
    ) -> None:
        """Add what is heard up to the end of a picture, so that sound and picture keep together.

        Sound that cannot be encoded costs the film the rest of its sound, and nothing else.
        """
        if self.sound_error is None and heard and self._sound and until.pts is not None:
            try:
                for frame in self._sound.until(until.pts / CLOCK_HZ + float(1 / self._fps)):
                    container.mux(heard.encode(frame))
            except UNREADABLE as error:
                self.sound_error = error


def _repeated(pictures: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    """The pictures, and each again after every hour that it is shown."""
    last: VideoFrame | None = None
    for picture in pictures:
        while last and last.pts is not None and (picture.pts or 0) - last.pts > LONGEST_TICKS:
            last.pts += LONGEST_TICKS
            yield last
        yield picture
        last = picture


def check_film(path: Path) -> None:
    """Refuse a path to which no film can be written.

    Raises:
        InputError: If it is no name of a film, or its folder is missing.
    """
    folder = path.parent
    if path.suffix.lower() != ".mp4":
        raise InputError(f"{path}: films are written as MP4; let the name end in .mp4.")
    if not folder.is_dir():
        raise InputError(f"{path}: there is no folder {folder}; make it first.")
    if path.is_dir():
        raise InputError(f"{path}: this is a folder; give the name of a film.")
    if not is_plain(path):
        raise InputError(f"{path}: this is not a file; give the name of a film.")
