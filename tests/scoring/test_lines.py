"""Lines kept as they come and put in order at the end."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.scoring.lines import OrderedLines

ANY_TEXT = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))


@settings(deadline=None, max_examples=30)
@given(texts=st.lists(ANY_TEXT), data=st.data())
def test_lines_end_in_order_whatever_order_they_came_in(tmp_path_factory, texts, data):
    path = tmp_path_factory.mktemp("lines") / "out.txt"
    arrivals = data.draw(st.permutations(range(len(texts))))
    with OrderedLines(path, head="head") as lines:
        for at, index in enumerate(arrivals, 1):
            lines.add(index, texts[index])
            assert lines_of(path) == ["head", *(texts[i] for i in arrivals[:at]), ""]
    assert lines_of(path) == ["head", *texts, ""]
    assert [file.name for file in path.parent.iterdir()] == ["out.txt"]


def lines_of(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8").split("\n")


def test_an_error_keeps_what_is_there_in_order(tmp_path):
    lines = OrderedLines(tmp_path / "out.txt")
    lines.add(5, "five")
    lines.add(2, "two")
    lines.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (tmp_path / "out.txt").read_text() == "two\nfive\n"


@pytest.mark.parametrize("interrupted", ["write", "flush", "fileno"])
def test_a_line_whose_writing_is_interrupted_is_whole_or_not_there(tmp_path, interrupted):
    class Interrupting:
        """The file, and a Ctrl-C after one of its calls."""

        def __init__(self, file):
            self.file, self.armed = file, True

        def __getattr__(self, name):
            return (
                self.interrupt if name == interrupted and self.armed else getattr(self.file, name)
            )

        def interrupt(self, *arguments):
            self.armed = False
            getattr(self.file, interrupted)(*arguments)
            raise KeyboardInterrupt

    lines = OrderedLines(tmp_path / "out.txt")
    lines.add(5, "five")
    lines._file = Interrupting(lines._file)
    with pytest.raises(KeyboardInterrupt), lines:
        lines.add(2, "two")
    assert (tmp_path / "out.txt").read_text() == "two\nfive\n"


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path):
    (tmp_path / "link.txt").symlink_to("real.txt")
    for path in (tmp_path / "link.txt", tmp_path / "null"):
        if path.name == "null":
            path.symlink_to("/dev/null")
        with OrderedLines(path) as lines:
            lines.add(0, "line")
        assert path.is_symlink()
    assert (tmp_path / "real.txt").read_text() == "line\n"
