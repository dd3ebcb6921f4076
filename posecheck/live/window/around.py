"""What is drawn beside the person: in the corners at the end of the picture without the band."""

from dataclasses import dataclass

from posecheck.coach import CoachView, Phase
from posecheck.live.window import parts
from posecheck.live.window.camera_map import draw_camera_map, map_size
from posecheck.live.window.layout import MARGIN, TEXT, Block, Scale, height_of
from posecheck.live.words import count_down_words, why_not_words
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Typeface
from posecheck.outputs.overlay.theme import INK, MUTED, WHITE, Colour

CARD_LINES = 4
"""The most lines of each text on the card: with more, it would hide the person."""

LINES_BESIDE_METER = 2
"""Instructions longer than this are left out while the meter is shown: it matters more then."""

NEXT_SIZE, NOTE_SIZE = 5.5, 3.6
COUNTDOWN_SIZE = 36.0
"""Sizes of text in hundredths of the picture's height: what comes next, the safety note, and the
count-down, which is read at a glance while getting into position."""


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


def draw_around(view: CoachView, canvas: Canvas, room: Room, scale: Scale) -> None:
    """Draw camera map, breathing ring, meter, texts and count-down, whichever the view has.

    Args:
        view: The session as it is now.
        canvas: Drawn on.
        room: The part of the picture that band and keys leave free.
        scale: Of the picture.
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
    _draw_card(texts, canvas, left, right, room, scale)
    if number := count_down_words(view):
        _draw_countdown(number, canvas, room, scale)


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
    blocks: list[Block], canvas: Canvas, left: int, right: int, room: Room, scale: Scale
) -> None:
    if not blocks:
        return
    gap = scale(MARGIN)
    height = height_of(blocks) + gap * len(blocks)
    row = room.row_for(height)
    canvas.dim(left, row, right, row + height)
    row += gap // 2
    for block in blocks:
        row = block.draw(canvas, left + gap, row) + gap


def _draw_countdown(number: str, canvas: Canvas, room: Room, scale: Scale) -> None:
    """The seconds left, large and without a ground, so that the person stays visible behind it."""
    size = scale(COUNTDOWN_SIZE)
    column, row = (room.left + room.right) // 2, (room.top + room.bottom) // 2
    outline, top = scale(0.9), row - round(size * 0.68)
    for x, y in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        shadow = Block((number,), size, INK, BOLD)
        shadow.draw_centred(canvas, column + x * outline, top + y * outline)
    Block((number,), size, WHITE, BOLD).draw_centred(canvas, column, top)
