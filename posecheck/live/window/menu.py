"""The start menu: the stretches and routines to choose from, each by its key."""

from collections.abc import Sequence

import numpy as np

from posecheck.live.window.layout import Block, Scale
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Typeface
from posecheck.outputs.overlay.theme import GROUND, LOOKS, MUTED
from posecheck.stretches.checks import Grade
from posecheck.video.frame import Image


def draw_menu(titles: Sequence[str], size: tuple[int, int]) -> Image:
    """The choices, numbered from 1, on a picture of a (width, height) in pixels."""
    scale = Scale(size)
    image = np.full((size[1], size[0], 3), GROUND, np.uint8)
    canvas = Canvas(image, Typeface())
    margin = scale(7)
    row = Block(("What would you like to do?",), scale(8), weight=BOLD).draw(canvas, margin, margin)
    row += scale(4)
    step = min(scale(10.5), (size[1] - row - scale(10)) // max(1, len(titles)))
    text = min(scale(6), round(step * 0.6))
    for number, title in enumerate(titles, start=1):
        centre = (margin + step * 0.42, row + step * 0.42)
        canvas.disc(centre, step * 0.4, LOOKS[Grade.GOOD].colour)
        key = Block((str(number),), text, GROUND, BOLD)
        key.draw_centred(canvas, round(centre[0]), round(centre[1] - text * 0.66))
        name = canvas.typeface.fit(title, size[0] - 2 * margin - step, text)
        Block((name,), text).draw(
            canvas, margin + round(step * 1.15), round(centre[1] - text * 0.66)
        )
        row += step
    canvas.text("Press a number; q quits.", margin, size[1] - scale(4), scale(4), MUTED)
    return image
