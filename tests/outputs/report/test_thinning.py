"""Long series stay short, and no fault disappears."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posecheck.outputs.report.thinning import NOTHING, buckets, extremes, worst_runs
from posecheck.outputs.report.track import code_of
from posecheck.stretches.checks import Grade

VALUES = st.lists(st.floats(-1e3, 1e3) | st.just(float("nan")), min_size=1, max_size=400)
CODES = st.lists(st.sampled_from([NOTHING, *map(code_of, Grade)]), min_size=1, max_size=400)


@given(VALUES, st.integers(1, 50))
def test_thinning_keeps_the_highest_and_the_lowest_value_and_the_order(values, most):
    numbers = np.array(values)
    kept = extremes(numbers, most)
    assert (np.diff(kept) > 0).all()
    assert len(kept) <= 2 * most or len(values) <= most
    if not np.isnan(numbers).all():
        assert np.nanmax(numbers[kept]) == np.nanmax(numbers)
        assert np.nanmin(numbers[kept]) == np.nanmin(numbers)


@given(VALUES)
def test_a_short_clip_keeps_every_frame(values):
    assert list(extremes(np.array(values))) == list(range(len(values)))


@given(CODES, st.integers(1, 50))
def test_every_fault_is_covered_by_a_run_that_is_as_bad(codes, most):
    times_s = [0.1 * number for number in range(len(codes))]
    runs = worst_runs(times_s, codes, 0.1 * len(codes), most)
    assert (runs[0][0], runs[-1][1]) == (0.0, 0.1 * len(codes))
    assert all(end == start for (_, end, _), (start, _, _) in pairwise(runs))
    for time_s, code in zip(times_s, codes, strict=True):
        (covering,) = [run for run in runs if run[0] <= time_s < run[1]]
        assert covering[2] >= code
    assert {code for _, _, code in runs} <= set(codes)


@given(st.integers(1, 10_000), st.integers(1, 2000))
def test_buckets_cover_every_frame_once(frames, most):
    groups = buckets(frames, most)
    assert len(groups) <= most
    assert [index for group in groups for index in range(frames)[group]] == list(range(frames))


def test_a_gap_stays_a_gap():
    values = np.array([1.0, *[np.nan] * 10, 2.0])
    assert np.isnan(values[extremes(values, most=4)]).any()
