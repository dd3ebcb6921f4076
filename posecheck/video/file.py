"""Video files, read with PyAV."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import cast

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from posecheck.errors import VideoError
from posecheck.video.container import UNREADABLE, open_container
from posecheck.video.decoded import DecodedFrame, Layout, Pixels, turn_of
from posecheck.video.frame import Frame
from posecheck.video.gif import is_cut_off
from posecheck.video.kinds import NO_PICTURE
from posecheck.video.matroska import crop_of
from posecheck.video.shape import Shape
from posecheck.video.source import Clip
from posecheck.video.timeline import Timeline

log = logging.getLogger(__name__)

HIGHEST_FPS = 1000.0
"""A declared rate from this on is the file's clock, mistaken for a rate: browsers record WebM with
stamps in milliseconds and without a rate."""

USUAL_FPS = 30.0
"""The rate of frames without time stamps where the file declares none."""

READ_FAILURES_MAX = 50
"""After this many failures in a row the rest of the file is given up."""

SAME_RATE_SHARE = 0.01
"""A declared rate this near to that of the frames seen is the better one: stamps are rounded to the
file's clock."""

END_SLACK_S = 0.5
"""A clip that ends this much before its promised duration is not called truncated."""


class FileClip(Clip):
    """The frames of the best video stream of a file, in square pixels.

    Frames that change shape on the way keep their pixels and get bars; `Frame.filmed` says where
    the picture is in them.

    Args:
        path: The file.

    Raises:
        VideoError: If there is no video in the file or not one frame of it can be decoded; while
            it is iterated over, once it is closed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)
        self._in_use = Lock()
        self._closed = False
        self._container = _open(path)
        try:
            self._start(_video_stream(self._container, path))
        except BaseException:
            self.close()
            raise

    def _start(self, stream: VideoStream) -> None:
        self._decoder = _Decoder(self._container, stream)
        self._pictures = iter(self._decoder)
        first = next(self._pictures, None)
        if first is None:
            raise VideoError(
                f"{self.path}: not one frame can be decoded, the file is damaged; "
                "copy or record it again."
            )
        crop = crop_of(self.path, (first.width, first.height))
        self._pixels = Pixels(first, stream, crop)
        self.size = self._pixels.layout(first).size
        self._shape = Shape(self.size)
        self.fps = _declared_fps(stream)
        self.duration_hint_s = _declared_duration_s(self._container, stream)
        self.starts_s = self._decoder.starts_s
        self.frame_count_hint = _declared_frames(stream, self.fps, self.duration_hint_s)
        self._convertible: set[tuple[str, int, int]] = set()
        self._check_first(first)
        log.debug(
            "%s: %s, %d x %d, %g fps, %s",
            *(self.name, stream.codec_context.name, *self.size, self.fps, turn_of(first)),
        )
        pictures = chain([first], self._pictures)
        self._timeline = Timeline(1 / (self.fps or USUAL_FPS))
        self._frames = self._while_open(self._read(pictures))

    def __iter__(self) -> Iterator[Frame]:
        return self._frames

    def settle(self) -> None:
        """As for `Clip`."""
        step_s, last_s = self._timeline.seen_step_s, self._timeline.time_s
        if step_s and last_s and not self.fps:
            # The last frame of such a file claims to last one tick of its clock.
            self.duration_s = max(self.duration_s, last_s + step_s)
        if step_s and not self._decoder.failures:
            seen = 1 / step_s
            self.fps = self.fps if abs(seen - self.fps) < SAME_RATE_SHARE * seen else seen
        self.warning = "; ".join(self._damage()) or None

    def close(self) -> None:
        """Close the file; a frame that another thread is reading is waited for."""
        with self._in_use:
            self._closed = True
            self._container.close()

    def _while_open(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        """The same frames; reading on in a closed file would crash the process."""
        while True:
            with self._in_use:
                if self._closed:
                    raise VideoError(
                        f"{self.path}: it is closed; open it again to read its frames."
                    )
                frame = next(frames, None)
            if frame is None:
                return
            yield frame

    def _check_first(self, picture: VideoFrame) -> None:
        try:
            self._check_convertible(picture, self._pixels.layout(picture))
        except UNREADABLE as error:
            kind = picture.format.name
            raise VideoError(
                f"{self.path}: pixels of kind {kind} cannot be shown; convert it to H.264 (MP4)."
            ) from error

    def _check_convertible(self, picture: VideoFrame, layout: Layout) -> None:
        """Try the first picture of each kind, and raise what that raises."""
        kind = (picture.format.name, picture.width, picture.height)
        if kind not in self._convertible:
            layout.image(picture)
            self._convertible.add(kind)

    def _read(self, pictures: Iterator[VideoFrame]) -> Iterator[Frame]:
        for picture in pictures:
            try:
                layout = self._pixels.layout(picture)
                self._check_convertible(picture, layout)
            except UNREADABLE as error:
                log.debug("%s: a frame is skipped: %s", self.name, error)
                self._decoder.lose(picture)
                continue
            time_s = self._timeline.place(self._decoder.stamp_s(picture))
            shown_s = self._decoder.seconds(picture.duration) or self._timeline.usual_step_s
            self.duration_s = time_s + shown_s
            self.frames_read += 1
            yield self._shape.fitted(DecodedFrame(self.frames_read - 1, time_s, picture, layout))
        self.truncated = self._decoder.lost_the_end or is_cut_off(self.path)
        self.settle()

    def _damage(self) -> Iterator[str]:
        if self._decoder.lost_within:
            lost_from_s = self._decoder.lost_from_s
            where = "" if lost_from_s is None else f" from {lost_from_s:.2f} s on"
            yield f"some frames{where} are unreadable and were skipped"
        if self.truncated:
            yield f"after {self.duration_s:.2f} s the rest is missing or unreadable"


class _Decoder:
    """The whole frames of one stream, and an account of what was lost on the way.

    After damage, frames are built on what is missing, and the decoder passes stale or smeared
    ones as whole: nothing counts until the next key frame.

    Attributes:
        failures: How often something could not be read or decoded.
    """

    def __init__(self, container: InputContainer, stream: VideoStream) -> None:
        # By slice, not by frame: measured as fast next to one consumer, and frame threads report
        # damage late and swallow whole frames with it.
        stream.thread_type = "SLICE"
        self.failures = 0
        self._container = container
        self._stream = stream
        self._packets_seen = 0
        self._end_s = 0.0
        self._longest_s = 0.0
        self._origin: int | None = None
        self._last_pts: int | None = None
        self._due: set[int] = set()
        self._suspect: set[int] = set()
        self._broken = False
        self._clean_from: int | None = None

    def __iter__(self) -> Iterator[VideoFrame]:
        for packet in self._packets():
            for picture in self._decoded(packet):
                if picture.is_corrupt:
                    self._break()
                    self._suspect |= {due for due in self._due if due > (picture.pts or 0)}
                elif picture.pts not in self._suspect:
                    self._note(picture)
                    yield picture

    def seconds(self, ticks: int) -> float:
        """Stamps and durations of frames in seconds."""
        # By the stream's clock: frames from the end of the decoder do not carry the right one.
        return float(ticks * (self._stream.time_base or 0))

    def stamp_s(self, picture: VideoFrame) -> float | None:
        """The time stamp in seconds from the first one, or None."""
        if picture.pts is None or self._origin is None:
            return None
        return self.seconds(picture.pts - self._origin)

    @property
    def starts_s(self) -> float:
        """The time stamp of the first frame in seconds on the file's own clock."""
        return self.seconds(self._origin or 0)

    def lose(self, picture: VideoFrame) -> None:
        """Take back a frame that turned out to be of no use."""
        self.failures += 1
        if picture.pts is not None:
            self._due.add(picture.pts)

    @property
    def lost_within(self) -> bool:
        """Whether frames before the last one are missing."""
        if not self.failures:
            return False
        return not self.lost_the_end or min(self._due, default=0) < (self._last_pts or 0)

    @property
    def lost_from_s(self) -> float | None:
        """When the first lost frame was due, in seconds from the first frame; None if unknown."""
        if not self._due or self._origin is None:
            return None
        return max(0.0, self.seconds(min(self._due) - self._origin))

    @property
    def lost_the_end(self) -> bool:
        """Whether frames were due after the last one that was read."""
        last = self._last_pts
        undecoded = last is not None and max(self._due, default=last) > last
        return (self.failures > 0 and undecoded) or self._ended_early

    @property
    def _ended_early(self) -> bool:
        """Whether the file promises more than came; FFmpeg itself says nothing then."""
        kinds = self._container.format.name.split(",")
        if "mov" in kinds:
            return self._packets_seen < len(self._stream.index_entries)
        # Other kinds either promise nothing, or FFmpeg only guesses their duration.
        if not {"matroska", "avi", "flv", "asf"} & set(kinds):
            return False
        promised_s = (self._container.duration or 0) / av.time_base
        if "avi" in kinds and self._stream.average_rate:
            promised_s = max(promised_s, float(self._stream.frames / self._stream.average_rate))
        return promised_s - self._end_s > max(END_SLACK_S, 2 * self._longest_s)

    def _packets(self) -> Iterator[Packet[Stream] | None]:
        """The packets of the stream, and at last None, which empties the decoder."""
        failures_in_a_row = 0
        while failures_in_a_row < READ_FAILURES_MAX:
            try:
                # All streams: sound that continues shows that a video ended where it should.
                for packet in self._container.demux():
                    failures_in_a_row = 0
                    self._end_s = max(self._end_s, _end_s(packet))
                    # An empty one is an end, or stands for a frame that was never taken.
                    if packet.stream_index == self._stream.index and packet.size:
                        self._expect(packet)
                        yield packet
                break
            except IndexError:  # PyAV at the end of a file in which damage made up a new stream
                break
            except av.FFmpegError as error:
                log.debug("a packet cannot be read: %s", error)
                self.failures += 1
                failures_in_a_row += 1
        yield None

    def _expect(self, packet: Packet[Stream]) -> None:
        self._packets_seen += 1
        stamp = packet.dts if packet.pts is None else packet.pts
        if stamp is None or packet.is_discard:
            return
        if packet.is_keyframe and self._broken:
            self._broken, self._clean_from = False, stamp
        self._due.add(stamp)
        # Frames shown before a key frame, but stored after it, need those before it.
        if self._broken or (self._clean_from is not None and stamp < self._clean_from):
            self._suspect.add(stamp)

    def _decoded(self, packet: Packet[Stream] | None) -> list[VideoFrame]:
        try:
            return self._stream.decode(cast("Packet[VideoStream] | None", packet))
        except UNREADABLE as error:
            log.debug("a frame cannot be decoded: %s", error)
            self._break()
            return []

    def _break(self) -> None:
        self.failures += 1
        self._broken = True

    def _note(self, picture: VideoFrame) -> None:
        if picture.pts is None:
            return
        if self._origin is None:
            self._origin = picture.pts
        if self._last_pts is not None:
            self._longest_s = max(self._longest_s, self.seconds(picture.pts - self._last_pts))
        self._due.discard(picture.pts)
        self._last_pts = picture.pts


def _open(path: Path) -> InputContainer:
    av.logging.set_level(None)
    try:
        return open_container(path)
    except UNREADABLE as error:
        raise VideoError(f"{path}: {_why_unreadable(path)}") from error


def _why_unreadable(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(12)
    if start[4:8] in (b"ftyp", b"mdat", b"wide", b"free"):
        return (
            "the recording was cut off before its index was written, or the index is damaged; "
            "record or copy it again, or try a video repair tool."
        )
    return (
        "neither a video nor a picture that can be read; convert it to H.264 (MP4) or JPEG, "
        "or record it again."
    )


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    streams = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    kind = container.format.name
    if kind == "image2" or kind.endswith("_pipe"):  # so FFmpeg calls what reads pictures
        raise VideoError(f"{path}: {NO_PICTURE}")
    # FFmpeg shows any text as the screen of an old terminal.
    if not streams or container.format.name == "tty":
        what = "only sound" if container.streams.audio else "no video"
        raise VideoError(f"{path}: there is {what} in this file; give one with a picture.")
    best = container.streams.best("video")
    stream = best if isinstance(best, VideoStream) and best in streams else streams[0]
    if stream.codec_context is None:
        raise VideoError(f"{path}: its kind of video is not known; convert it to H.264 (MP4).")
    return stream


def _declared_fps(stream: VideoStream) -> float:
    rates = (float(rate) for rate in (stream.average_rate, stream.guessed_rate) if rate)
    declared = next((rate for rate in rates if rate > 0), 0.0)
    return declared if declared < HIGHEST_FPS else 0.0


def _declared_duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    if stream.duration and stream.duration > 0 and stream.time_base:
        return float(stream.duration * stream.time_base)
    if container.duration and container.duration > 0:
        return container.duration / av.time_base
    return None


def _declared_frames(stream: VideoStream, fps: float, duration_s: float | None) -> int | None:
    if stream.frames > 0:
        return stream.frames
    return max(1, round(fps * duration_s)) if fps and duration_s else None


def _end_s(packet: Packet[Stream]) -> float:
    at = packet.dts if packet.pts is None else packet.pts
    if at is None or packet.time_base is None:
        return 0.0
    return float((at + (packet.duration or 0)) * packet.time_base)
