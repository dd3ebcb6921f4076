"""What is drawn beside the person: in the corners at the end of the picture without the band."""

from dataclasses import replace

import numpy as np

from posecheck.coach import CoachView, Phase
from posecheck.live.window import parts
from posecheck.live.window.camera_map import draw_camera_map, map_size
from posecheck.live.window.layout import MARGIN, TEXT, Block, Room, Scale, height_of
from posecheck.live.words import why_not_words
from posecheck.outputs.overlay.canvas import Canvas, Point, Typeface
from posecheck.outputs.overlay.labels import Box
from posecheck.outputs.overlay.theme import MUTED, WHITE, Colour

CARD_LINES = 4
"""The most lines of each text on the card: with more, it would hide the person."""

LINES_BESIDE_METER = 2
"""Instructions longer than this are left out while the meter is shown: it matters more then."""

NEXT_SIZE, NOTE_SIZE = 5.5, 3.6
"""Sizes of text in hundredths of the picture's height: what comes next, and the safety note."""


def draw_around(
    view: CoachView, canvas: Canvas, room: Room, scale: Scale, judged: Point | None = None
) -> Room:
    """Draw camera map, breathing ring, meter and texts, whichever the view has.

    Args:
        view: The session as it is now.
        canvas: Drawn on.
        room: The part of the picture that band and keys leave free.
        scale: Of the picture.
        judged: (n, 2) pixels of what is judged now, and of its values; texts that would hide it
            are left out.

    Returns:
        What is left of the room beyond the texts.
    """
    left, right = room.left, room.right
    if view.camera:
        width, height = map_size(scale)
        right -= width
        draw_camera_map(view.camera, canvas, right, room.row_for(height), scale)
    if view.breathing:
        across = scale(2 * parts.RING)
        right -= across
        centre = (right + across // 2, room.row_for(across) + across // 2)
        parts.draw_breathing(view.breathing, canvas, centre, scale)
    if view.meter:
        width, height = parts.meter_size(scale)
        parts.draw_meter(view.meter, canvas, left, room.row_for(height), scale)
        left += width
    gap = scale(MARGIN)
    left += gap if left > room.left else 0
    right -= gap if right < room.right else 0
    texts = lay_out_texts(view, right - left - 2 * gap, scale, canvas.typeface)
    return _draw_card(texts, canvas, left, right, room, scale, judged)


def always_free(room: Room, scale: Scale) -> tuple[Box, Box]:
    """Where meter and breathing ring are, (left, top, right, bottom) in pixels.

    Nothing else goes there while they are not shown: it would jump aside when they are.
    """
    (width, height), across = parts.meter_size(scale), scale(2 * parts.RING)
    meter, ring = room.row_for(height), room.row_for(across)
    return (
        np.array([room.left, meter, room.left + width, meter + height], float),
        np.array([room.right - across, ring, room.right, ring + across], float),
    )


def lay_out_texts(view: CoachView, width: int, scale: Scale, typeface: Typeface) -> list[Block]:
    """Lay out the card's texts: what keeps the person out, how, what comes next, the safety note.

    Args:
        view: The session as it is now.
        width: The longest that a line may be, in pixels.
        scale: Of the picture.
        typeface: That the texts are drawn with.
    """
    coming = f"Next: {view.next_title}" if view.phase is Phase.REST and view.next_title else None
    how = view.how
    if view.meter and how and not _is_short(how, width, scale, typeface):
        how = None
    texts: tuple[tuple[str | None, Colour, float], ...] = (
        (why_not_words(view), WHITE, TEXT),
        (how, WHITE, TEXT),
        (coming, WHITE, NEXT_SIZE),
        (view.note, MUTED, NOTE_SIZE),
    )
    blocks = []
    for words, colour, hundredths in texts:
        if words:
            size = scale(hundredths)
            lines = typeface.wrap(words, width, size, most=CARD_LINES)
            blocks.append(Block(tuple(lines), size, colour))
    return blocks


def _is_short(words: str, width: int, scale: Scale, typeface: Typeface) -> bool:
    lines = typeface.wrap(words, width, scale(TEXT), most=LINES_BESIDE_METER + 1)
    return len(lines) <= LINES_BESIDE_METER


def _draw_card(
    blocks: list[Block],
    canvas: Canvas,
    left: int,
    right: int,
    room: Room,
    scale: Scale,
    judged: Point | None,
) -> Room:
    gap = scale(MARGIN)
    height = height_of(blocks) + gap * len(blocks)
    row = room.row_for(height)
    if not blocks or _hides(judged, (left, row, right, row + height)):
        return room
    canvas.dim(left, row, right, row + height)
    line = row + gap // 2
    for block in blocks:
        line = block.draw(canvas, left + gap, line) + gap
    return replace(room, top=row + height) if room.at_top else replace(room, bottom=row)


def _hides(points: Point | None, box: tuple[int, int, int, int]) -> bool:
    if points is None:
        return False
    inside = (points >= box[:2]) & (points <= box[2:])
    return bool(inside.all(axis=1).any())
