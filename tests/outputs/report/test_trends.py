"""What became of a check is said only where both clips were judged alike."""

import pytest
from results import check

from posecheck.outputs.report.trends import TRENDS, change, on_one_scale, trend
from posecheck.outputs.report.words import NONE
from posecheck.outputs.words import REPETITIONS, TIME
from posecheck.stretches.checks import Grade

HELD, REPEATED, PICTURES = [TIME, TIME], [REPETITIONS, REPETITIONS], [None, None]
GOOD, FIX = (
    check("knee", grade, value=90.0, good_fraction=1.0) for grade in (Grade.GOOD, Grade.FIX)
)
SELDOM = GOOD.model_copy(update={"good_fraction": 0.7})
BACK = check("flat_back", Grade.GOOD, measure="back_rounding", unit="T", value=0.01)
DOUBTED = BACK.model_copy(update={"good": (-160.0, 0.0)})


@pytest.mark.parametrize(
    ("first", "second", "counted", "said"),
    [
        (FIX, GOOD, HELD, "better"),
        (GOOD, FIX, REPEATED, "worse"),
        (GOOD, SELDOM, HELD, "good less of the time"),
        (SELDOM, GOOD, HELD, "good more of the time"),
        (GOOD, SELDOM, REPEATED, "good in fewer of the repetitions"),
        (SELDOM, GOOD, REPEATED, "good in more of the repetitions"),
        (GOOD, GOOD, HELD, "alike"),
    ],
)
def test_what_became_of_it_is_said_in_the_words_of_what_was_counted(first, second, counted, said):
    assert trend(first, second, counted) == said
    assert said == "alike" or said in TRENDS


@pytest.mark.parametrize("counted", [PICTURES, [None, TIME], [REPETITIONS, None]])
def test_a_picture_has_no_time_to_be_good_in(counted):
    assert trend(GOOD, SELDOM, counted) == "alike"
    assert trend(FIX, SELDOM, counted) == "better"


@pytest.mark.parametrize("counted", [[TIME, REPETITIONS], [REPETITIONS, TIME]])
@pytest.mark.parametrize("second", [GOOD, SELDOM, FIX])
def test_repetitions_and_a_hold_are_not_ranked(counted, second):
    assert trend(GOOD, second, counted) is None


def test_what_other_limits_hold_for_is_not_ranked():
    wider = FIX.model_copy(update={"good": (70.0, 110.0)})
    assert trend(GOOD, wider, HELD) is None


def test_values_beside_another_posture_are_not_subtracted():
    wider = FIX.model_copy(update={"good": (70.0, 110.0), "value": 95.0})
    assert on_one_scale(GOOD, wider)
    assert change(GOOD, wider) == "+5°"
    assert on_one_scale(BACK, BACK)
    assert not on_one_scale(BACK, DOUBTED)
    assert change(BACK, DOUBTED) == NONE


def test_nothing_became_of_what_was_not_judged():
    unknown = check("knee", Grade.CANNOT_JUDGE)
    for second in (unknown, None):
        assert trend(GOOD, second, HELD) is None
        assert change(GOOD, second) == NONE
