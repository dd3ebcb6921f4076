"""What is shown in each phase of a session."""

import pytest
from sessions import BRIDGE, BRIDGING, FAULT, GOOD, LUNGE, Session

from posecheck.coach import Command
from posecheck.coach.shown import CoachView, Phase


def views() -> list[CoachView]:
    """One of each phase."""
    session = Session.of(BRIDGE, LUNGE, hold_s=3, rest_s=5)
    found = [session.coach.view]
    for seen, reached in (
        (BRIDGING, Phase.READY),
        (BRIDGING, Phase.HOLD),
        (BRIDGING, Phase.REST),
        (GOOD, Phase.HOLD),
        (FAULT, Phase.PAUSED),
        (GOOD, Phase.SWITCH),
    ):
        session.see_until(seen, lambda coach, reached=reached: coach.view.phase is reached)
        found.append(session.coach.view)
    session.ask(Command.QUIT)
    return [*found, session.coach.view]


@pytest.mark.parametrize("view", views(), ids=lambda view: view.phase.value)
def test_what_is_shown_fits_the_phase(view):
    assert (view.breathing is not None) == (view.phase is Phase.HOLD)
    assert (view.meter is not None) <= (view.phase is Phase.HOLD)
    assert (view.countdown_s is not None) == (view.phase in (Phase.READY, Phase.REST))
    assert (view.camera is not None) == (view.phase in (Phase.PLACE, Phase.SWITCH))
    assert (view.paused is not None) == (view.phase is Phase.PAUSED)


def test_every_phase_can_be_shown():
    assert {view.phase for view in views()} == set(Phase)
