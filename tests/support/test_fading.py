"""A fading mean against its formula."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.support.fading import FadingMean

VALUES = st.floats(-100, 100)


def test_the_first_value_counts_alone_whenever_it_comes():
    assert FadingMean().add(3.0, time_s=1e6, over_s=0.4) == 3.0


@given(VALUES, VALUES, st.floats(0, 10), st.floats(0.1, 10))
def test_the_value_before_fades_with_time(before, now, gap_s, over_s):
    mean = FadingMean()
    mean.add(before, 0.0, over_s)
    kept = exp(-gap_s / over_s)
    expected = pytest.approx(kept * before + (1 - kept) * now, abs=1e-9)
    assert mean.add(now, gap_s, over_s) == expected
    assert mean.value == expected


@given(st.lists(VALUES, min_size=1))
def test_a_mean_lies_among_what_it_is_of(values):
    mean = FadingMean()
    for index, value in enumerate(values):
        mean.add(value, 0.1 * index, 0.4)
    assert min(values) - 1e-9 <= mean.value <= max(values) + 1e-9
