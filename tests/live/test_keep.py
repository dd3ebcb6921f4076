"""What a session leaves in the history."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sessions
from places import ROOT
from sessions import BRIDGE, LUNGE

from posecheck.clips.analysis import Labels
from posecheck.clips.result import InformationPart
from posecheck.coach import PartResult, SessionResult
from posecheck.history import History, HistoryEntry
from posecheck.live import keep
from posecheck.live.keep import entries, history_before
from posecheck.pose.pose import Side

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


def session(*parts: PartResult) -> SessionResult:
    return SessionResult("mine", "Mine", 0.0, 90.0, parts)


def test_a_hold_that_began_is_an_entry_with_its_angles():
    values = (
        InformationPart(id="hip", value=12.0, unit="deg"),
        InformationPart(id="reach", value=0.5, unit="T"),
    )
    held = PartResult(LUNGE, Side.LEFT, 30.0, 20.0, 10.0, information=values, score=50.0)
    (entry,) = entries(session(held, PartResult(LUNGE, None, 30.0)), AT)
    assert (entry.at, entry.stretch, entry.side) == (AT, LUNGE.id, Side.LEFT)
    assert (entry.hold_s, entry.asked_s, entry.score) == (20.0, 30.0, 50.0)
    assert entry.information == {"hip": 12.0}


def test_an_entry_is_rounded_as_those_of_clips_are():
    (entry,) = entries(session(PartResult(LUNGE, Side.LEFT, 30.0, 0.1 * 63, 10.0)), AT)
    assert entry.hold_s == 6.3


def test_an_entry_has_the_name_and_the_note_of_the_session():
    held = PartResult(BRIDGE, None, 30.0, 20.0, 10.0)
    (entry,) = entries(session(held), AT, Labels("Ada", "first day"))
    assert (entry.name, entry.note) == ("Ada", "first day")


def test_a_session_is_set_beside_what_the_same_person_held_before(monkeypatch, tmp_path):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    held = session(PartResult(BRIDGE, None, 30.0, 20.0, 10.0))
    earlier, later = (AT + timedelta(days=days) for days in (-1, 1))
    for name in (None, "Ada", "Ben"):
        with History() as history:
            history.add(entries(held, earlier, Labels(name)) + entries(held, later, Labels(name)))
    for name in (None, "Ada", "Ben"):
        assert history_before(AT, name) == entries(held, earlier, Labels(name))
    assert history_before(AT, "Cleo") == []


def kept_of_killed(folder: Path, call: str) -> list[HistoryEntry]:
    """What is in the history after a session of a lunge that was killed, without any warning."""
    script = (
        "import os, time\n"
        "from datetime import UTC, datetime\n"
        "from sessions import GOOD, Session\n"
        "from posecheck.history import History\n"
        "from posecheck.live import keep\n"
        "keep.KEEP_EVERY_S = 0\n"
        "session = Session.of()\n"
        "keeper = keep.Keeper(session.coach, datetime(2026, 3, 1, 8, tzinfo=UTC)).__enter__()\n"
        f"{call}\n"
        "os._exit(9)\n"
    )
    helpers = Path(sessions.__file__).parent
    paths = os.pathsep.join([str(helpers), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "POSECHECK_DATA": str(folder), "PYTHONPATH": paths},
        timeout=120,
        check=False,
    )
    assert done.returncode == 9
    with History(folder / "history.sqlite") as history:
        return history.entries()


def test_a_session_that_is_killed_is_kept_up_to_its_last_seconds(tmp_path):
    wait = "while not (kept := History().__enter__().entries()) or kept[0].hold_s < {}: pass\n"
    call = (
        "session.see_until(GOOD, lambda coach: coach.view.held_s >= 4); keeper.look()\n"
        + wait.format(4)
        + "session.see(GOOD, 3); keeper.look()\n"
        + wait.format(6)
    )
    (entry,) = kept_of_killed(tmp_path, call)
    assert (entry.at, entry.stretch, entry.side) == (AT, LUNGE.id, Side.LEFT)
    assert entry.hold_s == pytest.approx(7, abs=0.3)


def test_before_anything_is_held_nothing_is_kept(tmp_path):
    assert kept_of_killed(tmp_path, "session.see(GOOD, 0.5); keeper.look()") == []


def test_at_its_end_a_session_has_its_entries_once(tmp_path, monkeypatch):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    monkeypatch.setattr(keep, "KEEP_EVERY_S", 0.0)
    session = sessions.Session.of()
    with keep.Keeper(session.coach, AT) as keeper:
        for _ in range(20):
            session.see(sessions.GOOD, 1)
            keeper.look()
    with History() as history:
        (entry,) = history.entries()
    assert entry.hold_s == pytest.approx(10, abs=0.3)


def test_a_history_that_cannot_be_used_is_said_once_at_the_end(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "file"))
    monkeypatch.setattr(keep, "KEEP_EVERY_S", 0.0)
    session = sessions.Session.of()
    with keep.Keeper(session.coach, AT) as keeper:
        session.see(sessions.GOOD, 15)
        keeper.look()
    assert capsys.readouterr().err.count("the history cannot be used") == 1
