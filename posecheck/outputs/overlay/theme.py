"""Colours, glyphs and sizes: everything about the overlay that is a matter of taste.

No verdict is shown by its colour alone: each has its own glyph and its own style of line.
"""

from dataclasses import dataclass
from math import pi, sin

import numpy as np
from numpy.typing import NDArray

from posecheck.outputs.grades import GRADE_STYLES
from posecheck.stretches.checks import Grade

Colour = tuple[int, int, int]
Stroke = NDArray[np.float64]
"""A line through (n, 2) points in a box from -1 to 1, x to the right and y down."""

WHITE: Colour = (255, 255, 255)
MUTED: Colour = (205, 208, 212)
INK: Colour = (18, 20, 24)
"""Outlines, and glyphs on a coloured ground."""

GROUND: Colour = (30, 33, 38)
"""Behind text where there is no picture."""

PANEL_LIGHT = 0.22
"""The share of the picture's brightness that is left under the panel."""

MOST_LABELS = 3
"""Values on the body at a time: more cannot be read while somebody moves."""


@dataclass(frozen=True, eq=False)
class Look:
    """How a grade looks.

    Attributes:
        colour: Of its lines and its glyph.
        glyph: Its strokes; none for what cannot be judged, which is on the panel only.
        width: Of its lines, as a factor.
        dashes: The lengths drawn and left out, in line widths; None for a solid line.
    """

    colour: Colour
    glyph: tuple[Stroke, ...]
    width: float
    dashes: tuple[float, float] | None = None


def _colour(grade: Grade) -> Colour:
    return GRADE_STYLES[grade].rgb


def _stroke(*points: tuple[float, float]) -> Stroke:
    return np.array(points)


TICK = _stroke((-0.52, 0.02), (-0.14, 0.42), (0.54, -0.42))
TILDE = _stroke(*((x / 7, 0.3 * sin(-x * pi / 4)) for x in range(-4, 5)))
BAR = _stroke((0.0, -0.6), (0.0, 0.12))
DOT = _stroke((0.0, 0.58), (0.0, 0.6))

LOOKS = {
    Grade.GOOD: Look(_colour(Grade.GOOD), (TICK,), width=1.0),
    Grade.BORDERLINE: Look(_colour(Grade.BORDERLINE), (TILDE,), width=1.0, dashes=(3.2, 1.7)),
    Grade.FIX: Look(_colour(Grade.FIX), (BAR, DOT), width=1.7),
    Grade.CANNOT_JUDGE: Look(_colour(Grade.CANNOT_JUDGE), (), width=0.6, dashes=(0.2, 4.6)),
}


@dataclass(frozen=True)
class Sizes:
    """Lengths in pixels, in proportion to the shorter side of the picture.

    Attributes:
        text: The height of usual text.
        line: The width of a bone's line.
        badge: The radius of a glyph's disc.
        arc: The radius of an angle's arc.
        margin: The space at the edges.
    """

    text: int
    line: float
    badge: float
    arc: float
    margin: int

    @classmethod
    def of(cls, size: tuple[int, int]) -> "Sizes":
        """The sizes for a (width, height) in pixels."""
        short = min(size)
        return cls(
            text=max(11, round(short / 31)),
            line=max(1.0, short / 150),
            badge=max(2.0, short / 54),
            arc=max(3.0, short / 15),
            margin=max(1, round(short / 48)),
        )


SMALLEST_WITH_TEXT = 96
"""A picture whose shorter side has fewer pixels than this gets lines only: text would fill it."""
