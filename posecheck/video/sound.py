"""The sound of a clip, for the film that is made of it."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from posecheck.video.container import UNREADABLE, open_container
from posecheck.video.timeline import JUMP_BACK_S

RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
"""Sampling rates that AAC has and every player plays."""


class Sound:
    """The sound track of a clip, as far as it can be read; damage ends it without an error.

    Stamps that step back a little leave out what was heard already; those that start over, as where
    two recordings were joined, continue from where the sound is.

    Args:
        path: The clip.
        starts_s: When the film's first picture is shown, in seconds on the clip's own clock.

    Attributes:
        has_any: Whether there is a sound track.
        rate_hz: The sampling rate of the frames that `until` gives.
        layout: Their channels: `mono` or `stereo`.
    """

    def __init__(self, path: Path, starts_s: float) -> None:
        self._starts_s = starts_s
        self._container = _opened(path)
        tracks = _tracks(self._container)
        self.has_any = bool(tracks)
        self._heard: Iterator[tuple[float, AudioFrame]] = iter(())
        self._waiting: tuple[float, AudioFrame] | None = None
        self._free_from = 0
        self._shift_s = 0.0
        if self._container and tracks:
            self.rate_hz = tracks[0].rate if tracks[0].rate in RATES_HZ else RATES_HZ[-1]
            self.layout = "mono" if tracks[0].channels == 1 else "stereo"
            self._heard = self._read(self._container, tracks[0])

    def until(self, time_s: float) -> Iterator[AudioFrame]:
        """Read on.

        Args:
            time_s: In the film, in seconds.

        Yields:
            The next frames that begin before that time, with stamps on the film's clock.
        """
        while (heard := self._waiting or next(self._heard, None)) is not None:
            self._waiting = heard
            starts_s, frame = heard
            if starts_s >= time_s:
                return
            self._waiting = None
            yield frame

    def close(self) -> None:
        """Close the file."""
        if self._container:
            self._container.close()

    def _read(
        self, container: InputContainer, track: AudioStream
    ) -> Iterator[tuple[float, AudioFrame]]:
        """Every frame that is heard in the film, and when it begins there, in seconds."""
        resampler = AudioResampler(format="fltp", layout=self.layout, rate=self.rate_hz)
        with suppress(*UNREADABLE):
            for packet in container.demux(track):
                for frame in track.decode(packet):
                    for piece in resampler.resample(frame):
                        starts_s = self._placed_s(piece)
                        piece.pts = round(starts_s * self.rate_hz)
                        piece.time_base = Fraction(1, self.rate_hz)
                        if piece.pts >= self._free_from:
                            self._free_from = piece.pts + piece.samples
                            yield starts_s, piece

    def _placed_s(self, piece: AudioFrame) -> float:
        """When a piece begins in the film: as the pictures, stamps that start over continue."""
        free_s = self._free_from / self.rate_hz
        if piece.pts is None or piece.time_base is None:
            return free_s
        starts_s = float(piece.pts * piece.time_base) - self._starts_s + self._shift_s
        if self._free_from and free_s - starts_s > JUMP_BACK_S:
            self._shift_s += free_s - starts_s
            return free_s
        return starts_s


def _opened(path: Path) -> InputContainer | None:
    """The file; None where FFmpeg cannot read it, as some pictures that move."""
    with suppress(*UNREADABLE):
        return open_container(path)
    return None


def _tracks(container: InputContainer | None) -> list[AudioStream]:
    """The sound tracks that can be decoded."""
    streams = container.streams.audio if container else ()
    return [track for track in streams if track.codec_context]
