"""A session as entries of the history, kept up to date while it goes on."""

import logging
import threading
import time
from datetime import datetime
from types import TracebackType
from typing import Self

from posecheck.clips.analysis import UNLABELLED, Labels
from posecheck.coach import Coach, PartResult, SessionResult
from posecheck.errors import HistoryError
from posecheck.history import History, HistoryEntry
from posecheck.outputs.terminal.notes import note
from posecheck.support.slot import Slot

log = logging.getLogger(__name__)

KEEP_EVERY_S = 5.0
"""How much of a session a crash or an empty battery may cost; each time a few pages are written."""

WAIT_S = 0.2
"""How often the thread checks whether the session has ended."""


class Keeper:
    """Keeps a session in the history, every few seconds and at its end, within a `with` block.

    What cannot be kept is said at the end; the session does not depend on it.

    Args:
        coach: Of the session.
        began: When the session began, with its time zone.
        labels: Whose session it is, and a note.
    """

    def __init__(self, coach: Coach, began: datetime, labels: Labels = UNLABELLED) -> None:
        self._coach = coach
        self._began = began
        self._labels = labels
        self._latest: Slot[list[HistoryEntry]] = Slot()
        self._due_s = time.monotonic() + KEEP_EVERY_S
        self._thread = threading.Thread(target=self._run, name="history", daemon=True)

    def look(self) -> None:
        """Take the session as it stands, if it is time; called from the coach's own thread."""
        if time.monotonic() >= self._due_s:
            self._due_s = time.monotonic() + KEEP_EVERY_S
            if held := self._held:
                self._latest.put(held)

    @property
    def _held(self) -> list[HistoryEntry]:
        return entries(self._coach.result, self._began, self._labels)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._latest.close()
        self._thread.join()
        try:
            self._keep(self._held)
        except HistoryError as failure:
            note(str(failure))

    def _run(self) -> None:
        number = 0
        while not self._latest.closed:
            newest = self._latest.newer_than(number, WAIT_S)
            if newest:
                number, held = newest
                try:
                    self._keep(held)
                except HistoryError as error:
                    log.warning("%s", error)

    def _keep(self, held: list[HistoryEntry]) -> None:
        if held:
            with History() as history:
                history.keep_session(self._began, held)


def history_before(began: datetime, name: str | None) -> list[HistoryEntry]:
    """What the same person held earlier, the oldest first, as far as that is known.

    Args:
        began: When the session began, with its time zone.
        name: Whose session it is; None for that of somebody without a name.
    """
    try:
        with History() as history:
            earlier = [entry for entry in history.entries(name) if entry.at < began]
    except HistoryError as error:
        log.warning("%s", error)
        return []
    return earlier if name else [entry for entry in earlier if entry.name is None]


def entries(result: SessionResult, at: datetime, labels: Labels = UNLABELLED) -> list[HistoryEntry]:
    """Make an entry for each stretch and side whose hold began.

    Args:
        result: Of the session.
        at: When the session began, with its time zone.
        labels: Whose session it is, and a note.
    """
    return [_entry(part, at, labels) for part in result.parts if part.start_s is not None]


def _entry(part: PartResult, at: datetime, labels: Labels) -> HistoryEntry:
    return HistoryEntry(
        at=at,
        stretch=part.stretch.id,
        side=part.side,
        hold_s=round(part.good_s, 3),
        asked_s=part.hold_s,
        score=part.score,
        information={value.id: value.value for value in part.information if value.unit == "deg"},
        name=labels.name,
        note=labels.note,
        clock_s=round(part.clock_s, 3),
        unjudged=part.unjudged,
    )
