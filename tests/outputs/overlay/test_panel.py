"""What the panel says in which case."""

from dataclasses import replace

import numpy as np
import pytest
from drawing import GREY, SIZE, SIZES, assessed, drawn, lifted, lunging, panel_of, picture

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.outputs.overlay import Overlay
from posecheck.outputs.overlay.canvas import Typeface
from posecheck.outputs.overlay.panel import Clock, Panel
from posecheck.outputs.overlay.theme import LOOKS, Sizes
from posecheck.pose.pose import Side
from posecheck.pose.view import View, ViewKind
from posecheck.stretches.checks import Grade


def test_a_panel_at_the_bottom_says_the_same_and_covers_no_label() -> None:
    values = {"front_knee": 130.0, "trunk_upright": 40.0, "flat_back": 0.1}
    low, high = (assessed(values, lifted(by)) for by in (0.0, 0.4))
    above, below = (Overlay(SIZE).draw(picture(), a, Clock(3.0, 30.0)) for a in (low, high))
    height = int((above[:, :2] != GREY).any(axis=(1, 2)).sum())
    assert height > 0.1 * SIZE[1]
    assert (above[:height] == below[-height:]).all()


def test_at_most_one_cue_is_shown_that_of_the_most_important_fault() -> None:
    one = drawn(assessed({"front_knee": 130.0}))
    two = drawn(assessed({"trunk_upright": 40.0, "front_knee": 130.0}))
    other = drawn(assessed({"trunk_upright": 40.0}))
    assert (panel_of(one) == panel_of(two)).all()
    assert (panel_of(one) != panel_of(other)).any()


def test_a_borderline_value_brings_no_cue() -> None:
    assert (panel_of(drawn(assessed({"front_knee": 105.0}))) != GREY).any()
    good, borderline = (drawn(assessed({"front_knee": value})) for value in (90.0, 105.0))
    assert (panel_of(good) == panel_of(borderline)).all()


def test_nobody_in_view_and_out_of_position_are_told_apart_and_nothing_is_drawn_below() -> None:
    nobody = drawn(Assessment(0.0))
    unknown = drawn(Assessment(0.0, lunging(), View(ViewKind.SIDE, 90.0, Side.LEFT, False)))
    assert (nobody != unknown).any()
    for image in (nobody, unknown):
        assert (image[: SIZE[1] // 5] > 200).any()
        assert (image[SIZE[1] // 4 :] == GREY).all()


def test_a_message_replaces_the_cue() -> None:
    assessment = assessed({"front_knee": 130.0})
    image = Overlay(SIZE).draw(picture(), assessment, message="Breathe out")
    assert (panel_of(image) != panel_of(drawn(assessment))).any()


def test_the_progress_bar_grows_and_changes_colour_when_paused() -> None:
    def bar(clock: Clock, grade: Grade) -> int:
        image = Overlay(SIZE).draw(picture(), Assessment(0.0), clock).astype(int)
        return int((np.abs(image - LOOKS[grade].colour).max(axis=2) == 0).sum(axis=1).max())

    assert bar(Clock(0.0, 30.0), Grade.GOOD) == 0
    assert bar(Clock(15.0, 30.0), Grade.GOOD) == pytest.approx(SIZE[0] / 2, abs=1)
    assert bar(Clock(45.0, 30.0), Grade.GOOD) == SIZE[0]
    assert bar(Clock(15.0, 30.0, "x"), Grade.BORDERLINE) == pytest.approx(SIZE[0] / 2, abs=1)


def test_the_clock_reads_the_hold_under_way_and_why_it_is_paused() -> None:
    hold = HoldClock()
    assert Clock.of(hold, 30.0) == Clock(0.0, 30.0)
    for frame in range(31):
        hold.observe(replace(assessed({"front_knee": 90.0}), time_s=frame / 10))
    assert Clock.of(hold, 30.0).text == "3.0 / 30 s"
    for frame in range(31, 41):
        hold.observe(replace(assessed({"front_knee": 130.0}), time_s=frame / 10))
    clock = Clock.of(hold, 30.0)
    assert clock.paused == "Bring the front foot back, knee to 90 degrees"
    assert clock.text == "3.0 / 30 s"


def test_the_clock_says_while_it_runs_that_the_form_cannot_be_judged() -> None:
    hold = HoldClock()
    for frame in range(21):
        hold.observe(replace(assessed({"front_knee": None}), time_s=frame / 10))
    clock = Clock.of(hold, 30.0)
    assert (clock.text, clock.judged) == ("2.0 / 30 s", False)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("grey", [0, 255])
def test_text_of_any_length_stays_inside_the_picture_and_stands_out(size, grey) -> None:
    endless = "Bring the front foot back under the knee and breathe " * 9
    assessment = assessed({"front_knee": None}, lunging(size=size))
    clock = Clock(1234.5, 30.0, endless)
    image = Overlay(size).draw(picture(size, grey), assessment, clock, endless)
    bar = 2 + Sizes.of(size).margin
    text_rows = image[: int(min(size) * 0.2) - bar]
    assert (text_rows.min(axis=2) > 200).any()
    margin = Sizes.of(size).margin // 2
    for edge in (text_rows[:, :margin], text_rows[:, -margin:]):
        assert edge.max() < 110


def test_what_paused_the_clock_is_said_in_full() -> None:
    reason = "Flatten your back, tuck the pelvis slightly"
    panel = Panel((270, 480), Sizes.of((270, 480)), Typeface())
    content = panel.layout_strip(assessed({"front_knee": 90.0}), Clock(3.2, 30.0, reason))
    assert " ".join(line.text for line in content.below[:2]) == reason
    assert content.right[-1].text == "paused"
