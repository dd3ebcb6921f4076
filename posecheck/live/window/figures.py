"""Small drawings of the stretches, from landmarks of rendered people (docs/menu_figures.py)."""

import json
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from posecheck.outputs.overlay.canvas import Canvas, Point
from posecheck.outputs.overlay.theme import MUTED, WHITE
from posecheck.pose.pose import Joint

DATA = "figures.json"
JOINTS = (
    *(Joint.EAR, Joint.SHOULDER, Joint.ELBOW, Joint.WRIST),
    *(Joint.HIP, Joint.KNEE, Joint.ANKLE, Joint.FOOT_INDEX),
)
"""The joints of a drawing, in the order of its data."""

LIMBS = (JOINTS[1:4], (Joint.SHOULDER, *JOINTS[4:]))
"""Arm, and trunk with leg."""

ACROSS = (Joint.SHOULDER, Joint.HIP)

HEAD_RADIUS, LINE = 0.11, 0.045
"""As shares of the drawing's longer side, which is about as long as the person."""


@cache
def figure_of(stretch_id: str) -> Point | None:
    """The drawing of one of posecheck's own stretches.

    Args:
        stretch_id: Its id.

    Returns:
        (8, 2, 2) positions: for each of `JOINTS` x and y of the one nearer to the camera, then of
        the other one; 0 to 1, y down, the longer side of the drawing is 1. None without a drawing.
    """
    drawings = json.loads((files(__package__) / DATA).read_text(encoding="utf-8"))
    return np.array(drawings[stretch_id]) if stretch_id in drawings else None


def draw_stretch(stretch_id: str, canvas: Canvas, centre: tuple[float, float], size: float) -> None:
    """Draw a stretch, if there is a drawing of it.

    Args:
        stretch_id: Its id.
        canvas: Drawn on.
        centre: (x, y) of its middle, in pixels.
        size: Of its longer side, in pixels.
    """
    figure = figure_of(stretch_id)
    if figure is None:
        return
    middle = (figure.min(axis=(0, 1)) + figure.max(axis=(0, 1))) / 2
    points = np.array(centre) + (figure - middle) * size
    place = dict(zip(JOINTS, points, strict=True))
    for side, colour in ((1, MUTED), (0, WHITE)):
        for limb in LIMBS:
            for start, end in pairwise(limb):
                canvas.thin_line([place[start][side], place[end][side]], colour, size * LINE)
    for joint in ACROSS:
        canvas.thin_line(place[joint], WHITE, size * LINE)
    canvas.disc(place[Joint.EAR].mean(axis=0), size * HEAD_RADIUS, WHITE)
