"""Within a part: the count-down, the hold and its pauses."""

import pytest
from sessions import (
    FAULT,
    GOOD,
    LUNGE,
    NOBODY,
    OTHER_LEG,
    OUT,
    SOMEBODY_ELSE,
    Session,
    about,
    holding,
    kinds,
    only,
    phase,
)

from posecheck.assess.hold import GRACE_S, LONGEST_STEP_S
from posecheck.coach import (
    Count,
    CueGiven,
    HoldDone,
    HoldPaused,
    HoldResumed,
    HoldStarted,
    Phase,
    Tone,
    wording,
)
from posecheck.coach.phases import CUE_SHOWN_S, PRAISE_SHOWN_S
from posecheck.pose.pose import Side
from posecheck.support.capitalized import capitalized
from posecheck.support.debounce import SWAP_FRAMES


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


def test_a_gap_in_the_count_down_starts_it_over():
    session = Session.of(LUNGE)
    session.see(GOOD, 2)
    session.gap(LONGEST_STEP_S + 1)
    assert session.see_until(GOOD, lambda coach: coach.view.phase is Phase.HOLD) == about(3)


def test_leaving_the_position_in_the_count_down_starts_it_over():
    session = Session.of(LUNGE)
    session.see(GOOD, 2)
    session.see(OUT, 1)
    assert phase(session) is Phase.PLACE
    session.see(GOOD, 0.7)
    assert session.see_until(GOOD, lambda coach: coach.view.phase is Phase.HOLD) == about(3)


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
    assert session.coach.view.paused == session.coach.view.message == capitalized(reason)
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


def test_cues_and_praise_are_shown_for_a_while():
    session = holding(2)
    (cue,) = only(CueGiven, session.see(FAULT, 2))
    view = session.coach.view
    assert (view.message, view.tone) == ("Step back", Tone.FIX)
    assert view.time_s < cue.time_s + CUE_SHOWN_S
    (praise,) = only(CueGiven, session.see(GOOD, 2))
    assert session.coach.view.tone is Tone.PRAISE
    session.see(GOOD, praise.time_s + PRAISE_SHOWN_S - session.coach.view.time_s)
    assert session.coach.view.tone is Tone.GUIDE
