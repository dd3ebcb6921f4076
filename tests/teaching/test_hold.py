"""When the stretch is held: the longest time in which nothing moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lessons import held, squat

from posecheck.teaching.hold import LEAST_HOLD_S, calm_times, longest_calm


def poses(*parts):
    return [pose for part in parts for _, pose in part]


def moving(seconds, start_s):
    """Bending the knees, 60 degrees a second."""
    return [
        held(squat(60 + 60 * index / 10), 0.1, start_s=start_s + index / 10)[0]
        for index in range(round(seconds * 10))
    ]


def test_the_longest_calm_time_is_the_hold():
    short = held(squat(60), 2.5)
    way, long = moving(1.5, 2.5), held(squat(150), 4.0, start_s=4.0)
    calm = longest_calm(poses(short, way, long))
    assert 4.0 <= calm[0].time_s <= 4.5
    assert calm[-1].time_s == pytest.approx(7.9)


def test_all_calm_times_are_there_the_longest_first():
    short = held(squat(60), 2.5)
    way, long = moving(1.5, 2.5), held(squat(150), 4.0, start_s=4.0)
    starts_s = [calm[0].time_s for calm in calm_times(poses(short, way, long))]
    assert len(starts_s) == 2
    assert starts_s[0] > starts_s[1]


def test_who_never_keeps_still_holds_nothing():
    stops = held(squat(150), LEAST_HOLD_S / 2, start_s=1.5)
    assert longest_calm(poses(moving(1.5, 0.0), stops)) == []
    assert longest_calm([]) == []


def test_a_time_in_which_nobody_is_found_ends_a_hold():
    assert longest_calm(poses(held(squat(), 1.5), held(squat(), 1.5, start_s=4.0))) == []


@given(seconds=st.floats(0.2, 5.0))
def test_a_hold_is_as_long_as_it_is_calm(seconds):
    still = held(squat(), seconds)
    calm = longest_calm(poses(still))
    assert len(calm) in (0, len(still))
    assert bool(calm) == (len(still) >= LEAST_HOLD_S * 10)
