"""A live session as text."""

from dataclasses import replace

from results import printed

from posecheck.coach import SessionResult
from posecheck.coach.results import PartResult
from posecheck.outputs.terminal.session_text import session_text
from posecheck.pose.pose import Side
from posecheck.stretches.stretch import built_in

LUNGE = built_in("half_kneeling_lunge")


def part(good_s: float, side: Side | None = Side.LEFT, cues=()) -> PartResult:
    return PartResult(LUNGE, side, hold_s=30.0, good_s=good_s, cues=cues, clock_s=good_s)


def said(*parts: PartResult) -> str:
    return printed(session_text(SessionResult("lunge", "Lunge", 0.0, 90.0, parts)), width=100)


def test_each_part_has_its_side_its_seconds_and_its_corrections():
    words = said(part(30.0), part(12.9, Side.RIGHT, (("Chest up", 2), ("Knee down", 1))))
    assert words.startswith("Lunge: not complete")
    left, right = [line for line in words.splitlines() if "leg in front" in line]
    assert "left leg in front" in left
    assert "30 of 30 s" in left
    assert "12 of 30 s" in right
    assert "Chest up (2x); Knee down" in right


def test_what_was_held_but_not_judged_is_said_with_its_reason():
    blind = replace(part(0.0), clock_s=30.0, unjudged="left ankle hidden")
    words = said(blind)
    assert "0 of 30 s" in words
    assert "30 s held, but could not be judged: left ankle hidden" in words
    assert "judged" not in said(replace(blind, good_s=29.0))


def test_a_sum_of_frame_times_just_below_a_second_is_that_second():
    assert "30 of 30 s" in said(part(30.0 - 1e-9))
    assert "29 of 30 s" in said(part(29.99))


def test_a_session_is_complete_when_all_parts_are():
    assert said(part(30.0), part(30.0, Side.RIGHT)).startswith("Lunge: complete")


def test_two_sides_that_never_came_in_front_are_told_apart():
    words = said(part(0.0, None), replace(part(0.0, None), second=True))
    assert "Half-kneeling lunge, first side" in words
    assert "Half-kneeling lunge, the other side" in words
