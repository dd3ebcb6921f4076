"""Lines, glyphs and text on a picture, by OpenCV.

Every method takes positions in pixels as floats and draws what lies inside the picture; missing
positions (NaN) and ones far outside are left out.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from posecheck.outputs.overlay.fonts import Fonts
from posecheck.outputs.overlay.theme import INK, PANEL_LIGHT, WHITE, Colour, Look
from posecheck.video.frame import Image

Point = NDArray[np.float64]

SUBPIXEL_BITS = 4
"""OpenCV draws at sixteenths of a pixel, so that slow movements look smooth."""

FAR_PX = 20_000.0
"""Positions further away are not drawn: OpenCV's fixed-point coordinates overflow beyond
2**31 / 2**16 = 32768 pixels."""

REGULAR, BOLD = 450, 700
"""Weights of the variable font that OpenCV carries."""

ELLIPSIS = "…"


class Typeface:
    """Measures, shortens and wraps text. Loading the font takes time, so share one."""

    def __init__(self) -> None:
        self.fonts = Fonts()
        self._measured = lru_cache(maxsize=1000)(self._measure)

    def width(self, text: str, size: int, weight: int = REGULAR) -> int:
        """The width of a line of text in pixels."""
        return self._measured(text, size, weight)

    def _measure(self, text: str, size: int, weight: int) -> int:
        return int(
            cv2.getTextSize((0, 0), text, (0, 0), self.fonts.face_for(text), size, weight)[2]
        )

    def fit(self, text: str, width: int, size: int, weight: int = REGULAR) -> str:
        """The text, cut short with an ellipsis where it is wider than `width` pixels."""
        if self.width(text, size, weight) <= width:
            return text
        lengths = range(len(text))
        # Halved time and again: a title of thousands of letters would take minutes one by one.
        count = bisect_right(lengths, width, key=lambda n: self.width(_cut(text, n), size, weight))
        return _cut(text, count - 1) if count else ""

    def wrap(
        self, text: str, width: int, size: int, weight: int = REGULAR, most: int = 2
    ) -> list[str]:
        """The text in at most `most` lines; the last one is cut short where it must be.

        Args:
            text: Any text.
            width: Of a line, in pixels.
            size: Of the text, in pixels.
            weight: Of the font.
            most: The number of lines.
        """
        lines: list[str] = []
        rest = text.split()
        while rest and len(lines) < most - 1:
            count = self._words_that_fit(rest, width, size, weight)
            lines.append(self.fit(" ".join(rest[:count]), width, size, weight))
            rest = rest[count:]
        if rest:
            lines.append(self.fit(" ".join(rest), width, size, weight))
        return [line for line in lines if line]

    def _words_that_fit(self, words: Sequence[str], width: int, size: int, weight: int) -> int:
        count = 1
        while count < len(words) and (
            self.width(" ".join(words[: count + 1]), size, weight) <= width
        ):
            count += 1
        return count


def _cut(text: str, length: int) -> str:
    return text[:length].rstrip(" ,;:") + ELLIPSIS


class Canvas:
    """A picture to draw on, in place.

    Args:
        image: (height, width, 3) uint8 RGB, writable; a part of a C-contiguous one is fine.
        typeface: The font for text.
    """

    def __init__(self, image: Image, typeface: Typeface) -> None:
        self.image = image
        self.typeface = typeface

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        height, width = self.image.shape[:2]
        return width, height

    def line(self, start: ArrayLike, end: ArrayLike, width: float, look: Look) -> None:
        """A line in the style of a grade, outlined so that it shows on any background."""
        pieces = _dashes(np.array([start, end], float), width, look)
        for colour, thickness in ((INK, width + max(2.0, width * 0.7)), (look.colour, width)):
            self._lines(pieces, colour, thickness)

    def thin_line(self, points: ArrayLike, colour: Colour, width: float) -> None:
        """A plain line through (n, 2) points."""
        self._lines(np.asarray(points, float)[None], colour, width)

    def _lines(self, lines: Point, colour: Colour, width: float) -> None:
        """Lines of equally many points, (lines, points, 2)."""
        if drawable_points(lines):
            pixels = list(_fixed_point(lines))
            thickness = max(1, round(width))
            cv2.polylines(self.image, pixels, False, colour, thickness, cv2.LINE_AA, SUBPIXEL_BITS)

    def disc(self, centre: ArrayLike, radius: float, colour: Colour) -> None:
        """A filled circle."""
        point = np.asarray(centre, float)
        if drawable_points(point):
            x, y = _fixed_point(point)
            radius_fixed = round(radius * 2**SUBPIXEL_BITS)
            cv2.circle(
                self.image,
                (int(x), int(y)),
                radius_fixed,
                colour,
                cv2.FILLED,
                cv2.LINE_AA,
                SUBPIXEL_BITS,
            )

    def polygon(self, outline: ArrayLike, colour: Colour) -> None:
        """A filled shape with (n, 2) corners."""
        points = np.asarray(outline, float)
        if drawable_points(points):
            pixels = [_fixed_point(points)]
            cv2.fillPoly(self.image, pixels, colour, cv2.LINE_AA, SUBPIXEL_BITS)

    def badge(self, centre: ArrayLike, radius: float, look: Look) -> None:
        """The glyph of a grade on a disc in its colour."""
        self.disc(centre, radius + max(1.0, radius * 0.16), INK)
        self.disc(centre, radius, look.colour)
        self.glyph(centre, radius, look, INK)

    def glyph(self, centre: ArrayLike, radius: float, look: Look, colour: Colour) -> None:
        """The glyph of a grade."""
        for stroke in look.glyph:
            self.thin_line(np.asarray(centre, float) + radius * stroke, colour, radius * 0.26)

    def dim(self, left: int, top: int, right: int, bottom: int) -> None:
        """Darken a rectangle, so that light text can be read on it."""
        part = self.image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
        if part.size:
            part[:] = cv2.convertScaleAbs(part, alpha=PANEL_LIGHT, beta=8)

    def fill(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        """Fill a rectangle, up to but without `right` and `bottom`."""
        if left < right and top < bottom:
            cv2.rectangle(self.image, (left, top), (right - 1, bottom - 1), colour, cv2.FILLED)

    def text(
        self,
        text: str,
        left: int,
        baseline: int,
        size: int,
        colour: Colour = WHITE,
        weight: int = REGULAR,
    ) -> int:
        """Write a line of text.

        Args:
            text: The text.
            left: x of its start, in pixels.
            baseline: y of its baseline, in pixels.
            size: Its height in pixels.
            colour: Its colour.
            weight: Of the font.

        Returns:
            x of its end, in pixels.
        """
        if text:
            face = self.typeface.fonts.face_for(text)
            cv2.putText(self.image, text, (left, baseline), colour, face, size, weight)
        return left + self.typeface.width(text, size, weight)


def plain(size: tuple[int, int], colour: Colour) -> Image:
    """A picture of (width, height) in one colour; NumPy would take 20 times as long to fill it."""
    width, height = size
    image = np.empty((height, width, 3), np.uint8)
    return np.asarray(cv2.rectangle(image, (0, 0), size, colour, cv2.FILLED), np.uint8)


def drawable_points(points: Point) -> bool:
    """Whether points are known and near enough to the picture to be drawn."""
    return bool((np.abs(points) < FAR_PX).all())


def _fixed_point(points: Point) -> NDArray[np.int32]:
    return np.asarray(np.rint(points * 2**SUBPIXEL_BITS), np.int32)


def _dashes(line: Point, width: float, look: Look) -> Point:
    """The pieces of a (2, 2) line, (pieces, 2, 2)."""
    whole = line[1] - line[0]
    length = float(np.hypot(*whole))
    if look.dashes is None or not 0 < length < FAR_PX:
        return line[None]
    drawn, left_out = (part * width for part in look.dashes)
    begins = np.arange(0.0, length, drawn + left_out + 1.0)
    ends = np.minimum(begins + drawn, length)
    shares = np.stack([begins, ends], axis=1)[:, :, None] / length
    return np.asarray(line[0] + shares * whole)
