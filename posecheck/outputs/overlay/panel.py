"""The panel at the top or the bottom: the stretch, the hold clock and what to correct."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.outputs.overlay.canvas import BOLD, REGULAR, Canvas, Typeface
from posecheck.outputs.overlay.theme import (
    LOOKS,
    MOST_NOTES,
    MUTED,
    PANEL_SHARE,
    WHITE,
    Colour,
    Look,
    Sizes,
)
from posecheck.outputs.overlay.words import NOT_JUDGED, PAUSED, notes, state, subtitle
from posecheck.stretches.checks import Grade

LINE = 1.35
"""The distance from one line of text to the next, in text sizes."""

CLOCK_SIZE = 1.8
TITLE_SIZE = 1.25
CUE_SIZE = 1.25
NOTE_SIZE = 0.9
"""Sizes of text on the panel, in usual text sizes."""

TRACK: Colour = (70, 72, 76)
"""The part of the progress bar that is not done yet."""


@dataclass(frozen=True)
class Clock:
    """What the hold clock shows.

    Attributes:
        held_s: Seconds that counted.
        target_s: Seconds to hold.
        paused: Why it is stopped; None while it runs.
        judged: Whether the form can be judged while it runs.
    """

    held_s: float
    target_s: float
    paused: str | None = None
    judged: bool = True

    @classmethod
    def of(cls, hold: HoldClock, target_s: float) -> "Clock":
        """The clock of the current hold, for a stretch to be held for `target_s` seconds."""
        if hold.current is None:
            return cls(0.0, target_s)
        reason = hold.paused.reason if hold.paused else None
        return cls(hold.current.clock_s, target_s, reason, hold.is_judged)

    @property
    def text(self) -> str:
        """`12.4 / 30 s`."""
        return f"{self.held_s:.1f} / {self.target_s:g} s"

    @property
    def share(self) -> float:
        """The share of the target that is done, 0 to 1."""
        return min(1.0, max(0.0, self.held_s / self.target_s)) if self.target_s > 0 else 1.0


@dataclass(frozen=True)
class Line:
    """A line of text on the panel.

    Attributes:
        text: The text.
        size: Its height in pixels.
        colour: Its colour.
        weight: Of the font.
        glyph: The grade whose glyph is before it; None for none.
        indent: Whether it starts where the text after a glyph does.
        gap: The space above it, in text sizes.
    """

    text: str
    size: int
    colour: Colour = WHITE
    weight: int = REGULAR
    glyph: Look | None = None
    indent: bool = False
    gap: float = 0.0

    @property
    def height(self) -> int:
        """The height it needs in pixels."""
        return round(self.size * (LINE + self.gap))


@dataclass(frozen=True)
class Content:
    """The panel of one frame, laid out.

    Attributes:
        head: The lines at the top left.
        right: The lines at the top right.
        below: The lines below both.
        below_top: Where they begin, in pixels from the top of the panel.
        height: Of the panel, in pixels.
        clock: The hold clock; None for none.
    """

    head: tuple[Line, ...]
    right: tuple[Line, ...]
    below: tuple[Line, ...]
    below_top: int
    height: int
    clock: Clock | None


class Panel:
    """Lays the panel out and draws it, for frames of one size.

    Args:
        size: (width, height) of the frames in pixels.
        sizes: The sizes of text and lines.
        typeface: The font.
    """

    def __init__(self, size: tuple[int, int], sizes: Sizes, typeface: Typeface) -> None:
        self._width, self._height = size
        self._most_px = size[1] * PANEL_SHARE
        self._sizes = sizes
        self._typeface = typeface
        self._room = self._width - 2 * sizes.margin

    def layout(self, assessment: Assessment, clock: Clock | None, message: str | None) -> Content:
        """Lay out what the panel says in one frame.

        Args:
            assessment: Of this frame.
            clock: The hold clock; None for none.
            message: What to say instead of the most important fault's cue.
        """
        cue = next((fault.cue for fault in assessment.faults if fault.cue), None)
        said = message or state(assessment) or cue or (clock.paused if clock else None)
        right = self._clock_lines(clock)
        taken = max((self._line_width(line) for line in right), default=0)
        head = self._head(assessment, self._room - taken - self._sizes.margin)
        below_top = self._sizes.margin // 2 + max(_height(head), _height(right))
        below = self._said(said, LOOKS[Grade.FIX] if said == cue else None)
        below = self._that_fit(below + self._notes(assessment), below_top)
        height = min(self._height, below_top + _height(below) + self._sizes.margin)
        return Content(tuple(head), tuple(right), tuple(below), below_top, height, clock)

    def _line_width(self, line: Line) -> int:
        return self._typeface.width(line.text, line.size, line.weight)

    def _clock_lines(self, clock: Clock | None) -> list[Line]:
        if clock is None:
            return []
        text = self._sizes.text
        big = round(text * CLOCK_SIZE)
        lines = [Line(self._typeface.fit(clock.text, self._room, big, BOLD), big, weight=BOLD)]
        if clock.paused is not None:
            lines += [Line(PAUSED, text, LOOKS[Grade.BORDERLINE].colour, BOLD)]
        elif not clock.judged:
            lines += [Line(NOT_JUDGED, text, LOOKS[Grade.CANNOT_JUDGE].colour, BOLD)]
        return lines

    def _head(self, assessment: Assessment, room: int) -> list[Line]:
        title = assessment.stretch.title if assessment.stretch else "posecheck"
        text = self._sizes.text
        big, small = round(text * TITLE_SIZE), round(text * NOTE_SIZE)
        head = Line(self._typeface.fit(title, room, big, BOLD), big, weight=BOLD)
        below = self._typeface.wrap(subtitle(assessment), room, small)
        return [head, *(Line(words, small, MUTED) for words in below)]

    def _said(self, said: str | None, glyph: Look | None) -> list[Line]:
        if said is None:
            return []
        size = round(self._sizes.text * CUE_SIZE)
        room = self._room - (self._indent(size) if glyph else 0)
        wrapped = self._typeface.wrap(said, room, size, BOLD)
        return [
            Line(
                words,
                size,
                weight=BOLD,
                glyph=glyph if first else None,
                indent=glyph is not None,
                gap=0.1 if first else 0.0,
            )
            for words, first in zip(wrapped, (True, *[False] * len(wrapped)), strict=False)
        ]

    def _notes(self, assessment: Assessment) -> list[Line]:
        size = round(self._sizes.text * NOTE_SIZE)
        wrapped = (self._typeface.wrap(f"? {n}", self._room, size) for n in notes(assessment))
        return [Line(words, size, MUTED) for note in wrapped for words in note][:MOST_NOTES]

    def _that_fit(self, lines: list[Line], top: int) -> list[Line]:
        """The first lines, as many as there is room for below `top`."""
        ends = accumulate((line.height for line in lines), initial=top)
        next(ends)
        return [line for line, end in zip(lines, ends, strict=True) if end <= self._most_px]

    @property
    def strip_px(self) -> int:
        """The height of a strip that has room for everything; even, as films must be."""
        text, margin = self._sizes.text, self._sizes.margin
        head = Line("", round(text * TITLE_SIZE)).height + Line("", round(text * NOTE_SIZE)).height
        said = 2 * Line("", round(text * CUE_SIZE), gap=0.1).height
        notes = (MOST_NOTES - 1) * Line("", round(text * NOTE_SIZE)).height
        return 2 * ceil((head + said + notes + 2 * margin) / 2)

    def layout_strip(self, assessment: Assessment, clock: Clock | None) -> Content:
        """Lay out a strip of `strip_px` below the picture, which is as high in every frame."""
        self._most_px = self.strip_px
        return replace(self.layout(assessment, clock, None), height=self.strip_px)

    def _indent(self, size: int) -> int:
        return round(size * 1.4)

    def draw(self, canvas: Canvas, content: Content, top: int) -> None:
        """Draw what was laid out, from the pixel row `top` down."""
        bottom = top + content.height
        canvas.dim(0, top, self._width, bottom)
        margin = self._sizes.margin
        self._draw_lines(canvas, content.head, top + margin // 2)
        self._draw_lines(canvas, content.below, top + content.below_top)
        self._draw_lines(canvas, content.right, top + margin // 2, right=self._width - margin)
        if content.clock:
            self._draw_progress(canvas, content.clock, bottom)

    def _draw_lines(
        self, canvas: Canvas, lines: Iterable[Line], top: int, right: int | None = None
    ) -> None:
        """Draw lines one below the other, against the left margin or ending at `right`."""
        for line in lines:
            left = self._sizes.margin if right is None else right - self._line_width(line)
            self._draw_line(canvas, line, left, top)
            top += line.height

    def _draw_line(self, canvas: Canvas, line: Line, left: int, top: int) -> None:
        baseline = top + round(line.size * (line.gap + 1.02))
        if line.glyph:
            centre = (left + line.size * 0.5, baseline - line.size * 0.36)
            canvas.badge(centre, line.size * 0.48, line.glyph)
        start = left + (self._indent(line.size) if line.indent else 0)
        canvas.text(line.text, start, baseline, line.size, line.colour, line.weight)

    def _draw_progress(self, canvas: Canvas, clock: Clock, bottom: int) -> None:
        thickness = max(2, self._sizes.margin // 2)
        grade = Grade.GOOD if clock.paused is None else Grade.BORDERLINE
        done = round(self._width * clock.share)
        canvas.fill(done, bottom - thickness, self._width, bottom, TRACK)
        canvas.fill(0, bottom - thickness, done, bottom, LOOKS[grade].colour)


def _height(lines: Iterable[Line]) -> int:
    return sum(line.height for line in lines)
