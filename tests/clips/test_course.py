"""How time in position is divided, on movements whose course is known."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.clips.course import Course, course_of

FPS = 15


def course(movement: Callable[[float], float], seconds: float, **more: bool) -> Course:
    times_s = np.arange(0, seconds, 1 / FPS)
    return course_of(times_s, [movement(t) for t in times_s], **{"deep_is_high": True, **more})


def seconds_counted(found: Course) -> list[float]:
    return (np.flatnonzero(found.counted) / FPS).tolist()


def ramp(start_s: float, end_s: float, low: float, high: float) -> Callable[[float], float]:
    return lambda t: float(np.interp(t, [start_s, end_s], [low, high]))


def repetitions(period_s: float, low: float, high: float) -> Callable[[float], float]:
    middle, half = (low + high) / 2, (high - low) / 2
    return lambda t: middle - half * np.cos(2 * np.pi * t / period_s)


def test_what_is_held_without_moving_counts_whole():
    found = course(lambda t: 170.0, 4)
    assert found.counted.all()
    assert found.turning_points == ()


@pytest.mark.parametrize("rest_s", [2.2, 4.0])
def test_a_hold_that_sags_for_a_while_is_no_repetitions(rest_s):
    down_s, up_s = rest_s + 0.8, 2 * rest_s + 1.6

    def sagging(t: float) -> float:
        return float(np.interp(t, [rest_s, down_s, up_s - 0.8, up_s], [175, 148, 148, 175]))

    found = course(sagging, up_s + rest_s)
    assert found.turning_points == ()
    assert found.counted.mean() > 0.5


@pytest.mark.parametrize("depth_deg", [12, 20, 36])
@pytest.mark.parametrize("period_s", [1.0, 1.2, 1.4])
def test_quick_bounces_are_no_exercise_however_they_end(period_s, depth_deg):
    bounces = repetitions(period_s, 172 - depth_deg, 172)
    out = ramp(12.0, 13.0, 172 - depth_deg, 140)
    assert not course(lambda t: bounces(t) if t < 12 else out(t), 13).is_exercise


@pytest.mark.parametrize(("period_s", "is_exercise"), [(1.8, False), (2.5, True), (4.0, True)])
def test_slow_repetitions_are_an_exercise_and_quick_ones_bouncing(period_s, is_exercise):
    found = course(repetitions(period_s, 130, 172), 6 * period_s)
    assert found.turning_points
    assert found.is_exercise is is_exercise


@pytest.mark.parametrize("begins", [0.7, 0.75])
def test_a_clip_that_begins_within_a_repetition_makes_it_no_quicker(begins):
    whole, period_s = repetitions(2.3, 130, 172), 2.3
    found = course(lambda t: whole(t + begins * period_s), (3 - begins) * period_s)
    first, second = (turn / FPS - (1.5 - begins) * period_s for turn in found.turning_points)
    assert (first, second) == (pytest.approx(0, abs=0.2), pytest.approx(period_s, abs=0.2))
    assert found.is_exercise


def test_where_a_hold_is_asked_for_there_are_no_repetitions():
    up_and_down = repetitions(4, 130, 170)
    assert course(up_and_down, 12).turning_points
    found = course(up_and_down, 12, repeats=False)
    assert found.turning_points == ()
    assert found.counted.all()
    in_between = course(lambda t: up_and_down(t) if t > 3 else 170.0, 12, repeats=False)
    assert set(seconds_counted(in_between)) <= {t / FPS for t in range(4 * FPS)}


def test_the_way_in_and_out_does_not_count():
    def in_and_out(t: float) -> float:
        return ramp(1, 3, 135, 170)(t) if t < 5 else ramp(8, 10, 170, 135)(t)

    counted = seconds_counted(course(in_and_out, 10))
    assert min(counted) == pytest.approx(2.9, abs=0.4)
    assert max(counted) == pytest.approx(8.1, abs=0.4)


def test_repetitions_count_where_they_are_deepest():
    found = course(repetitions(4, 120, 170), 16)
    assert [turn / FPS for turn in found.turning_points] == pytest.approx([2, 6, 10, 14], abs=0.2)
    assert all(min(abs(t - top) for top in (2, 6, 10, 14)) <= 0.5 for t in seconds_counted(found))


def test_a_repetition_that_the_clip_cuts_off_does_not_count():
    """It turned before the clip began, or turns after it ends, at a depth that nobody saw."""
    found = course(lambda t: repetitions(4, 120, 170)(t + 2.8), 14.5)
    assert [turn / FPS for turn in found.turning_points] == pytest.approx([3.2, 7.2, 11.2], abs=0.2)


def test_the_only_repetition_counts_even_where_it_is_cut_off():
    found = course(ramp(0, 2, 170, 120), 2)
    assert found.counted.any()
    assert len(course(lambda t: repetitions(4, 120, 170)(t + 2.8), 2).turning_points) == 1


def test_deepest_may_be_lowest():
    found = course(repetitions(4, 80, 130), 12, deep_is_high=False)
    assert [turn / FPS for turn in found.turning_points] == pytest.approx([0, 4, 8, 12], abs=0.2)


def test_bouncing_is_no_repetition():
    found = course(repetitions(1.2, 160, 178), 6)
    assert found.turning_points == ()
    assert found.counted.all()


def test_a_long_hold_outweighs_repetitions_before_it():
    def warm_up_then_hold(t: float) -> float:
        return repetitions(4, 120, 170)(t) if t < 10 else 170.0

    counted = seconds_counted(course(warm_up_then_hold, 20))
    assert min(counted) >= 9
    assert max(counted) > 19


def test_one_time_up_and_down_counts_at_the_top():
    found = course(repetitions(5, 120, 170), 5)
    assert [turn / FPS for turn in found.turning_points] == pytest.approx([2.5], abs=0.2)


def test_what_cannot_be_read_counts_whole():
    found = course(lambda t: float("nan"), 4)
    assert found.counted.all()


def test_a_gap_separates_two_holds():
    times_s = np.concatenate([np.arange(0, 3, 0.1), np.arange(10, 13, 0.1)])
    values = np.where(times_s < 5, 170.0, 120.0)
    assert course_of(times_s, values, deep_is_high=True).counted.all()


@given(st.lists(st.floats(-180, 180) | st.just(float("nan")), max_size=80), st.booleans())
def test_something_counts_whatever_the_movement(values, deep_is_high):
    times_s = np.arange(len(values)) / FPS
    found = course_of(times_s, values, deep_is_high=deep_is_high)
    assert len(found.counted) == len(values)
    assert found.counted.any() or not values
    assert all(found.counted[turn] for turn in found.turning_points)
