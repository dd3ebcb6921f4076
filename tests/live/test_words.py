"""The words that window and page share."""

from dataclasses import replace

import pytest
from moments import UNMET
from sessions import BRIDGE, GOOD, LUNGE, OUT, UNJUDGED, Session, holding

from posecheck.coach import CoachView, Command, Phase
from posecheck.live.words import (
    camera_words,
    clock_words,
    count_down_words,
    heading,
    share_held,
    why_not_words,
)
from posecheck.measures import CannotJudge

VIEW = CoachView(0.0, Phase.PLACE, "Bridge", step=1, steps=1, message="", hold_s=30.0)


def test_a_heading_names_the_step_only_where_there_are_several():
    assert heading(VIEW) == "Bridge"
    sided = replace(VIEW, steps=3, step=2, side_words="left leg in front")
    assert heading(sided) == "2/3  Bridge · left leg in front"


def test_the_clock_comes_with_the_first_hold_and_says_what_it_counts():
    session = Session.of(LUNGE, hold_s=10.0)
    assert clock_words(session.coach.view) is None
    session = holding(2.0)
    assert clock_words(session.coach.view) == ("2", "of 10 s")
    session.ask(Command.PAUSE)
    assert clock_words(session.coach.view) == ("2", "paused")


def test_the_clock_says_that_what_it_counts_is_not_judged():
    session = holding(2.0)
    session.see(UNJUDGED, 2.0)
    assert clock_words(session.coach.view) == ("4", "not judged")
    session.see(GOOD, 1.0)
    assert clock_words(session.coach.view) == ("5", "of 10 s")


def test_in_a_rest_the_clock_counts_down():
    session = Session.of(LUNGE, BRIDGE, hold_s=1.0, rest_s=5.0)
    rest = replace(session.coach.view, phase=Phase.REST, countdown_s=4.2)
    assert clock_words(rest) == ("5", "s rest")


@pytest.mark.parametrize(("left_s", "number"), [(2.9, "3"), (0.4, "1"), (0.0, "1")])
def test_the_count_down_ends_with_one(left_s, number):
    ready = replace(VIEW, phase=Phase.READY, countdown_s=left_s)
    assert count_down_words(ready) == number
    assert count_down_words(replace(ready, phase=Phase.REST)) is None


def test_what_keeps_a_person_out_is_measured_against_what_it_needs():
    assert why_not_words(VIEW) is None
    assert why_not_words(replace(VIEW, unmet=UNMET)) == (
        "Not yet: hips above the ankle 41% of trunk, needs at least 45% of trunk."
    )
    hidden = replace(UNMET, result=CannotJudge("left ankle hidden"), holds=None)
    assert why_not_words(replace(VIEW, unmet=hidden)) == (
        "Not yet: hips above the ankle cannot be read (left ankle hidden)."
    )


def test_the_share_of_a_hold_is_never_over_one():
    assert share_held(replace(VIEW, held_s=15.0)) == 0.5
    assert share_held(replace(VIEW, held_s=40.0)) == 1.0


def test_the_map_says_how_far_and_how_high_the_camera_belongs():
    session = Session.of(LUNGE)
    session.see(OUT, 0.2)
    (low, high) = LUNGE.camera.height_m
    assert camera_words(session.coach.view.camera) == (
        "Camera here",
        "2 to 4 m away",
        f"{low:g} to {high:g} m high",
    )
