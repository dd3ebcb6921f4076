"""Films that play while they are still being written."""

import logging
import os
import shutil
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from typing import ClassVar

from posecheck.errors import InputError
from posecheck.support.files import publish, remove, rename_over, unfinished_name
from posecheck.support.renaming import rename_beside
from posecheck.video.container import UNREADABLE, open_container
from posecheck.video.film import CLOCK_HZ, RECORDED_BY, FilmWriter, opened_to_write

log = logging.getLogger(__name__)

FRAGMENT = b"moof"
"""The box with which a fragment of an MP4 film begins; without one it shows nothing."""

INDEX_BYTES = 8192
"""In so much of its head a film that has a fragment has the beginning of the first."""

FRAGMENT_US = 2_000_000
"""The length of a fragment: what an end without warning costs. Each adds under a kilobyte."""

ROOM_BYTES = 1_000_000
"""With less than this left a disk is full: a fragment of a 720p film takes up to half of it."""


class GrowingFilmWriter(FilmWriter):
    """Writes an MP4 film that has its name, and plays, from its first seconds on.

    It is written in fragments, so whatever ends the process costs the last seconds only. When the
    block ends, it is written anew as one piece with its index at the beginning, so that all players
    can seek in it; where there is no room for that it stays in fragments, and after an exception
    what there is of it stays. Where it cannot get its name it has a free one beside it, which the
    error says. Arguments and errors are those of `FilmWriter`.
    """

    container_options: ClassVar[dict[str, str]] = {
        "movflags": "+delay_moov+default_base_moof",
        "frag_duration": str(FRAGMENT_US),
        "flush_packets": "1",
    }

    def __init__(
        self,
        path: Path,
        size: tuple[int, int],
        fps: float,
        *,
        comment: str = RECORDED_BY,
        replaces: bool = True,
    ) -> None:
        super().__init__(path, size, fps, comment=comment, replaces=replaces)
        self._film = self._unfinished
        self._refused: OSError | None = None

    def _muxed(self) -> None:
        if self._refused is None:
            self._keep()

    def _keep(self) -> None:
        """Give what there is of the film a name, if it has none yet."""
        if self._film == self._unfinished and self._has_fragment():
            self._give_name()

    def _has_fragment(self) -> bool:
        with suppress(OSError), self._unfinished.open("rb") as file:
            return FRAGMENT in file.read(INDEX_BYTES)
        return False

    def _give_name(self) -> None:
        self._refused = None
        try:
            rename_over(self._unfinished, self._target)
            self._film = self._target
        except OSError as error:  # on Windows, as long as it is open
            log.info("%s: cannot have its name (%s)", self.path, error)
            self._refused = error
            self._film = rename_beside(self._unfinished, self._target)

    def _publish(self) -> None:
        self._keep()
        if self._refused is None or self._film != self._unfinished:
            self._make_whole()
        if self._refused is not None:
            raise self._failure(self._refused) from self._refused

    def _make_whole(self) -> None:
        whole = unfinished_name(self._target)
        try:
            _write_anew(self._film, whole, self._comment)
            publish(whole, self._film)
        except (OSError, ValueError) as error:
            if not _reaches(self._film, self._last_stamp / CLOCK_HZ):
                raise self._failure(_cause(error, self._target.parent)) from error
            log.warning("%s: stays in fragments (%s)", self.path, error)
        finally:
            remove(whole)

    def _clear_up(self) -> None:
        self._keep()
        if not self._is_elsewhere:
            super()._clear_up()

    @property
    def _is_elsewhere(self) -> bool:
        """Whether there is something to see under another name than its own."""
        return self._film != self._target and (
            self._film != self._unfinished or self._has_fragment()
        )

    def _failure(self, error: BaseException) -> InputError:
        self._keep()
        failure = super()._failure(error)
        if self._is_elsewhere:
            return InputError(f"{failure} What was recorded is in {self._film}.")
        return failure


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


def _write_anew(film: Path, whole: Path, comment: str) -> None:
    """Copy a film as it is encoded, with its index at the beginning."""
    options = FilmWriter.container_options
    with (
        open_container(film) as given,
        opened_to_write(whole, film, options) as container,
    ):
        container.metadata["comment"] = comment
        stream = container.add_stream_from_template(given.streams.video[0])
        for packet in given.demux(video=0):
            if packet.dts is not None:  # the last one is empty
                packet.stream = stream
                container.mux(packet)
