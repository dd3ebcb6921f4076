"""The summary of a session: each stretch and side, with the seconds held."""

from posecheck.coach import PartResult, SessionResult
from posecheck.coach.seconds import whole_seconds
from posecheck.coach.wording import part_name
from posecheck.live.window.layout import Block, Scale
from posecheck.live.window.parts import KEYS_HEIGHT, TRACK, draw_keys
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Typeface
from posecheck.outputs.overlay.theme import LOOKS
from posecheck.stretches.checks import Grade

HEADING_SIZE, TEXT_SIZE, EDGE = 8.0, 5.4, 5.0
"""Sizes of text, and the margin, in hundredths of the picture's height."""

LEAST_OF_SIZE = 0.75
"""Text gets this much smaller, at the most, so that the longest name fits into its row."""

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
    size = _size_for_names(result, canvas.typeface, size, scale)
    for part in result.parts:
        _draw_part(part, canvas, row, size, scale)
        row += row_height
    draw_keys(canvas, height - scale(KEYS_HEIGHT), scale)


def _size_for_names(result: SessionResult, typeface: Typeface, size: int, scale: Scale) -> int:
    """The largest size, up to this one, at which the longest name is not cut."""
    sizes = range(size, round(size * LEAST_OF_SIZE) - 1, -1)
    return next(
        (smaller for smaller in sizes if _names_fit(result, typeface, smaller, scale)), sizes[-1]
    )


def _names_fit(result: SessionResult, typeface: Typeface, size: int, scale: Scale) -> bool:
    return all(
        typeface.width(part_name(part), size) <= _room_for_name(part, typeface, size, scale)
        for part in result.parts
    )


def _room_for_name(part: PartResult, typeface: Typeface, size: int, scale: Scale) -> int:
    """How many pixels are free left of the seconds."""
    return scale.size[0] - 3 * scale(EDGE) - typeface.width(_held(part), size, BOLD)


def _held(part: PartResult) -> str:
    return f"{whole_seconds(part.good_s)} / {part.hold_s:.0f} s"


def _draw_part(part: PartResult, canvas: Canvas, row: int, size: int, scale: Scale) -> None:
    """The name of the stretch, the seconds, and a bar of how much of the hold is done."""
    margin, right = scale(EDGE), scale.size[0] - scale(EDGE)
    baseline = row + size
    held = _held(part)
    held_left = right - canvas.typeface.width(held, size, BOLD)
    room = _room_for_name(part, canvas.typeface, size, scale)
    name = canvas.typeface.fit(part_name(part), room, size)
    canvas.text(name, margin, baseline, size)
    canvas.text(held, held_left, baseline, size, weight=BOLD)
    top = baseline + round(size * 0.35)
    done = margin + round((right - margin) * min(1.0, part.good_s / part.hold_s))
    grade = Grade.GOOD if part.complete else Grade.BORDERLINE
    canvas.fill(margin, top, right, top + scale(1), TRACK)
    canvas.fill(margin, top, done, top + scale(1), LOOKS[grade].colour)
