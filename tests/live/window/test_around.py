"""What is drawn beside the person, within the room that is left for it."""

from dataclasses import replace

import numpy as np
import pytest
from moments import (
    BARE,
    GREY,
    HD,
    HOLD,
    METER,
    PLACE,
    SCALE,
    VIEWS,
    changed,
    empty,
)

from posecheck.coach import wording
from posecheck.live.window.around import draw_around, lay_out_texts
from posecheck.live.window.camera_map import map_size
from posecheck.live.window.layout import MARGIN, Room, Scale
from posecheck.outputs.overlay.canvas import Typeface
from posecheck.stretches.stretch import all_built_in

SMALL = (640, 480)
TYPEFACE = Typeface()


def room(size: tuple[int, int] = HD, *, at_top: bool = False) -> Room:
    width, height = size
    return Room(height // 4, height * 95 // 100, width // 50, width - width // 50, at_top=at_top)


def words(view, width: int, size=HD) -> list[str]:
    return [" ".join(text.lines) for text in lay_out_texts(view, width, Scale(size), TYPEFACE)]


@pytest.mark.parametrize("size", [HD, SMALL], ids=str)
@pytest.mark.parametrize("at_top", [True, False])
@pytest.mark.parametrize("name", ["place", "unmet", "hold", "fix", "praise", "switch", "rest"])
def test_all_is_within_the_room_and_at_the_end_away_from_the_band(name, at_top, size):
    canvas, free = empty(size), room(size, at_top=at_top)
    draw_around(VIEWS[name], canvas, free, Scale(size))
    left, top, right, bottom = changed(canvas)
    over = 1  # an anti-aliased ring may reach a pixel further
    assert free.left <= left < right <= free.right + over
    assert free.top - over <= top < bottom <= free.bottom + over
    nearest = top - free.top if at_top else free.bottom - bottom
    assert abs(nearest) <= over


def test_where_there_is_nothing_to_show_nothing_is_drawn():
    canvas = empty()
    draw_around(BARE, canvas, room(), SCALE)
    assert (canvas.image == GREY).all()


@pytest.mark.parametrize("size", [HD, SMALL, (406, 720)], ids=str)
def test_safety_note_and_instructions_are_whole_beside_the_map(size):
    scale, free = Scale(size), room(size)
    width = free.right - free.left - map_size(scale)[0] - 3 * scale(MARGIN)
    for stretch in all_built_in():
        for how in stretch.how:
            assert words(replace(PLACE, how=how), width, size) == [how, wording.SAFETY]


def test_long_instructions_make_room_for_the_meter():
    long = " ".join(["Press evenly into both feet."] * 4)
    assert words(replace(HOLD, how=long, meter=None), 500) == [long]
    assert words(replace(HOLD, how=long, meter=METER), 500) == []
    assert words(HOLD, 500) == [HOLD.how]


def test_the_next_stretch_is_named_during_a_rest_only():
    assert words(VIEWS["rest"], 900) == ["Next: Pigeon, left"]
    assert words(replace(HOLD, next_title="Pigeon, left"), 900) == [HOLD.how]


def test_texts_leave_room_for_what_comes_beside_them():
    for at_top in (True, False):
        canvas, free = empty(), room(at_top=at_top)
        left_over = draw_around(replace(PLACE, camera=None), canvas, free, SCALE)
        _, top, _, bottom = changed(canvas)
        assert (left_over.top, left_over.bottom) == (
            (bottom, free.bottom) if at_top else (free.top, top)
        )


def test_texts_are_left_out_where_they_would_hide_what_is_judged():
    def drawn(judged: np.ndarray | None) -> bool:
        canvas = empty()
        draw_around(replace(BARE, how="Press evenly."), canvas, room(), SCALE, judged)
        return bool((canvas.image != GREY).any())

    foot, knee = np.array([[640.0, 660.0]]), np.array([[640.0, 400.0]])
    assert [drawn(each) for each in (None, foot, knee, np.concatenate([foot, knee]))] == [
        *(True, False),
        *(True, False),
    ]
