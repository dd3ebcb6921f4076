"""Moments of a live session, made by hand, and empty canvases to draw them on."""

from dataclasses import replace

import numpy as np

from posecheck.assess.position import RuleReading
from posecheck.coach import (
    CameraHint,
    CoachView,
    PartResult,
    Phase,
    SessionResult,
    Tone,
    wording,
)
from posecheck.coach.breath import Breath, Breathing
from posecheck.coach.meter import Meter
from posecheck.live.window.layout import Scale
from posecheck.measures import Measurement, Role
from posecheck.outputs.overlay.canvas import Canvas, Typeface
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import Band
from posecheck.stretches.stretch import Rule, all_built_in
from posecheck.video.frame import Image

HD = (1280, 720)
SIZES = [HD, (640, 480), (406, 720), (160, 120)]
SCALE = Scale(HD)
GREY = 128

CAMERA = CameraHint(ViewKind.SIDE, 90.0, -30.0, (0.4, 1.0), (2.0, 4.0), "The side shows it.")
METER = Meter("hip_height", 172.0, "deg", Band((165, 230), (155, 240)), 0.8)
HOLD = CoachView(
    time_s=1.0,
    phase=Phase.HOLD,
    title="Bridge",
    step=2,
    steps=5,
    message="Hold, and keep breathing",
    hold_s=30.0,
    held_s=12.0,
    meter=METER,
    breathing=Breathing(Breath.IN, 0.7),
    how="Press evenly into both feet.",
)
BARE = replace(HOLD, meter=None, breathing=None, how=None)
"""The same with nothing around the person."""

PLACE = replace(BARE, phase=Phase.PLACE, camera=CAMERA, note=wording.SAFETY, how=HOLD.how)
READY = replace(BARE, phase=Phase.READY, countdown_s=2.5, held_s=0.0)
UNMET = RuleReading(
    Rule(measure="hip_height", side=Role.BOTH, min=0.45), Measurement(0.412, "T", 0.1), False
)
VIEWS = {
    "unmet": replace(PLACE, held_s=0.0, unmet=UNMET),
    "place": replace(PLACE, held_s=0.0),
    "ready": READY,
    "hold": HOLD,
    "fix": replace(HOLD, tone=Tone.FIX, meter=replace(METER, share=float("nan"))),
    "praise": replace(HOLD, tone=Tone.PRAISE, breathing=Breathing(Breath.OUT, 1.0)),
    "paused": replace(BARE, phase=Phase.PAUSED, paused="Lift your hips higher"),
    "switch": replace(BARE, phase=Phase.SWITCH, camera=replace(CAMERA, seen_deg=None)),
    "rest": replace(BARE, phase=Phase.REST, countdown_s=7.0, next_title="Pigeon, left"),
    "nothing": replace(HOLD, message="", hold_s=0.0, title=""),
}
PARTS = tuple(
    PartResult(stretch, side, 30.0, good_s, start_s, clock_s=good_s)
    for stretch in all_built_in()
    for side, good_s, start_s in ((Side.LEFT, 0.0, None), (Side.RIGHT, 31.0, 40.0))
)
RESULT = SessionResult("hip-flexors", "Hip flexors", 0.0, 400.0, PARTS)


def noise(size: tuple[int, int]) -> Image:
    """A picture in which any change shows."""
    return np.random.default_rng(0).integers(0, 256, (size[1], size[0], 3)).astype(np.uint8)


def empty(size: tuple[int, int] = HD) -> Canvas:
    """A grey canvas."""
    return Canvas(np.full((size[1], size[0], 3), GREY, np.uint8), Typeface())


def changed(canvas: Canvas) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) of what is no longer grey, the last two exclusive."""
    rows, columns = np.nonzero((canvas.image != GREY).any(axis=2))
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


def is_colour(image: Image, colour: tuple[int, int, int]) -> np.ndarray:
    """(height, width) of whether a pixel has exactly this colour."""
    return (image == colour).all(axis=2)
