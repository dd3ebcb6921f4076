"""Numbers and moments as the pages write them."""

from results import check

from posecheck.outputs.report.words import (
    NONE,
    check_target,
    check_value,
    page_limits,
    page_value,
)
from posecheck.stretches.checks import Grade


def test_pages_have_a_typographic_minus():
    assert page_value(-20.4, "deg") == "−20°"
    assert page_limits(-20, 5, "deg") == "−20 to 5°"


def test_a_check_without_a_value_has_a_dash():
    assert check_value(check("front_knee", Grade.CANNOT_JUDGE)) == NONE
    assert check_value(check("front_knee", Grade.FIX, value=100.2)) == "100.2°"
    assert check_target(check("front_knee", Grade.FIX)) == "80 to 100°"
