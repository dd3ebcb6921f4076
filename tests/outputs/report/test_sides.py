"""Left against right."""

from dataclasses import replace

import pytest
from figures import STANDING, butterfly, clip, lunge
from recording import record

from posecheck.outputs.report.content import information_rows
from posecheck.outputs.report.sides import one_sided, side_table
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in

TOO_STRAIGHT = built_in("half_kneeling_lunge").variants("front_knee")[0].fix[1] + 15


def test_both_sides_are_compared_where_both_were_held():
    both = clip(lunge(front=Side.LEFT), 4.0, yaw_deg=90.0)
    both += clip(STANDING, 1.0, start_s=4.0)
    both += clip(lunge(knee=TOO_STRAIGHT, front=Side.RIGHT), 4.0, yaw_deg=-90.0, start_s=5.0)
    recorded = record(both)
    table = side_table(recorded)
    assert table is not None
    rows = {row.title: row for row in table["rows"]}
    left, right = rows["Front knee"].cells
    assert (left.grade, right.grade) == (Grade.GOOD, Grade.FIX)
    difference = float(right.value.rstrip("°")) - float(left.value.rstrip("°"))
    assert difference == pytest.approx(TOO_STRAIGHT - 90, abs=1)
    assert float(rows["Front knee"].difference.rstrip("°")) == pytest.approx(difference, abs=1)
    assert any("30 s" in title for title in rows)
    assert "Hip extension" in rows
    assert information_rows(recorded) == []  # a mean of both legs is the value of neither


def beside_the_average(part):
    """A part as it was judged before the person's own upright posture was seen."""
    if part.id != "flat_back":
        return part
    return part.model_copy(update={"value": 0.01, "verdict": Grade.BORDERLINE, "good": (-0.056, 0)})


def test_by_which_limits_each_side_was_judged_is_said_where_they_differ():
    both = clip(lunge(front=Side.LEFT), 4.0) + clip(STANDING, 1.0, start_s=4.0)
    recorded = record(both + clip(lunge(front=Side.RIGHT), 4.0, yaw_deg=-90.0, start_s=5.0))
    left, right = recorded.sides
    before = replace(left, checks=tuple(map(beside_the_average, left.checks)))
    rows = {row.title: row for row in side_table(replace(recorded, sides=(before, right)))["rows"]}
    flat_back = rows["Flat back"]
    assert [cell.target for cell in flat_back.cells] == [
        "target −5.6 to 0% of trunk",
        "target −2.8 to 2.8% of trunk",
    ]
    assert flat_back.difference == "–"
    assert {cell.target for cell in rows["Front knee"].cells} == {None}


def test_one_side_alone_is_said_to_be_so(recorded_lunge):
    assert side_table(recorded_lunge) is None
    assert "Only the left leg" in one_sided(recorded_lunge)
    assert [row["title"] for row in information_rows(recorded_lunge)] == ["Hip extension"]


def test_both_halves_are_compared_where_the_legs_do_the_same():
    recorded = record(clip(butterfly(), 3.0, yaw_deg=0.0))
    table = side_table(recorded)
    assert table["heads"] == ["Left", "Right"]
    assert [row.title for row in table["rows"]] == ["Knee drop"]
    assert one_sided(recorded) is None
