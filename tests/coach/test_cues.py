"""Cues are chosen from verdicts and times alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from two_checks import GOOD, HIGH, LOW, UNSEEN, Now

from posecheck.coach.cues import APART_S, MOST_IN_A_ROW, STEADY_S, Cueing
from posecheck.coach.wording import PRAISE

STEP_S = 0.1


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


def test_a_cued_fault_that_is_corrected_is_praised_once():
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


def test_after_a_longer_absence_a_fault_must_last_again():
    found = said(Now(0.8, knee=HIGH), Now(5, in_position=False), Now(2, knee=HIGH))
    assert found == [(about(5.8 + STEADY_S), "bend the knee")]
