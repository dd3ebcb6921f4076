"""The summary of a session: each stretch and side, with the seconds held."""

from posecheck.coach import PartResult, SessionResult
from posecheck.coach.seconds import whole_seconds
from posecheck.coach.wording import named
from posecheck.live.window.layout import Block, Scale
from posecheck.live.window.parts import KEYS_HEIGHT, TRACK, draw_keys
from posecheck.outputs.overlay.canvas import BOLD, Canvas
from posecheck.outputs.overlay.theme import LOOKS
from posecheck.stretches.checks import Grade

HEADING_SIZE, TEXT_SIZE, EDGE = 8.0, 5.4, 5.0
"""Sizes of text, and the margin, in hundredths of the picture's height."""

ROW_HEIGHT = 10.5
"""Of a part of the session, in hundredths; less where a session has more parts than fit."""

TEXT_OF_ROW = 0.6
"""The size of text by the height of its row: the rest is for the bar below it."""


def draw_ending(message: str, result: SessionResult, canvas: Canvas, scale: Scale) -> None:
    """Draw the summary over the whole picture.

    Args:
        message: The closing words.
        result: Of the session.
        canvas: Drawn on.
        scale: Of the picture.
    """
    width, height = scale.size
    canvas.dim(0, 0, width, height)
    margin, heading = scale(EDGE), scale(HEADING_SIZE)
    lines = canvas.typeface.wrap(message, width - 2 * margin, heading, BOLD, most=2)
    row = Block(tuple(lines), heading, weight=BOLD).draw(canvas, margin, margin) + margin
    room = height - row - scale(KEYS_HEIGHT + 3)
    row_height = min(scale(ROW_HEIGHT), room // max(1, len(result.parts)))
    size = min(scale(TEXT_SIZE), round(row_height * TEXT_OF_ROW))
    for part in result.parts:
        _draw_part(part, canvas, row, size, scale)
        row += row_height
    draw_keys(canvas, height - scale(KEYS_HEIGHT), scale)


def _draw_part(part: PartResult, canvas: Canvas, row: int, size: int, scale: Scale) -> None:
    """The name of the stretch, the seconds, and a bar of how much of the hold is done."""
    margin, right = scale(EDGE), scale.size[0] - scale(EDGE)
    baseline = row + size
    held = f"{whole_seconds(part.good_s)} / {part.hold_s:.0f} s"
    held_left = right - canvas.typeface.width(held, size, BOLD)
    name = canvas.typeface.fit(named(part.stretch, part.side), held_left - 2 * margin, size)
    canvas.text(name, margin, baseline, size)
    canvas.text(held, held_left, baseline, size, weight=BOLD)
    top = baseline + round(size * 0.35)
    done = margin + round((right - margin) * min(1.0, part.good_s / part.hold_s))
    grade = Grade.GOOD if part.complete else Grade.BORDERLINE
    canvas.fill(margin, top, right, top + scale(1), TRACK)
    canvas.fill(margin, top, done, top + scale(1), LOOKS[grade].colour)
