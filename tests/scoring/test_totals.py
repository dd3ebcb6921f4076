"""The sums of a run, and how it ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import QUICK

from posecheck.exit_code import ExitCode
from posecheck.scoring.job import Scored
from posecheck.scoring.totals import NO_STRETCH, Row, Totals

GOOD = Row("a", "bridge", 90.0, 1.0, (), judged=True, error=None)
BAD = Row("b", "bridge", 10.0, 1.0, ("hip_height",), judged=True, error=None)
EMPTY = Row("c", NO_STRETCH, None, None, (), judged=False, error=None)
FAILED = Row("d", "", None, None, (), judged=False, error="no video")


def test_the_worst_come_first():
    assert Totals([EMPTY, GOOD, FAILED, BAD]).worst_first == [FAILED, BAD, GOOD, EMPTY]


def test_counts_and_means_are_of_each_stretch():
    totals = Totals([EMPTY, GOOD, FAILED, BAD])
    assert totals.counts == {"bridge": 2, NO_STRETCH: 1}
    assert totals.mean_scores == {"bridge": 50.0}
    assert totals.failed == 1


@given(st.lists(st.sampled_from([GOOD, BAD, EMPTY, FAILED])))
def test_every_clip_is_counted_once(rows):
    totals = Totals(rows)
    assert totals.counts.total() + totals.failed == len(rows)
    assert sorted(map(id, totals.worst_first)) == sorted(map(id, rows))


@pytest.mark.parametrize(
    ("rows", "unreadable", "fell_short", "code"),
    [
        ([GOOD], 0, None, ExitCode.DONE),
        ([GOOD, EMPTY], 0, None, ExitCode.DONE),
        ([EMPTY], 0, None, ExitCode.NOTHING_JUDGED),
        ([EMPTY], 0, False, ExitCode.DONE),
        ([GOOD], 0, True, ExitCode.FELL_SHORT),
        ([GOOD, FAILED], 0, True, ExitCode.BAD_INPUT),
        ([GOOD], 1, False, ExitCode.BAD_INPUT),
        ([], 0, None, ExitCode.BAD_INPUT),
    ],
)
def test_how_a_run_ends(rows, unreadable, fell_short, code):
    assert Totals(rows, unreadable).exit_code(fell_short) is code


def test_a_row_says_of_a_clip_what_its_result_does(analyzed):
    result = analyzed(QUICK / "lunge_side.mp4", "half_kneeling_lunge")
    row = Row.of(Scored(0, "a.mp4", result=result))
    assert (row.clip, row.stretch, row.score) == ("a.mp4", result.stretch.id, result.score)
    assert row.faults == tuple(c.id for c in result.checks if c.verdict.value == "fix")
