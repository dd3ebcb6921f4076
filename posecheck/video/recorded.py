"""When a clip was recorded, as its file says."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from posecheck.video.container import UNREADABLE, open_container

TAGS = ("com.apple.quicktime.creationdate", "creation_time", "date")
"""What containers call it; the first one has the time zone."""

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

    Examples:
        >>> date_in({"creation_time": "2020-03-01T08:30:00.000000Z"}).isoformat()
        '2020-03-01T08:30:00+00:00'
        >>> date_in({"creation_time": "1904-01-01T00:00:00Z"}) is None
        True
    """
    for text in filter(None, map(metadata.get, TAGS)):
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            continue
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        if at.year >= EARLIEST_YEAR and at <= datetime.now(UTC):
            return at
    return None
