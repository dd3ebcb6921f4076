"""Whatever happens to the history, and in whatever order: nothing that was kept is lost."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from posecheck.errors import HistoryError
from posecheck.history import History, HistoryEntry
from posecheck.history.store import SCHEMA_VERSION

NAMES = st.sampled_from([None, "Ada", "Ben"])
DAYS = st.integers(1, 4)
CLIPS = st.sampled_from("cd")
SECONDS = st.floats(0, 1e4)
LARGE = {f"angle_{number}": 1.0 for number in range(999)}

Key = tuple[object, ...]
"""What is replaced at once: a session by when it began, or a clip by its content."""


def entry(day: int, hold_s: float, stretch: str = "bridge", **changes: object) -> HistoryEntry:
    values: dict = {"asked_s": 30.0, "score": None, "information": {}, "side": None}
    return HistoryEntry(moment(day), stretch, hold_s=hold_s, **(values | changes))


def in_order(kept: HistoryEntry) -> tuple[object, ...]:
    return kept.at, kept.stretch, kept.clip or "", kept.start_s or 0.0, kept.hold_s


def moment(day: int) -> datetime:
    return datetime(2026, 3, day, 8, tzinfo=UTC)


class Histories(RuleBasedStateMachine):
    """Sessions that are kept, killed and refused, clips, foreign rows and deletions."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "data" / "history.sqlite"
        self.kept: dict[Key, list[HistoryEntry]] = {}
        self.foreign = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(day=DAYS, held_s=st.lists(SECONDS, min_size=1, max_size=3), name=NAMES)
    def session(self, day: int, held_s: list[float], name: str | None) -> None:
        """One is kept up to date, while another one comes and goes."""
        with History(self.path) as history:
            for hold_s in held_s:
                self._keep(history, day, [entry(day, hold_s, name=name)])
                with History(self.path) as other:
                    self._keep(other, day + 10, [entry(day + 10, 1.0), entry(day + 10, 2.0)])

    def _keep(self, history: History, day: int, held: list[HistoryEntry]) -> None:
        history.keep_session(moment(day), held)
        self.kept["session", day] = held

    @rule(clip=CLIPS, held_s=st.lists(st.floats(0, 5), max_size=3), name=NAMES)
    def clip(self, clip: str, held_s: list[float], name: str | None) -> None:
        """One that is remembered again keeps the name that it had, unless it has another one."""
        before = [held.name for held in self.kept.get(("clip", clip), []) if held.name]
        held = [
            entry(20, hold_s, clip=clip, start_s=10.0 * number, name=name)
            for number, hold_s in enumerate(held_s)
        ]
        with History(self.path) as history:
            history.keep_clip(clip, 0.0, 100.0, held)
        known = name or next(iter(before), None)
        self.kept["clip", clip] = [replace(one, name=known) for one in held]

    @rule(day=DAYS, steps=st.integers(1, 300))
    def killed(self, day: int, steps: int) -> None:
        """The files are as they were at some step of the database's own code.

        At the last one the entries are kept already, though it is told that they are not.
        """
        remains = Path(self.folder.name) / "remains"
        held = [entry(day, 7.0, stretch, information=LARGE) for stretch in "abc"]
        with History(self.path) as history:
            history._connection.execute("PRAGMA cache_size = 1")  # or nothing is written before
            history._connection.set_progress_handler(self._killer(steps, remains), 1)
            try:
                self._keep(history, day, held)
            except HistoryError:
                assert remains.exists()
        if remains.exists():
            shutil.rmtree(self.path.parent)
            remains.rename(self.path.parent)
        with History(self.path) as history:
            entries = history.entries()
        if all(one in entries for one in held):
            self.kept["session", day] = held

    def _killer(self, steps: int, remains: Path) -> Callable[[], bool]:
        left = steps

        def step() -> bool:
            nonlocal left
            left -= 1
            if left == 0:
                shutil.copytree(self.path.parent, remains)
            return left <= 0

        return step

    @rule(day=DAYS)
    def full_disk(self, day: int) -> None:
        with History(self.path) as history:
            (pages,) = history._connection.execute("PRAGMA page_count").fetchone()
            history._connection.execute(f"PRAGMA max_page_count = {pages}")
            held = [entry(day, 8.0, stretch, information=LARGE) for stretch in "abcdefgh"]
            with suppress(HistoryError):  # there may be room left by what was deleted
                self._keep(history, day, held)

    @rule(row=st.sampled_from([("yesterday", "{}"), ("2026-01-01", "no JSON"), (b"\xff", "{}")]))
    def foreign_row(self, row: tuple[str | bytes, str]) -> None:
        with History(self.path):
            pass
        with closing(sqlite3.connect(self.path)) as connection, connection:
            insert = (
                "INSERT INTO held (at, stretch, hold_s, asked_s, information) VALUES (?,?,?,?,?)"
            )
            connection.execute(insert, (row[0], "bridge", 1.0, 1.0, row[1]))
        self.foreign += 1

    @rule()
    def newer(self) -> None:
        """A newer posecheck has been here: nothing is touched."""
        self._set_version(SCHEMA_VERSION + 1)
        before = self.path.read_bytes()
        with pytest.raises(HistoryError, match="newer posecheck"), History(self.path):
            pass
        assert self.path.read_bytes() == before
        self._set_version(SCHEMA_VERSION)

    def _set_version(self, version: int) -> None:
        if not self.path.exists():
            with History(self.path):
                pass
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute(f"PRAGMA user_version = {version}")

    @rule(name=NAMES.filter(bool))
    def delete_of(self, name: str) -> None:
        with History(self.path) as history:
            history.delete_of(name)
        self.kept = {
            key: [kept for kept in held if kept.name != name] for key, held in self.kept.items()
        }

    @rule()
    def delete_all(self) -> None:
        with History(self.path) as history:
            history.delete_all()
        self.kept, self.foreign = {}, 0

    @invariant()
    def nothing_kept_is_lost(self) -> None:
        with History(self.path) as history:
            entries = history.entries()
            (rows,) = history._connection.execute("SELECT count(*) FROM held").fetchone()
        expected = [kept for held in self.kept.values() for kept in held]
        assert sorted(entries, key=in_order) == sorted(expected, key=in_order)
        assert rows == len(expected) + self.foreign
        assert bool(history.notice) == bool(self.foreign)
        assert not list(self.path.parent.glob("*.backup"))


TestHistories = Histories.TestCase
TestHistories.settings = hypothesis.settings(max_examples=10, stateful_step_count=10, deadline=None)
