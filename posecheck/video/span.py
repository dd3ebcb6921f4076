"""A stretch of time of a clip, as a clip of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from math import inf

from posecheck.errors import VideoError
from posecheck.video.frame import Frame
from posecheck.video.source import Clip


@dataclass(frozen=True)
class Span:
    """From when to when, in seconds from the start of a clip."""

    from_s: float = 0.0
    to_s: float = inf

    @property
    def is_whole(self) -> bool:
        """Whether it leaves nothing out."""
        return self.from_s <= 0 and self.to_s == inf


WHOLE = Span()


class SpanClip(Clip):
    """The frames of a clip within a span, with the times that they have in the whole clip.

    What comes before is read, too: a frame can only be decoded after those before it.

    Args:
        clip: Just opened; closed with this one.
        span: What to keep of it.

    Raises:
        VideoError: If there is no frame in the span; the clip is closed then.
    """

    def __init__(self, clip: Clip, span: Span) -> None:
        self._clip = clip
        self._span = span
        self._frames = iter(clip)
        self.path, self.name, self.size, self.fps = clip.path, clip.name, clip.size, clip.fps
        try:
            self._first = self._first_frame()
        except BaseException:
            clip.close()
            raise
        first_s = self._first.time_s
        self.starts_s = clip.starts_s + first_s
        if clip.duration_hint_s is not None:
            self.duration_hint_s = max(0.0, min(span.to_s, clip.duration_hint_s) - first_s)
        if self.duration_hint_s is not None and self.fps:
            self.frame_count_hint = max(1, round(self.duration_hint_s * self.fps))

    def __iter__(self) -> Iterator[Frame]:
        for frame in chain([self._first], self._frames):
            if frame.time_s >= self._span.to_s:
                self.goes_on = True
                self._clip.settle()
                break
            self.frames_read += 1
            self.duration_s = self._clip.duration_s - self._first.time_s
            yield frame
        self.fps = self._clip.fps
        self.truncated, self.warning = self._clip.truncated, self._clip.warning

    def close(self) -> None:
        """Close the clip."""
        self._clip.close()

    def _first_frame(self) -> Frame:
        if self._clip.is_picture:
            raise VideoError(
                f"{self.name}: a picture has no time; leave out --from and --to for it."
            )
        first = next((frame for frame in self._frames if frame.time_s >= self._span.from_s), None)
        if first is None or first.time_s >= self._span.to_s:
            words = "from" if self._span.to_s == inf else f"before {self._span.to_s:g} s, from"
            raise VideoError(
                f"{self.name}: it has no frame {words} {self._span.from_s:g} s on; "
                f"it lasts {self._clip.duration_s:.1f} s as far as it was read."
            )
        return first
