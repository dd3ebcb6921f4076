"""When a clip was recorded, as its file says."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path

from posecheck.video.container import UNREADABLE, open_container

TAGS = ("com.apple.quicktime.creationdate", "creation_time", "date")
"""What containers call it; the first one has the time zone."""

NOON = time(12)
"""Where only the day is known: it stays that day when the clocks change."""

EARLIEST_YEAR = 1995
"""A camera whose clock was never set says 1904, 1970 or 1980."""


def recorded_at(path: Path) -> datetime | None:
    """When a video was recorded, with its time zone.

    Args:
        path: The file.

    Returns:
        None where the file does not say so, or its clock was plainly wrong.
    """
    with suppress(*UNREADABLE), open_container(path) as container:
        return date_in(container.metadata)
    return None


def date_in(metadata: Mapping[str, str]) -> datetime | None:
    """The date in what a container says of itself; without a time zone, it is UTC.

    A day without a time is that day here, at noon.

    Examples:
        >>> date_in({"creation_time": "2020-03-01T08:30:00.000000Z"}).isoformat()
        '2020-03-01T08:30:00+00:00'
        >>> date_in({"DATE": "2020-03-01"}).strftime("%Y-%m-%d %H:%M")
        '2020-03-01 12:00'
        >>> date_in({"creation_time": "1904-01-01T00:00:00Z"}) is None
        True
    """
    said = {name.lower(): text for name, text in metadata.items()}  # Matroska says DATE
    for text in filter(None, map(said.get, TAGS)):
        try:
            at = _moment(text)
        except ValueError:
            continue
        if at.year >= EARLIEST_YEAR and at <= datetime.now(UTC):
            return at
    return None


def _moment(text: str) -> datetime:
    with suppress(ValueError):
        return datetime.combine(date.fromisoformat(text), NOON).astimezone()
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
