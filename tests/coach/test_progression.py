"""From part to part: sides, rests, the safety note, the end."""

import pytest
from sessions import (
    BRIDGE,
    BRIDGING,
    GOOD,
    LUNGE,
    OTHER_LEG,
    OUT,
    Session,
    about,
    kinds,
    only,
    phase,
    routine,
)

from posecheck.coach import (
    Coach,
    Count,
    GetReady,
    HoldDone,
    HoldStarted,
    Phase,
    Placed,
    RestStarted,
    SafetyNote,
    SessionDone,
    SideSwitch,
    StretchStarted,
    TimeLeft,
    wording,
)
from posecheck.coach.guidance import Guidance
from posecheck.coach.placement import Placement
from posecheck.coach.progression import Progression
from posecheck.coach.state import State
from posecheck.pose.pose import Side


def test_a_stretch_with_two_sides_from_start_to_end():
    session = Session.of(LUNGE, hold_s=20)
    session.see(OUT, 4)
    session.see_until(GOOD, lambda coach: coach.view.phase is Phase.SWITCH)
    session.see(OUT, 2)
    session.see_until(OTHER_LEG, lambda coach: coach.done)
    hold = [GetReady, Count, Count, Count, HoldStarted, TimeLeft, Count, Count, Count, HoldDone]
    assert kinds(session.events) == [
        StretchStarted,
        Placed,
        *hold,
        SideSwitch,
        *hold,
        SessionDone,
    ]
    assert [(part.side, part.complete) for part in session.coach.result.parts] == [
        (Side.LEFT, True),
        (Side.RIGHT, True),
    ]
    assert session.coach.result.complete


def test_a_routine_rests_between_its_stretches_but_not_after_the_last():
    session = Session.of(BRIDGE, LUNGE, BRIDGE, hold_s=3, rest_s=7)
    session.see_until(BRIDGING, lambda coach: coach.view.phase is Phase.REST)
    assert session.coach.view.next_title == LUNGE.title
    assert session.see_until(OUT, lambda coach: coach.view.phase is Phase.PLACE) == about(7)
    session.see_until(GOOD, lambda coach: coach.view.phase is Phase.SWITCH)
    session.see_until(OTHER_LEG, lambda coach: coach.view.phase is Phase.REST)
    session.see_until(BRIDGING, lambda coach: coach.done)
    assert len(only(RestStarted, session.events)) == 2
    assert [event.step for event in only(StretchStarted, session.events)] == [1, 2, 3]
    assert [part.stretch.id for part in session.coach.result.parts] == [
        BRIDGE.id,
        LUNGE.id,
        LUNGE.id,
        BRIDGE.id,
    ]


def test_the_safety_note_comes_before_anything_else_and_stays_until_the_first_hold():
    session = Session.of(LUNGE, note=True)
    assert session.coach.view.note == wording.SAFETY
    session.see(GOOD, 1)
    assert kinds(session.events)[:2] == [SafetyNote, StretchStarted]
    assert session.coach.view.note == wording.SAFETY
    session.see(GOOD, 3)
    assert phase(session) is Phase.HOLD
    assert session.coach.view.note is None
    session.see(GOOD, 40)
    assert len(only(SafetyNote, session.events)) == 1


def test_without_a_safety_note_none_is_given():
    session = Session.of(LUNGE, note=False)
    session.see(GOOD, 5)
    assert only(SafetyNote, session.events) == []


@pytest.mark.parametrize(("begun", "then"), [(GOOD, OTHER_LEG), (OTHER_LEG, GOOD)])
def test_the_person_chooses_which_leg_goes_first(begun, then):
    session = Session.of(LUNGE, hold_s=3)
    assert session.coach.target.side is None
    session.see_until(begun, lambda coach: coach.view.phase is Phase.SWITCH)
    assert session.coach.target.side is then.side
    session.see_until(then, lambda coach: coach.done)
    assert [part.side for part in session.coach.result.parts] == [begun.side, then.side]


def test_a_named_side_is_the_only_one():
    session = Session(Coach(routine(LUNGE, hold_s=3).with_side(Side.RIGHT), safety_note=False))
    session.see(GOOD, 5)
    assert phase(session) is Phase.PLACE
    assert session.coach.view.message == wording.change_legs(Side.RIGHT)
    session.see_until(OTHER_LEG, lambda coach: coach.done)
    assert [part.side for part in session.coach.result.parts] == [Side.RIGHT]


def test_the_second_side_waits_for_the_other_leg():
    session = Session.of(LUNGE, hold_s=3)
    session.see_until(GOOD, lambda coach: coach.view.phase is Phase.SWITCH)
    (switch,) = only(SideSwitch, session.events)
    assert switch.side is Side.RIGHT
    assert session.coach.view.message == switch.words
    session.see(GOOD, 20)
    assert phase(session) is Phase.SWITCH
    assert session.coach.view.message == wording.change_legs(Side.RIGHT)
    assert session.coach.view.held_s == 0


def test_the_rest_takes_nothing_from_the_steps_of_the_next_stretch():
    session = Session.of(BRIDGE, LUNGE, hold_s=1, rest_s=30)
    session.see_until(BRIDGING, lambda coach: coach.view.phase is Phase.REST)
    session.see_until(OUT, lambda coach: coach.view.phase is Phase.PLACE)
    (first, *_) = only(Placed, session.see(OUT, 4))
    assert first.words == LUNGE.how[0]


def test_a_gap_does_not_shorten_the_rest():
    session = Session.of(BRIDGE, BRIDGE, hold_s=1, rest_s=10)
    session.see_until(BRIDGING, lambda coach: coach.view.phase is Phase.REST)
    session.gap(60)
    assert session.see_until(OUT, lambda coach: coach.view.phase is Phase.PLACE) == about(10)


@pytest.mark.parametrize(
    ("index", "rest", "kind", "then"),
    [
        (0, False, StretchStarted, Phase.PLACE),
        (1, False, StretchStarted, Phase.PLACE),
        (1, True, RestStarted, Phase.REST),
        (3, True, SessionDone, Phase.DONE),
    ],
)
def test_any_part_can_be_gone_to(index, rest, kind, then):
    now = State(routine(BRIDGE, LUNGE), None)
    progression = Progression(now, Placement(), Guidance(now))
    assert kinds(progression.go_to(index, rest=rest)) == [kind]
    assert now.phase is then
