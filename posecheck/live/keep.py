"""A session as entries of the history."""

from datetime import datetime

from posecheck.coach import PartResult, SessionResult
from posecheck.history import HistoryEntry


def entries(result: SessionResult, at: datetime) -> list[HistoryEntry]:
    """Make an entry for each stretch and side whose hold began.

    Args:
        result: Of the session.
        at: When the session began, with its time zone.
    """
    return [_entry(part, at) for part in result.parts if part.start_s is not None]


def _entry(part: PartResult, at: datetime) -> HistoryEntry:
    return HistoryEntry(
        at=at,
        stretch=part.stretch.id,
        side=part.side,
        hold_s=part.good_s,
        asked_s=part.hold_s,
        score=_score(part),
        information={
            name: measured.value for name, measured in part.information if measured.unit == "deg"
        },
    )


def _score(part: PartResult) -> float | None:
    """The share of the hold that counted, times 100; what no frame shows is no part of it."""
    return min(100.0, 100.0 * part.good_s / part.known_s) if part.known_s else None
