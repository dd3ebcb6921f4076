"""Lengths and blocks of text that all parts of the window share."""

from collections.abc import Sequence
from dataclasses import dataclass

from posecheck.outputs.overlay.canvas import REGULAR, Canvas
from posecheck.outputs.overlay.theme import WHITE, Colour, Sizes

LEADING = 1.28
"""From one line of text to the next, in text sizes."""

TALLEST_SHAPE = 0.75
"""A picture that is higher than 4:3 has its lengths by its width."""


@dataclass(frozen=True)
class Scale:
    """Lengths in hundredths of the picture's height, so that all sizes look alike."""

    size: tuple[int, int]

    @property
    def unit(self) -> float:
        """One hundredth, in pixels."""
        width, height = self.size
        return min(height, width * TALLEST_SHAPE) / 100

    def __call__(self, hundredths: float) -> int:
        """A length in whole pixels, at least one."""
        return max(1, round(hundredths * self.unit))

    @property
    def figure(self) -> Sizes:
        """The sizes of what is drawn on the body: larger than in a film that is seen from near."""
        unit = self.unit
        return Sizes(
            text=self(4.0),
            line=max(1.0, 0.8 * unit),
            badge=2.2 * unit,
            arc=8 * unit,
            margin=self(2),
        )


@dataclass(frozen=True)
class Block:
    """Lines of text of one kind, one below the other."""

    lines: tuple[str, ...]
    size: int
    colour: Colour = WHITE
    weight: int = REGULAR

    @property
    def height(self) -> int:
        """In pixels."""
        return round(len(self.lines) * self.size * LEADING)

    def draw(self, canvas: Canvas, left: int, top: int) -> int:
        """Draw it and return the pixel row below it."""
        for line in self.lines:
            canvas.text(line, left, top + round(self.size * 1.02), self.size, *self._style)
            top += round(self.size * LEADING)
        return top

    def draw_centred(self, canvas: Canvas, centre: int, top: int) -> int:
        """Draw it around a pixel column and return the pixel row below it."""
        for line in self.lines:
            width = canvas.typeface.width(line, self.size, self.weight)
            left = centre - width // 2
            canvas.text(line, left, top + round(self.size * 1.02), self.size, *self._style)
            top += round(self.size * LEADING)
        return top

    @property
    def _style(self) -> tuple[Colour, int]:
        return self.colour, self.weight


def height_of(blocks: Sequence[Block]) -> int:
    """The height of blocks one below the other, in pixels."""
    return sum(block.height for block in blocks)
