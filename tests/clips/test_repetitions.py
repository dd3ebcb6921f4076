"""Repetitions are counted on the way as at the end of a clip."""

from dataclasses import replace
from math import isnan, nan

import numpy as np
import pytest
from figures import assessed, clip, lunge
from hypothesis import given
from hypothesis import strategies as st

from posecheck.clips.course import course_of
from posecheck.clips.repetitions import Repetitions, depth_of, turning_point_parts
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import built_in

FPS = 15

legs = st.lists(st.tuples(st.floats(0.3, 8), st.floats(60, 180)), min_size=1, max_size=8)


def movement(legs: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Times and degrees of somebody who moves to each value in so many seconds."""
    ends_s = np.cumsum([0, *(seconds for seconds, _ in legs)])
    times_s = np.arange(0, ends_s[-1], 1 / FPS)
    values = np.interp(times_s, ends_s, [legs[0][1], *(value for _, value in legs)])
    return times_s.tolist(), values.tolist()


def counted(times_s: list[float], values: list[float]) -> list[int]:
    """How many repetitions are known after each frame."""
    repetitions, counts = Repetitions(deep_is_high=True), []
    for time_s, value in zip(times_s, values, strict=True):
        repetitions.add(time_s, value, value)
        counts.append(repetitions.count)
    return counts


@given(legs)
def test_once_the_position_is_left_there_are_as_many_as_in_the_whole(legs):
    times_s, values = movement(legs)
    repetitions = Repetitions(deep_is_high=True)
    for time_s, value in zip(times_s, values, strict=True):
        repetitions.add(time_s, value, value)
    repetitions.leave()
    turns = course_of(times_s, values, deep_is_high=True).turning_points
    assert repetitions.count == len(turns)
    assert list(repetitions.depths) == [values[turn] for turn in turns]


def test_each_repetition_is_counted_soon_after_it_turned():
    times_s, values = movement([(0.1, 120), *[(2, 170), (2, 120)] * 3])
    known = dict(zip(times_s, counted(times_s, values), strict=True))
    for number, top_s in enumerate((2.1, 6.1, 10.1), start=1):
        soon = min(known, key=lambda time_s: abs(time_s - top_s - 1.5))
        assert known[soon] == number


def test_a_long_hold_after_repetitions_is_a_hold():
    times_s, values = movement([(0.1, 120), *[(2, 170), (2, 120)] * 2, (2, 170), (15, 170)])
    counts = counted(times_s, values)
    assert max(counts) >= 2
    assert counts[-1] == 0


def test_nothing_is_counted_where_the_movement_cannot_be_read():
    repetitions = Repetitions(deep_is_high=True)
    for number in range(100):
        repetitions.add(number / FPS, None, nan)
    repetitions.leave()
    assert (repetitions.count, repetitions.depths) == (0, ())


def test_how_far_a_knee_is_bent_is_not_told_at_45_degrees_only_that_it_moves():
    side = assessed(clip(lunge(80.0), 2), [built_in("half_kneeling_lunge")])[-1]
    assert depth_of(side) == side.movement == pytest.approx(80, abs=4)
    assert side.view is not None
    assert isnan(depth_of(replace(side, view=replace(side.view, kind=ViewKind.OBLIQUE))))
    assert isnan(depth_of(replace(side, movement=None)))


def test_each_turning_point_has_its_time_and_a_value_where_it_is_known():
    first, second = turning_point_parts([0.0, 1.0, 2.0], [80.04, 170.0, nan], [0, 2])
    assert (first.at_s, first.value, first.unit) == (0, 80.0, "deg")
    assert (second.at_s, second.value) == (2, None)
