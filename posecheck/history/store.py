"""The database of past sessions: one SQLite file in the user's data folder, and nothing else."""

import json
import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from posecheck.errors import HistoryError
from posecheck.pose.pose import Side
from posecheck.support.files import is_plain
from posecheck.support.user_folder import FOLDER_VARIABLE, user_folder

log = logging.getLogger(__name__)

SCHEMA_VERSION = 3
PATIENCE_S = 5.0
"""How long to wait for another posecheck that is writing."""

SCHEMA = (
    """
CREATE TABLE held (
    at TEXT NOT NULL,            -- ISO 8601 with the offset from UTC
    stretch TEXT NOT NULL,
    side TEXT,                   -- left, right or NULL
    hold_s REAL NOT NULL,
    asked_s REAL NOT NULL,
    score REAL,
    information TEXT NOT NULL,   -- JSON: degrees by the name of the value
    name TEXT,
    note TEXT,
    clip TEXT,                   -- SHA-256 of the clip; NULL for a live session
    start_s REAL,                -- where in the clip
    clock_s REAL,                -- on the clock, judged or not; NULL if kept by 0.1
    unjudged TEXT                -- why not all of it was judged
)
""",
    "CREATE TABLE shown (what TEXT PRIMARY KEY, day TEXT NOT NULL)",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
ADDED = {
    1: ("name TEXT", "note TEXT", "clip TEXT", "start_s REAL"),
    2: ("clock_s REAL", "unjudged TEXT"),
}
"""The columns that the version after each one added, in the order of the table."""

INSERT = "INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
SAFETY_NOTE = "safety note"

NOT_OURS = (sqlite3.DatabaseError, ValueError)
"""What opening a damaged database raises."""

YEARS = range(1900, 2201)
"""In which an entry may be, whatever the clock of a machine said; charts need room around it."""

Cell = TypeVar("Cell")

LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
DISK = (
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN),
    *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
)
"""Errors that an undamaged database raises, too."""


@dataclass(frozen=True)
class HistoryEntry:
    """One stretch on one side in one session or clip.

    Attributes:
        at: When the session began, or the hold in the clip, with its time zone.
        stretch: Its id.
        side: The leg in front; None where it has no front leg.
        hold_s: The seconds held well.
        asked_s: The seconds asked for.
        score: 0 to 100, or None.
        information: The median of each value without a verdict, in degrees.
        name: Whose it is; None where the user gave no name.
        note: What the user noted about it.
        clip: The SHA-256 of the clip that it was seen in; None for a live session.
        start_s: When it began in the clip, in seconds from its start.
        clock_s: The seconds on the clock, held well or not judged; None where that was not kept.
        unjudged: Why those that are more than `hold_s` could not be judged.
    """

    at: datetime
    stretch: str
    side: Side | None
    hold_s: float
    asked_s: float
    score: float | None
    information: dict[str, float]
    name: str | None = None
    note: str | None = None
    clip: str | None = None
    start_s: float | None = None
    clock_s: float | None = None
    unjudged: str | None = None


def history_file() -> Path:
    """Where the history is kept; the environment variable POSECHECK_DATA names another folder."""
    return user_folder() / "history.sqlite"


class History:
    """The history in a file, which is created if needed: `with History(path) as history:`.

    Only the user can read the file, and its folder if posecheck created it. A database that is
    damaged or of an older format is renamed, and a new one begun. Entries that another program
    wrote and that cannot be read are left where they are and out of everything.

    Args:
        path: Of the file; by default that of the user.

    Attributes:
        notice: One line about a database that was renamed, or entries that are left out; or None.

    Raises:
        HistoryError: If the file cannot be used, or stays locked.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or history_file()
        self.notice: str | None = None

    def __enter__(self) -> Self:
        with self._explained():
            self._make_private()
            try:
                self._connection = self._opened()
            except NOT_OURS as error:
                if _code(error) in LOCKED + DISK:
                    raise
                self._set_aside(f"damaged ({error})")
                self._connection = self._opened()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def add(self, entries: Iterable[HistoryEntry]) -> None:
        """Add the entries of a session: all of them or, after an error, none."""
        rows = [_row(entry) for entry in entries]
        with self._explained(), self._connection as connection:
            connection.executemany(INSERT, rows)

    def keep_session(self, at: datetime, entries: Iterable[HistoryEntry]) -> None:
        """Replace the entries of a session that is under way: all of them or, after an error, none.

        Args:
            at: When it began, as in its entries.
            entries: What was held in it so far.
        """
        rows = [_row(entry) for entry in entries]
        with self._explained(), self._connection as connection:
            connection.execute("DELETE FROM held WHERE at = ? AND clip IS NULL", (_stamp(at),))
            connection.executemany(INSERT, rows)

    def keep_clip(
        self, clip: str, from_s: float, to_s: float, entries: Iterable[HistoryEntry]
    ) -> None:
        """Replace the entries of a stretch of time of a clip, so that none counts twice.

        Args:
            clip: Its SHA-256, as in its entries.
            from_s, to_s: The time that was analysed, in seconds from the start of the clip.
            entries: What was held in it.

        Raises:
            HistoryError: If that fails; then nothing has changed.
        """
        rows = [_row(entry) for entry in entries]
        earlier = "DELETE FROM held WHERE clip = ? AND start_s + hold_s >= ? AND start_s <= ?"
        with self._explained(), self._connection as connection:
            connection.execute(earlier, (clip, from_s, to_s))
            connection.executemany(INSERT, rows)

    def entries(self, name: str | None = None) -> list[HistoryEntry]:
        """The entries, the oldest first.

        Args:
            name: Whose; None for everybody's.
        """
        with self._explained():
            rows = self._connection.execute("SELECT * FROM held").fetchall()
        readable = filter(None, map(_entry_in, rows))
        chosen = (entry for entry in readable if name in (None, entry.name))
        return sorted(chosen, key=lambda entry: entry.at)

    def delete_of(self, name: str) -> None:
        """Delete every entry with a name; databases that were renamed stay."""
        with self._explained():
            with self._connection as connection:
                connection.execute("DELETE FROM held WHERE name = ?", (name,))
            self._connection.execute("VACUUM")

    def delete_all(self) -> None:
        """Delete every entry, and the databases that were renamed."""
        with self._explained():
            with self._connection as connection:
                connection.execute("DELETE FROM held")
                connection.execute("DELETE FROM shown")
            self._connection.execute("VACUUM")
            for backup in self.path.parent.glob(f"{self.path.name}.*.backup"):
                backup.unlink()

    def safety_note_due(self, today: date) -> bool:
        """Whether the safety note was not yet shown today; asking counts as showing it."""
        with self._explained(), self._connection as connection:
            key = (SAFETY_NOTE,)
            row = connection.execute("SELECT day FROM shown WHERE what = ?", key).fetchone()
            connection.execute(
                "INSERT OR REPLACE INTO shown VALUES (?, ?)", (SAFETY_NOTE, today.isoformat())
            )
        return row is None or row[0] != today.isoformat()

    def _make_private(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_plain(self.path):
            raise OSError("this is not a file")
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        self.path.chmod(0o600)

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE_S)
        connection.text_factory = _text  # or one entry that is no text would hide all others
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA secure_delete = ON")
        with connection:
            connection.execute("BEGIN IMMEDIATE")  # or two processes would both find it empty
            self._make_tables(connection)
        _check_readable(connection)
        rows = connection.execute("SELECT * FROM held").fetchall()
        if unreadable := sum(_entry_in(row) is None for row in rows):
            entries = (
                "an entry that cannot be read is"
                if unreadable == 1
                else (f"{unreadable} entries that cannot be read are")
            )
            self.notice = f"{self.path}: {entries} left out"

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > SCHEMA_VERSION:
            raise HistoryError(
                f"{self.path}: the history was written by a newer posecheck; update posecheck, "
                f"or name another folder in {FOLDER_VARIABLE}."
            )
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if version == 0 and tables == 0:
            for statement in SCHEMA:
                connection.execute(statement)
        elif version < 1:
            raise ValueError(f"of the older kind {version}")
        elif version < SCHEMA_VERSION:
            _bring_up_to_date(connection, version)

    def _set_aside(self, why: str) -> None:
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        backup = self.path.with_name(f"{self.path.name}.{stamp}.backup")
        self.path.replace(backup)
        log.warning("%s: %s, set aside as %s", self.path, why, backup.name)
        self.notice = f"{self.path}: {why}; kept as {backup.name}, a new history was begun"
        self._make_private()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Errors of SQLite and of the file system as one line that says what to do."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            if _code(error) in LOCKED:
                raise HistoryError(
                    f"{self.path}: another program keeps the history locked; "
                    "close it and try again."
                ) from error
            why = getattr(error, "strerror", None) or error
            raise HistoryError(
                f"{self.path}: the history cannot be used ({why}); check the folder's permissions "
                f"and the space left, or name another folder in {FOLDER_VARIABLE}."
            ) from error


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _code(error: BaseException) -> int:
    """SQLite's own number for an error, without its refinements; 0 if it is none of SQLite's."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _bring_up_to_date(connection: sqlite3.Connection, version: int) -> None:
    for older in range(version, SCHEMA_VERSION):
        for column in ADDED[older]:
            connection.execute(f"ALTER TABLE held ADD COLUMN {column}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _check_readable(connection: sqlite3.Connection) -> None:
    """Raises a DatabaseError or ValueError where something in the database cannot be read."""
    (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if state != "ok":
        raise ValueError(state)


def _stamp(at: datetime) -> str:
    return at.astimezone().isoformat()


def _row(entry: HistoryEntry) -> tuple[str | float | None, ...]:
    return (
        _stamp(entry.at),
        entry.stretch,
        entry.side.value if entry.side else None,
        entry.hold_s,
        entry.asked_s,
        entry.score,
        json.dumps(entry.information, allow_nan=False),
        entry.name,
        entry.note,
        entry.clip,
        entry.start_s,
        entry.clock_s,
        entry.unjudged,
    )


def _entry_in(row: tuple[Any, ...]) -> HistoryEntry | None:
    """The entry of a row; None where another program wrote what is none."""
    try:
        return _entry(*row)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _entry(
    at: object,
    stretch: object,
    side: object,
    hold_s: object,
    asked_s: object,
    score: object,
    information: str,
    name: object,
    note: object,
    clip: object,
    start_s: object,
    clock_s: object,
    unjudged: object,
) -> HistoryEntry:
    return HistoryEntry(
        _moment(at),
        _words(stretch),
        Side(side) if side else None,
        _number(hold_s),
        _number(asked_s),
        _optional(_number, score),
        {name: _number(value) for name, value in json.loads(information).items()},
        _optional(_words, name),
        _optional(_words, note),
        _optional(_words, clip),
        _optional(_number, start_s),
        _optional(_number, clock_s),
        _optional(_words, unjudged),
    )


def _moment(cell: object) -> datetime:
    moment = datetime.fromisoformat(_words(cell)).astimezone()  # else the time of this machine
    if moment.year not in YEARS:
        raise ValueError(moment)
    return moment


def _number(cell: Any) -> float:
    number = float(cell)
    if not isfinite(number):
        raise ValueError(number)
    return number


def _words(cell: object) -> str:
    if not isinstance(cell, str):
        raise TypeError(cell)
    return cell


def _optional(read: Callable[[object], Cell], cell: object) -> Cell | None:
    return None if cell is None else read(cell)
