"""Films that play while they are still being written."""

import logging
import os
import shutil
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from typing import ClassVar

import av

from posecheck.support.files import publish, remove, unfinished_name
from posecheck.video.container import UNREADABLE, open_container
from posecheck.video.film import CLOCK_HZ, FilmWriter

log = logging.getLogger(__name__)

RECORDED_BY = "recorded by posecheck"
"""The comment in a film's metadata: it cannot be made again, and is not replaced unasked."""

FRAGMENT = b"moof"
"""The box with which a fragment of an MP4 film begins; without one it shows nothing."""

FRAGMENT_US = 2_000_000
"""The length of a fragment: what an end without warning costs. Each adds under a kilobyte."""

ROOM_BYTES = 1_000_000
"""With less than this left a disk is full: a fragment of a 720p film takes up to half of it."""


class GrowingFilmWriter(FilmWriter):
    """Writes an MP4 film that has its name, and plays, from its first seconds on.

    It is written in fragments, so whatever ends the process costs the last seconds only. When the
    block ends, it is written anew as one piece with its index at the beginning, so that all players
    can seek in it; where there is no room for that it stays in fragments, and after an exception
    what there is of it stays. Arguments and errors are those of `FilmWriter`.
    """

    container_options: ClassVar[dict[str, str]] = {
        "movflags": "+delay_moov+default_base_moof",
        "frag_duration": str(FRAGMENT_US),
        "flush_packets": "1",
    }
    comment: ClassVar[str] = RECORDED_BY

    def __init__(
        self, path: Path, size: tuple[int, int], fps: float, *, replaces: bool = True
    ) -> None:
        super().__init__(path, size, fps, replaces=replaces)
        self._film = self._unfinished
        self._is_settled = False

    def _muxed(self) -> None:
        if not self._is_settled and self._has_fragment():
            self._is_settled = True
            self._give_name()

    def _has_fragment(self) -> bool:
        # PyAV makes the file with the first picture that comes out of the encoder.
        return self._unfinished.is_file() and FRAGMENT in self._unfinished.read_bytes()

    def _give_name(self) -> None:
        try:
            self._unfinished.replace(self._target)
        except OSError as error:  # on Windows, as long as it is open
            log.info("%s: gets its name at the end (%s)", self.path, error)
        else:
            self._film = self._target

    def _publish(self) -> None:
        whole = unfinished_name(self._target)
        try:
            _write_anew(self._film, whole)
            publish(whole, self._target)
        except (OSError, ValueError) as error:
            if not _reaches(self._film, self._last_stamp / CLOCK_HZ):
                raise self._failure(_cause(error, self._target.parent)) from error
            log.warning("%s: stays in fragments (%s)", self.path, error)
            if self._film != self._target:
                super()._publish()
        finally:
            remove(whole)


def _reaches(film: Path, last_s: float) -> bool:
    """Whether a film has its last picture: a full disk takes what follows without a word."""
    try:
        with open_container(film) as container:
            packets = [packet for packet in container.demux(video=0) if packet.pts is not None]
    except UNREADABLE:
        return False
    shown_s = (float(packet.pts * packet.time_base) for packet in packets)  # type: ignore[operator]
    return max(shown_s, default=-1.0) >= last_s - 1 / CLOCK_HZ


def _cause(error: Exception, folder: Path) -> Exception:
    """Why a film that lacks its end could not be written."""
    with suppress(OSError):  # the folder may be gone
        if shutil.disk_usage(folder).free < ROOM_BYTES:
            return OSError(ENOSPC, os.strerror(ENOSPC))
    return error


def _write_anew(film: Path, whole: Path) -> None:
    """Copy a film as it is encoded, with its index at the beginning."""
    options = FilmWriter.container_options
    with (
        open_container(film) as given,
        av.open(f"file:{whole}", "w", format="mp4", options=options) as container,
    ):
        container.metadata["comment"] = RECORDED_BY
        stream = container.add_stream_from_template(given.streams.video[0])
        for packet in given.demux(video=0):
            if packet.dts is not None:  # the last one is empty
                packet.stream = stream
                container.mux(packet)
