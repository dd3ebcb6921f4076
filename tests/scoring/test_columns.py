"""The table of a run: one row per clip, two columns per check."""

import csv

from places import QUICK

from posecheck.scoring.columns import ABOUT_THE_CLIP, VALUE, ColumnsFile
from posecheck.scoring.job import Scored

LUNGE = QUICK / "lunge_side.mp4"


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
    assert (failed["clip"], failed["error"]) == ("b\ufffd, 2.mp4", "b: no video")
