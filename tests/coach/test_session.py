"""The session as a whole: it survives anything, and coaches a real clip."""

from dataclasses import replace

import pytest
from figures import lunge, moved, seen
from hypothesis import given, settings
from hypothesis import strategies as st
from places import CLIPS
from sessions import (
    BRIDGE,
    GOOD,
    LUNGE,
    NOBODY,
    Now,
    Session,
    about,
    holding,
    only,
    phase,
    routine,
)

from posecheck.assess.assessor import Assessor
from posecheck.coach import (
    CameraLost,
    Command,
    CueGiven,
    HoldDone,
    HoldPaused,
    HoldStarted,
    PersonLock,
    Phase,
    Placed,
    Skipped,
    wording,
)
from posecheck.coach.session import Coach
from posecheck.pose.pose import Side


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
