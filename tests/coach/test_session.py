"""The session, with assessments and times given by hand; and one real clip through all of it."""

from dataclasses import replace

import pytest
from figures import lunge, moved, seen
from hypothesis import given, settings
from hypothesis import strategies as st
from places import CLIPS
from sessions import (
    BRIDGE,
    BRIDGING,
    FAULT,
    GOOD,
    LUNGE,
    NOBODY,
    OTHER_LEG,
    OUT,
    SOMEBODY_ELSE,
    Now,
    Session,
    holding,
    routine,
)

from posecheck.assess.assessor import Assessor
from posecheck.assess.hold import GRACE_S, LONGEST_STEP_S
from posecheck.coach import (
    BreathTurned,
    CameraLost,
    Coach,
    Command,
    Count,
    CueGiven,
    Event,
    GetReady,
    HoldDone,
    HoldPaused,
    HoldResumed,
    HoldStarted,
    PersonLock,
    Phase,
    Placed,
    RestStarted,
    SafetyNote,
    SessionDone,
    SideSwitch,
    Skipped,
    StretchStarted,
    TimeLeft,
    Tone,
    events,
    wording,
)
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.support.debounce import SWAP_FRAMES

SPOKEN_AT_MOST = 16
"""Words of one event, but for the safety note and the steps of a stretch, which are data."""


def kinds(found):
    """The kinds of events in their order, without the breath."""
    return [type(event) for event in found if not isinstance(event, BreathTurned)]


def only(kind, found):
    return [event for event in found if isinstance(event, kind)]


def phase(session):
    return session.coach.view.phase


# ---------------------------------------------------------------------------- from start to end


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


def about(seconds):
    return pytest.approx(seconds, abs=0.11)


def test_before_a_hold_three_seconds_are_counted_down():
    session = Session.of(LUNGE)
    session.see(GOOD, 5)
    counts = [(event.time_s, event.number) for event in only(Count, session.events)]
    (start,) = only(HoldStarted, session.events)
    assert counts == [(about(i), 3 - i) for i in range(3)]
    assert start.time_s == about(3)


def test_the_last_three_seconds_are_counted_and_not_twice_when_the_clock_stops():
    session = holding(8.5, hold_s=10)
    session.see(FAULT, 3)
    session.see(GOOD, 0.9)
    session.see(FAULT, 3)
    session.see_until(GOOD, lambda coach: coach.view.phase is Phase.SWITCH)
    last = [event.number for event in only(Count, session.events) if event.last]
    assert last == [3, 2, 1]


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


def test_nothing_is_said_about_placement_while_the_safety_note_is_spoken():
    session = Session.of(LUNGE, note=True)
    silent = wording.spoken_s(wording.SAFETY)
    assert only(Placed, session.see(NOBODY, silent)) == []
    assert session.coach.view.message == wording.NOBODY
    assert len(only(Placed, session.see(NOBODY, 5))) == 1


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


# ------------------------------------------------------------------------------------- the hold


@settings(max_examples=10, deadline=None)
@given(
    fps=st.floats(8, 40),
    jitter=st.lists(st.floats(-0.4, 0.4), min_size=1, max_size=50),
)
def test_thirty_seconds_are_thirty_within_one_frame_at_any_frame_rate(fps, jitter):
    coach = Coach(routine(BRIDGE, hold_s=30), safety_note=False)
    found, frame, longest_s, last_s = [], 0, 0.0, 0.0
    while not coach.done:
        time_s = (frame + jitter[frame % len(jitter)]) / fps
        longest_s, last_s = max(longest_s, time_s - last_s), time_s
        found += coach.observe(BRIDGING.at(time_s))
        frame += 1
    (start,), (end,) = only(HoldStarted, found), only(HoldDone, found)
    assert 30 - 1e-3 <= end.time_s - start.time_s <= 30 + longest_s
    assert coach.result.good_s == pytest.approx(end.time_s - start.time_s)


@pytest.mark.parametrize(
    ("seen_then", "reason"),
    [
        (FAULT, "step back"),
        (OUT, LUNGE.how[0]),
        (NOBODY, wording.NOBODY),
        (SOMEBODY_ELSE, wording.SOMEBODY_ELSE),
        (OTHER_LEG, wording.change_legs(Side.LEFT)),
    ],
    ids=["fault", "out of position", "nobody", "somebody else", "wrong leg"],
)
def test_a_pause_keeps_the_seconds_and_says_why(seen_then, reason):
    session = holding(4)
    held_s = session.coach.view.held_s
    found = session.see(seen_then, 8)
    assert phase(session) is Phase.PAUSED
    assert session.coach.view.paused == session.coach.view.message == reason
    (pause,) = only(HoldPaused, found)
    assert pause.time_s - found_after(session, held_s) == about(GRACE_S)
    assert session.coach.view.held_s == pytest.approx(held_s)
    assert reason in {event.words for event in found}
    found = session.see(GOOD, 2)
    assert len(only(HoldResumed, found)) == 1
    assert phase(session) is Phase.HOLD
    assert session.coach.view.paused is None
    assert session.coach.view.held_s == about(held_s + 2)
    assert len(session.coach.result.parts[0].pauses) == 1


def found_after(session, held_s):
    (start,) = only(HoldStarted, session.events)
    return start.time_s + held_s


@pytest.mark.parametrize("fault", [FAULT, OUT, NOBODY, SOMEBODY_ELSE, OTHER_LEG])
def test_a_moment_of_something_else_changes_nothing(fault):
    plain, disturbed = holding(4), holding(4)
    plain.see(GOOD, 3)
    disturbed.see_frames([fault] * 4 + [GOOD] * 26)
    assert kinds(disturbed.events) == kinds(plain.events)
    assert disturbed.coach.view.held_s == pytest.approx(plain.coach.view.held_s)


@pytest.mark.parametrize("fps", [10.0, 15.0, 30.0])
def test_legs_swapped_for_a_few_frames_change_nothing(fps):
    plain, swapped = Session.of(LUNGE, fps=fps), Session.of(LUNGE, fps=fps)
    frames = [GOOD] * round(13.5 * fps)
    plain.see_frames(frames)
    for start in (10, 25, 60, 100):
        frames[start : start + SWAP_FRAMES] = [OTHER_LEG] * SWAP_FRAMES
    swapped.see_frames(frames)
    assert kinds(swapped.events) == kinds(plain.events)
    (end,), (plain_end,) = only(HoldDone, swapped.events), only(HoldDone, plain.events)
    assert end.time_s == plain_end.time_s
    assert swapped.coach.result.parts[0].good_s == pytest.approx(plain.coach.result.parts[0].good_s)
    assert swapped.coach.result.parts[0].side is Side.LEFT


def test_a_second_person_changes_nothing():
    """Another one crosses, and the model follows them for a moment."""
    here = seen(lunge(), size=(640, 480), scale_px=200)
    walker = moved(seen(lunge(lean=40), 0, size=(640, 480), scale_px=90), (640, 480), (200, 0))
    assessor, lock = Assessor([LUNGE]), PersonLock()
    coach = Coach(routine(LUNGE, hold_s=8), safety_note=False)
    found = []
    for frame in range(300):
        time_s = frame / 10
        pose = replace(walker if 180 <= frame < 184 else here, time_s=time_s)
        assessor.aim(coach.target.stretch, coach.target.side)
        own = lock.observe(pose, time_s)
        assessment = assessor.assess(own, time_s)
        found += coach.observe(assessment, people=2, somebody_else=lock.somebody_else)
    assert only(HoldPaused, found) == []
    (start,), (end,) = only(HoldStarted, found), only(HoldDone, found)
    assert end.time_s - start.time_s == about(8)


def test_a_count_of_several_people_does_not_disturb_a_hold():
    session = holding(2)
    found = session.see(replace(GOOD, people=3), 5)
    assert only(HoldPaused, found) == only(Placed, found) == []
    assert session.coach.view.held_s == about(7)


def test_the_camera_dropping_out_keeps_the_session():
    session = holding(4)
    held_s = session.coach.view.held_s
    (lost,) = session.lose_camera()
    assert isinstance(lost, CameraLost)
    assert session.lose_camera() == []
    assert phase(session) is Phase.PAUSED
    assert session.coach.view.message == wording.CAMERA_LOST
    session.gap(9)
    session.see(GOOD, 2)
    assert phase(session) is Phase.HOLD
    assert session.coach.view.held_s == about(held_s + 2)


def test_a_gap_in_the_count_down_begins_it_anew():
    session = Session.of(LUNGE)
    session.see(GOOD, 2)
    session.gap(LONGEST_STEP_S + 1)
    assert session.see_until(GOOD, lambda coach: coach.view.phase is Phase.HOLD) == about(3)


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


def test_leaving_the_position_in_the_count_down_begins_it_anew():
    session = Session.of(LUNGE)
    session.see(GOOD, 2)
    session.see(OUT, 1)
    assert phase(session) is Phase.PLACE
    session.see(GOOD, 0.7)
    assert session.see_until(GOOD, lambda coach: coach.view.phase is Phase.HOLD) == about(3)


# ---------------------------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    "spoilt",
    [{"view": ViewKind.OBLIQUE}, {"pose": moved(GOOD.pose, GOOD.pose.size, (0, 200))}],
    ids=["turned away", "cut off"],
)
def test_a_hold_that_can_no_longer_be_judged_is_told_once_and_not_stopped(spoilt):
    session = holding(2)
    found = session.see(replace(GOOD, **spoilt), 5)
    (told,) = only(Placed, found)
    assert session.coach.view.message == told.words
    assert phase(session) is Phase.HOLD
    session.see(GOOD, 1)
    assert session.coach.view.message == wording.USUAL["hold"]


def test_a_fault_is_cued_and_its_correction_praised():
    session = holding(2)
    found = session.see(FAULT, 3) + session.see(GOOD, 3)
    cue, praise = only(CueGiven, found)
    assert (cue.words, cue.cue.praise, praise.cue.praise) == ("step back", False, True)
    assert session.coach.result.parts[0].cues == (("step back", 1),)


def test_cues_and_praise_are_shown():
    session = holding(2)
    session.see(FAULT, 2)
    assert (session.coach.view.message, session.coach.view.tone) == ("step back", Tone.FIX)
    session.see(GOOD, 2)
    assert session.coach.view.tone is Tone.PRAISE
    session.see(GOOD, 4)
    assert session.coach.view.tone is Tone.GUIDE


def test_the_breath_turns_with_the_seconds_held():
    session = Session.of(LUNGE, hold_s=30)
    session.see(GOOD, 3 + 20)
    turns = [(event.time_s, event.breath.value) for event in only(BreathTurned, session.events)]
    assert turns == [(about(3 + s), b) for s, b in ((0, "in"), (4, "out"), (10, "in"), (14, "out"))]


def test_the_middle_of_a_long_hold_is_said():
    session = Session.of(LUNGE, hold_s=30)
    session.see(GOOD, 25)
    (half,) = only(TimeLeft, session.events)
    assert half.left_s == about(15)


def every_event():
    """A session in which everything happens."""
    session = Session.of(BRIDGE, LUNGE, hold_s=20, rest_s=30, note=True)
    session.see(NOBODY, 20)
    session.see(BRIDGING, 10)
    session.lose_camera()
    session.see(replace(BRIDGING, knee=130), 2)
    session.see(BRIDGING, 25)
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


# ---------------------------------------------------------------------------------- the commands


@pytest.mark.parametrize("command", [Command.PAUSE, Command.TOGGLE])
def test_a_paused_hold_waits_and_goes_on(command):
    session = holding(4)
    held_s = session.coach.view.held_s
    (pause,) = session.ask(command)
    assert pause.by_person
    assert session.see(GOOD, 20) == []
    assert (phase(session), session.coach.view.held_s) == (Phase.PAUSED, pytest.approx(held_s))
    assert session.coach.view.message == wording.PAUSED
    (resumed,) = session.ask(Command.RESUME)
    assert isinstance(resumed, HoldResumed)
    session.see(GOOD, 2)
    assert session.coach.view.held_s == about(held_s + 2)


def test_pausing_twice_is_pausing_once():
    session = holding(4)
    assert len(session.ask(Command.PAUSE)) == 1
    assert session.ask(Command.PAUSE) == []
    session.ask(Command.RESUME)
    assert session.ask(Command.RESUME) == []


def test_pausing_in_the_count_down_begins_it_anew():
    session = Session.of(LUNGE)
    session.see(GOOD, 2)
    session.ask(Command.PAUSE)
    session.see(GOOD, 10)
    session.ask(Command.RESUME)
    assert session.see_until(GOOD, lambda coach: coach.view.phase is Phase.HOLD) == about(3)


def test_a_paused_rest_waits():
    session = Session.of(BRIDGE, BRIDGE, hold_s=1, rest_s=10)
    session.see_until(BRIDGING, lambda coach: coach.view.phase is Phase.REST)
    session.see(OUT, 4)
    session.ask(Command.TOGGLE)
    session.see(OUT, 30)
    session.ask(Command.TOGGLE)
    assert session.see_until(OUT, lambda coach: coach.view.phase is Phase.PLACE) == about(6)


def test_skipping_goes_to_the_next_side_stretch_and_the_end():
    session = Session.of(LUNGE, BRIDGE, hold_s=10)
    session.see(GOOD, 5)
    assert kinds(session.ask(Command.SKIP)) == [Skipped, SideSwitch]
    assert kinds(session.ask(Command.SKIP)) == [Skipped, StretchStarted]
    assert session.coach.view.title == BRIDGE.title
    assert kinds(session.ask(Command.SKIP)) == [Skipped, SessionDone]
    assert not session.coach.result.complete
    assert session.coach.result.parts[0].good_s > 0


def test_skipping_before_a_side_is_known_skips_both():
    session = Session.of(LUNGE, BRIDGE)
    session.see(OUT, 2)
    session.ask(Command.SKIP)
    assert session.coach.view.title == BRIDGE.title


def test_skipping_the_rest_begins_the_next_stretch():
    session = Session.of(BRIDGE, LUNGE, hold_s=1, rest_s=60)
    session.see_until(BRIDGING, lambda coach: coach.view.phase is Phase.REST)
    assert kinds(session.ask(Command.SKIP)) == [Skipped, StretchStarted]
    assert (phase(session), session.coach.view.title) == (Phase.PLACE, LUNGE.title)


def test_repeating_a_hold_begins_it_anew():
    session = holding(4)
    session.ask(Command.REPEAT)
    assert (phase(session), session.coach.view.held_s) == (Phase.PLACE, 0)
    assert session.coach.target.side is Side.LEFT
    session.see_until(GOOD, lambda coach: coach.view.phase is Phase.SWITCH)
    assert session.coach.result.parts[0].good_s == about(10)


def test_repeating_before_a_hold_goes_back_to_the_one_before():
    session = Session.of(BRIDGE, LUNGE, hold_s=2)
    session.see_until(BRIDGING, lambda coach: coach.view.phase is Phase.REST)
    session.ask(Command.REPEAT)
    assert (session.coach.view.title, session.coach.view.held_s) == (BRIDGE.title, 0)
    session.ask(Command.REPEAT)
    assert session.coach.view.title == BRIDGE.title


def test_quitting_ends_the_session_with_what_was_held():
    session = holding(4)
    (done,) = session.ask(Command.QUIT)
    assert isinstance(done, SessionDone)
    assert session.coach.done
    assert done.result.good_s == about(4)
    assert not done.result.complete


def test_after_the_end_nothing_changes():
    session = holding(4)
    session.ask(Command.QUIT)
    view = session.coach.view
    assert session.see(GOOD, 5) == []
    assert [session.ask(command) for command in Command] == [[]] * len(Command)
    assert session.lose_camera() == []
    assert session.coach.view == view


@given(
    parts=st.lists(
        st.one_of(
            st.sampled_from(Command),
            st.just("camera"),
            st.tuples(
                st.builds(
                    Now,
                    stretch=st.sampled_from([LUNGE, BRIDGE]),
                    side=st.sampled_from([*Side, None]),
                    in_position=st.booleans(),
                    knee=st.sampled_from([60.0, 90.0, 130.0]),
                    pose=st.sampled_from([GOOD.pose, None]),
                    people=st.sampled_from([None, 0, 1, 2]),
                    somebody_else=st.booleans(),
                ),
                st.floats(0.1, 8),
            ),
            st.floats(-5, 20).map(lambda gap_s: ("gap", gap_s)),
        ),
        max_size=25,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_happens_the_session_stays_whole(parts):
    session = Session.of(BRIDGE, LUNGE, hold_s=4, rest_s=2, note=True)
    session.start_s = 200.0
    for part in parts:
        before = session.coach.view
        if isinstance(part, Command):
            found = session.ask(part)
        elif part == "camera":
            found = session.lose_camera()
        elif part[0] == "gap":
            session.gap(part[1])
            continue
        else:
            found = session.see(*part)
        view = session.coach.view
        repeated = any(event.back for event in only(Skipped, found))
        if (view.title, view.side) == (before.title, before.side) and not repeated:
            assert view.held_s >= before.held_s
        assert 0 <= view.held_s <= view.hold_s + 0.2
        assert (view.paused is not None) == (view.phase is Phase.PAUSED)
        assert view.message
        assert view.time_s == session.coach.view.time_s
    times = [event.time_s for event in session.events]
    assert times == sorted(times)
    result = session.coach.result
    assert all(part.end_s >= part.start_s for part in result.parts if part.start_s is not None)


@pytest.mark.parametrize("time_s", [float("nan"), float("inf"), -1.0, 0.0])
def test_a_frame_without_a_time_after_the_last_is_ignored(time_s):
    coach = Coach(routine(LUNGE))
    coach.observe(GOOD.at(0.0))
    before = coach.view
    assert coach.observe(NOBODY.at(time_s)) == ()
    assert coach.view == before


# ------------------------------------------------------------------------------------ a real clip


def test_a_real_hold_is_coached_to_its_end(poses_of):
    """The clip holds the bridge for 32 s; coming into position and the count-down take a few."""
    coach = Coach(routine(BRIDGE, hold_s=28), safety_note=False)
    assessor, lock, found = Assessor([BRIDGE]), PersonLock(), []
    for time_s, pose in poses_of(CLIPS / "bridge_30s_side_woman.mp4"):
        assessor.aim(coach.target.stretch, coach.target.side)
        assessment = assessor.assess(lock.observe(pose, time_s), time_s)
        found += coach.observe(assessment, somebody_else=lock.somebody_else)
    (start,), (end,) = only(HoldStarted, found), only(HoldDone, found)
    assert end.time_s - start.time_s == about(28)
    assert coach.result.complete
    assert only(HoldPaused, found) == only(CueGiven, found) == []
