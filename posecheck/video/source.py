"""What every source of frames has in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from posecheck.video.frame import Frame


class Source(ABC):
    """A stream of upright RGB frames: a context manager, to be iterated over once.

    Attributes:
        name: What to call it in messages.
        size: (width, height) in pixels of the first frame, upright; later ones have its shape,
            whatever their size.
        fps: Frames a second on average; 0.0 where there is no such thing, or it is not known.
        frames_read: How many frames have been given so far.
        warning: One line about what could not be read, or None.
    """

    name: str
    size: tuple[int, int]
    fps: float
    frames_read: int = 0
    warning: str | None = None

    @abstractmethod
    def __iter__(self) -> Iterator[Frame]:
        """The frames in order, with strictly increasing `time_s` from 0."""

    @abstractmethod
    def close(self) -> None:
        """Release the file or device; more than once is fine."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Clip(Source):
    """A source that has an end: a video file or a picture.

    Attributes:
        path: The file.
        is_picture: Whether it is a single picture, which has no duration and no hold.
        frame_count_hint: How many frames the file claims to have, for a progress bar; None if
            unknown.
        duration_hint_s: How long the file claims to be, in seconds; None if unknown.
        starts_s: When its first frame is shown on the file's own clock, which its sound follows
            too.
        duration_s: From the first frame to the end of the last one, in seconds; 0.0 for a picture.
            Final once all frames have been read, as is `fps`, which is then that of these frames.
        truncated: Whether the end of the clip is missing or unreadable; final as `duration_s`.
        goes_on: Whether the file has frames after the last one; final as `duration_s`.
    """

    path: Path
    is_picture: bool = False
    frame_count_hint: int | None = None
    duration_hint_s: float | None = None
    starts_s: float = 0.0
    duration_s: float = 0.0
    truncated: bool = False
    goes_on: bool = False

    def settle(self) -> None:
        """Make rate and warning those of the frames read so far: no more will be asked for."""
