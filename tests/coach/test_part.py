"""One stretch on one side: its clock, cues, breath and counts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sessions import (
    BRIDGE,
    BRIDGING,
    FAULT,
    GOOD,
    LUNGE,
    UNJUDGED,
    Session,
    about,
    holding,
    only,
    routine,
)

from posecheck.assess.hold import GRACE_S
from posecheck.coach import (
    BreathTurned,
    Coach,
    CueGiven,
    HoldDone,
    HoldStarted,
    HoldUnjudged,
    TimeLeft,
)
from posecheck.coach.part import UNJUDGED_S, parts_of
from posecheck.coach.placement import leg_to_film
from posecheck.pose.pose import Side


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


def test_a_fault_is_cued_and_its_correction_praised():
    session = holding(2)
    found = session.see(FAULT, 3) + session.see(GOOD, 3)
    cue, praise = only(CueGiven, found)
    assert (cue.words, cue.cue.praise, praise.cue.praise) == ("step back", False, True)
    assert session.coach.result.parts[0].cues == (("step back", 1),)


def test_the_score_is_that_of_a_clip_the_share_of_the_time_without_a_fault():
    session = holding(3, hold_s=60.0)
    session.see(FAULT, 3)
    session.see(GOOD, 4)
    (part, *_) = session.coach.result.parts
    assert part.score == pytest.approx(70, abs=3)
    assert part.good_s == part.clock_s == pytest.approx(7, abs=0.6)


def test_time_in_which_the_form_is_not_judged_is_on_the_clock_but_not_held_well():
    session = holding(3, hold_s=60.0)
    session.see(UNJUDGED, 7)
    (part, *_) = session.coach.result.parts
    assert part.clock_s == about(10)
    assert part.good_s == pytest.approx(3 + GRACE_S, abs=0.2)
    assert part.unjudged == "left knee hidden"
    assert part.score == 100  # of what was judged


def test_a_hold_that_is_not_judged_is_told_once_and_why():
    session = holding(1, hold_s=60.0)
    told = only(HoldUnjudged, session.see(UNJUDGED, 20))
    assert [event.reason for event in told] == ["left knee hidden"]
    assert "left knee hidden" in told[0].words
    assert told[0].time_s - session.events[0].time_s >= UNJUDGED_S
    session.see(GOOD, 2)
    assert only(HoldUnjudged, session.see(UNJUDGED, 20)) == []


@pytest.mark.parametrize("seconds", [UNJUDGED_S - 1, GRACE_S / 2])
def test_a_hold_that_is_not_judged_for_a_while_is_no_word_worth(seconds):
    session = holding(3, hold_s=60.0)
    for _ in range(3):
        assert only(HoldUnjudged, session.see(UNJUDGED, seconds) + session.see(GOOD, 2)) == []


def test_a_moment_that_cannot_be_judged_costs_nothing_and_is_no_reason():
    session = holding(3, hold_s=60.0)
    session.see(UNJUDGED, GRACE_S / 2)
    session.see(GOOD, 1)
    (part, *_) = session.coach.result.parts
    assert (part.good_s, part.unjudged) == (part.clock_s, None)


@pytest.mark.parametrize(("share", "known"), [(0.1, False), (0.4, True)])
def test_a_value_that_could_hardly_be_read_is_not_kept(share, known):
    session = holding(10 * share, hold_s=60.0)
    session.see(UNJUDGED, 10 * (1 - share))
    (part, *_) = session.coach.result.parts
    assert [(one.id, one.value) for one in part.information] == [("depth", GOOD.knee)] * known


@pytest.mark.parametrize("leg", Side)
def test_the_leg_that_was_in_front_is_remembered_out_of_position(leg):
    (part, *_) = parts_of(routine(LUNGE))
    assert part.target.seen is None
    part.see(replace(GOOD.at(1.0), side=leg))
    part.see(replace(GOOD.at(2.0), side=leg, in_position=False))
    assert part.target.seen is leg
    out = replace(GOOD.at(3.0), side=None, in_position=False)
    assert leg_to_film(out, part.target) is leg
    assert leg_to_film(out, replace(part.target, side=leg.other)) is leg.other


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


def test_a_stretch_with_a_front_leg_is_two_parts_unless_one_side_is_asked_for():
    mine = routine(BRIDGE, LUNGE)
    both = [(part.stretch.id, part.side, part.second) for part in parts_of(mine)]
    assert both == [(BRIDGE.id, None, False), (LUNGE.id, None, False), (LUNGE.id, None, True)]
    right = parts_of(mine.with_side(Side.RIGHT))
    assert [(part.stretch.id, part.side) for part in right] == [
        (BRIDGE.id, None),
        (LUNGE.id, Side.RIGHT),
    ]


def test_the_result_of_a_part_says_whether_it_is_the_other_side():
    assert [part.result.second for part in parts_of(routine(LUNGE))] == [False, True]
