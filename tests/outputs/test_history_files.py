"""The history is written where it was asked to, and over nothing that is not its own."""

import json
from datetime import UTC, datetime

import pytest

from posecheck.errors import InputError
from posecheck.history import HistoryEntry
from posecheck.outputs.history_files import HistoryFiles
from posecheck.outputs.targets import Targets

ENTRY = HistoryEntry(
    at=datetime(2026, 3, 1, 8, tzinfo=UTC),
    stretch="bridge",
    side=None,
    hold_s=30.0,
    asked_s=30.0,
    score=90.0,
    information={},
    name="Ada",
)


def write(files: HistoryFiles, entries=(ENTRY,)) -> None:
    files.check(Targets([]))
    files.write(entries, "Ada")


def test_each_kind_of_file_is_written_and_replaced_when_written_again(tmp_path, capsys):
    files = HistoryFiles(
        tmp_path / "ada.html", str(tmp_path / "ada.jsonl"), str(tmp_path / "ada.csv")
    )
    for entries in ((ENTRY, ENTRY), (ENTRY,)):
        write(files, entries)
    assert "Progress of Ada" in (tmp_path / "ada.html").read_text(encoding="utf-8")
    (line,) = (tmp_path / "ada.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["name"] == "Ada"
    assert len((tmp_path / "ada.csv").read_text(encoding="utf-8").splitlines()) == 2
    assert capsys.readouterr().err.count("written: ") == 6


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_stdout_has_the_lines_and_nothing_else(kind, capsysbinary):
    write(HistoryFiles(**{kind: "-"}))
    out, err = capsysbinary.readouterr()
    assert out.count(b"\n") == {"json": 1, "csv": 2}[kind]
    assert err == b""


def test_both_cannot_go_to_stdout():
    with pytest.raises(InputError, match="cannot both go to stdout"):
        HistoryFiles(json="-", csv="-").check(Targets([]))


@pytest.mark.parametrize("kind", ["html", "json", "csv"])
def test_a_file_of_somebody_elses_stays(tmp_path, kind):
    own = tmp_path / "own.txt"
    own.write_text("at, the beach", encoding="utf-8")
    path = own if kind == "html" else str(own)
    with pytest.raises(InputError, match="not made by posecheck"):
        HistoryFiles(**{kind: path}).check(Targets([]))
