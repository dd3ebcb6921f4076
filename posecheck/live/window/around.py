"""What stands around the person: in the corners at the end of the picture without the band."""

from dataclasses import dataclass

from posecheck.coach import CoachView, Phase
from posecheck.live.window import parts
from posecheck.live.window.layout import Block, Scale, height_of
from posecheck.outputs.overlay.canvas import BOLD, Canvas
from posecheck.outputs.overlay.theme import INK, MUTED, WHITE, Colour

CARD_LINES = 4


@dataclass(frozen=True)
class Room:
    """Where there is room: pixel rows and columns. at_top: whether things gather at its top."""

    top: int
    bottom: int
    left: int
    right: int
    at_top: bool

    def row_for(self, height: int) -> int:
        """The upper row of something at the end that things gather at."""
        return self.top if self.at_top else self.bottom - height


def draw_around(view: CoachView, canvas: Canvas, room: Room, scale: Scale) -> None:
    """Draw camera map, meter, breathing ring, instructions and count-down, as far as there are."""
    left, right = room.left, room.right
    if view.camera:
        width, height = parts.map_size(scale)
        right -= width
        parts.draw_camera_map(view.camera, canvas, right, room.row_for(height), scale)
    if view.breathing:
        across = scale(2 * parts.RING)
        right -= across
        centre = (right + across // 2, room.row_for(across) + across // 2)
        parts.draw_breathing(view.breathing, canvas, centre, scale)
    if view.meter:
        width, height = parts.meter_size(scale)
        parts.draw_meter(view.meter, canvas, left, room.row_for(height), scale)
        left += width
    gap = scale(2.5)
    left += gap if left > room.left else 0
    right -= gap if right < room.right else 0
    _draw_card(
        _blocks(view, right - left - 2 * gap, canvas, scale), canvas, left, right, room, scale
    )
    if view.phase is Phase.READY and view.countdown_s is not None:
        _draw_countdown(view.countdown_s, canvas, room, scale)


def _blocks(view: CoachView, width: int, canvas: Canvas, scale: Scale) -> list[Block]:
    """How the stretch is done, what comes next and, at first, the safety note."""
    coming = f"Next: {view.next_title}" if view.phase is Phase.REST and view.next_title else None
    how = view.how
    if view.meter and how and len(canvas.typeface.wrap(how, width, scale(4.4), most=3)) > 2:
        how = None
    texts: tuple[tuple[str | None, Colour, float], ...] = (
        (how, WHITE, 4.4),
        (coming, WHITE, 5.5),
        (view.note, MUTED, 3.6),
    )
    blocks = []
    for words, colour, hundredths in texts:
        if words:
            size = scale(hundredths)
            lines = canvas.typeface.wrap(words, width, size, most=CARD_LINES)
            blocks.append(Block(tuple(lines), size, colour))
    return blocks


def _draw_card(
    blocks: list[Block], canvas: Canvas, left: int, right: int, room: Room, scale: Scale
) -> None:
    if not blocks:
        return
    gap = scale(2.5)
    height = height_of(blocks) + gap * len(blocks)
    row = room.row_for(height)
    canvas.dim(left, row, right, row + height)
    row += gap // 2
    for block in blocks:
        row = block.draw(canvas, left + gap, row) + gap


def _draw_countdown(left_s: float, canvas: Canvas, room: Room, scale: Scale) -> None:
    """The seconds that are left, large over the person, who is seen between its strokes."""
    size = scale(36)
    number = str(max(1, int(-(-left_s // 1))))
    column, row = (room.left + room.right) // 2, (room.top + room.bottom) // 2
    outline, top = scale(0.9), row - round(size * 0.68)
    for x, y in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        shadow = Block((number,), size, INK, BOLD)
        shadow.draw_centred(canvas, column + x * outline, top + y * outline)
    Block((number,), size, WHITE, BOLD).draw_centred(canvas, column, top)
