"""The start menu: routines and stretches, each with the key that chooses it."""

from collections.abc import Sequence

from posecheck.live.window.figures import draw_stretch
from posecheck.live.window.layout import Block, Scale
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Typeface, plain
from posecheck.outputs.overlay.theme import GROUND, LOOKS, MUTED
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in
from posecheck.video.frame import Image

HEADING_SIZE, TEXT_SIZE, HELP_SIZE, EDGE = 8.0, 6.0, 4.0, 7.0
"""Sizes of text, and the margin, in hundredths of the picture's height."""

ROW_HEIGHT = 10.5
"""Of a choice, in hundredths; less where there are more choices than fit."""

TEXT_OF_ROW, DISC_OF_ROW, DRAWING_OF_ROW = 0.6, 0.4, 0.95
"""The size of text, the radius of the disc with the key, and the size of the drawing, by the height
of a row."""

DRAWING_AT, TITLE_AT = 1.6, 2.3
"""How far right of the margin the middle of the drawing and the title are, likewise."""

CAPITALS_MIDDLE = 0.66
"""The middle of capitals and digits below the top of their line, in text sizes."""


CHOICE_KEYS = "123456789abcdefghi"
"""The keys of the choices, as many as can be read at the size of the window; q is to quit."""


def draw_menu(titles: Sequence[str], size: tuple[int, int]) -> Image:
    """Draw the choices, each with its key.

    Args:
        titles: Of the choices, at most as many as there are `CHOICE_KEYS`.
        size: (width, height) of the picture in pixels.

    Returns:
        A new picture, (height, width, 3) uint8 RGB.
    """
    scale = Scale(size)
    image = plain(size, GROUND)
    canvas = Canvas(image, Typeface())
    margin = scale(EDGE)
    heading = Block(("What would you like to do?",), scale(HEADING_SIZE), weight=BOLD)
    row = heading.draw(canvas, margin, margin) + scale(4)
    row_height = min(scale(ROW_HEIGHT), (size[1] - row - scale(10)) // max(1, len(titles)))
    ids = {stretch.title: stretch.id for stretch in all_built_in()}
    for key, title in zip(CHOICE_KEYS, titles, strict=False):
        _draw_choice(key, title, canvas, row, row_height, scale)
        if title in ids:
            centre = (margin + row_height * DRAWING_AT, row + row_height / 2)
            draw_stretch(ids[title], canvas, centre, row_height * DRAWING_OF_ROW)
        row += row_height
    words, text = "Press its key, or q to quit.", scale(HELP_SIZE)
    canvas.text(words, margin, size[1] - scale(4), text, MUTED)
    return image


def _draw_choice(
    key: str, title: str, canvas: Canvas, row: int, row_height: int, scale: Scale
) -> None:
    margin, size = scale(EDGE), min(scale(TEXT_SIZE), round(row_height * TEXT_OF_ROW))
    radius = row_height * DISC_OF_ROW
    x, y = margin + radius, row + row_height / 2
    top = round(y - size * CAPITALS_MIDDLE)
    canvas.disc((x, y), radius, LOOKS[Grade.GOOD].colour)
    Block((key,), size, GROUND, BOLD).draw_centred(canvas, round(x), top)
    left = margin + round(row_height * TITLE_AT)
    name = canvas.typeface.fit(title, scale.size[0] - margin - left, size)
    Block((name,), size).draw(canvas, left, top)
