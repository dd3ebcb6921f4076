"""The small drawings around the person: breathing ring, meter, camera map, keys."""

from math import cos, isfinite, pi, radians, sin

import numpy as np

from posecheck.coach import CameraHint
from posecheck.coach.breath import Breath, Breathing
from posecheck.coach.meter import Meter
from posecheck.live.window.layout import Block, Scale
from posecheck.outputs.overlay.canvas import BOLD, Canvas, Point
from posecheck.outputs.overlay.theme import INK, LOOKS, MUTED, WHITE, Colour
from posecheck.stretches.checks import Grade

TRACK: Colour = (96, 98, 102)
AIR: Colour = (140, 205, 240)
KEYS = "space  pause   ·   n  next   ·   r  again   ·   f  full screen   ·   q  quit"
KEYS_HEIGHT = 5.0
RING = 10.0
"""The radius of the breathing ring; both in hundredths of the picture's height."""

GOOD_SHARE, FIX_SHARE = 1.0, 0.5
"""Where on the meter the value is good, and where it is to be fixed."""


def draw_breathing(
    breathing: Breathing, canvas: Canvas, centre: tuple[int, int], scale: Scale
) -> None:
    """A ring that grows while breathing in and shrinks while breathing out."""
    full, empty = scale(RING - 0.5), scale(4.5)
    radius = empty + (full - empty) * breathing.fullness
    canvas.thin_line(_circle(centre, full), TRACK, scale(0.5))
    canvas.disc(centre, radius + scale(0.3), INK)
    canvas.disc(centre, radius, AIR)
    words = "in" if breathing.breath is Breath.IN else "out"
    size = scale(5)
    block = Block((words,), size, INK, BOLD)
    block.draw_centred(canvas, centre[0], centre[1] - round(size * 0.7))


def meter_size(scale: Scale) -> tuple[int, int]:
    """(width, height) of the meter in pixels."""
    return scale(45), scale(12)


def draw_meter(meter: Meter, canvas: Canvas, left: int, top: int, scale: Scale) -> None:
    """A bar with the main value: full is good; the mark is where it begins to be a fault."""
    width, height = meter_size(scale)
    canvas.dim(left, top, left + width, top + height)
    share = min(1.0, max(0.0, meter.share)) if isfinite(meter.share) else 0.0
    size, margin = scale(4.4), scale(1.5)
    first, last, thick = left + margin, left + width - margin, scale(3.2)
    value, baseline = _value(meter), top + round(size * 1.25)
    value_left = last - canvas.typeface.width(value, size, BOLD)
    canvas.text(value, value_left, baseline, size, WHITE, BOLD)
    label = canvas.typeface.fit(meter.check.replace("_", " "), value_left - margin - first, size)
    canvas.text(label, first, baseline, size, WHITE)
    bar = top + height - margin - thick
    canvas.fill(first, bar, last, bar + thick, TRACK)
    done, mark = (first + round((last - first) * part) for part in (share, FIX_SHARE))
    canvas.fill(first, bar, done, bar + thick, LOOKS[_grade(share)].colour)
    canvas.fill(mark, bar, mark + scale(0.4), bar + thick, INK)


def draw_keys(canvas: Canvas, top: int, scale: Scale) -> None:
    """The keys that work, in one line."""
    size, height = scale(3.2), scale(KEYS_HEIGHT)
    canvas.dim(0, top, scale.size[0], top + height)
    words = canvas.typeface.fit(KEYS, scale.size[0] - 2 * scale(2.5), size)
    canvas.text(words, scale(2.5), top + round(height * 0.5 + size * 0.38), size, MUTED)


def draw_camera_map(hint: CameraHint, canvas: Canvas, left: int, top: int, scale: Scale) -> None:
    """From above: the person, looking up, where the camera should stand, and where it does."""
    width, height = map_size(scale)
    canvas.dim(left, top, left + width, top + height)
    centre = (left + width / 2, top + scale(19))
    reach = scale(13)
    canvas.thin_line(_circle(centre, reach), TRACK, scale(0.4))
    _draw_person(canvas, centre, scale)
    if hint.seen_deg is not None:
        _draw_camera(canvas, centre, reach, hint.seen_deg, MUTED, scale, filled=False)
        _draw_way(canvas, centre, reach, hint.seen_deg, hint.wanted_deg, scale)
    _draw_camera(canvas, centre, reach, hint.wanted_deg, LOOKS[Grade.GOOD].colour, scale)
    (near, far), (low, high) = hint.distance_m, hint.height_m
    size = scale(3.4)
    lines = ("Camera here", f"{near:g} to {far:g} m away", f"{low:g} to {high:g} m high")
    block = Block(lines, size, MUTED)
    block.draw_centred(canvas, left + width // 2, top + scale(37))


def map_size(scale: Scale) -> tuple[int, int]:
    """(width, height) of the camera map in pixels."""
    return scale(38), scale(52)


def _draw_person(canvas: Canvas, centre: tuple[float, float], scale: Scale) -> None:
    """Shoulders and head from above, the nose ahead."""
    x, y = centre
    t = np.linspace(0, 2 * pi, 40)
    shoulders = np.stack([x + scale(5) * np.cos(t), y + scale(2) * np.sin(t)], axis=1)
    canvas.thin_line(shoulders, WHITE, scale(0.7))
    canvas.disc((x, y), scale(2), WHITE)
    canvas.disc((x, y - scale(2.2)), scale(0.8), WHITE)


def _draw_camera(
    canvas: Canvas,
    centre: tuple[float, float],
    reach: float,
    angle_deg: float,
    colour: Colour,
    scale: Scale,
    *,
    filled: bool = True,
) -> None:
    """A camera on the circle, looking at its centre; filled ones show what they see."""
    away, across = _directions(angle_deg)
    spot = np.array(centre) + away * reach
    half, deep = scale(2.2) * across, scale(3.2) * away
    body = np.array([spot - half, spot + half, spot + half + deep, spot - half + deep, spot - half])
    lens = spot - away * scale(1.8)
    if filled:
        for edge in (-1, 1):
            end = spot - away * scale(7) + across * edge * scale(3.4)
            canvas.thin_line([lens, end], colour, scale(0.4))
        canvas.polygon(body, colour)
    canvas.thin_line(body, colour, scale(0.6))
    canvas.thin_line([spot, lens], colour, scale(1.6))


def _draw_way(
    canvas: Canvas,
    centre: tuple[float, float],
    reach: float,
    from_deg: float,
    to_deg: float,
    scale: Scale,
) -> None:
    """An arrow from where the camera is to where it should be, outside the circle."""
    turn = (to_deg - from_deg + 180.0) % 360.0 - 180.0
    if abs(turn) < 25:
        return
    start, end = from_deg + np.sign(turn) * 12, to_deg - np.sign(turn) * 14
    angles = np.linspace(start, end, 30)
    points = np.array([np.array(centre) + _directions(a)[0] * (reach + scale(1.6)) for a in angles])
    colour = LOOKS[Grade.BORDERLINE].colour
    canvas.thin_line(points, colour, scale(0.9))
    along = points[-1] - points[-4]
    along = along / max(1e-6, float(np.hypot(*along)))
    across = np.array([-along[1], along[0]])
    tip = points[-1] + along * scale(1.6)
    head = np.array(
        [
            tip,
            tip - along * scale(3) + across * scale(1.6),
            tip - along * scale(3) - across * scale(1.6),
            tip,
        ]
    )
    canvas.polygon(head, colour)


def _directions(angle_deg: float) -> tuple[Point, Point]:
    """Away from the person at an angle to their left, and across that; x right, y down."""
    angle = radians(angle_deg)
    away = np.array([-sin(angle), -cos(angle)])
    return away, np.array([-away[1], away[0]])


def _circle(centre: tuple[float, float], radius: float) -> Point:
    t = np.linspace(0, 2 * pi, 60)
    x, y = centre
    return np.stack([x + radius * np.cos(t), y + radius * np.sin(t)], axis=1)


def _grade(share: float) -> Grade:
    if share >= GOOD_SHARE:
        return Grade.GOOD
    return Grade.BORDERLINE if share >= FIX_SHARE else Grade.FIX


def _value(meter: Meter) -> str:
    return f"{meter.value:.0f}°" if meter.unit == "deg" else f"{meter.value:.2f}"
