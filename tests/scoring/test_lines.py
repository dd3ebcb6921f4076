"""Lines kept as they come and put in order at the end."""

import os
from pathlib import Path

import pytest
from access_lists import READABLE_TO_ONE_MORE, give_list
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.errors import InputError
from posecheck.scoring.lines import OrderedLines, Span
from posecheck.support.files import ACCESS_LIST

ANY_TEXT = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))


@settings(deadline=None, max_examples=30)
@given(texts=st.lists(ANY_TEXT, min_size=1), data=st.data())
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
    lines = OrderedLines(tmp_path / "out.txt").__enter__()
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

    def write() -> None:
        with OrderedLines(tmp_path / "out.txt") as lines:
            lines.add(5, "five")
            lines._file = Interrupting(lines._file)
            lines.add(2, "two")

    with pytest.raises(KeyboardInterrupt):
        write()
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


@pytest.mark.parametrize("other", [None, "an editor's copy\n"])
def test_lines_are_whole_whatever_became_of_the_name_meanwhile(tmp_path, other):
    path = tmp_path / "out.txt"
    with OrderedLines(path, head="head") as lines:
        lines.add(2, "two")
        path.unlink()
        if other:
            path.write_text(other)
        lines.add(1, "one")
    assert path.read_text() == "head\none\ntwo\n"


def old_file(folder: Path) -> Path:
    path = folder / "out.txt"
    path.write_text("old\n")
    path.chmod(0o600)
    return path


def test_an_old_file_stays_until_the_first_line_is_there(tmp_path):
    path = old_file(tmp_path)
    with pytest.raises(KeyboardInterrupt), OrderedLines(path, head="head"):
        raise KeyboardInterrupt
    with OrderedLines(path, head="head"):
        pass
    assert path.read_text() == "old\n"
    with OrderedLines(path, head="head") as lines:
        assert path.read_text() == "old\n"
        lines.add(0, "new")
        assert path.read_text() == "head\nnew\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_second_run_on_the_same_file_is_refused(tmp_path):
    path = old_file(tmp_path)
    with OrderedLines(path) as lines:
        with pytest.raises(InputError, match="another run of posecheck"), OrderedLines(path):
            pass
        lines.add(0, "new")
        with pytest.raises(InputError, match="another run of posecheck"), OrderedLines(path):
            pass
    assert path.read_text() == "new\n"
    assert [file.name for file in tmp_path.iterdir()] == ["out.txt"]


def resumed(path: Path) -> OrderedLines:
    """Lines that go on behind those that are there."""
    lines = OrderedLines(path)
    lines.__enter__()
    lines.resume(kept=path.stat().st_size)
    lines.leave_behind([Span(0, path.stat().st_size)])
    return lines


def test_of_two_runs_on_two_names_of_one_file_each_has_its_own(tmp_path):
    path, other = old_file(tmp_path), tmp_path / "other.txt"
    other.hardlink_to(path)
    runs = {name: resumed(name) for name in (path, other)}
    for index in range(3):
        for name, lines in runs.items():
            lines.add(index, f"{name.stem} {index}")
    for lines in runs.values():
        lines.__exit__(None, None, None)
    for name in (path, other):
        assert name.read_text() == "".join(f"{name.stem} {index}\n" for index in range(3)) + "old\n"
    assert {file.name for file in tmp_path.iterdir()} == {"out.txt", "other.txt"}


def test_a_backup_by_hard_links_stays_as_it_is_from_the_first_line_on(tmp_path):
    path, backup = old_file(tmp_path), tmp_path / "backup.txt"
    backup.hardlink_to(path)
    give_list(path, ACCESS_LIST)
    lines = resumed(path)
    lines.add(0, "new")
    assert (path.read_text(), backup.read_text()) == ("old\nnew\n", "old\n")
    assert os.getxattr(path, ACCESS_LIST) == READABLE_TO_ONE_MORE
    lines.__exit__(None, None, None)
    assert (path.read_text(), backup.read_text()) == ("new\nold\n", "old\n")


def test_a_file_with_a_single_name_goes_on_as_it_is(tmp_path):
    path = old_file(tmp_path)
    number = path.stat().st_ino
    lines = resumed(path)
    lines.add(0, "new")
    assert path.stat().st_ino == number
    lines.__exit__(None, None, None)


@pytest.mark.parametrize("name", ["missing/out.txt", "."])
def test_what_cannot_be_written_is_said_before_the_first_line(tmp_path, name):
    with pytest.raises(InputError, match="cannot be written"), OrderedLines(tmp_path / name):
        pass


def test_nothing_of_a_user_is_taken_for_a_part_of_ours(tmp_path):
    mine = tmp_path / "out.txt.part"
    mine.write_text("mine")
    with OrderedLines(tmp_path / "out.txt") as lines:
        lines.add(0, "new")
    assert mine.read_text() == "mine"
