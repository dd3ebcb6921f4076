"""Assessments of figures, drawn on plain pictures, and what can be seen there."""

from collections.abc import Mapping

import numpy as np
from figures import lunge, moved, seen

from posecheck.assess.assessor import Assessment
from posecheck.measures import CannotJudge, Measurement
from posecheck.outputs.overlay import Overlay
from posecheck.pose.pose import Pose, Side
from posecheck.pose.view import View, ViewTracker
from posecheck.stretches.checks import Grade, Verdict
from posecheck.stretches.stretch import built_in
from posecheck.video.frame import Image

SIZE = (960, 720)
GREY = 128

FRONT_KNEE = {Grade.GOOD: 90.0, Grade.BORDERLINE: 105.0, Grade.FIX: 130.0}
"""Angles of the front knee that get these grades."""

SIZES = [(640, 480), (1280, 720), (1920, 1080), (480, 854), (96, 96), (120, 400)]


def picture(size: tuple[int, int] = SIZE, grey: int = GREY) -> Image:
    """A grey picture."""
    return np.full((size[1], size[0], 3), grey, np.uint8)


def lunging(front: Side = Side.LEFT, size: tuple[int, int] = SIZE) -> Pose:
    """From the side of the front leg, in the lower half of the picture."""
    yaw = 90.0 if front is Side.LEFT else -90.0
    pose = seen(lunge(front=front), yaw, size=size)
    return moved(pose, size, shift=(0, size[1] * 0.15))


def assessed(
    values: Mapping[str, float | None],
    pose: Pose | None = None,
    stretch_id: str = "half_kneeling_lunge",
    side: Side | None = Side.LEFT,
) -> Assessment:
    """An assessment with these values of some checks; None where a joint was hidden."""
    pose = pose or lunging()
    view = ViewTracker().observe(pose)
    assert view is not None
    stretch = built_in(stretch_id)
    verdicts = tuple(_judged(stretch_id, id, value, view) for id, value in values.items())
    return Assessment(
        0.0, pose, view, stretch, recognised=True, in_position=True, side=side, verdicts=verdicts
    )


def _judged(stretch_id: str, check_id: str, value: float | None, view: View) -> Verdict:
    variants = built_in(stretch_id).variants(check_id)
    spec = next((v for v in variants if view.kind in v.views), variants[0])
    if value is None:
        return spec.check.judge(CannotJudge("left ankle hidden"))
    unit = "T" if spec.measure == "back_rounding" else "deg"
    return spec.check.judge(Measurement(value, unit, 1.0))


def drawn(assessment: Assessment, size: tuple[int, int] = SIZE, grey: int = GREY) -> Image:
    """A grey picture with an assessment drawn on it, and the panel below it."""
    return Overlay(size).draw_with_strip(picture(size, grey), assessment)


def colours_between(image: Image, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """(n, 3) pixels of the middle part of a line."""
    shares = np.linspace(0.25, 0.75, 200)[:, None]
    x, y = np.rint(start + shares * (end - start)).astype(int).T
    return image[y, x].astype(int)


def share_of(colours: np.ndarray, colour: tuple[int, int, int]) -> float:
    """The share of (n, 3) pixels that have about this colour."""
    return float((np.abs(colours - colour).max(axis=1) < 40).mean())


def around(image: Image, point: np.ndarray, radius: float) -> Image:
    """The square part of a picture around a point."""
    x, y, r = round(point[0]), round(point[1]), int(radius)
    return image[y - r : y + r + 1, x - r : x + r + 1]


def lifted(by: float, size: tuple[int, int] = SIZE) -> Pose:
    """The person moved up by a share of the picture's height."""
    return moved(lunging(size=size), size, shift=(0, -by * size[1]))


def panel_of(image: Image) -> Image:
    """The panel below a picture."""
    return image[SIZE[1] :]
