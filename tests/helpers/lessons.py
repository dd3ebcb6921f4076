"""Recordings of stick figures, to teach stretches from."""

from datetime import date
from functools import cache

from figures import Figure, seen

from posecheck.pose.pose import Side
from posecheck.teaching.lesson import Lesson, Wish, learn
from posecheck.teaching.recording import Recording, recording_of, see

FPS = 10
WISH = Wish("low_squat", "Low squat", 20.0, date(2026, 11, 28))


def squat(knee_deg: float = 70.0, lean_deg: float = 30.0) -> Figure:
    """Thighs level, both knees bent to this angle."""
    return Figure(
        trunk_lean=lean_deg,
        thigh=dict.fromkeys(Side, (0.0, 0.0)),
        shin=dict.fromkeys(Side, (knee_deg - 180.0, 0.0)),
    )


def lifted_leg(thigh_deg: float = 0.0) -> Figure:
    """Standing on the right leg, the left one straight in front."""
    up, down = (thigh_deg, 0.0), (-90.0, 0.0)
    return Figure(thigh={Side.LEFT: up, Side.RIGHT: down}, shin={Side.LEFT: up, Side.RIGHT: down})


def straddle(out_deg: float = 45.0) -> Figure:
    """Sitting upright, both legs level and turned outwards by this."""
    leg = dict.fromkeys(Side, (0.0, out_deg))
    return Figure(thigh=leg, shin=leg)


def lying(thigh_deg: float = 60.0) -> Figure:
    """On the back: the left foot on the floor and its knee up, the right leg straight and level."""
    return Figure(
        trunk_lean=-90,
        thigh={Side.LEFT: (thigh_deg, 0.0), Side.RIGHT: (0.0, 0.0)},
        shin={Side.LEFT: (-thigh_deg, 0.0), Side.RIGHT: (0.0, 0.0)},
    )


def hamstring_stretch(far_deg: float = 0.0) -> Figure:
    """On the back: the left leg straight up, the right one straight, lifted by this."""
    legs = {Side.LEFT: (80.0, 0.0), Side.RIGHT: (far_deg, 0.0)}
    return Figure(trunk_lean=-90, thigh=legs, shin=legs)


def held(figure: Figure, seconds: float = 3.0, yaw_deg: float = 90.0, start_s: float = 0.0):
    """The figure, kept still."""
    return [
        (start_s + index / FPS, seen(figure, yaw_deg, time_s=start_s + index / FPS))
        for index in range(round(seconds * FPS))
    ]


def recorded(figure: Figure, name: str = "good.mp4", yaw_deg: float = 90.0) -> Recording:
    return recording_of(name, see(held(figure, yaw_deg=yaw_deg)))


@cache
def low_squat() -> Lesson:
    """Learned from one recording from the side."""
    return learn(WISH, [recorded(squat())])
