"""Every kind of event can happen, and what it says is short."""

from dataclasses import replace
from math import nan

from sessions import (
    BRIDGE,
    BRIDGING,
    GOOD,
    LUNGE,
    NOBODY,
    OTHER_LEG,
    Session,
    only,
)

from posecheck.coach import (
    Command,
    Event,
    HoldStarted,
    Phase,
    SafetyNote,
    events,
)
from posecheck.coach.part import UNJUDGED_S

SPOKEN_AT_MOST = 16


def every_event():
    """A session in which everything happens."""
    session = Session.of(BRIDGE, LUNGE, hold_s=20, rest_s=30, note=True)
    session.see(NOBODY, 20)
    session.see(BRIDGING, 10)
    session.lose_camera()
    session.see(replace(BRIDGING, knee=130), 2)
    session.see(BRIDGING, 3)
    session.see(replace(BRIDGING, knee=nan), UNJUDGED_S + 1)
    session.see(BRIDGING, 15)
    session.ask(Command.SKIP)
    session.see_until(GOOD, lambda coach: coach.view.phase is Phase.SWITCH)
    session.see_until(OTHER_LEG, lambda coach: coach.done)
    return session.events


def test_every_event_can_be_reached():
    kinds = {kind for kind in vars(events).values() if isinstance(kind, type)}
    wanted = {kind for kind in kinds if issubclass(kind, Event)} - {Event}
    assert {type(event) for event in every_event()} == wanted


def test_what_is_said_is_short():
    for event in every_event():
        own = event.words
        for step in (*BRIDGE.how, *LUNGE.how):
            own = own.replace(step, "")
        assert len(own.split()) <= SPOKEN_AT_MOST or isinstance(event, SafetyNote), own


def test_what_to_do_in_the_hold_is_said_with_the_first_side_only():
    session = Session.of(LUNGE, hold_s=3)
    session.see_until(GOOD, lambda coach: coach.view.phase is Phase.SWITCH)
    session.see_until(OTHER_LEG, lambda coach: coach.done)
    first, second = only(HoldStarted, session.events)
    assert first.words == f"Hold for 3 seconds. {LUNGE.how_to_hold}"
    assert second.words == "Hold for 3 seconds."
