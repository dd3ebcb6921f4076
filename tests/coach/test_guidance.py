"""What is said about the placement, and when."""

from dataclasses import replace

import pytest
from figures import moved
from hypothesis import given
from hypothesis import strategies as st
from sessions import (
    GOOD,
    LUNGE,
    NOBODY,
    Session,
    holding,
    only,
    phase,
    routine,
)

from posecheck.coach import (
    Obstacle,
    Phase,
    Placed,
    wording,
)
from posecheck.coach.guidance import Guidance
from posecheck.coach.placement import CLEAR, Rung
from posecheck.coach.placement import NOBODY as NOBODY_SEEN
from posecheck.coach.state import State
from posecheck.pose.view import ViewKind


def test_nothing_is_said_about_placement_while_the_safety_note_is_spoken():
    session = Session.of(LUNGE, note=True)
    silent = wording.spoken_s(wording.SAFETY)
    assert only(Placed, session.see(NOBODY, silent)) == []
    assert session.coach.view.message == wording.NOBODY
    assert len(only(Placed, session.see(NOBODY, 5))) == 1


@pytest.mark.parametrize(
    "spoilt",
    [{"view": ViewKind.FRONT}, {"pose": moved(GOOD.pose, GOOD.pose.size, (0, 200))}],
    ids=["turned away", "cut off"],
)
def test_a_hold_that_can_no_longer_be_judged_is_reported_once_and_not_stopped(spoilt):
    session = holding(2)
    found = session.see(replace(GOOD, **spoilt), 5)
    (told,) = only(Placed, found)
    assert session.coach.view.message == told.words
    assert phase(session) is Phase.HOLD
    session.see(GOOD, 1)
    assert session.coach.view.message == wording.USUAL["hold"]


def at(time_s: float, rung: Rung, now: State) -> None:
    now.time_s, now.rung = time_s, rung


def test_a_thing_is_said_once_until_something_else_is():
    now = State(routine(LUNGE), None)
    guidance = Guidance(now)
    far = Rung(Obstacle.TOO_FAR, wording.TOO_FAR)
    said = []
    for time_s, rung in enumerate([CLEAR, far, far, CLEAR, far, NOBODY_SEEN, far]):
        at(float(time_s), rung, now)
        said += [event.time_s for event in guidance.guide()]
    assert said == [1, 5, 6]
    guidance.repeat()
    assert len(list(guidance.guide())) == 1


@given(st.lists(st.text("ab ", max_size=30), max_size=4))
def test_what_is_to_be_spoken_first_takes_its_time_and_a_break(sentences):
    now = State(routine(LUNGE), None, rung=NOBODY_SEEN)
    guidance = Guidance(now)
    ends_s = [guidance.wait_for(words) for words in sentences]
    needed_s = sum(wording.spoken_s(words) + wording.BREAK_S for words in sentences)
    if ends_s:
        assert ends_s[-1] == pytest.approx(needed_s)
        assert list(guidance.guide()) == []
    now.time_s = needed_s + 1e-9
    assert not guidance.quiet
    assert len(list(guidance.guide())) == 1
