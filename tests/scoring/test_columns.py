"""The table of a run: one row per clip, two columns per check."""

import csv

from places import QUICK
from results import result as found

from posecheck.outputs.export import frames_csv
from posecheck.scoring.columns import ABOUT_THE_CLIP, VALUE, ColumnsFile
from posecheck.scoring.expectations_file import load_expectations
from posecheck.scoring.job import Scored, Settings
from posecheck.stretches.fields import COLUMNS
from posecheck.stretches.stretch import all_built_in

LUNGE = QUICK / "lunge_side.mp4"
CHECKS = Settings(all_built_in(), "00").check_ids


def test_a_row_has_the_verdict_and_the_value_of_each_check(tmp_path, analyzed):
    result = analyzed(LUNGE)
    checks = [check.id for check in result.checks]
    with ColumnsFile(tmp_path / "out.csv", [*checks, "elsewhere"]) as table:
        table.add(Scored(1, "b\udcff, 2.mp4", error="b: no video"))
        table.add(Scored(0, "a.mp4", result=result))
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        scored, failed = rows
        pairs = [name for id in (*checks, "elsewhere") for name in (id, id + VALUE)]
        assert rows.fieldnames == [*ABOUT_THE_CLIP, *pairs]
    for check in result.checks:
        assert scored[check.id] == check.verdict.value
        assert scored[check.id + VALUE] == ("" if check.value is None else str(check.value))
    assert (scored["clip"], scored["error"], scored["elsewhere"]) == ("a.mp4", "", "")
    assert (failed["clip"], failed["error"]) == (r"b\xff, 2.mp4", "b: no video")


def test_a_name_is_no_formula_and_has_no_password_and_is_found_again(tmp_path):
    names = ["=cmd|' /C calc'!A0.mp4", "-a.mp4", "s3://me:secret@host/b.mp4"]
    with ColumnsFile(tmp_path / "out.csv", CHECKS) as table:
        for index, name in enumerate(names):
            table.add(Scored(index, name, error=f"{name}: no video"))
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert "secret" not in text
    assert all(row.lstrip('"').startswith(("'=", "'-", "s3")) for row in text.splitlines()[1:])
    expected = load_expectations(tmp_path / "out.csv", CHECKS)
    for index, name in enumerate(names):
        expected.add(Scored(index, name, result=found(stretch=None)))
    assert expected.not_scored == []


def test_a_table_is_a_list_that_its_clips_meet_whatever_they_are_called(tmp_path):
    names = ["clip.mp4", "day2/clip.mp4", "=a.mp4", "'=a.mp4", "''=a.mp4", "a\udcff", "a\udcfe"]
    scored = [
        Scored(index, name, result=found(stretch=("bridge", "pigeon")[index % 2]))
        for index, name in enumerate(names)
    ]
    with ColumnsFile(tmp_path / "out.csv", CHECKS) as table:
        for each in scored:
            table.add(each)
    expected = load_expectations(tmp_path / "out.csv", CHECKS)
    for each in scored:
        expected.add(each)
    assert (expected.fell_short, expected.unlisted) == (False, 0)


def test_a_name_with_line_breaks_is_one_row_and_is_found_again(tmp_path):
    forged = "a\nb.mp4,bridge,both,side,100.0\rc.mp4"
    with ColumnsFile(tmp_path / "out.csv", CHECKS) as table:
        table.add(Scored(0, forged, error="no video"))
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as file:
        assert [row["clip"] for row in csv.DictReader(file)] == [forged]
    expected = load_expectations(tmp_path / "out.csv", CHECKS)
    expected.add(Scored(0, forged, result=found(stretch=None)))
    assert expected.not_scored == []


def test_no_check_may_have_the_name_of_another_column(tmp_path):
    others = {*ABOUT_THE_CLIP, *frames_csv.COMMON, frames_csv.REASONS}
    assert others <= COLUMNS
    assert not COLUMNS & set(CHECKS)
