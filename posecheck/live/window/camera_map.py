"""A map from above: the person, where the camera should stand, and where it stands.

All lengths are in hundredths of the picture's height; the person looks up.
"""

from math import cos, radians, sin

import numpy as np

from posecheck.coach import CameraHint
from posecheck.coach.camera import turn_deg
from posecheck.live.window.layout import Block, Scale, circle
from posecheck.live.words import camera_words
from posecheck.outputs.overlay.canvas import Canvas, Point
from posecheck.outputs.overlay.theme import LOOKS, MUTED, WHITE, Colour
from posecheck.stretches.checks import Grade

MAP_SIZE = (38.0, 52.0)
"""(width, height) of the map with its text."""

PERSON_ROW, TEXT_ROW, TEXT_SIZE = 19.0, 37.0, 3.4
"""Below the top of the map: the middle of the person, and the text, with its size."""

REACH = 13.0
"""From the person to the camera: the circle and the cameras on it fit into the width."""

CIRCLE: Colour = (96, 98, 102)

ARROW_FROM_DEG = 25.0
"""Nearer cameras touch each other, and there is no room for an arrow between them."""

GAP_DEG = (12.0, 14.0)
"""The angles that the arrow leaves free at its start and its end, for the cameras there."""


def map_size(scale: Scale) -> tuple[int, int]:
    """(width, height) of the map in pixels."""
    width, height = MAP_SIZE
    return scale(width), scale(height)


def draw_camera_map(hint: CameraHint, canvas: Canvas, left: int, top: int, scale: Scale) -> None:
    """Draw the map.

    Args:
        hint: Where the camera should stand, and where it stands.
        canvas: Drawn on.
        left: First pixel column of the map.
        top: First pixel row of the map.
        scale: Of the picture.
    """
    width, height = map_size(scale)
    canvas.dim(left, top, left + width, top + height)
    centre = (left + width / 2, top + scale(PERSON_ROW))
    reach = scale(REACH)
    canvas.thin_line(circle(centre, (reach, reach)), CIRCLE, scale(0.4))
    _draw_person(canvas, centre, scale)
    if hint.seen_deg is not None:
        _draw_camera(canvas, centre, reach, hint.seen_deg, MUTED, scale, filled=False)
    _draw_way(hint, canvas, centre, reach, scale)
    _draw_camera(canvas, centre, reach, hint.wanted_deg, LOOKS[Grade.GOOD].colour, scale)
    text = Block(camera_words(hint), scale(TEXT_SIZE), MUTED)
    text.draw_centred(canvas, left + width // 2, top + scale(TEXT_ROW))


def _draw_person(canvas: Canvas, centre: tuple[float, float], scale: Scale) -> None:
    """Shoulders, head and nose."""
    x, y = centre
    shoulders = circle(centre, (scale(5), scale(2)))
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
    """A camera on the circle that points to its centre; a filled one shows what it sees."""
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
    hint: CameraHint, canvas: Canvas, centre: tuple[float, float], reach: float, scale: Scale
) -> None:
    """An arrow outside the circle, from where the camera stands to where it should stand."""
    turn = turn_deg(hint)
    if turn is None or hint.seen_deg is None or abs(turn) < ARROW_FROM_DEG:
        return
    way = np.sign(turn)
    start, end = hint.seen_deg + way * GAP_DEG[0], hint.seen_deg + turn - way * GAP_DEG[1]
    points = _arc(centre, reach + scale(1.6), start, end)
    colour = LOOKS[Grade.BORDERLINE].colour
    canvas.thin_line(points, colour, scale(0.9))
    _, across = _directions(end)
    ahead = -across * way
    tip, back, wing = points[-1] + ahead * scale(1.6), ahead * scale(3), scale(1.6)
    away = np.array([-ahead[1], ahead[0]])
    canvas.polygon([tip, tip - back + away * wing, tip - back - away * wing], colour)


def _directions(angle_deg: float) -> tuple[Point, Point]:
    """The unit vectors away from the person at an angle to their left, and across it.

    x points right and y down, as in the picture.
    """
    angle = radians(angle_deg)
    away = np.array([-sin(angle), -cos(angle)])
    return away, np.array([-away[1], away[0]])


def _arc(centre: tuple[float, float], radius: float, from_deg: float, to_deg: float) -> Point:
    """(60, 2) points around the person."""
    angles = np.linspace(from_deg, to_deg, 60)
    return np.array([np.array(centre) + radius * _directions(angle)[0] for angle in angles])
