"""The commands of the person: pause, resume, skip, repeat, quit."""

import pytest
from sessions import (
    BRIDGE,
    BRIDGING,
    GOOD,
    LUNGE,
    OUT,
    Session,
    about,
    holding,
    kinds,
    phase,
)

from posecheck.coach import (
    HoldResumed,
    Phase,
    SessionDone,
    SideSwitch,
    Skipped,
    StretchStarted,
    wording,
)
from posecheck.coach.commands import Command
from posecheck.pose.pose import Side


@pytest.mark.parametrize("command", [Command.PAUSE, Command.TOGGLE])
def test_a_paused_hold_waits_and_goes_on(command):
    session = holding(4)
    held_s = session.coach.view.held_s
    (pause,) = session.ask(command)
    assert pause.by_person
    assert session.see(GOOD, 20) == []
    assert (phase(session), session.coach.view.held_s) == (Phase.PAUSED, pytest.approx(held_s))
    assert session.coach.view.message == wording.PAUSED
    (resumed,) = session.ask(Command.RESUME)
    assert isinstance(resumed, HoldResumed)
    session.see(GOOD, 2)
    assert session.coach.view.held_s == about(held_s + 2)


def test_pausing_twice_is_pausing_once():
    session = holding(4)
    assert len(session.ask(Command.PAUSE)) == 1
    assert session.ask(Command.PAUSE) == []
    session.ask(Command.RESUME)
    assert session.ask(Command.RESUME) == []


def test_pausing_in_the_count_down_starts_it_over():
    session = Session.of(LUNGE)
    session.see(GOOD, 2)
    session.ask(Command.PAUSE)
    session.see(GOOD, 10)
    session.ask(Command.RESUME)
    assert session.see_until(GOOD, lambda coach: coach.view.phase is Phase.HOLD) == about(3)


def test_a_paused_rest_waits():
    session = Session.of(BRIDGE, BRIDGE, hold_s=1, rest_s=10)
    session.see_until(BRIDGING, lambda coach: coach.view.phase is Phase.REST)
    session.see(OUT, 4)
    session.ask(Command.TOGGLE)
    session.see(OUT, 30)
    session.ask(Command.TOGGLE)
    assert session.see_until(OUT, lambda coach: coach.view.phase is Phase.PLACE) == about(6)


def test_skipping_goes_to_the_next_side_stretch_and_the_end():
    session = Session.of(LUNGE, BRIDGE, hold_s=10)
    session.see(GOOD, 5)
    assert kinds(session.ask(Command.SKIP)) == [Skipped, SideSwitch]
    assert kinds(session.ask(Command.SKIP)) == [Skipped, StretchStarted]
    assert session.coach.view.title == BRIDGE.title
    assert kinds(session.ask(Command.SKIP)) == [Skipped, SessionDone]
    assert not session.coach.result.complete
    assert session.coach.result.parts[0].good_s > 0


def test_skipping_before_a_side_is_known_skips_both():
    session = Session.of(LUNGE, BRIDGE)
    session.see(OUT, 2)
    session.ask(Command.SKIP)
    assert session.coach.view.title == BRIDGE.title


def test_skipping_the_rest_begins_the_next_stretch():
    session = Session.of(BRIDGE, LUNGE, hold_s=1, rest_s=60)
    session.see_until(BRIDGING, lambda coach: coach.view.phase is Phase.REST)
    assert kinds(session.ask(Command.SKIP)) == [Skipped, StretchStarted]
    assert (phase(session), session.coach.view.title) == (Phase.PLACE, LUNGE.title)


def test_repeating_a_hold_starts_it_over():
    session = holding(4)
    session.ask(Command.REPEAT)
    assert (phase(session), session.coach.view.held_s) == (Phase.PLACE, 0)
    assert session.coach.target.side is Side.LEFT
    session.see_until(GOOD, lambda coach: coach.view.phase is Phase.SWITCH)
    assert session.coach.result.parts[0].good_s == about(10)


def test_repeating_before_a_hold_goes_back_to_the_one_before():
    session = Session.of(BRIDGE, LUNGE, hold_s=2)
    session.see_until(BRIDGING, lambda coach: coach.view.phase is Phase.REST)
    session.ask(Command.REPEAT)
    assert (session.coach.view.title, session.coach.view.held_s) == (BRIDGE.title, 0)
    session.ask(Command.REPEAT)
    assert session.coach.view.title == BRIDGE.title


def test_quitting_ends_the_session_with_what_was_held():
    session = holding(4)
    (done,) = session.ask(Command.QUIT)
    assert isinstance(done, SessionDone)
    assert session.coach.done
    assert done.result.good_s == about(4)
    assert not done.result.complete
