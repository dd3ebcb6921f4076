"""A session in lines of the terminal, where there is no window."""

from dataclasses import replace
from io import StringIO

import pytest
from moments import HOLD, PLACE, UNMET
from sessions import GOOD, LUNGE, NOBODY, Session

from posecheck.coach import Command
from posecheck.errors import InputError
from posecheck.live.display import COMMANDS, TerminalDisplay
from posecheck.live.window import CHOICE_KEYS, Key
from posecheck.stretches.routine import built_in_routines
from posecheck.stretches.stretch import all_built_in


def test_each_new_message_is_a_line_on_stderr(capsys):
    session = Session.of(LUNGE)
    messages = []
    with TerminalDisplay() as display:
        for seen in (NOBODY, NOBODY, GOOD, GOOD):
            session.see(seen, 1)
            display.show(None, session.coach.view, None)
            messages.append(session.coach.view.message)
        display.show(None, session.coach.view, "The camera is gone")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [*dict.fromkeys(messages), "The camera is gone"]


def test_what_keeps_a_person_out_is_a_line_of_its_own_and_not_one_for_each_value(capsys):
    nearer = replace(UNMET, result=replace(UNMET.result, value=0.44))
    with TerminalDisplay() as display:
        for unmet in (None, UNMET, nearer, None, UNMET):
            display.show(None, replace(PLACE, message="Kneel down.", unmet=unmet), None)
    assert capsys.readouterr().err.splitlines() == [
        "Kneel down.",
        "Not yet: hips above the ankle 41% of trunk, needs at least 45% of trunk.",
        "Not yet: hips above the ankle 41% of trunk, needs at least 45% of trunk.",
    ]


def test_nothing_can_be_chosen_or_asked_for_without_a_window():
    with TerminalDisplay() as display:
        assert display.commands() == []
        with pytest.raises(InputError, match="name a stretch or a routine"):
            display.choose(["Bridge"])


def test_every_key_but_that_for_the_full_screen_is_a_command():
    assert set(COMMANDS) == {key.value for key in Key} - {Key.FULL_SCREEN.value}
    assert set(COMMANDS.values()) <= set(Command)


def test_every_choice_of_the_menu_has_a_key_and_no_other_use():
    assert len(built_in_routines()) + len(all_built_in()) < len(CHOICE_KEYS)
    assert len(set(CHOICE_KEYS)) == len(CHOICE_KEYS)
    assert not set(CHOICE_KEYS) & {Key.QUIT.value}


@pytest.mark.parametrize("judged", [True, False])
def test_the_clock_of_the_terminal_says_that_what_it_counts_is_not_judged(monkeypatch, judged):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    pictures = StringIO()
    monkeypatch.setattr("sys.stderr", pictures)
    with TerminalDisplay() as display:
        display.show(None, replace(HOLD, judged=judged), None)
    assert ("s, not judged" in pictures.getvalue()) is not judged


def test_the_clock_of_the_terminal_never_runs_ahead_of_the_hold(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    view = replace(HOLD, held_s=29.9)
    pictures = StringIO()
    monkeypatch.setattr("sys.stderr", pictures)
    with TerminalDisplay() as display:
        display.show(None, view, None)
    assert "29 / 30 s" in pictures.getvalue()
    assert "30 / 30 s" not in pictures.getvalue()
