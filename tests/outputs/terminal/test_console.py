"""The console that words are wrapped for."""

import pytest

from posecheck.outputs.terminal.console import LEAST_WIDTH, plain_console
from posecheck.outputs.terminal.printing import show


@pytest.mark.parametrize(("columns", "width"), [("0", LEAST_WIDTH), ("1", LEAST_WIDTH), ("90", 90)])
def test_a_width_that_holds_no_word_is_not_believed(monkeypatch, capsys, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert plain_console().width == width
    show("Lift your hips")
    assert capsys.readouterr().out == "Lift your hips\n"


def test_names_are_printed_as_they_are(capsys):
    plain_console().print("[bold]:smile: 12")
    assert capsys.readouterr().out == "[bold]:smile: 12\n"
