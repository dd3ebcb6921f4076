from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.measures import CannotJudge, Measurement
from posecheck.measures.measure import TOO_NEAR_FROM_HERE
from posecheck.stretches.checks import NOTHING_GOOD, Band, Check, Grade

BAND = Band(good=(80, 100), fix=(70, 110))
CHECK = Check("knee", BAND, cue_low="open it", cue_high="bend it")
numbers = st.floats(-1000, 1000)


def measured(value, **more):
    return Measurement(value, "deg", 2.0, **more)


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (80, Grade.GOOD),
        (100, Grade.GOOD),
        (79.999, Grade.BORDERLINE),
        (100.001, Grade.BORDERLINE),
        (70, Grade.BORDERLINE),
        (110, Grade.BORDERLINE),
        (69.999, Grade.FIX),
        (110.001, Grade.FIX),
        (-inf, Grade.FIX),
        (inf, Grade.FIX),
    ],
)
def test_limits_belong_to_the_better_grade(value, grade):
    assert BAND.grade(value) is grade


def test_without_a_limit_nothing_is_too_much():
    open_above = Band(good=(10, inf), fix=(5, inf))
    assert open_above.grade(1e300) is Grade.GOOD
    assert open_above.grade(4) is Grade.FIX
    never_fixed = Band(good=(-15, 12), fix=(-inf, 20))
    assert never_fixed.grade(-1e300) is Grade.BORDERLINE


@pytest.mark.parametrize(
    ("good", "fix"),
    [
        ((80, 100), (81, 110)),
        ((80, 100), (70, 99)),
        ((100, 80), (70, 110)),
        ((80, 100), (110, 70)),
        ((float("nan"), 100), (70, 110)),
        ((80, 100), (70, float("nan"))),
    ],
)
def test_fix_limits_that_do_not_enclose_the_good_ones_are_refused(good, fix):
    with pytest.raises(ValueError, match="enclose"):
        Band(good, fix)


@given(
    values=st.lists(numbers, min_size=4, max_size=4).map(sorted), value=numbers, by=st.floats(0, 50)
)
def test_wider_limits_never_make_a_grade_worse(values, value, by):
    order = [Grade.GOOD, Grade.BORDERLINE, Grade.FIX]
    band = Band((values[1], values[2]), (values[0], values[3]))
    assert order.index(band.widened(by).grade(value)) <= order.index(band.grade(value))


DEVIATION = Band(good=(-2, 3), fix=(-5, 6))


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (-10.001, Grade.FIX),
        (-10, Grade.BORDERLINE),
        (-4.001, Grade.BORDERLINE),
        (-4, Grade.GOOD),
        (0, Grade.GOOD),
        (0.001, Grade.BORDERLINE),
        (3, Grade.BORDERLINE),
        (12, Grade.BORDERLINE),
        (12.001, Grade.FIX),
    ],
)
def test_in_doubt_only_a_plain_fault_is_one_and_nothing_above_zero_is_good(value, grade):
    assert DEVIATION.doubted(2).grade(value) is grade


@given(value=numbers, factor=st.floats(1, 10))
def test_doubt_calls_nothing_a_fault_that_was_none_and_nothing_else_good_above_zero(value, factor):
    doubted = DEVIATION.doubted(factor).grade(value)
    if DEVIATION.grade(value) is not Grade.FIX:
        assert doubted is not Grade.FIX
    if doubted is Grade.GOOD and factor > 1:
        assert value <= 0


def test_without_doubt_the_limits_stay_and_endless_ones_always_do():
    assert DEVIATION.doubted(1) == DEVIATION
    assert Band((-inf, 0.02), (-inf, 0.04)).doubted(2) == Band((-inf, 0), (-inf, 0.08))


@given(ends=st.lists(st.floats(-10, 10), min_size=4, max_size=4).map(sorted), value=numbers)
def test_doubt_fits_any_limits_and_makes_no_fault_of_what_was_none(ends, value):
    low_fix, low_good, high_good, high_fix = ends
    band = Band((low_good, high_good), (low_fix, high_fix))
    verdict = Check("back", band, "low", "high").judge(measured(value, doubt=2.0))
    if low_good > 0:
        assert verdict.reason == NOTHING_GOOD
    elif band.grade(value) is not Grade.FIX:
        assert verdict.grade is not Grade.FIX


def test_widened_limits_move_outwards_and_endless_ones_stay():
    assert Band((0, 10), (-5, inf)).widened(3) == Band((-3, 13), (-8, inf))


@pytest.mark.parametrize(
    ("band", "low", "high", "expected"),
    [
        (BAND, 60, 110, Band((60, 110), (50, 120))),
        (Band((10, inf), (5, inf)), 20, inf, Band((20, inf), (15, inf))),
        (Band((-inf, 30), (-inf, 40)), 0, 20, Band((0, 20), (0, 30))),
        (Band((-15, 12), (-inf, 20)), -10, 10, Band((-10, 10), (-inf, 18))),
    ],
)
def test_other_good_limits_keep_the_width_of_the_borderline(band, low, high, expected):
    assert band.with_good(low, high) == expected


@pytest.mark.parametrize(
    ("value", "grade", "cue"),
    [
        (60, Grade.FIX, "open it"),
        (75, Grade.BORDERLINE, "open it"),
        (90, Grade.GOOD, None),
        (105, Grade.BORDERLINE, "bend it"),
        (120, Grade.FIX, "bend it"),
    ],
)
def test_a_check_says_which_way_to_correct(value, grade, cue):
    verdict = CHECK.judge(measured(value))
    assert (verdict.grade, verdict.cue, verdict.value, verdict.unit) == (grade, cue, value, "deg")
    assert verdict.stops_hold is (grade is Grade.FIX)
    assert verdict.band == BAND


def test_what_cannot_be_judged_keeps_its_reason_and_stops_nothing():
    verdict = CHECK.judge(CannotJudge("left knee hidden"))
    assert (verdict.grade, verdict.reason) == (Grade.CANNOT_JUDGE, "left knee hidden")
    assert verdict.value is verdict.cue is None
    assert not verdict.stops_hold


def test_whatever_is_to_be_fixed_has_words():
    check = Check("back_knee", BAND)
    cues = [check.judge(measured(value)).cue for value in (0, 90, 200)]
    assert cues == ["Back knee: the value is too low", None, "Back knee: the value is too high"]


def test_a_check_that_is_not_required_never_stops_the_hold():
    wish = Check("wish", BAND, "a", "b", required=False)
    assert wish.judge(measured(0)).grade is Grade.FIX
    assert not wish.judge(measured(0)).stops_hold


def test_a_doubtful_measurement_is_held_against_wider_limits_and_says_why():
    check = Check("back", DEVIATION, cue_low="flatten", cue_high="flatten")
    assert check.judge(measured(7)).grade is Grade.FIX
    verdict = check.judge(measured(7, doubt=2.0, note="a stranger's zero"))
    assert verdict.grade is Grade.BORDERLINE
    assert verdict.band == DEVIATION.doubted(2)
    assert verdict.reason == "a stranger's zero"


@pytest.mark.parametrize(("value", "judged"), [(-7, False), (0, True), (7, True)])
def test_of_what_is_unsure_below_nothing_is_said_there(value, judged):
    check = Check("back", DEVIATION, cue_low="flatten", cue_high="flatten")
    verdict = check.judge(measured(value, unsure_below="a stranger's arch"))
    assert verdict.is_judged == judged
    assert (verdict.reason == "a stranger's arch") != judged


def test_other_limits_can_be_applied_with_a_note():
    verdict = CHECK.judge(measured(105), band=BAND.widened(10), note="seen obliquely")
    assert (verdict.grade, verdict.reason) == (Grade.GOOD, "seen obliquely")


@pytest.mark.parametrize(
    ("value", "uncertainty", "grade"),
    [
        (90, 8, Grade.GOOD),
        (96, 7, Grade.GOOD),  # at worst borderline
        (104, 3, Grade.BORDERLINE),
        (104, 8, Grade.CANNOT_JUDGE),
        (99, 12, Grade.CANNOT_JUDGE),
        (115, 8, Grade.FIX),
        (115, 16, Grade.CANNOT_JUDGE),
    ],
)
def test_an_estimate_that_may_be_good_as_well_as_at_fault_is_not_judged(value, uncertainty, grade):
    assert BAND.grade(value, uncertainty) is grade


@given(numbers, st.floats(0, 100), st.floats(-1, 1))
def test_no_true_value_within_the_uncertainty_turns_good_into_fix(value, uncertainty, share):
    given_grade, true_grade = (
        BAND.grade(value, uncertainty),
        BAND.grade(value + share * uncertainty),
    )
    assert {given_grade, true_grade} != {Grade.GOOD, Grade.FIX}


@given(numbers)
def test_what_is_certain_is_always_judged(value):
    assert BAND.grade(value, 0.0) is not Grade.CANNOT_JUDGE


def test_a_doubtful_estimate_is_kept_with_its_reason():
    verdict = CHECK.judge(measured(104.0, uncertainty=8.0, note="estimated"))
    assert (verdict.grade, verdict.value, verdict.doubtful) == (Grade.CANNOT_JUDGE, None, 104.0)
    assert verdict.reason == TOO_NEAR_FROM_HERE
    assert verdict.cue is None
