"""How a session stands, and what is shown of it."""

from sessions import BRIDGE, FAULT, GOOD, LUNGE, NOBODY, OUT, Session, holding, routine

from posecheck.coach import Command, wording
from posecheck.coach.shown import Phase, Tone
from posecheck.coach.state import COUNT_DOWN, Notice, State


def test_before_the_first_frame_the_first_stretch_is_shown():
    view = State(routine(LUNGE, BRIDGE), wording.SAFETY).view
    assert (view.phase, view.title, view.step, view.steps) == (Phase.PLACE, LUNGE.title, 1, 2)
    assert (view.note, view.message) == (wording.SAFETY, wording.LOOKING)
    assert (view.meter, view.breathing, view.countdown_s) == (None, None, None)
    assert view.next_title == wording.OTHER_SIDE


def test_a_notice_stands_until_its_time_is_over():
    now = State(routine(LUNGE), None)
    now.notice = Notice("Look here", until_s=2.0, tone=Tone.PRAISE)
    shown = []
    for time_s in (0.0, 1.9, 2.0):
        now.time_s = time_s
        shown.append((now.view.message, now.view.tone))
    assert shown == [("Look here", Tone.PRAISE)] * 2 + [(wording.LOOKING, Tone.GUIDE)]


def test_entering_a_phase_begins_its_time_and_ends_the_notice():
    now = State(routine(LUNGE), None, phase_s=5.0, notice=Notice("Look here", 9.0))
    now.enter(Phase.READY)
    assert (now.phase, now.phase_s, now.notice) == (Phase.READY, 0.0, None)
    assert now.view.countdown_s == COUNT_DOWN


def test_a_pause_by_the_person_is_told_apart_from_one_for_the_form():
    session = holding(2)
    session.see(FAULT, 2)
    assert (session.coach.view.tone, session.coach.view.by_person) == (Tone.FIX, False)
    session.ask(Command.PAUSE)
    assert session.coach.view.by_person
    assert (session.coach.view.message, session.coach.view.tone) == (wording.PAUSED, Tone.GUIDE)


def test_the_next_step_is_asked_for_only_while_nothing_is_to_be_corrected():
    session = holding(2)
    assert session.coach.view.how == LUNGE.how_to_hold
    session.see(FAULT, 0.2)
    assert session.coach.view.how is None
    session.see(FAULT, 2)
    assert session.coach.view.how is None
    session.see(GOOD, 6)
    assert session.coach.view.how == LUNGE.how_to_hold


def test_back_in_position_nobody_is_told_to_be_out_of_it():
    session = holding(2)
    session.see(OUT, 2)
    session.see(GOOD, 0.1)
    view = session.coach.view
    assert (view.phase, view.message, view.tone) == (
        Phase.PAUSED,
        wording.USUAL["hold"],
        Tone.GUIDE,
    )


def test_somebody_who_is_seen_is_not_said_to_be_missing():
    session = Session.of(LUNGE)
    session.see(NOBODY, 2)
    assert session.coach.view.message == wording.NOBODY
    session.see(OUT, 0.1)
    assert session.coach.view.message == wording.LOOKING
