"""Cues are chosen from verdicts and times alone."""

from dataclasses import dataclass
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.assess.assessor import Assessment
from posecheck.assess.steadiness import STEADY
from posecheck.coach.cues import (
    APART_S,
    IN_S,
    METER_KEPT_S,
    MOST_IN_A_ROW,
    OUT_S,
    PRAISE,
    STEADY_S,
    Breath,
    Cueing,
    SteadyMeter,
    breathing,
    closeness,
    meter,
)
from posecheck.measures import CannotJudge, Measurement
from posecheck.stretches.checks import Band, Check, Grade

BAND = Band(good=(80, 100), fix=(70, 110))
KNEE = Check("knee", BAND, "open the knee", "bend the knee", priority=1)
BACK = Check("back", BAND, "straighten up", "straighten up", priority=2)
GOOD, LOW, HIGH, UNSEEN = 90.0, 60.0, 120.0, None
STEP_S = 0.1


@dataclass(frozen=True)
class Now:
    """The values of both checks for some seconds; None where they cannot be judged."""

    seconds: float
    knee: float | None = GOOD
    back: float | None = GOOD
    in_position: bool = True

    def at(self, time_s: float) -> Assessment:
        verdicts = tuple(
            check.judge(CannotJudge("hidden") if value is None else Measurement(value, "deg", 1.0))
            for check, value in ((BACK, self.back), (KNEE, self.knee))
        )
        seen = verdicts if self.in_position else ()
        return Assessment(time_s, in_position=self.in_position, verdicts=seen)


def said(*parts: Now, step_s: float = STEP_S) -> list[tuple[float, str]]:
    """What is said and when, over these parts one after the other."""
    cueing, frame, found = Cueing(), 0, []
    for now in parts:
        for _ in range(round(now.seconds / step_s)):
            time_s = frame * step_s
            if cue := cueing.observe(now.at(time_s)):
                found.append((time_s, cue.words))
            frame += 1
    return found


def about(time_s: float) -> object:
    return pytest.approx(time_s, abs=0.2)


def words(*parts: Now) -> list[str]:
    return [text for _, text in said(*parts)]


@pytest.mark.parametrize("step_s", [0.02, 0.1, 0.2])
def test_a_fault_is_said_once_it_has_lasted(step_s):
    found = said(Now(1), Now(2, knee=HIGH), step_s=step_s)
    assert [text for _, text in found] == ["bend the knee"]
    assert found[0][0] == about(1 + STEADY_S)


def test_a_fault_that_passes_is_not_said():
    assert words(*[Now(0.9, knee=HIGH), Now(0.5)] * 5) == []


def test_each_end_has_its_own_cue():
    assert words(Now(2, knee=LOW)) == ["open the knee"]


def test_borderline_is_not_corrected():
    assert words(Now(20, knee=105)) == []


def test_the_most_important_fault_is_said_first_and_the_next_one_has_to_wait():
    found = said(Now(20, knee=HIGH, back=LOW))
    assert found[0] == (about(STEADY_S), "bend the knee")
    gaps = [later - sooner for (sooner, _), (later, _) in pairwise(found)]
    assert min(gaps) >= APART_S - 1e-6


def test_the_same_cue_is_not_said_more_than_three_times_in_a_row():
    assert words(Now(60, knee=HIGH)) == ["bend the knee"] * MOST_IN_A_ROW


def test_then_the_next_fault_has_its_turn_and_after_it_the_first_again():
    heard = words(Now(60, knee=HIGH, back=LOW))
    assert heard[:5] == ["bend the knee"] * 3 + ["straighten up", "bend the knee"]


@given(
    parts=st.lists(
        st.builds(
            Now,
            st.floats(0.1, 8),
            st.sampled_from([GOOD, LOW, HIGH, UNSEEN]),
            st.sampled_from([GOOD, LOW, UNSEEN]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_cues_never_come_closer_than_allowed(parts):
    found = said(*parts)
    cues = [(time_s, text) for time_s, text in found if text not in PRAISE]
    for (sooner, _), (later, _) in pairwise(cues):
        assert later - sooner >= APART_S - 1e-6
    texts = [text for _, text in found]
    for i in range(len(texts) - MOST_IN_A_ROW):
        assert len(set(texts[i : i + MOST_IN_A_ROW + 1])) > 1


def test_a_cued_fault_that_is_mended_is_praised_once():
    heard = said(Now(2, knee=HIGH), Now(10))
    assert heard == [
        (about(STEADY_S), "bend the knee"),
        (about(2 + STEADY_S), PRAISE[0]),
    ]


def test_a_fault_that_nobody_spoke_of_is_not_praised_away():
    assert words(Now(0.8, knee=HIGH), Now(10)) == []


def test_praise_ends_the_row():
    heard = words(*[Now(3, knee=HIGH), Now(7)] * 5)
    assert heard.count("bend the knee") == 5


def test_praise_is_not_the_same_every_time():
    heard = words(*[Now(3, knee=HIGH), Now(7)] * 3)
    assert [text for text in heard if text in PRAISE] == list(PRAISE)


def test_what_cannot_be_seen_is_neither_cued_nor_praised():
    assert words(Now(20, knee=UNSEEN)) == []
    assert words(Now(2, knee=HIGH), Now(20, knee=UNSEEN)) == ["bend the knee"]


def test_not_seeing_a_fault_for_a_moment_does_not_hide_it():
    flicker = [Now(0.4, knee=HIGH), Now(0.1, knee=UNSEEN)] * 4
    assert words(*flicker) == ["bend the knee"]


def test_after_a_longer_absence_a_fault_must_last_anew():
    found = said(Now(0.8, knee=HIGH), Now(5, in_position=False), Now(2, knee=HIGH))
    assert found == [(about(5.8 + STEADY_S), "bend the knee")]


# ----------------------------------------------------------------------------------- the meter


def test_the_meter_shows_the_most_important_check_that_can_be_judged():
    assert meter(Now(1, knee=85).at(0)).check == "knee"
    assert meter(Now(1, knee=UNSEEN, back=105).at(0)).check == "back"
    assert meter(Now(1, knee=UNSEEN, back=UNSEEN).at(0)) is None
    assert meter(Now(1, in_position=False).at(0)) is None


def test_bouncing_makes_no_meter():
    verdict = STEADY.judge(Measurement(0.0, "reversals", 0.0))
    assert meter(Assessment(0.0, in_position=True, verdicts=(verdict,))) is None


def test_the_meter_stays_for_a_moment_in_which_nothing_can_be_judged():
    shown, unseen = SteadyMeter(), Now(1, knee=UNSEEN, back=UNSEEN)
    assert shown.observe(unseen.at(0)) is None
    value = shown.observe(Now(1, knee=85).at(1))
    assert shown.observe(unseen.at(1 + METER_KEPT_S - 0.01)) == value
    assert shown.observe(unseen.at(1 + METER_KEPT_S + 0.01)) is None


@pytest.mark.parametrize(
    ("value", "share"), [(90, 1), (80, 1), (75, 0.75), (70, 0.5), (110, 0.5), (120, 0), (500, 0)]
)
def test_the_meter_is_full_where_it_is_good_and_half_where_fix_begins(value, share):
    assert closeness(value, BAND) == pytest.approx(share)
    assert meter(Now(1, knee=value).at(0)).share == pytest.approx(share)


@given(
    value=st.floats(-500, 500),
    ends=st.lists(st.floats(-300, 300), min_size=4, max_size=4).map(sorted),
    no_low=st.booleans(),
    no_high=st.booleans(),
)
def test_the_meter_agrees_with_the_verdict(value, ends, no_low, no_high):
    low_fix, low, high, high_fix = ends
    if no_low:
        low_fix = low = -inf
    if no_high:
        high_fix = high = inf
    band = Band((low, high), (low_fix, high_fix))
    share, grade = closeness(value, band), band.grade(value)
    assert 0 <= share <= 1
    assert (share == 1) >= (grade is Grade.GOOD)
    if grade is Grade.FIX:
        assert share <= 0.5


# ---------------------------------------------------------------------------------- the breath


@given(held_s=st.floats(0, 3600))
def test_the_breath_is_four_seconds_in_and_six_out(held_s):
    now, later = breathing(held_s), breathing(held_s + IN_S + OUT_S)
    assert 0 <= now.share < 1
    assert later.fullness == pytest.approx(now.fullness, abs=1e-6) or now.share in (0, 1)
    assert (now.breath is Breath.IN) == (held_s % 10 < 4)


def test_the_lungs_fill_and_empty_without_a_jump():
    full = [breathing(i / 100).fullness for i in range(2001)]
    assert max(full) == pytest.approx(1.0)
    assert min(full) == 0.0
    assert max(abs(b - a) for a, b in pairwise(full)) <= 0.01 / IN_S + 1e-9
