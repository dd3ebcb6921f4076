"""`posecheck history`: shown, written as a page, deleted only if that is confirmed."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from command_line import environment

from posecheck.cli.history import history
from posecheck.errors import InputError
from posecheck.history import History, HistoryEntry

ENTRY = HistoryEntry(
    at=datetime(2026, 3, 1, 8, tzinfo=UTC),
    stretch="bridge",
    side=None,
    hold_s=30.0,
    asked_s=30.0,
    score=90.0,
    information={},
)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A history with one entry, as the one of the user."""
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    with History() as history:
        history.add([ENTRY])
    return tmp_path


def test_it_is_a_table_with_a_plot_if_that_is_asked_for(kept, capsys):
    history()
    table = capsys.readouterr().out
    history(plot=True)
    with_plot = capsys.readouterr().out
    assert "Bridge" in table
    assert with_plot.startswith(table)
    assert "seconds held" in with_plot.removeprefix(table)


def test_plotting_without_the_library_says_what_to_install(kept, monkeypatch):
    monkeypatch.setitem(sys.modules, "plotille", None)
    with pytest.raises(InputError, match=r"pip install 'posecheck\[plot\]'"):
        history(plot=True)


def test_it_is_written_as_a_page(kept, capsys):
    history(html=kept / "progress.html")
    assert "Bridge" in (kept / "progress.html").read_text(encoding="utf-8")
    assert "progress.html" in capsys.readouterr().err


@pytest.mark.parametrize(
    "other",
    [{"html": Path("progress.html")}, {"plot": True}, {"json": "-"}, {"csv": "history.csv"}],
    ids=str,
)
def test_deleting_and_showing_at_once_is_refused(kept, other):
    with pytest.raises(InputError, match="--delete shows nothing"):
        history(delete=True, yes=True, **other)
    with History() as left:
        assert left.entries() == [ENTRY]


ADA = replace(ENTRY, name="Ada \x1b[31m", note="<b>knee</b>")


@pytest.fixture
def of_two(kept):
    with History() as history:
        history.add([ADA])
    return kept


def test_one_name_is_shown_alone_and_cannot_control_the_terminal(of_two, capsys):
    history(name=ADA.name)
    out = capsys.readouterr().out
    assert out.count("Bridge") == 1
    assert "\\x1b" in out
    assert "\x1b" not in out
    history(name="nobody")
    assert "Nothing is in the history yet under the name nobody" in capsys.readouterr().out


def test_a_page_of_everybody_tells_people_apart_and_escapes_what_they_wrote(of_two, capsys):
    history(html=of_two / "progress.html")
    page = (of_two / "progress.html").read_text(encoding="utf-8")
    assert "Ada \\x1b[31m: Bridge</h2>" in page
    assert "&lt;b&gt;knee&lt;/b&gt;" in page
    assert "<b>knee</b>" not in page


def test_the_history_of_one_name_goes_to_stdout(of_two, capsys):
    history(name=ADA.name, json="-")
    out, err = capsys.readouterr()
    (line,) = out.splitlines()
    assert (json.loads(line)["note"], err) == (ADA.note, "")


def test_deleting_one_name_leaves_the_others(of_two, capsys):
    history(name="Adda", delete=True, yes=True)
    assert "nothing was kept under Adda" in capsys.readouterr().err
    history(name=ADA.name, delete=True, yes=True)
    assert "what was kept under Ada" in capsys.readouterr().err
    with History() as left:
        assert left.entries() == [ENTRY]


def test_deleting_one_name_tells_of_histories_that_were_set_aside(of_two, capsys):
    with History() as kept:
        (aside := kept.path.with_name(f"{kept.path.name}.20260101.backup")).touch()
        assert kept.set_aside() == [aside]
    history(name=ADA.name, delete=True, yes=True)
    err = capsys.readouterr().err
    assert f"not looked into: {aside}" in err
    assert "posecheck history --delete" in err
    history(delete=True, yes=True)
    assert not aside.exists()
    assert "not looked into" not in capsys.readouterr().err


def test_the_question_cannot_control_the_terminal_and_names_whose_it_is(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "posecheck", "history", "--delete", "--name", "Ada"],
        env={**environment(), "POSECHECK_DATA": str(tmp_path / "a\x1b[2J")},
        input="n\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "under Ada of " in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "answer", "code", "left"),
    [
        (["--delete"], "y\n", 0, 0),
        (["--delete", "--yes"], "", 0, 0),
        (["--delete"], "n\n", 0, 1),
        (["--delete"], "", 130, 1),
    ],
)
def test_it_is_deleted_only_if_that_is_confirmed(tmp_path, arguments, answer, code, left):
    with History(tmp_path / "history.sqlite") as history:
        history.add([ENTRY])
        done = subprocess.run(
            [sys.executable, "-m", "posecheck", "history", *arguments],
            env={**environment(), "POSECHECK_DATA": str(tmp_path)},
            input=answer,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, len(history.entries())) == (code, left)
    assert "unexpected" not in done.stderr
