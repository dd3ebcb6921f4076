"""The sound of a clip, for the film that is made of it."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream

RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
"""Sampling rates that AAC has and every player plays."""

UNREADABLE = (av.FFmpegError, ValueError, MemoryError, IndexError)


class Sound:
    """The sound track of a clip, as far as it can be read; damage ends it without an error.

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
        self._container = av.open(f"file:{path}", options={"protocol_whitelist": "file"})
        tracks = [track for track in self._container.streams.audio if track.codec_context]
        self.has_any = bool(tracks)
        self._heard: Iterator[tuple[float, AudioFrame]] = iter(())
        self._waiting: tuple[float, AudioFrame] | None = None
        if tracks:
            self.rate_hz = tracks[0].rate if tracks[0].rate in RATES_HZ else RATES_HZ[-1]
            self.layout = "mono" if tracks[0].channels == 1 else "stereo"
            self._heard = self._read(tracks[0])

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
        self._container.close()

    def _read(self, track: AudioStream) -> Iterator[tuple[float, AudioFrame]]:
        """Every frame that is heard in the film, and when it begins there, in seconds."""
        resampler = AudioResampler(format="fltp", layout=self.layout, rate=self.rate_hz)
        with suppress(*UNREADABLE):
            for packet in self._container.demux(track):
                for frame in track.decode(packet):
                    for piece in resampler.resample(frame):
                        starts_s = float((piece.pts or 0) * (piece.time_base or 0))
                        piece.pts = round((starts_s - self._starts_s) * self.rate_hz)
                        piece.time_base = Fraction(1, self.rate_hz)
                        if piece.pts >= 0:
                            yield starts_s - self._starts_s, piece
