"""What the panel says in which case."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from drawing import GREY, SIZE, SIZES, assessed, drawn, lunging, panel_of, picture

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.outputs.overlay import Overlay
from posecheck.outputs.overlay.canvas import Typeface
from posecheck.outputs.overlay.panel import Clock, Content, Panel
from posecheck.outputs.overlay.theme import LOOKS, Sizes
from posecheck.pose.pose import Side
from posecheck.pose.view import View, ViewKind
from posecheck.stretches.checks import Grade


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


def test_nobody_in_view_and_out_of_position_are_told_apart_and_nothing_is_drawn_on_it() -> None:
    nobody = drawn(Assessment(0.0))
    unknown = drawn(Assessment(0.0, lunging(), View(ViewKind.SIDE, 90.0, Side.LEFT, False)))
    assert (nobody != unknown).any()
    for image in (nobody, unknown):
        assert (panel_of(image) > 200).any()
        assert (image[: SIZE[1]] == GREY).all()


def test_the_progress_bar_grows_and_changes_colour_when_paused() -> None:
    def bar(clock: Clock, grade: Grade) -> int:
        image = Overlay(SIZE).draw_with_strip(picture(), Assessment(0.0), clock).astype(int)
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
def test_text_of_any_length_stays_inside_the_panel_and_stands_out(size) -> None:
    endless = "Bring the front foot back under the knee and breathe " * 9
    assessment = assessed({"front_knee": None}, lunging(size=size))
    image = Overlay(size).draw_with_strip(picture(size), assessment, Clock(1234.5, 30.0, endless))
    panel = image[size[1] :]
    assert (panel.min(axis=2) > 200).any()
    margin = Sizes.of(size).margin
    above_bar = panel[: -margin - 2]
    for edge in (above_bar[:, : margin // 2], above_bar[:, -margin // 2 :]):
        assert edge.max() < 110


def laid_out(assessment: Assessment, clock: Clock, notes: Sequence[str] = ()) -> Content:
    return Panel(270, Sizes.of((270, 480)), Typeface()).layout(assessment, clock, notes)


def test_what_paused_the_clock_is_said_in_full() -> None:
    reason = "Flatten your back, tuck the pelvis slightly"
    content = laid_out(assessed({"front_knee": 90.0}), Clock(3.2, 30.0, reason))
    assert " ".join(line.text for line in content.said) == reason
    assert content.right[-1].text == "paused"


def test_a_reason_that_is_no_sentence_begins_with_a_capital() -> None:
    content = laid_out(assessed({"front_knee": 90.0}), Clock(3.2, 30.0, "out of position"))
    assert [line.text for line in content.said] == ["Out of position"]


def test_everything_on_the_panel_has_its_place_whatever_else_is_there() -> None:
    """The note is at the same rows with and without a cue, a pause and a clock."""
    panel = Panel(SIZE[0], Sizes.of(SIZE), Typeface())
    note = ("? hip height: left ankle hidden",)

    def at(assessment: Assessment, clock: Clock | None, cue: str | None = None) -> np.ndarray:
        shown, bare = (np.zeros((panel.height, SIZE[0], 3), np.uint8) for _ in range(2))
        for image, notes in ((shown, note), (bare, ())):
            panel.draw(image, panel.layout(assessment, clock, notes, cue))
        return np.flatnonzero((shown != bare).any(axis=(1, 2)))

    first, *others = (
        at(assessed({}), None),
        at(assessed({}), Clock(12.0, 30.0, "Bring the front foot back"), "Press up tall"),
        at(Assessment(0.0), Clock(1.0, 30.0)),
    )
    assert first.size
    assert all(np.array_equal(first, other) for other in others)


def test_one_panel_draws_each_frame_as_a_new_one_would() -> None:
    panel = Panel(SIZE[0], Sizes.of(SIZE), Typeface())
    clocks = (Clock(12.0, 30.0), Clock(12.03, 30.0), Clock(12.03, 30.0, "out of position"), None)
    for clock in (*clocks, *clocks):
        again, new = (np.zeros((panel.height, SIZE[0], 3), np.uint8) for _ in range(2))
        panel.draw(again, panel.layout(assessed({}), clock))
        fresh = Panel(SIZE[0], Sizes.of(SIZE), Typeface())
        fresh.draw(new, fresh.layout(assessed({}), clock))
        assert np.array_equal(again, new)


HIDDEN = "? front knee: the left ankle and the left foot are hidden behind a chair"
TWO_LINES = "Flatten your back, tuck the pelvis slightly"


def notes_of(paused: str | None, *notes: str) -> list[str]:
    """The lines of notes on a narrow panel."""
    content = laid_out(assessed({}), Clock(0.0, 30.0, paused), notes)
    return [line.text for line in content.notes]


def test_a_note_alone_has_all_lines() -> None:
    assert " ".join(notes_of(TWO_LINES, HIDDEN)) == HIDDEN


def test_notes_use_the_lines_that_what_is_said_leaves_and_are_cut_where_it_leaves_none() -> None:
    first, second, last = notes_of("out of position", HIDDEN, "? spine")
    assert (f"{first} {second}", last) == (HIDDEN, "? spine")
    first, last = notes_of(TWO_LINES, HIDDEN, "? spine")
    assert (first[-1], last) == ("…", "? spine")
    assert " ".join(notes_of(None, HIDDEN, HIDDEN)) == f"{HIDDEN} {HIDDEN}"


def test_notes_have_room_where_none_would_be_cut() -> None:
    panel, nothing = Panel(270, Sizes.of((270, 480)), Typeface()), assessed({})
    for paused, notes, room in (
        (None, [HIDDEN, HIDDEN], True),
        (None, [HIDDEN, HIDDEN, "? spine"], False),
        (TWO_LINES, [HIDDEN], True),
        (TWO_LINES, [HIDDEN, "? spine"], False),
    ):
        assert panel.has_room(notes, nothing, Clock(0.0, 30.0, paused), None) is room
        cut = any(line.endswith("…") for line in notes_of(paused, *notes))
        assert cut is not room


def test_more_lines_of_notes_are_above_the_others_and_below_what_is_said() -> None:
    panel = Panel(270, Sizes.of((270, 480)), Typeface())
    drawn = {}
    for notes in ((), ("? spine",), (HIDDEN, "? spine")):
        drawn[len(notes)] = np.zeros((panel.height, 270, 3), np.uint8)
        clock = Clock(0.0, 30.0, "out of position")
        panel.draw(drawn[len(notes)], panel.layout(assessed({}), clock, notes))
    said = np.flatnonzero((drawn[0] != drawn[0][0, 0]).any(axis=(1, 2)))
    one, three = (np.flatnonzero((drawn[n] != drawn[0]).any(axis=(1, 2))) for n in (1, 2))
    text_end = said[said < one[0]].max()
    assert text_end < three[0] < one[0]
    assert three[-1] < panel.height - panel.height // 20
