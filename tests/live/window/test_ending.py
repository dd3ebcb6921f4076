"""The summary: a row for each part, whose bar is as long as what was held."""

from dataclasses import replace

import numpy as np
import pytest
from moments import HD, RESULT, SCALE, SIZES, empty, is_colour, noise
from sessions import BRIDGE, LUNGE

from posecheck.coach import PartResult
from posecheck.live.window.ending import EDGE, draw_ending
from posecheck.live.window.layout import Scale
from posecheck.outputs.overlay.canvas import Canvas, Typeface
from posecheck.outputs.overlay.theme import LOOKS
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade

GOOD, LESS = (LOOKS[grade].colour for grade in (Grade.GOOD, Grade.BORDERLINE))


def bar(good_s: float, colour: tuple[int, int, int]) -> int:
    """How many pixels long the bar of one part is in this colour."""
    canvas = empty()
    part = PartResult(LUNGE, Side.LEFT, 30.0, good_s, clock_s=good_s)
    draw_ending("All done.", replace(RESULT, parts=(part,)), canvas, SCALE)
    return int(is_colour(canvas.image, colour).sum(axis=1).max())


@pytest.mark.parametrize(
    ("good_s", "share", "colour"),
    [(0.0, 0.0, LESS), (15.0, 0.5, LESS), (30.0 - 1e-9, 1.0, GOOD), (45.0, 1.0, GOOD)],
)
def test_a_bar_is_as_long_as_the_share_that_was_held(good_s, share, colour):
    whole = HD[0] - 2 * SCALE(EDGE)
    assert bar(good_s, colour) == pytest.approx(share * whole, abs=1)


def test_only_a_part_held_to_its_end_is_in_the_colour_of_good():
    assert bar(29.9, GOOD) == 0
    assert bar(30.0, LESS) == 0


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_part_of_a_long_session_has_its_row(size):
    canvas = Canvas(np.full((size[1], size[0], 3), 128, np.uint8), Typeface())
    parts = tuple(PartResult(BRIDGE, None, 30.0, 30.0, clock_s=30.0) for _ in range(10))
    draw_ending("All done.", replace(RESULT, parts=parts), canvas, Scale(size))
    rows = is_colour(canvas.image, GOOD).sum(axis=1) > size[0] / 2
    assert (np.diff(rows.astype(int)) == 1).sum() == 10


def test_the_camera_picture_is_darkened_to_its_edges():
    picture = noise(HD)
    canvas = Canvas(picture.copy(), Typeface())
    draw_ending("All done.", replace(RESULT, parts=()), canvas, SCALE)
    for edge in (canvas.image[0], canvas.image[-1], canvas.image[:, 0], canvas.image[:, -1]):
        assert edge.max() < 80 < picture.max()


def test_the_longest_built_in_name_is_not_cut(monkeypatch):
    """A picture of 4:3, as of most webcams, has the least room beside the seconds."""
    drawn = []
    monkeypatch.setattr(Canvas, "text", lambda canvas, text, *rest, **style: drawn.append(text))
    part = PartResult(LUNGE, Side.RIGHT, 30.0, 30.0, clock_s=30.0)
    draw_ending("", replace(RESULT, parts=(part,)), empty((960, 720)), Scale((960, 720)))
    assert "Half-kneeling lunge, right leg in front" in drawn
