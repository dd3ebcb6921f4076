"""A session in lines of the terminal, where there is no window."""

import pytest
from sessions import GOOD, LUNGE, NOBODY, Session

from posecheck.coach import Command
from posecheck.errors import InputError
from posecheck.live.display import COMMANDS, TerminalDisplay
from posecheck.live.window import Key


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


def test_nothing_can_be_chosen_or_asked_for_without_a_window():
    with TerminalDisplay() as display:
        assert display.commands() == []
        with pytest.raises(InputError, match="name a stretch or a routine"):
            display.choose(["Bridge"])


def test_every_key_but_that_for_the_full_screen_is_a_command():
    assert set(COMMANDS) == {key.value for key in Key} - {Key.FULL_SCREEN.value}
    assert set(COMMANDS.values()) <= set(Command)
