from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.video.timeline import Timeline

stamps = st.none() | st.floats(-1e5, 1e5)


def place(stamps, step_s=0.04):
    timeline = Timeline(step_s)
    return [timeline.place(stamp) for stamp in stamps]


@given(st.lists(stamps, min_size=1, max_size=60), st.floats(0.001, 1))
def test_times_always_increase_from_zero(stamps, step_s):
    times = place(stamps, step_s)
    assert times[0] == 0
    assert all(later > earlier for earlier, later in pairwise(times))


@given(st.lists(st.floats(0.0001, 100), max_size=60))
def test_good_stamps_are_left_alone(gaps):
    good = [0.0]
    for gap in gaps:
        good.append(good[-1] + gap)
    assert place(good) == good


@given(st.lists(stamps, max_size=20), st.integers(1, 20))
def test_stamps_that_are_good_again_are_followed_again(bad, after):
    timeline = Timeline(0.04)
    timeline.place(0.0)
    for stamp in bad:
        timeline.place(stamp)
    last_s = timeline.place(1e6)
    good = [1e6 + 0.04 * number for number in range(1, after + 1)]
    placed = [timeline.place(stamp) - last_s for stamp in good]
    assert placed == pytest.approx([stamp - 1e6 for stamp in good])


def test_missing_stamps_come_one_step_later():
    assert place([None, None, None]) == pytest.approx([0, 0.04, 0.08])


def test_all_equal_stamps_come_one_step_apart():
    assert place([0.0] * 4) == pytest.approx([0, 0.04, 0.08, 0.12])


def test_one_doubled_stamp_is_caught_up_with():
    assert place([0, 0.04, 0.04, 0.08, 0.12, 0.16])[-2:] == pytest.approx([0.12, 0.16])


def test_a_clock_that_starts_over_continues_from_where_the_clip_is():
    times = place([0, 0.04, 50.0, 50.04, 0.0, 0.04, 0.08])
    assert times[-3:] == pytest.approx([50.08, 50.12, 50.16])
