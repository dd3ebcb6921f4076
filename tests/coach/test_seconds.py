"""Whole seconds of times that are added up frame by frame."""

from hypothesis import given
from hypothesis import strategies as st

from posecheck.coach.seconds import count_down, reached, whole_seconds

RATES = st.integers(1, 120)
SECONDS = st.integers(0, 300)


@given(RATES, SECONDS)
def test_frames_that_add_up_to_a_second_are_that_second(fps, seconds):
    done_s = sum([1 / fps] * (fps * seconds))
    assert whole_seconds(done_s) == seconds
    assert count_down(300 - done_s) == 300 - seconds
    assert reached(done_s, seconds)


@given(RATES, st.integers(1, 300))
def test_one_frame_less_is_not_yet_that_second(fps, seconds):
    done_s = sum([1 / fps] * (fps * seconds - 1))
    assert whole_seconds(done_s) == seconds - 1
    assert count_down(300 - done_s) == 300 - seconds + 1
    assert not reached(done_s, seconds)


@given(st.floats(-10, 0))
def test_a_count_down_ends_at_zero(left_s):
    assert count_down(left_s) == 0
