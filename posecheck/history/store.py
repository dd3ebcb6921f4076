"""The database of past sessions: one SQLite file in the user's data folder, and nothing else."""

import json
import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock

from posecheck.errors import HistoryError
from posecheck.history.entry import HistoryEntry, entry_in, labelled, row_of, stamp
from posecheck.pose.pose import Side
from posecheck.support.files import HIDDEN, is_plain, real_path
from posecheck.support.printable import composed
from posecheck.support.user_folder import FOLDER_VARIABLE, user_folder

log = logging.getLogger(__name__)

SCHEMA_VERSION = 4
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
    unjudged TEXT,               -- why not all of it was judged
    end_s REAL                   -- where in the clip it ended; NULL if kept before
)
""",
    "CREATE TABLE shown (what TEXT PRIMARY KEY, day TEXT NOT NULL)",
    f"PRAGMA user_version = {SCHEMA_VERSION}",
)
ADDED = {
    1: ("name TEXT", "note TEXT", "clip TEXT", "start_s REAL"),
    2: ("clock_s REAL", "unjudged TEXT"),
    3: ("end_s REAL",),
}
"""The columns that the version after each one added, in the order of the table."""

INSERT = "INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
END = "coalesce(end_s, start_s + hold_s)"
WITHIN = (
    f"clip = :clip AND start_s >= :from_s AND {END} <= :to_s "
    "AND (:stretches IS NULL OR stretch IN (SELECT value FROM json_each(:stretches))) "
    "AND coalesce(side = :side, TRUE)"
)
COUNT_SHARING = (
    "SELECT count(*) FROM held WHERE clip = ? AND stretch = ? AND side IS ? "
    f"AND {END} > ? AND start_s < ?"
)
SAFETY_NOTE = "safety note"

COMPANIONS = ("-journal", "-wal", "-shm")
"""How SQLite names the files beside a database: after it, and with this at the end."""

NOT_OURS = (sqlite3.DatabaseError, ValueError)
"""What opening a damaged database raises."""

LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
DISK = (
    *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN),
    *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM),
)
"""Errors that an undamaged database raises, too."""


def history_file() -> Path:
    """Where the history is kept; the environment variable POSECHECK_DATA names another folder."""
    return user_folder() / "history.sqlite"


class _DamagedError(sqlite3.DatabaseError):
    """The file is no history that can be read."""


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
            except _DamagedError:
                self._connection = self._begun_anew()
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
        rows = [row_of(entry) for entry in entries]
        with self._explained(), self._connection as connection:
            connection.executemany(INSERT, rows)

    def keep_session(self, at: datetime, entries: Iterable[HistoryEntry]) -> None:
        """Replace the entries of a session that is under way: all of them or, after an error, none.

        Args:
            at: When it began, as in its entries.
            entries: What was held in it so far.
        """
        rows = [row_of(entry) for entry in entries]
        with self._explained(), self._connection as connection:
            connection.execute("DELETE FROM held WHERE at = ? AND clip IS NULL", (stamp(at),))
            connection.executemany(INSERT, rows)

    def keep_clip(
        self,
        clip: str,
        from_s: float,
        to_s: float,
        entries: Sequence[HistoryEntry],
        *looked_for: str,
        side: Side | None = None,
    ) -> list[HistoryEntry]:
        """Replace the entries of a stretch of time of a clip, so that none counts twice.

        An entry that reaches beyond that time says more than can be seen in it: it stays, and what
        was held during it of the same stretch and side is left out. A name and a note that were
        kept before stay where the new entries have none.

        Args:
            clip: Its SHA-256, as in its entries.
            from_s, to_s: The time that was analysed, in seconds from the start of the clip.
            entries: What was held in it.
            looked_for: The ids of stretches; what was kept of others stays. None for all.
            side: The front leg that was looked for; None for either.

        Returns:
            The entries that were left out.

        Raises:
            HistoryError: If that fails; then nothing has changed.
        """
        with self._explained(), self._connection as connection:
            seen = {"clip": clip, "from_s": from_s, "to_s": to_s, "side": side and side.value}
            seen["stretches"] = json.dumps(looked_for) if looked_for else None
            before = connection.execute(f"SELECT * FROM held WHERE {WITHIN}", seen).fetchall()
            connection.execute(f"DELETE FROM held WHERE {WITHIN}", seen)
            counted = [entry for entry in entries if _is_counted(connection, entry)]
            added = [entry for entry in entries if entry not in counted]
            connection.executemany(INSERT, map(row_of, labelled(added, _readable(before))))
        return counted

    def entries(self, name: str | None = None) -> list[HistoryEntry]:
        """The entries, the oldest first.

        Args:
            name: Whose, however its accents are written; None for everybody's.
        """
        with self._explained():
            rows = self._connection.execute("SELECT * FROM held").fetchall()
        chosen = (entry for entry in _readable(rows) if name is None or _is_name(entry.name, name))
        return sorted(chosen, key=lambda entry: entry.at)

    def first_date_of(self, clip: str) -> datetime | None:
        """The earliest moment among the entries of a clip.

        Args:
            clip: Its SHA-256.

        Returns:
            None where there are none.
        """
        with self._explained():
            rows = self._connection.execute("SELECT * FROM held WHERE clip = ?", (clip,)).fetchall()
        return min((entry.at for entry in _readable(rows)), default=None)

    def delete_of(self, name: str) -> int:
        """Delete every entry with a name, however its accents are written.

        Databases that were renamed stay.

        Returns:
            How many there were.
        """
        with self._explained():
            with self._connection as connection:
                connection.execute("BEGIN IMMEDIATE")  # or rows might get other numbers meanwhile
                rows = connection.execute("SELECT rowid, name FROM held").fetchall()
                chosen = [(row,) for row, whose in rows if _is_name(whose, name)]
                connection.executemany("DELETE FROM held WHERE rowid = ?", chosen)
            self._connection.execute("VACUUM")
        return len(chosen)

    def set_aside(self) -> list[Path]:
        """The databases that were renamed, as they were damaged or of an older format."""
        paths = dict.fromkeys((self.path, real_path(self.path)))
        return [backup for path in paths for backup in path.parent.glob(f"{path.name}.*.backup")]

    def delete_all(self) -> None:
        """Delete every entry, and the databases that were renamed."""
        with self._explained():
            with self._connection as connection:
                connection.execute("DELETE FROM held")
                connection.execute("DELETE FROM shown")
            self._connection.execute("VACUUM")
            for backup in self.set_aside():
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
        for path in (self.path, *map(self._companion, COMPANIONS)):
            if not is_plain(path):  # SQLite would wait for a pipe without end
                other = "" if path == self.path else f"{path.name}: "
                raise OSError(f"{other}this is not a file")
        with suppress(FileExistsError):
            # Never one that is there: to close it would end every lock that this process has on it.
            os.close(os.open(real_path(self.path), os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        # Another process is setting it aside; or a disk, as a memory card, has no such permissions.
        with suppress(FileNotFoundError, PermissionError):
            self.path.chmod(self.path.stat().st_mode & 0o600)

    def _companion(self, ending: str) -> Path:
        return self.path.with_name(f"{self.path.name}{ending}")

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=PATIENCE_S)
        connection.text_factory = _text  # or one entry that is no text would hide all others
        try:
            self._prepare(connection)
        except BaseException as error:
            connection.close()
            if isinstance(error, NOT_OURS) and _code(error) not in LOCKED + DISK:
                raise _DamagedError(error) from error
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA secure_delete = ON")
        with connection:
            connection.execute("BEGIN IMMEDIATE")  # or two processes would both find it empty
            self._make_tables(connection)
        _check_readable(connection)
        rows = connection.execute("SELECT * FROM held").fetchall()
        if unreadable := len(rows) - len(_readable(rows)):
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

    def _begun_anew(self) -> sqlite3.Connection:
        """A new history in place of a damaged one, unless another process has just begun it."""
        lock = self.path.with_name(f"{HIDDEN}{self.path.name}-lock")
        with FileLock(lock, timeout=PATIENCE_S):
            try:
                self._make_private()
                return self._opened()
            except _DamagedError as error:
                self._set_aside(f"damaged ({error})")
                return self._opened()
            finally:
                with suppress(OSError):
                    lock.unlink()

    def _set_aside(self, why: str) -> None:
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        target = real_path(self.path)
        backup = target.with_name(f"{target.name}.{stamp}.backup")
        target.replace(backup)
        kept = backup.name if target.parent == self.path.parent else backup
        log.warning("%s: %s, set aside as %s", self.path, why, kept)
        self.notice = f"{self.path}: {why}; kept as {kept}, a new history was begun"
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


def _is_counted(connection: sqlite3.Connection, entry: HistoryEntry) -> bool:
    """Whether an entry that is there already has some of the time of a new one of a clip."""
    side = entry.side.value if entry.side else None
    span = (entry.clip, entry.stretch, side, entry.start_s, entry.ends_s)
    (count,) = connection.execute(COUNT_SHARING, span).fetchone()
    return bool(count)


def _readable(rows: Iterable[tuple[object, ...]]) -> list[HistoryEntry]:
    return [entry for row in rows if (entry := entry_in(row))]


def _is_name(cell: object, name: str) -> bool:
    return isinstance(cell, str) and composed(cell) == composed(name)


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
