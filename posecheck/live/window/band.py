"""The band at the top or the bottom: the big clock, the big cue and the progress of the hold."""

from dataclasses import dataclass

from posecheck.coach import CoachView, Phase, Tone
from posecheck.live.window.layout import Block, Scale, height_of
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Typeface
from posecheck.outputs.overlay.theme import LOOKS, MUTED, WHITE, Colour, Look
from posecheck.stretches.checks import Grade

CUE_SIZES = ((9.0, 2), (8.0, 2), (7.0, 3), (6.0, 4))
"""Of the big text: its size in hundredths of the picture's height, and the most lines of it."""

CLOCK_SIZE = 16.0
TRACK: Colour = (70, 72, 76)


@dataclass(frozen=True)
class Band:
    """What the band says in one frame, laid out. glyph: before the message, or None."""

    title: Block
    message: Block
    clock: tuple[Block, ...]
    glyph: Look | None
    height: int
    share: float
    running: bool


def lay_out(view: CoachView, scale: Scale, typeface: Typeface) -> Band:
    """Everything that the band says of a moment of the session."""
    width, margin = scale.size[0], scale(2.5)
    clock = _clock(view, scale)
    clock_width = max((_width(block, typeface) for block in clock), default=0)
    room = width - 3 * margin - clock_width
    glyph = _glyph(view.tone)
    title = _title(view, room, scale, typeface)
    message = _message(view.message, room, glyph, scale, typeface)
    inner = max(title.height + message.height, height_of(clock))
    return Band(
        title=title,
        message=message,
        clock=clock,
        glyph=glyph,
        height=inner + margin + scale(2.5),
        share=min(1.0, view.held_s / view.hold_s) if view.hold_s > 0 else 1.0,
        running=view.phase is not Phase.PAUSED,
    )


def draw(band: Band, canvas: Canvas, top: int, scale: Scale) -> None:
    """Draw the band from a pixel row on."""
    width, margin = scale.size[0], scale(2.5)
    bottom = top + band.height
    canvas.dim(0, top, width, bottom)
    row = band.title.draw(canvas, margin, top + margin // 2)
    left = margin
    if band.glyph:
        radius = band.message.size * 0.42
        canvas.badge((left + radius, row + band.message.size * 0.64), radius, band.glyph)
        left += _indent(band.message.size)
    band.message.draw(canvas, left, row)
    _draw_clock(band, canvas, top + margin // 2, width - margin)
    _draw_progress(band, canvas, bottom - scale(1.6), bottom, width)


def _draw_clock(band: Band, canvas: Canvas, top: int, right: int) -> None:
    for block in band.clock:
        top = block.draw(canvas, right - _width(block, canvas.typeface), top)


def _draw_progress(band: Band, canvas: Canvas, top: int, bottom: int, width: int) -> None:
    done = round(width * band.share)
    grade = Grade.GOOD if band.running else Grade.BORDERLINE
    canvas.fill(done, top, width, bottom, TRACK)
    canvas.fill(0, top, done, bottom, LOOKS[grade].colour)


def _title(view: CoachView, room: int, scale: Scale, typeface: Typeface) -> Block:
    parts = [f"{view.step}/{view.steps}  {view.title}" if view.steps > 1 else view.title]
    parts += [view.side_words] if view.side_words else []
    size = scale(4.4)
    return Block((typeface.fit(" · ".join(parts), room, size, BOLD),), size, MUTED, BOLD)


def _message(words: str, room: int, glyph: Look | None, scale: Scale, typeface: Typeface) -> Block:
    """The message in the largest size that it fits in."""
    for hundredths, most in CUE_SIZES:
        size = scale(hundredths)
        left = room - (_indent(size) if glyph else 0)
        lines = typeface.wrap(words, left, size, BOLD, most=4)
        block = Block(tuple(lines), size, weight=BOLD)
        if len(lines) <= most:
            break
    return block


def _clock(view: CoachView, scale: Scale) -> tuple[Block, ...]:
    big, small = scale(CLOCK_SIZE), scale(4.4)
    if view.phase not in (Phase.HOLD, Phase.PAUSED, Phase.REST) and not view.held_s:
        return ()
    if view.phase is Phase.REST and view.countdown_s is not None:
        left = Block((str(_whole_up(view.countdown_s)),), big, weight=BOLD)
        return left, Block(("s rest",), small, MUTED, BOLD)
    paused = view.phase is Phase.PAUSED
    colour = LOOKS[Grade.BORDERLINE].colour if paused else WHITE
    number = Block((f"{int(view.held_s + 1e-6)}",), big, colour, BOLD)
    below = "paused" if paused else f"of {view.hold_s:.0f} s"
    return number, Block((below,), small, colour if paused else MUTED, BOLD)


def _whole_up(seconds: float) -> int:
    """What a count-down shows: 1 until the very end."""
    return max(0, int(-(-seconds // 1)))


def _glyph(tone: Tone) -> Look | None:
    return {Tone.FIX: LOOKS[Grade.FIX], Tone.PRAISE: LOOKS[Grade.GOOD]}.get(tone)


def _indent(size: int) -> int:
    return round(size * 1.15)


def _width(block: Block, typeface: Typeface) -> int:
    return max(typeface.width(line, block.size, block.weight) for line in block.lines)
