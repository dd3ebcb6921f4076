"""Text stays aligned when it is wrapped."""

from results import printed
from rich.text import Text

from posecheck.outputs.terminal.layout import INDENT, indented, list_entry

LONG = "Bring the front foot back until the knee is above the ankle, then hold. " * 3


def test_every_line_of_indented_text_is_indented():
    lines = printed(indented(Text(LONG)), width=40).splitlines()
    assert len(lines) > 3
    assert all(line.startswith(" " * INDENT) and line[INDENT] != " " for line in lines)


def test_the_lines_of_an_entry_align_behind_its_mark():
    first, *others = printed(list_entry("10.", LONG), width=40).splitlines()
    assert first.startswith("10. Bring")
    assert others
    assert all(line.startswith("    ") and line[4] != " " for line in others)
