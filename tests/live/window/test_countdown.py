"""The count-down stands beside the body, and stays there."""

import numpy as np
import pytest
from moments import HD, SCALE, changed, empty, is_colour

from posecheck.live.window.countdown import CountDown
from posecheck.live.window.layout import Room
from posecheck.outputs.overlay.theme import WHITE

ROOM = Room(200, 680, 20, 1260, at_top=False)


def body(left: int, top: int, right: int, bottom: int) -> np.ndarray:
    """Points all over a box."""
    x, y = np.meshgrid(np.linspace(left, right, 9), np.linspace(top, bottom, 9))
    return np.stack([x.ravel(), y.ravel()], axis=1)


def box(number: str, points: np.ndarray | None, count_down: CountDown | None = None):
    canvas = empty()
    (count_down or CountDown()).draw(number, canvas, ROOM, SCALE, points)
    return changed(canvas)


@pytest.mark.parametrize(
    "points",
    [
        body(500, 210, 800, 670),
        body(20, 500, 1260, 680),
        body(20, 210, 900, 680),
        body(400, 200, 1260, 680),
    ],
    ids=["upright in the middle", "lying across", "at the left", "at the right"],
)
@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_it_covers_nothing_of_the_body_where_there_is_room_beside_it(points, number):
    left, top, right, bottom = box(number, points)
    x, y = points.T
    assert not ((x > left) & (x < right) & (y > top) & (y < bottom)).any()
    assert ROOM.left <= left < right <= ROOM.right
    assert ROOM.top <= top < bottom <= ROOM.bottom


def test_it_stays_while_the_body_sways():
    count_down, random = CountDown(), np.random.default_rng(1)
    lefts = {
        box("3", body(400, 210, 880, 670) + random.normal(0, 20, (81, 2)), count_down)[0]
        for _ in range(20)
    }
    assert len(lefts) == 1


def test_it_is_in_the_middle_while_nobody_is_seen_and_then_gone():
    left, top, right, bottom = box("2", None)
    assert (left + right) / 2 == pytest.approx(HD[0] / 2, abs=HD[0] / 50)
    assert (top + bottom) / 2 == pytest.approx(440, abs=HD[1] / 50)
    canvas = empty()
    CountDown().draw(None, canvas, ROOM, SCALE, None)
    assert not is_colour(canvas.image, WHITE).any()
