"""The small drawings around the person: breathing ring, meter and keys.

Lengths are in hundredths of the picture's height.
"""

from math import isfinite

from posecheck.coach.breath import Breath, Breathing
from posecheck.coach.meter import Meter
from posecheck.live.window.layout import MARGIN, TEXT, Block, Scale, circle
from posecheck.outputs.numbers import compact_value
from posecheck.outputs.overlay.canvas import BOLD, Canvas
from posecheck.outputs.overlay.theme import INK, LOOKS, MUTED, WHITE, Colour
from posecheck.outputs.words import name_of
from posecheck.stretches.checks import Grade

TRACK: Colour = (96, 98, 102)
"""The empty part of ring and meter."""

AIR: Colour = (140, 205, 240)
"""Lighter than the blue that means good."""

KEYS = "space  pause   ·   n  next   ·   r  again   ·   f  full screen   ·   q  quit"
KEYS_HEIGHT = 5.0
KEYS_SIZE = 3.2
"""Smaller than all else: keys are pressed from near."""

RING = 10.0
"""The radius of the breathing ring."""

EMPTY_RING = 5.2
"""The radius of the disc when the lungs are empty: its word still fits."""

METER_SIZE = (45.0, 12.0)
"""(width, height) of the meter: the longest name of a check fits into it."""

METER_EDGE, BAR_HEIGHT = 1.5, 3.2
"""The space around name and bar, and the thickness of the bar."""

VALUE_WIDTH = 18.5
"""Kept free for the value after the bar, so that its length does not change with the digits."""

GOOD_SHARE, FIX_SHARE = 1.0, 0.5
"""The share of the meter from which the value is good, and below which it is a fault.

They are the scale of `posecheck.coach.meter.closeness`.
"""


def draw_breathing(
    breathing: Breathing, canvas: Canvas, centre: tuple[int, int], scale: Scale
) -> None:
    """Draw a ring whose disc grows while breathing in and shrinks while breathing out.

    Args:
        breathing: Where in the breath we are.
        canvas: Drawn on.
        centre: Of the ring, in pixels.
        scale: Of the picture.
    """
    full, empty = scale(RING - 0.5), scale(EMPTY_RING)
    radius = empty + (full - empty) * breathing.fullness
    canvas.thin_line(circle(centre, (full, full)), TRACK, scale(0.5))
    canvas.disc(centre, radius + scale(0.3), INK)
    canvas.disc(centre, radius, AIR)
    words = "in" if breathing.breath is Breath.IN else "out"
    size = scale(5)
    block = Block((words,), size, INK, BOLD)
    block.draw_centred(canvas, centre[0], centre[1] - round(size * 0.7))


def meter_size(scale: Scale) -> tuple[int, int]:
    """(width, height) of the meter in pixels."""
    width, height = METER_SIZE
    return scale(width), scale(height)


def draw_meter(meter: Meter, canvas: Canvas, left: int, top: int, scale: Scale) -> None:
    """Draw a bar with the main value: full is good, and a mark shows where a fault begins.

    Args:
        meter: The value; the bar is empty where its share is not known.
        canvas: Drawn on.
        left: First pixel column of the meter.
        top: First pixel row of the meter.
        scale: Of the picture.
    """
    width, height = meter_size(scale)
    canvas.dim(left, top, left + width, top + height)
    size, edge, thick = scale(TEXT), scale(METER_EDGE), scale(BAR_HEIGHT)
    first, last = left + edge, left + width - edge
    name = canvas.typeface.fit(name_of(meter.check), last - first, size)
    canvas.text(name, first, top + round(size * 1.25), size, WHITE)
    bar = top + height - edge - thick
    value = compact_value(meter.value, meter.unit, meter.band.good)
    value_left = last - canvas.typeface.width(value, size, BOLD)
    canvas.text(value, value_left, bar + round(thick / 2 + size * 0.36), size, WHITE, BOLD)
    _draw_bar(meter, canvas, first, last - scale(VALUE_WIDTH), bar, scale)


def _draw_bar(meter: Meter, canvas: Canvas, first: int, last: int, top: int, scale: Scale) -> None:
    share = min(1.0, max(0.0, meter.share)) if isfinite(meter.share) else 0.0
    bottom = top + scale(BAR_HEIGHT)
    done, mark = (first + round((last - first) * part) for part in (share, FIX_SHARE))
    canvas.fill(first, top, last, bottom, TRACK)
    canvas.fill(first, top, done, bottom, LOOKS[_grade(share)].colour)
    canvas.fill(mark, top, mark + scale(0.4), bottom, INK)


def draw_keys(canvas: Canvas, top: int, scale: Scale) -> None:
    """Draw a line with the keys that work, over the full width from a pixel row on."""
    size, height, margin = scale(KEYS_SIZE), scale(KEYS_HEIGHT), scale(MARGIN)
    canvas.dim(0, top, scale.size[0], top + height)
    words = canvas.typeface.fit(KEYS, scale.size[0] - 2 * margin, size)
    canvas.text(words, margin, top + round(height * 0.5 + size * 0.38), size, MUTED)


def _grade(share: float) -> Grade:
    if share >= GOOD_SHARE:
        return Grade.GOOD
    return Grade.BORDERLINE if share >= FIX_SHARE else Grade.FIX
