"""The panel below the picture: the stretch, the hold clock, what to correct, what is not judged.

Each of them has its own place, as high in every frame, so that nothing jumps in a film.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.outputs.overlay.canvas import BOLD, REGULAR, Canvas, Typeface, plain
from posecheck.outputs.overlay.theme import (
    GROUND,
    LOOKS,
    MUTED,
    WHITE,
    Colour,
    Look,
    Sizes,
)
from posecheck.outputs.overlay.words import NOT_JUDGED, PAUSED, state, subtitle
from posecheck.stretches.checks import Grade
from posecheck.support.capitalized import capitalized
from posecheck.video.frame import Image

LINE = 1.35
"""The distance from one line of text to the next, in text sizes."""

CLOCK_SIZE = 1.8
TITLE_SIZE = 1.25
CUE_SIZE = 1.25
NOTE_SIZE = 0.9
"""Sizes of text on the panel, in usual text sizes."""

MOST_LINES = 2
"""Of the subtitle, of what is said, and of the notes: each has room for so many. The notes have the
lines that are left of what is said, too."""

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
    """

    text: str
    size: int
    colour: Colour = WHITE
    weight: int = REGULAR
    glyph: Look | None = None
    indent: bool = False

    @property
    def height(self) -> int:
        """The height it needs in pixels."""
        return round(self.size * LINE)


@dataclass(frozen=True)
class Content:
    """The panel of one frame, laid out.

    Attributes:
        head: The lines at the top left.
        right: The lines at the top right.
        said: What to correct, or what happens.
        notes: How often it was done, and what cannot be judged.
        clock: The hold clock; None for none.
    """

    head: tuple[Line, ...]
    right: tuple[Line, ...]
    said: tuple[Line, ...]
    notes: tuple[Line, ...]
    clock: Clock | None


class Panel:
    """Lays the panel out and draws it, for frames of one size.

    Args:
        width: Of the frames in pixels.
        sizes: The sizes of text and lines.
        typeface: The font.

    Attributes:
        height: In pixels; even, as films must be.
    """

    def __init__(self, width: int, sizes: Sizes, typeface: Typeface) -> None:
        self._width = width
        self._sizes = sizes
        self._typeface = typeface
        self._room = width - 2 * sizes.margin
        # Writing takes most of the time, and mostly the words are those of the frame before.
        self._written = lru_cache(maxsize=1)(self._write)
        title, usual, cue, small = map(self._line_height, (TITLE_SIZE, 1, CUE_SIZE, NOTE_SIZE))
        beside = self._line_height(CLOCK_SIZE) + usual
        self._said_top = sizes.margin // 2 + max(title + MOST_LINES * small, beside)
        self._notes_top = self._said_top + MOST_LINES * cue
        bottom = self._notes_top + MOST_LINES * small + sizes.margin
        self.height = 2 * ceil(bottom / 2)

    def layout(
        self,
        assessment: Assessment,
        clock: Clock | None,
        notes: Sequence[str] = (),
        cue: str | None = None,
    ) -> Content:
        """Lay out what the panel says in one frame.

        Args:
            assessment: Of this frame.
            clock: The hold clock; None for none.
            notes: How often it was done, and what cannot be judged and why.
            cue: What to correct; None for nothing.
        """
        said_lines = self._said_lines(assessment, clock, cue)
        right = self._clock_lines(clock)
        taken = max((self._line_width(line) for line in right), default=0)
        head = self._head(assessment, self._room - taken - self._sizes.margin)
        note_lines = self._notes(notes, 2 * MOST_LINES - len(said_lines))
        return Content(tuple(head), tuple(right), tuple(said_lines), tuple(note_lines), clock)

    def has_room(
        self, notes: Sequence[str], assessment: Assessment, clock: Clock | None, cue: str | None
    ) -> bool:
        """Whether all of these notes can be read whole in a frame; see `layout`."""
        room = 2 * MOST_LINES - len(self._said_lines(assessment, clock, cue))
        size = round(self._sizes.text * NOTE_SIZE)
        wrapped = (self._typeface.wrap(note, self._room, size, most=room + 1) for note in notes)
        return sum(map(len, wrapped)) <= room

    def _said_lines(
        self, assessment: Assessment, clock: Clock | None, cue: str | None
    ) -> list[Line]:
        paused = clock.paused if clock else None
        said = state(assessment) or cue or (capitalized(paused) if paused else None)
        return self._said(said, LOOKS[Grade.FIX] if said == cue else None)

    def _line_height(self, size: float) -> int:
        return Line("", round(self._sizes.text * size)).height

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
            )
            for words, first in zip(wrapped, (True, *[False] * len(wrapped)), strict=False)
        ]

    def _notes(self, notes: Sequence[str], room: int) -> list[Line]:
        """As many notes as have room, in so many lines; each leaves one to every note after it."""
        size = round(self._sizes.text * NOTE_SIZE)
        lines: list[str] = []
        for number, note in enumerate(shown := notes[:room], 1):
            most = room - len(lines) - (len(shown) - number)
            lines += self._typeface.wrap(note, self._room, size, most=most)
        return [Line(words, size, MUTED) for words in lines]

    def _indent(self, size: int) -> int:
        return round(size * 1.4)

    def draw(self, strip: Image, content: Content) -> None:
        """Draw what was laid out.

        Args:
            strip: (height, width, 3) uint8 RGB of the panel's size, drawn over.
            content: What to draw.
        """
        strip[:] = self._written(replace(content, clock=None))
        if content.clock:
            self._draw_progress(Canvas(strip, self._typeface), content.clock)

    def _write(self, content: Content) -> Image:
        """The strip without a progress bar."""
        strip = plain((self._width, self.height), GROUND)
        canvas = Canvas(strip, self._typeface)
        margin = self._sizes.margin
        self._draw_lines(canvas, content.head, margin // 2)
        self._draw_lines(canvas, content.said, self._said_top)
        more = sum(line.height for line in content.notes[MOST_LINES:])
        self._draw_lines(canvas, content.notes, self._notes_top - more)
        self._draw_lines(canvas, content.right, margin // 2, right=self._width - margin)
        return strip

    def _draw_lines(
        self, canvas: Canvas, lines: Iterable[Line], top: int, right: int | None = None
    ) -> None:
        """Draw lines one below the other, against the left margin or ending at `right`."""
        for line in lines:
            left = self._sizes.margin if right is None else right - self._line_width(line)
            self._draw_line(canvas, line, left, top)
            top += line.height

    def _draw_line(self, canvas: Canvas, line: Line, left: int, top: int) -> None:
        baseline = top + round(line.size * 1.02)
        if line.glyph:
            centre = (left + line.size * 0.5, baseline - line.size * 0.36)
            canvas.badge(centre, line.size * 0.48, line.glyph)
        start = left + (self._indent(line.size) if line.indent else 0)
        canvas.text(line.text, start, baseline, line.size, line.colour, line.weight)

    def _draw_progress(self, canvas: Canvas, clock: Clock) -> None:
        top = self.height - max(2, self._sizes.margin // 2)
        grade = Grade.GOOD if clock.paused is None else Grade.BORDERLINE
        done = round(self._width * clock.share)
        canvas.fill(done, top, self._width, self.height, TRACK)
        canvas.fill(0, top, done, self.height, LOOKS[grade].colour)
