"""Lengths and blocks of text that all parts of the window share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posecheck.outputs.overlay.canvas import REGULAR, Canvas, Point
from posecheck.outputs.overlay.theme import WHITE, Colour, Sizes

TEXT = 4.4
"""The size of usual text, in hundredths of the picture's height.

On the 17 cm high screen of a 14-inch laptop its capitals are 5 mm high: 6 arc minutes from three
metres away, where normal sight needs 5.
"""

MARGIN = 2.5
"""The space around text, in hundredths of the picture's height."""

LEADING = 1.28
"""From one line of text to the next, in text sizes: a usual line spacing."""

BASELINE = 1.02
"""From the top of a line of text to its baseline, in text sizes: room for accents on capitals."""

WIDEST_UNIT = 0.75
"""A picture taller than 4:3 takes its lengths from its width, or its lines would not fit."""


@dataclass(frozen=True)
class Scale:
    """Converts hundredths of the picture's height to pixels, so that all sizes look alike.

    Attributes:
        size: (width, height) of the picture in pixels.

    Examples:
        >>> scale = Scale((1280, 720))
        >>> scale(5), scale(0.01)
        (36, 1)
    """

    size: tuple[int, int]

    @property
    def unit(self) -> float:
        """One hundredth, in pixels."""
        width, height = self.size
        return min(height, width * WIDEST_UNIT) / 100

    def __call__(self, hundredths: float) -> int:
        """A length in whole pixels, at least one, from hundredths."""
        return max(1, round(hundredths * self.unit))

    @property
    def figure(self) -> Sizes:
        """The sizes of what is drawn on the body: larger than in a film, which is seen close up."""
        unit = self.unit
        return Sizes(
            text=self(4.0),
            line=max(1.0, 0.8 * unit),
            badge=2.2 * unit,
            arc=8 * unit,
            margin=self(2),
        )


@dataclass(frozen=True)
class Room:
    """The free part of the picture, in pixels.

    Attributes:
        top: First row.
        bottom: Row below the last.
        left: First column.
        right: Column right of the last.
        at_top: Whether what is drawn goes to the upper end, away from a band at the lower one.
    """

    top: int
    bottom: int
    left: int
    right: int
    at_top: bool

    def row_for(self, height: int) -> int:
        """The first row of something of this height in pixels, at the end away from the band."""
        return self.top if self.at_top else self.bottom - height


@dataclass(frozen=True)
class Block:
    """Lines of text in one style, one below the other.

    Attributes:
        lines: The text.
        size: Of the text, in pixels.
        colour: Of the text.
        weight: Of the font, `REGULAR` or `BOLD`.
    """

    lines: tuple[str, ...]
    size: int
    colour: Colour = WHITE
    weight: int = REGULAR

    @property
    def height(self) -> int:
        """The height of all lines, in pixels."""
        return len(self.lines) * round(self.size * LEADING)

    def draw(self, canvas: Canvas, left: int, top: int) -> int:
        """Draw it with its left edge at a pixel column.

        Returns:
            The pixel row below it.
        """
        for line in self.lines:
            top = self._draw_line(line, canvas, left, top)
        return top

    def draw_centred(self, canvas: Canvas, centre: int, top: int) -> int:
        """Draw each line centred on a pixel column.

        Returns:
            The pixel row below it.
        """
        for line in self.lines:
            width = canvas.typeface.width(line, self.size, self.weight)
            top = self._draw_line(line, canvas, centre - width // 2, top)
        return top

    def _draw_line(self, line: str, canvas: Canvas, left: int, top: int) -> int:
        baseline = top + round(self.size * BASELINE)
        canvas.text(line, left, baseline, self.size, self.colour, self.weight)
        return top + round(self.size * LEADING)


def circle(centre: tuple[float, float], radii: tuple[float, float]) -> Point:
    """Points around a circle or an ellipse.

    Args:
        centre: (x, y) in pixels.
        radii: Across and down, in pixels.

    Returns:
        (60, 2) points in pixels; the last is the first.
    """
    angles = np.linspace(0.0, 2.0 * np.pi, 60)
    unit_circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return np.asarray(np.array(centre) + np.array(radii) * unit_circle)


def height_of(blocks: Sequence[Block]) -> int:
    """The height of blocks one below the other, in pixels."""
    return sum(block.height for block in blocks)
