"""The count-down before a hold: large, and beside the body."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from posecheck.live.window.layout import Block, Room, Scale
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Point
from posecheck.outputs.overlay.theme import INK, WHITE

SIZE = 36.0
"""Of its text, in hundredths of the picture's height: read at a glance while getting into
position."""

WIDTH, HEIGHT = 0.7, 0.9
"""Of the widest digit, with its outline, in text sizes."""

ASIDE = (0.0, 0.5, 1.0)
"""Where it may be, across the room and down, from one edge to the other."""

STAYS = 2.0
"""It goes elsewhere only to cover this many points of the body fewer."""


class CountDown:
    """Draws the seconds left where they cover least of the body, and as near to it as can be."""

    def __init__(self) -> None:
        self._last: int | None = None

    def draw(
        self, number: str | None, canvas: Canvas, room: Room, scale: Scale, body: Point | None
    ) -> None:
        """Draw the number without a ground, so that what is behind it stays visible.

        Args:
            number: The seconds left; None in no count-down.
            canvas: Drawn on.
            room: Where there is room.
            scale: Of the picture.
            body: (n, 2) pixels that are better not covered; None where nobody is seen.
        """
        if number is None:
            self._last = None
            return
        size, outline = scale(SIZE), scale(0.9)
        column, row = self._place(room, size, body)
        top = row - round(size * 0.68)
        for x, y in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
            shadow = Block((number,), size, INK, BOLD)
            shadow.draw_centred(canvas, column + x * outline, top + y * outline)
        Block((number,), size, WHITE, BOLD).draw_centred(canvas, column, top)

    def _place(self, room: Room, size: int, body: Point | None) -> tuple[int, int]:
        """The (x, y) of its middle."""
        half = np.array([WIDTH, HEIGHT]) * size / 2
        first = np.array([room.left, room.top]) + half
        last = np.maximum(first, np.array([room.right, room.bottom]) - half)
        shares = np.array(list(product(ASIDE, ASIDE)))
        middles = first + shares * (last - first)
        if body is None or not len(body):
            x, y = (first + last) / 2
            return round(x), round(y)
        cost = _covered(middles, half, body)
        if self._last is not None:
            cost[self._last] -= STAYS
        distance = np.hypot(*(middles - body.mean(axis=0)).T)
        self._last = int(np.argmin(cost + distance / (1 + distance.max())))
        x, y = middles[self._last]
        return round(x), round(y)


def _covered(middles: Point, half: Point, body: Point) -> NDArray[np.float64]:
    """How many of the (n, 2) points of the body each of the (m, 2) places covers."""
    apart = np.abs(body[None] - middles[:, None])
    return np.asarray((apart < half).all(axis=2).sum(axis=1), np.float64)
