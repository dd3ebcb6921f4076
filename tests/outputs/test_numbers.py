"""Values and limits as text: no value is rounded onto a limit, units are as people write them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.outputs.numbers import (
    MINUS,
    compact_limits,
    compact_value,
    limits_words,
    value_words,
    with_unit,
)
from posecheck.stretches.checks import Band

UNLIMITED = float("inf")


@pytest.mark.parametrize(
    ("limits", "unit", "words"),
    [
        ((80, 100), "deg", "80 to 100°"),
        ((None, 0.2), "T", "at most 20% of trunk"),
        ((-20, None), "deg", "at least -20°"),
        ((-UNLIMITED, UNLIMITED), "deg", "any"),
        ((0.85, 1.25), "ratio", "0.85 to 1.25"),
    ],
)
def test_limits_in_words(limits, unit, words):
    assert limits_words(*limits, unit) == words
    assert limits_words(*limits, unit, minus=MINUS) == words.replace("-", MINUS)


def test_a_unit_without_a_sign_of_its_own_is_written_out():
    assert with_unit("2", "reversals") == "2×"
    assert with_unit("2", "kg") == "2 kg"


@given(st.floats(-360, 360), st.floats(-180, 180), st.floats(0, 90))
def test_an_angle_beyond_a_limit_does_not_look_as_if_it_met_it(value, low, width):
    limits = (round(low), round(low + width))
    shown = float(value_words(value, "deg", limits).removesuffix("°"))
    assert shown == pytest.approx(value, abs=0.5)
    for limit in limits:
        if abs(value - limit) > 0.05:
            assert (shown < limit) == (value < limit)
            assert (shown > limit) == (value > limit)


@given(st.floats(-10, 10))
def test_other_units_have_three_decimals_and_no_negative_zero(value):
    shown = value_words(value, "ratio")
    assert float(shown) == pytest.approx(value, abs=0.0005, rel=1e-5)
    assert shown != "-0"


@pytest.mark.parametrize(
    ("value", "unit", "good", "fix", "shown", "target"),
    [
        (78.2, "deg", (80, 100), (70, 110), "78°", "80–100°"),
        (-17.6, "deg", (-15, 15), (-25, 25), "−18°", "±15°"),
        (0.0461, "T", (-0.03, 0.025), (-0.04, 0.05), "4.6%", "−3.0% to 2.5%"),
        (0.5, "ratio", (0.85, 1.25), (0.7, 1.4), "0.50", "0.85–1.25"),
        (164.8, "deg", (165, 240), (155, 250), "164.8°", "165–240°"),
        (165.2, "deg", (165, 240), (155, 250), "165°", "165–240°"),
        (0.1234, "T", (0.0, 0.12), (0.0, 0.22), "12.3%", "≤ 12%"),
        (0.12, "T", (0.0, 0.12), (0.0, 0.22), "12%", "≤ 12%"),
        (0.56, "T", (-np.inf, 0.56), (-np.inf, 0.6), "56%", "≤ 56%"),
        (1.253, "ratio", (0.85, 1.25), (0.7, 1.4), "1.253", "0.85–1.25"),
    ],
)
def test_values_on_pictures_are_compact(value, unit, good, fix, shown, target):
    assert compact_value(value, unit, good) == shown
    assert compact_limits(Band(good, fix), unit) == target


@pytest.mark.parametrize(
    ("unit", "good", "fix", "target"),
    [
        ("deg", (0, 10), (0, 18), "≤ 10°"),
        ("deg", (155, 180), (145, 180), "≥ 155°"),
        ("deg", (-np.inf, 15), (-np.inf, 25), "≤ 15°"),
        ("T", (-np.inf, 0.0), (-np.inf, 0.034), "≤ 0"),
        ("T", (-0.028, 0.0), (-0.034, 0.034), "−2.8% to 0"),
        ("deg", (0, 180), (0, 180), ""),
    ],
)
def test_the_end_of_a_scale_is_no_limit_on_pictures(unit, good, fix, target):
    assert compact_limits(Band(good, fix), unit) == target


def test_there_is_no_negative_zero_on_pictures():
    assert compact_value(-0.0001, "T", (-0.014, 0.014)) == "0.0%"
    assert compact_value(-0.2, "deg", (-15, 15)) == "0°"
