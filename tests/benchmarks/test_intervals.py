"""Intervals against values that others have published or that can be worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.accuracy.intervals import Agreement, Rate


def test_the_interval_of_ten_of_ten():
    """Wilson's lower end for n of n is n / (n + z^2)."""
    low, high = Rate(10, 10).interval
    assert low == pytest.approx(10 / (10 + 1.959964**2), abs=1e-6)
    assert high == pytest.approx(1)


def test_half_of_many_is_surely_about_a_half():
    low, high = Rate(5000, 10000).interval
    assert (low, high) == pytest.approx((0.4902, 0.5098), abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_stays_within_0_and_1(case):
    right, of = case
    low, high = Rate(right, of).interval
    assert 0 <= low <= right / of + 1e-9
    assert right / of - 1e-9 <= high <= 1


def test_no_case_tells_nothing():
    assert Rate(0, 0).interval == (0, 1)
    assert str(Rate(0, 0)) == "-"


def test_limits_of_agreement_of_known_differences():
    """Mean 2, deviation 2: the limits lie 1.96 deviations away."""
    agreement = Agreement.of([0, 2, 4])
    assert agreement.bias == 2
    assert (agreement.low, agreement.high) == pytest.approx((2 - 3.92, 2 + 3.92), abs=1e-3)
