import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.steadiness import (
    LOST_S,
    SWING_DEG,
    WATCHED_S,
    WINDOW_S,
    Reversals,
    Steadiness,
)
from posecheck.measures import CannotJudge, Measurement
from posecheck.stretches.checks import Grade


def times(seconds=10.0, fps=15.0):
    return np.arange(0, seconds, 1 / fps)


def grades(values, at_s, steadiness=None):
    steadiness = steadiness or Steadiness()
    return [
        steadiness.observe("lean", Measurement(float(value), "deg", 1.0), float(t)).grade
        for value, t in zip(values, at_s, strict=True)
    ]


def grades_once_watched(values, at_s, steadiness=None):
    """Those from the moment on when it was watched for long enough to be called steady."""
    seen = zip(grades(values, at_s, steadiness), at_s, strict=True)
    return [grade for grade, at in seen if at >= at_s[0] + WATCHED_S]


def swing(t, peak_to_peak, period_s):
    return 90 + peak_to_peak / 2 * np.sin(2 * np.pi * t / period_s)


@pytest.mark.parametrize(
    ("fps", "period_s"),
    [
        (fps, period_s)
        for fps in (10, 15, 30, 60)
        for period_s in (0.8, 1.5, 2.5)
        if fps * period_s > 10  # else a turn is as short as a joint that jumps
    ],
)
def test_bouncing_is_to_be_fixed(fps, period_s):
    t = times(fps=fps)
    seen = grades(swing(t, SWING_DEG + 2, period_s), t)
    assert seen[0] is Grade.CANNOT_JUDGE
    assert seen[-1] is Grade.FIX
    assert Grade.FIX in seen[: int(fps * (3 * period_s))]


@pytest.mark.parametrize("peak_to_peak", [0, 2, 4, SWING_DEG - 0.5])
def test_small_movements_are_steady(peak_to_peak):
    t = times()
    assert set(grades_once_watched(swing(t, peak_to_peak, 1.0), t)) == {Grade.GOOD}


def test_swinging_slowly_is_no_bouncing():
    t = times(40)
    assert set(grades_once_watched(swing(t, 20, 4 * WINDOW_S), t)) == {Grade.GOOD}


@given(noise=st.lists(st.floats(-2, 2), min_size=30, max_size=60), drift=st.floats(-5, 5))
def test_noise_and_drift_are_steady(noise, drift):
    t = np.arange(len(noise)) / 15
    assert set(grades_once_watched(90 + drift * t + np.array(noise), t)) == {Grade.GOOD}


def test_settling_into_the_stretch_is_steady():
    t = times()
    settling = np.interp(t, [0, 2, 3, 10], [150, 85, 97, 97])
    assert set(grades_once_watched(settling, t)) == {Grade.GOOD}


def test_bouncing_that_is_over_is_forgotten_after_the_window():
    t = times(12)
    values = np.where(t < 4, swing(t, 20, 1.0), 90)
    seen = grades(values, t)
    assert Grade.FIX in seen
    assert all(
        grade is Grade.GOOD for grade, at in zip(seen, t, strict=True) if at > 4.5 + WINDOW_S
    )


def test_seconds_come_from_the_timestamps_not_from_the_number_of_frames():
    values = np.repeat([90, 110, 90, 110, 90, 110], 8)
    quick, slow, sparse = (np.arange(len(values)) * step for step in (0.1, 0.4, 2 * LOST_S))
    assert grades(values, quick)[-1] is Grade.FIX
    assert set(grades_once_watched(values, slow)) == {Grade.GOOD}
    assert set(grades(values, sparse)) == {Grade.CANNOT_JUDGE}, "a bounce fits between two frames"


def test_uneven_frame_times_change_nothing():
    chance = np.random.default_rng(3)
    t = np.sort(chance.uniform(0, 10, 200))
    assert grades(swing(t, 20, 1.2), t)[-1] is Grade.FIX
    assert set(grades_once_watched(swing(t, 4, 1.2), t)) == {Grade.GOOD}


def test_nothing_is_called_steady_before_it_was_watched_for_long_enough():
    t = times(2 * WATCHED_S)
    seen = grades(np.full(len(t), 90.0), t)
    assert {grade for grade, at in zip(seen, t, strict=True) if at < WATCHED_S} == {
        Grade.CANNOT_JUDGE
    }
    assert {grade for grade, at in zip(seen, t, strict=True) if at >= WATCHED_S} == {Grade.GOOD}


@pytest.mark.parametrize("away_s", [0.4, WINDOW_S + 0.2])
def test_leaving_the_position_forgets_but_losing_it_for_a_moment_does_not(away_s):
    t = times(3)
    steadiness = Steadiness()
    assert grades(swing(t, 20, 1.0), t, steadiness)[-1] is Grade.FIX
    away = np.arange(t[-1], t[-1] + away_s, 1 / 15)
    for at in away:
        steadiness.observe_away(None, CannotJudge("unseen"), float(at))
    back = away[-1] + np.arange(2) / 15
    expected = Grade.FIX if away_s < WINDOW_S else Grade.CANNOT_JUDGE
    assert set(grades([90, 90], back, steadiness)) == {expected}


def test_watching_another_measure_starts_over():
    t = times(3)
    steadiness = Steadiness()
    grades(swing(t, 20, 1.0), t, steadiness)
    again = steadiness.observe("knee", Measurement(20, "deg", 1.0), 3.0)
    assert again.grade is Grade.CANNOT_JUDGE


@pytest.mark.parametrize("peak_to_peak", [20, 4])
def test_frames_lost_here_and_there_change_no_verdict(peak_to_peak):
    steadiness = Steadiness()
    t = times(4)
    for i, (value, at) in enumerate(zip(swing(t, peak_to_peak, 1.2), t, strict=True)):
        lost = i % 5 == 0
        result = CannotJudge("left knee hidden") if lost else Measurement(value, "deg", 1.0)
        verdict = steadiness.observe("lean", result, at)
        too_soon = bool(at < t[1] + WATCHED_S)
        assert (verdict.grade is Grade.CANNOT_JUDGE) is (lost or too_soon)
    assert verdict.grade is (Grade.FIX if peak_to_peak > SWING_DEG else Grade.GOOD)


def test_what_happened_out_of_sight_is_no_movement_but_what_was_seen_counts_on():
    steadiness, lost = Steadiness(), CannotJudge("left knee hidden")
    t = times(2.5)
    assert grades(swing(t, 20, 1.0), t, steadiness)[-1] is Grade.FIX
    assert steadiness.observe("lean", lost, 2.5).grade is Grade.CANNOT_JUDGE
    assert grades([90], [2.6], steadiness) == [Grade.FIX]
    elsewhere = Steadiness()
    for start, value in ((0, 90), (1, 120), (2, 90), (3, 120)):
        at = 2 * start + np.arange(14) / 10
        assert set(grades_once_watched(np.full(14, value), at, elsewhere)) == {Grade.GOOD}
        elsewhere.observe("lean", lost, 2 * start + 1.6)


@pytest.mark.parametrize("fps", [10, 30])
def test_a_joint_that_jumps_for_a_frame_or_two_is_no_bounce(fps):
    t = times(fps=fps)
    values = np.full(len(t), 90.0)
    values[::fps] = values[1::fps] = 130.0
    assert set(grades_once_watched(values, t)) == {Grade.GOOD}


@pytest.mark.parametrize("away", [False, True])
def test_a_jump_that_was_only_carried_over_did_not_last(away):
    steadiness, verdicts = Steadiness(), []
    for number, at in enumerate(times(fps=30)):
        jumps = number % 30 < 8  # seen in one frame, carried over to seven more
        value = Measurement(130.0 if jumps else 90.0, "deg", 1.0)
        carried = jumps and number % 30 > 0
        if away and jumps:
            steadiness.observe_away("lean", value, at, carried=carried)
        else:
            verdicts.append(steadiness.observe("lean", value, at, carried=carried))
    assert {verdict.grade for verdict in verdicts[30:]} == {Grade.GOOD}


def test_a_jump_of_three_frames_after_a_rest_did_not_last():
    steadiness, verdicts = Steadiness(), []
    for number, at in enumerate(times(fps=30)):
        value = Measurement(130.0 if number % 30 < 3 else 90.0, "deg", 1.0)
        resting = number % 30 > 10 and number % 7 > 0
        verdicts.append(steadiness.observe("lean", value, at, carried=resting))
    assert {verdict.grade for verdict in verdicts[30:]} == {Grade.GOOD}


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ([0, 20], 0),
        ([0, 20, 0], 1),
        ([0, 20, 0, 20], 2),
        ([20, 0, 20, 0], 2),
        ([0, SWING_DEG, 0, SWING_DEG], 2),
        ([0, SWING_DEG - 0.1, 0, SWING_DEG - 0.1], 0),
    ],
)
def test_reversals_are_counted(values, count):
    reversals = Reversals()
    held = np.repeat(values, 8)
    assert [reversals.observe(value, i / 10) for i, value in enumerate(held)][-1] == count
