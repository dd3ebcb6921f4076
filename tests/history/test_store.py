import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from math import inf
from subprocess import run

import pytest
from filelock import FileLock
from foreign_disk import let_no_permissions_change
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.errors import HistoryError
from posecheck.history import History, HistoryEntry, history_file, store
from posecheck.outputs.report.history_page import history_page
from posecheck.pose.pose import Side
from posecheck.support.files import HIDDEN

DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)
TEXTS = st.text(min_size=1).filter(str.isprintable)


def entry(at: datetime = DAY, **changes) -> HistoryEntry:
    values = {"stretch": "bridge", "side": None, "hold_s": 30.0, "asked_s": 30.0, "score": 90.0}
    return HistoryEntry(at, **(values | {"information": {}} | changes))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.sqlite"


@settings(deadline=None, max_examples=50)
@given(
    st.builds(
        HistoryEntry,
        st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
        st.text(min_size=1).filter(lambda text: text.isprintable()),
        st.none() | st.sampled_from(Side),
        st.floats(0, 1e6),
        st.floats(0, 1e6),
        st.none() | st.floats(0, 100),
        st.dictionaries(st.text(min_size=1).filter(str.isprintable), st.floats(-360, 360)),
        st.none() | TEXTS,
        st.none() | TEXTS,
        st.none() | TEXTS,
        st.none() | st.floats(0, 1e6),
    )
)
def test_an_entry_comes_back_as_it_was(tmp_path_factory, kept):
    with History(tmp_path_factory.mktemp("history") / "history.sqlite") as history:
        history.add([kept])
        assert history.entries() == [kept]


def test_entries_come_oldest_first_whatever_their_time_zone(path):
    east = timezone(timedelta(hours=9))
    early = entry(datetime(2026, 3, 1, 16, tzinfo=east), stretch="early")  # 7:00 UTC
    with History(path) as history:
        history.add([entry(stretch="late"), early])
    with History(path) as history:
        assert [kept.stretch for kept in history.entries()] == ["early", "late"]


def test_where_no_permissions_can_be_changed_it_is_kept_all_the_same(path, monkeypatch):
    let_no_permissions_change(monkeypatch)
    for _ in range(2):
        with History(path) as history:
            history.keep_session(DAY, [entry()])
            assert history.entries() == [entry()]


def test_only_the_user_can_read_it(path):
    with History(path) as history:
        history.add([entry()])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_of_the_users_keeps_its_mode(tmp_path):
    tmp_path.chmod(0o755)
    with History(tmp_path / "history.sqlite"):
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_another_folder_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    assert history_file().parent == tmp_path
    monkeypatch.delenv("POSECHECK_DATA")
    assert history_file().parent != tmp_path


def test_deleting_leaves_no_trace_in_the_folder(path):
    path.parent.mkdir()
    path.write_bytes(b"secret_of_old" * 999)
    with History(path) as history:
        history.add([entry(stretch="secret_of_today")])
        history.delete_all()
        assert history.entries() == []
    assert all(b"secret" not in file.read_bytes() for file in path.parent.iterdir())


def damaged_page(path):
    with History(path) as history:
        history.add([entry(information={f"value_{n}": 1.0 for n in range(2000)})])
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * 4096 + content[8192:])


def older_kind(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE sessions (at TEXT)")


def no_database(path):
    path.parent.mkdir()
    path.write_text("not a database at all, but long enough to be looked at by SQLite\n" * 99)


@pytest.mark.parametrize("spoil", [damaged_page, older_kind, no_database])
def test_what_cannot_be_used_is_set_aside_whole_and_said(path, spoil):
    spoil(path)
    before = path.read_bytes()
    with History(path) as history:
        history.add([entry()])
        assert history.entries() == [entry()]
        (backup,) = path.parent.glob("*.backup")
        assert backup.name in history.notice
    assert backup.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with History(path) as history:
        assert history.notice is None
        assert history.entries() == [entry()]


def test_a_damaged_history_behind_a_link_is_set_aside_and_deleted_where_it_is(tmp_path):
    target, link = tmp_path / "synced" / "real.sqlite", tmp_path / "history.sqlite"
    target.parent.mkdir()
    target.write_bytes(b"no database" * 1000)
    link.symlink_to(target)
    with History(link) as history:
        (backup,) = target.parent.glob("*.backup")
        assert backup.read_bytes().startswith(b"no database")
        assert link.is_symlink()
        history.delete_all()
    assert not list(target.parent.glob("*.backup"))


def test_a_newer_history_is_left_alone(path):
    with History(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(HistoryError, match="newer posecheck; update"), History(path):
        pass
    assert path.read_bytes() == before


def test_a_locked_history_says_what_to_do_and_loses_nothing(path, monkeypatch):
    monkeypatch.setattr(store, "PATIENCE_S", 0.1)
    with History(path) as history, closing(sqlite3.connect(path)) as other:
        history.add([entry()])
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(HistoryError, match="locked; close it and try again"):
            history.add([entry(), entry()])
        other.rollback()
        assert history.entries() == [entry()]
        assert list(path.parent.glob("*.backup")) == []


def test_a_second_look_takes_no_lock_away(path, monkeypatch):
    """As at the end of a session, which is shown beside earlier ones while it is being kept."""
    monkeypatch.setattr(store, "PATIENCE_S", 0.1)
    with History(path) as first:
        first._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryError, match="locked"):
            History(path).__enter__()
        write = "import sqlite3, sys; sqlite3.connect(sys.argv[1], 0.1).execute('BEGIN IMMEDIATE')"
        other = run([sys.executable, "-c", write, path], capture_output=True, text=True)
    assert other.stderr.endswith("database is locked\n")


def second_that_looks(path, monkeypatch) -> threading.Thread:
    """A second session that adds an entry; it has looked at the file by now."""
    looked = threading.Event()
    connect = sqlite3.connect

    def connect_and_tell(*arguments, **settings):
        connection = connect(*arguments, **settings)
        connection.set_trace_callback(lambda statement: looked.set())
        return connection

    def add():
        with History(path) as history:
            history.add([entry(stretch="second")])

    second = threading.Thread(target=add)
    with monkeypatch.context() as patch:
        patch.setattr(store.sqlite3, "connect", connect_and_tell)
        second.start()
        looked.wait()
    time.sleep(0.2)
    return second


def test_two_that_begin_a_history_at_once_keep_both(path, monkeypatch):
    """Where the second looks while the first one has not yet made its tables."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as first:
        first.execute("BEGIN IMMEDIATE")
        for statement in store.SCHEMA:
            first.execute(statement)
        second = second_that_looks(path, monkeypatch)
        first.execute("COMMIT")
        second.join()
    with History(path) as history:
        assert [kept.stretch for kept in history.entries()] == ["second"]
    assert list(path.parent.glob("*.backup")) == []


def test_of_two_that_find_it_damaged_the_second_keeps_what_the_first_began(path, monkeypatch):
    no_database(path)
    with FileLock(path.with_name(f"{HIDDEN}{path.name}-lock")):  # the first is at it
        second = second_that_looks(path, monkeypatch)
        path.unlink()
        with History(path) as history:
            history.add([entry(stretch="first")])
    second.join()
    with History(path) as history:
        assert {kept.stretch for kept in history.entries()} == {"first", "second"}
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(HistoryError, match=r"cannot be used .*POSECHECK_DATA"),
        History(tmp_path / "file" / "history.sqlite"),
    ):
        pass


def test_the_safety_note_is_due_once_a_day(path):
    days = [date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 2)]
    due = []
    for day in days:
        with History(path) as history:
            due.append(history.safety_note_due(day))
    assert due == [True, False, True, False]


def as_version_1(path, row):
    """A history as posecheck 0.1 wrote it."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "CREATE TABLE held (at TEXT NOT NULL, stretch TEXT NOT NULL, side TEXT, "
            "hold_s REAL NOT NULL, asked_s REAL NOT NULL, score REAL, information TEXT NOT NULL)"
        )
        connection.execute("CREATE TABLE shown (what TEXT PRIMARY KEY, day TEXT NOT NULL)")
        connection.execute("INSERT INTO held VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("PRAGMA user_version = 1")


def test_a_history_of_version_1_stays_and_takes_new_entries(path):
    as_version_1(path, (DAY.isoformat(), "bridge", "left", 30.0, 30.0, 90.0, "{}"))
    for _ in range(2):
        with History(path) as history:
            assert history.notice is None
            assert history.entries() == [entry(side=Side.LEFT)]
    with History(path) as history:
        history.add([entry(name="Ada")])
        assert history.entries("Ada") == [entry(name="Ada")]
    assert list(path.parent.glob("*.backup")) == []


def test_a_history_of_version_2_stays_and_takes_what_could_not_be_judged(path):
    as_version_1(path, (DAY.isoformat(), "bridge", "left", 30.0, 30.0, 90.0, "{}"))
    with closing(sqlite3.connect(path)) as connection, connection:
        for column in ("name TEXT", "note TEXT", "clip TEXT", "start_s REAL"):
            connection.execute(f"ALTER TABLE held ADD COLUMN {column}")
        connection.execute("PRAGMA user_version = 2")
    unjudged = entry(at=DAY + timedelta(days=1), clock_s=30.0, unjudged="left ankle hidden")
    with History(path) as history:
        history.add([unjudged])
        assert history.entries() == [entry(side=Side.LEFT), unjudged]
        assert history.notice is None


def test_entries_of_one_name_leave_out_the_others_and_those_without(path):
    own, other = entry(name="Ada"), entry(name="Ben")
    with History(path) as history:
        history.add([own, other, entry()])
        assert history.entries("Ada") == [own]
        assert history.entries("Cleo") == []
        assert len(history.entries()) == 3


@pytest.mark.parametrize("written", ["Jos\u00e9", "Jose\u0301"])
def test_a_name_is_found_and_deleted_however_its_accent_is_written(path, written):
    with History(path) as history:
        history.add([entry(name="Jos\u00e9"), entry(name="Jose\u0301"), entry(name="Jose")])
        assert len(history.entries(written)) == 2
        assert history.delete_of(written) == 2
        assert history.entries() == [entry(name="Jose")]


def test_what_is_analysed_again_of_a_clip_replaces_what_was_held_there(path):
    def held(start_s: float, **changes) -> HistoryEntry:
        return entry(clip="5a", start_s=start_s, **changes)

    live, other_clip = entry(), entry(clip="5b", start_s=1.0)
    with History(path) as history:
        history.add([live, other_clip])
        history.keep_clip("5a", 0.0, 60.0, [held(1.0), held(30.0)])
        history.keep_clip("5a", 60.5, 90.0, [held(61.0)])
        history.keep_clip("5a", 0.0, 60.0, [held(1.0, name="Ada")])
        assert history.entries() == [live, other_clip, held(61.0), held(1.0, name="Ada")]
        history.keep_session(DAY, [])
        assert live not in history.entries()
        assert len(history.entries()) == 3


def test_a_part_of_a_clip_takes_nothing_from_a_hold_that_reaches_into_it(path):
    paused = entry(clip="5a", start_s=2.0, hold_s=4.0, end_s=50.0)
    part = replace(paused, start_s=40.0, hold_s=2.0)
    other_side, later = replace(part, side=Side.LEFT), replace(part, start_s=50.0, end_s=58.0)
    with History(path) as history:
        assert history.keep_clip("5a", 0.0, 60.0, [paused]) == []
        assert history.keep_clip("5a", 40.0, 60.0, [part, other_side, later]) == [part]
        assert history.entries() == [paused, other_side, later]
        assert history.keep_clip("5a", 0.0, 60.0, [part]) == []
        assert history.entries() == [part]


def test_a_clip_keeps_its_name_and_note_where_no_others_are_given(path):
    first = entry(clip="5a", start_s=1.0, name="Ada", note="week one")
    again, renamed = replace(first, name=None, note=None, hold_s=9.0), replace(first, name="Bea")
    with History(path) as history:
        history.keep_clip("5a", 0.0, 60.0, [first])
        history.keep_clip("5a", 0.0, 60.0, [again])
        assert history.entries() == [replace(first, hold_s=9.0)]
        history.keep_clip("5a", 0.0, 60.0, [renamed])
        assert history.entries() == [renamed]


def test_a_part_of_a_clip_leaves_the_hold_that_begins_at_its_end(path):
    first = entry(clip="5a", start_s=1.0, hold_s=6.0, end_s=6.97)
    second = entry(clip="5a", start_s=7.0, hold_s=5.0, end_s=12.0)
    with History(path) as history:
        history.keep_clip("5a", 7.0, 14.0, [second])
        history.keep_clip("5a", 0.0, 7.0, [first])
        assert history.entries() == [second, first]


ROW = ("2026-03-01T08:00:00", "bridge", None, 30.0, 30.0, None, "{}")


def with_row(path, **cells):
    names = ("at", "stretch", "side", "hold_s", "asked_s", "score", "information")
    row = tuple(cells.get(name, cell) for name, cell in zip(names, ROW, strict=True))
    with History(path) as history:
        history.add([entry()])
    with closing(sqlite3.connect(path)) as connection, connection:
        columns, marks = ", ".join(names), ", ".join("?" * len(names))
        connection.execute(f"INSERT INTO held ({columns}) VALUES ({marks})", row)


def test_a_row_without_a_time_zone_is_of_this_machine(path):
    with_row(path)
    with History(path) as history:
        assert history.notice is None
        (other,) = [kept for kept in history.entries() if kept != entry()]
    assert other.at == datetime(2026, 3, 1, 8).astimezone()
    assert history_page([entry(), other])


@pytest.mark.parametrize(
    "cells",
    [
        {"at": "yesterday"},
        {"at": 5},
        {"at": "0001-01-01T00:00:00"},
        {"at": "9999-12-31T23:59:59+00:00"},
        {"stretch": b"bridge"},
        {"side": "up"},
        {"hold_s": "long"},
        {"asked_s": inf},
        {"score": -inf},
        {"information": '{"hip_extension": NaN}'},
        {"information": '{"hip_extension": {}}'},
        {"information": "[]"},
        {"information": "none"},
        {"information": "[" * 100_000},
    ],
    ids=str,
)
def test_a_row_that_cannot_be_read_is_left_out_and_nothing_else(path, cells):
    with_row(path, **cells)
    for _ in range(2):
        with History(path) as history:
            assert history.entries() == [entry()]
            assert history.notice == f"{path}: an entry that cannot be read is left out"
    assert list(path.parent.glob("*.backup")) == []


def test_an_entry_that_is_not_utf8_hides_no_other(path):
    with_row(path, stretch="pigeon")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"pigeon", b"pig\xffon"))
    with History(path) as history:
        assert history.notice is None
        stretches = [kept.stretch for kept in history.entries()]
    assert stretches == [entry().stretch, "pig\ufffdon"]


def test_a_session_under_way_has_one_set_of_entries(path):
    first, other = entry(), entry(at=entry().at + timedelta(seconds=1))
    with History(path) as history:
        history.add([other])
        for hold_s in (1.0, 2.0):
            now = [entry(hold_s=hold_s), entry(stretch="pigeon", hold_s=hold_s)]
            history.keep_session(first.at, now)
            assert history.entries() == [*now, other]
        history.keep_session(first.at, [])
        assert history.entries() == [other]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system keeps its time zone")
def test_a_session_during_which_the_time_zone_changes_is_still_one(path, monkeypatch):
    with History(path) as history, zone(monkeypatch, "UTC0"):
        now = entry(at=datetime.now().astimezone())
        history.keep_session(now.at, [now])
        with zone(monkeypatch, "EST5"):
            history.keep_session(now.at, [replace(now, hold_s=2 * now.hold_s)])
        assert [held.hold_s for held in history.entries()] == [2 * now.hold_s]


@contextmanager
def zone(monkeypatch, name: str) -> Iterator[None]:
    """With the time zone of this machine set to another one."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", name)
        time.tzset()
        yield
    time.tzset()
