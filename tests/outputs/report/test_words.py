"""Numbers and moments as the pages write them."""

from results import check

from posecheck.outputs.report.words import (
    NONE,
    change_words,
    check_target,
    check_value,
    difference_words,
    page_limits,
    page_value,
)
from posecheck.stretches.checks import Grade


def test_pages_have_a_typographic_minus():
    assert page_value(-20.4, "deg") == "−20°"
    assert page_limits(-20, 5, "deg") == "−20 to 5°"


def test_a_change_in_degrees_is_that_of_the_degrees_shown():
    assert [page_value(-8.4, "deg"), page_value(-8.6, "deg")] == ["−8°", "−9°"]
    assert change_words(-8.4, -8.6, "deg") == "−1°"
    assert change_words(92.6, 93.4, "deg") == "0°"
    assert change_words(10.0, 12.0, "deg") == "+2°"
    assert difference_words(12.0, 10.0, "deg") == "2°"
    assert change_words(0.2, 0.25, "T") == "+5% of trunk"


def test_a_check_without_a_value_has_a_dash():
    assert check_value(check("front_knee", Grade.CANNOT_JUDGE)) == NONE
    assert check_value(check("front_knee", Grade.FIX, value=100.2)) == "100.2°"
    assert check_target(check("front_knee", Grade.FIX)) == "80 to 100°"
