"""The meter follows the main check, and agrees with its verdict."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from two_checks import BAND, UNSEEN, Now

from posecheck.assess.assessor import Assessment
from posecheck.assess.steadiness import STEADY
from posecheck.coach.meter import METER_KEPT_S, SteadyMeter, closeness, meter
from posecheck.measures import Measurement
from posecheck.stretches.checks import Band, Grade


def test_the_meter_shows_the_most_important_check_that_can_be_judged():
    assert meter(Now(1, knee=85).at(0)).check == "knee"
    assert meter(Now(1, knee=UNSEEN, back=105).at(0)).check == "back"
    assert meter(Now(1, knee=UNSEEN, back=UNSEEN).at(0)) is None
    assert meter(Now(1, in_position=False).at(0)) is None


def test_bouncing_makes_no_meter():
    verdict = STEADY.judge(Measurement(0.0, "reversals", 0.0))
    assert meter(Assessment(0.0, in_position=True, verdicts=(verdict,))) is None


def test_the_meter_stays_for_a_moment_in_which_nothing_can_be_judged():
    shown, unseen = SteadyMeter(), Now(1, knee=UNSEEN, back=UNSEEN)
    assert shown.observe(unseen.at(0)) is None
    value = shown.observe(Now(1, knee=85).at(1))
    assert shown.observe(unseen.at(1 + METER_KEPT_S - 0.01)) == value
    assert shown.observe(unseen.at(1 + METER_KEPT_S + 0.01)) is None


@pytest.mark.parametrize(
    ("value", "share"), [(90, 1), (80, 1), (75, 0.75), (70, 0.5), (110, 0.5), (120, 0), (500, 0)]
)
def test_the_meter_is_full_where_it_is_good_and_half_where_fix_begins(value, share):
    assert closeness(value, BAND) == pytest.approx(share)
    assert meter(Now(1, knee=value).at(0)).share == pytest.approx(share)


@given(
    value=st.floats(-500, 500),
    ends=st.lists(st.floats(-300, 300), min_size=4, max_size=4).map(sorted),
    no_low=st.booleans(),
    no_high=st.booleans(),
)
def test_the_meter_agrees_with_the_verdict(value, ends, no_low, no_high):
    low_fix, low, high, high_fix = ends
    if no_low:
        low_fix = low = -inf
    if no_high:
        high_fix = high = inf
    band = Band((low, high), (low_fix, high_fix))
    share, grade = closeness(value, band), band.grade(value)
    assert 0 <= share <= 1
    assert (share == 1) >= (grade is Grade.GOOD)
    if grade is Grade.FIX:
        assert share <= 0.5
