"""The band at the top or the bottom: the clock, the message and the progress of the hold."""

from dataclasses import dataclass

from posecheck.coach import CoachView, Phase, Tone
from posecheck.live.window.layout import MARGIN, TEXT, Block, Scale, height_of
from posecheck.live.words import clock_words, heading, share_held
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Typeface
from posecheck.outputs.overlay.theme import LOOKS, MUTED, WHITE, Colour, Look
from posecheck.stretches.checks import Grade

MESSAGE_SIZES = ((9.0, 1), (8.0, 1), (7.0, 3), (6.0, 4))
"""Sizes of the message in hundredths of the picture's height, each with the most lines it may take.

The first in which the message fits is taken. On a 14-inch laptop even the last has capitals of
7 mm, 8 arc minutes from three metres away, where normal sight needs 5.
"""

CLOCK_SIZE = 14.0
"""In hundredths of the picture's height: read at a glance, also lying down, and no higher with what
is below it than the usual message."""

USUAL_LINES = 2
"""The band has room for so many lines of 7 hundredths, also where there are fewer: it keeps its
height, and the picture its place, from message to message."""

USUAL_SIZE = 7.0

PROGRESS_HEIGHT = 1.6
"""Of the bar below the band, in hundredths of the picture's height."""

GLYPH_RADIUS, GLYPH_CENTRE, GLYPH_WIDTH = 0.42, 0.64, 1.15
"""Of the badge before the message, in text sizes: its radius, its centre below the top of the text
(level with the middle of the capitals), and the indent that it takes."""

TRACK: Colour = (70, 72, 76)
"""The part of the progress bar that is still to be held."""


@dataclass(frozen=True)
class Band:
    """What the band shows in one frame, laid out.

    Attributes:
        title: Step, stretch and side.
        message: What to do, or what happens.
        clock: The big number and what it counts; empty before the first hold.
        glyph: Of the grade, before the message; None where the message is neither good nor bad.
        height: Of the band, in pixels.
        share: The part of the hold that is done, 0 to 1.
        running: Whether the clock is not paused.
    """

    title: Block
    message: Block
    clock: tuple[Block, ...]
    glyph: Look | None
    height: int
    share: float
    running: bool


def lay_out(view: CoachView, scale: Scale, typeface: Typeface) -> Band:
    """Lay out the band.

    Args:
        view: The session as it is now.
        scale: Of the picture.
        typeface: That the band is drawn with.
    """
    width, margin = scale.size[0], scale(MARGIN)
    clock = _clock(view, scale)
    clock_width = max((_width(block, typeface) for block in clock), default=0)
    room = width - 3 * margin - clock_width
    glyph = _glyph(view.tone)
    title = _title(view, room, scale, typeface)
    message = _message(view.message, room, glyph, scale, typeface)
    usual = title.height + Block(("",) * USUAL_LINES, scale(USUAL_SIZE)).height
    inner = max(usual, title.height + message.height, height_of(clock))
    return Band(
        title=title,
        message=message,
        clock=clock,
        glyph=glyph,
        height=inner + 2 * margin,
        share=share_held(view),
        running=view.phase is not Phase.PAUSED,
    )


def draw(band: Band, canvas: Canvas, top: int, scale: Scale) -> None:
    """Draw the band.

    Args:
        band: What it shows.
        canvas: Drawn on.
        top: Its first pixel row.
        scale: Of the picture.
    """
    width, margin = scale.size[0], scale(MARGIN)
    bottom = top + band.height
    canvas.dim(0, top, width, bottom)
    row = band.title.draw(canvas, margin, top + margin // 2)
    left = margin
    if band.glyph:
        radius = band.message.size * GLYPH_RADIUS
        middle = row + band.message.size * GLYPH_CENTRE
        canvas.badge((left + radius, middle), radius, band.glyph)
        left += _indent(band.message.size)
    band.message.draw(canvas, left, row)
    _draw_clock(band, canvas, top + margin // 2, width - margin)
    _draw_progress(band, canvas, bottom - scale(PROGRESS_HEIGHT), bottom, width)


def _draw_clock(band: Band, canvas: Canvas, top: int, right: int) -> None:
    for block in band.clock:
        top = block.draw(canvas, right - _width(block, canvas.typeface), top)


def _draw_progress(band: Band, canvas: Canvas, top: int, bottom: int, width: int) -> None:
    done = round(width * band.share)
    grade = Grade.GOOD if band.running else Grade.BORDERLINE
    canvas.fill(done, top, width, bottom, TRACK)
    canvas.fill(0, top, done, bottom, LOOKS[grade].colour)


def _title(view: CoachView, room: int, scale: Scale, typeface: Typeface) -> Block:
    size = scale(TEXT)
    return Block((typeface.fit(heading(view), room, size, BOLD),), size, MUTED, BOLD)


def _message(words: str, room: int, glyph: Look | None, scale: Scale, typeface: Typeface) -> Block:
    """The message in the largest size in which it fits."""
    for hundredths, most in MESSAGE_SIZES:
        size = scale(hundredths)
        left = room - (_indent(size) if glyph else 0)
        lines = typeface.wrap(words, left, size, BOLD, most=MESSAGE_SIZES[-1][1])
        block = Block(tuple(lines), size, weight=BOLD)
        if len(lines) <= most:
            break
    return block


def _clock(view: CoachView, scale: Scale) -> tuple[Block, ...]:
    words = clock_words(view)
    if words is None:
        return ()
    colour = LOOKS[Grade.BORDERLINE].colour if view.phase is Phase.PAUSED else None
    number = Block((words.number,), scale(CLOCK_SIZE), colour or WHITE, BOLD)
    return number, Block((words.below,), scale(TEXT), colour or MUTED, BOLD)


def _glyph(tone: Tone) -> Look | None:
    return {Tone.FIX: LOOKS[Grade.FIX], Tone.PRAISE: LOOKS[Grade.GOOD]}.get(tone)


def _indent(size: int) -> int:
    return round(size * GLYPH_WIDTH)


def _width(block: Block, typeface: Typeface) -> int:
    return max(typeface.width(line, block.size, block.weight) for line in block.lines)
