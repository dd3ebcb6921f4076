"""Figures for the measures, and how their angles and lengths look from a direction."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from figures import HIP_WIDTH_M, LIMB_WIDTH_T, SHIN_M, THIGH_M, TRUNK_M, Figure, bridge, butterfly

from posecheck.measures.shins import HIP_GAP_T, SHOULDER_GAP_T
from posecheck.pose.pose import Joint, Landmark, Side
from posecheck.pose.silhouette.back import STATIONS

TOES_M = 0.15
SHIN_WIDTH_T = 0.11


def cos(deg):
    return float(np.cos(np.radians(deg)))


def sin(deg):
    return float(np.sin(np.radians(deg)))


def atan(up, across):
    return float(np.degrees(np.arctan2(up, abs(across))))


def feet_planted(outward: float = 0.0, shin: float = -90.0, shin_outward: float = 90.0) -> Figure:
    """A bridge whose thighs open by so much; the shins lean inwards or outwards only."""
    return replace(
        bridge(),
        thigh=dict.fromkeys(Side, (25.0, outward)),
        shin=dict.fromkeys(Side, (shin, shin_outward)),
    )


def leg_back(knee: float, fall: float) -> Figure:
    """Seated with the right leg stretched out behind; its thigh falls from hip to knee."""
    return Figure(
        thigh={Side.LEFT: (0.0, 0.0), Side.RIGHT: (-fall, 180.0)},
        shin={Side.LEFT: (0.0, -60.0), Side.RIGHT: (180.0 - knee - fall, 180.0)},
    )


def reach_seen(yaw: float) -> float:
    foot = -HIP_WIDTH_M / 2 * cos(yaw) + (THIGH_M + SHIN_M) * sin(yaw)
    return foot / TRUNK_M + LIMB_WIDTH_T / 2


def reach_of_straight_legs(yaw: float) -> float:
    """How far the toes reach, the far foot's further than the near one's."""
    toes = (THIGH_M + SHIN_M + TOES_M) * sin(yaw) + HIP_WIDTH_M / 2 * cos(yaw)
    return toes / TRUNK_M + LIMB_WIDTH_T / 2


def gaps_seen(figure: Figure, yaw: float) -> tuple[float, float]:
    """The gaps of the ankles, and of the shins at the top of the knees, as they look, in T."""
    points = figure.joints()
    knees, ankles = (
        points[j.of(Side.LEFT)] - points[j.of(Side.RIGHT)] for j in (Joint.KNEE, Joint.ANKLE)
    )
    shin = points[Landmark.LEFT_KNEE][1] - points[Landmark.LEFT_ANKLE][1]
    above_knee = SHIN_WIDTH_T / 2 * TRUNK_M / shin
    knee_gap = knees[0] + above_knee * (knees[0] - ankles[0])
    return ankles[0] * cos(yaw) / TRUNK_M, knee_gap * cos(yaw) / TRUNK_M


def tracking_seen(figure: Figure) -> Callable[[float], float]:
    def expected(yaw: float) -> float:
        ankles, knees = gaps_seen(figure, yaw)
        return knees / ((HIP_GAP_T * cos(yaw) + ankles) / 2)

    return expected


def feet_width_seen(figure: Figure) -> Callable[[float], float]:
    return lambda yaw: gaps_seen(figure, yaw)[0] / (SHOULDER_GAP_T * cos(yaw))


AHEAD_OVER_BEHIND = (sin(8) - sin(10) - sin(5)) * THIGH_M / TRUNK_M
"""How much lower the pigeon's front knee is than its back foot, seen without perspective."""


def mean_bulge(bulge: float) -> float:
    depths = bulge * 4 * STATIONS * (1 - STATIONS)
    return float(np.mean(depths - depths[0]))


def thigh_seen(elevation: float, outward: float) -> Callable[[float], float]:
    """What the elevation of a left thigh looks like from a direction."""

    def projected(yaw: float) -> float:
        across = cos(elevation) * (sin(outward) * cos(yaw) - cos(outward) * sin(yaw))
        return atan(sin(elevation), across)

    return projected


def thighs_seen(elevation: float, outward: float) -> Callable[[float], float]:
    """What the elevation of both thighs looks like on average from a direction."""
    left, right = (thigh_seen(elevation, out) for out in (outward, 180.0 - outward))
    return lambda yaw: (left(yaw) + right(yaw)) / 2


def atan_seen(elevation: float) -> float:
    """What the elevation of a thigh turned out by 60 degrees looks like from the front."""
    return thigh_seen(elevation, 60.0)(0.0)


# The ears are closer together than the shoulders, and these closer than the hips.
HEAD_SEEN_OBLIQUELY = 180 - (90 - atan(0.18, 0.10 * cos(45))) - (90 - atan(TRUNK_M, 0.06 * cos(45)))
KNEE_RISE, OUT = 15.0, 60.0
OPEN_KNEE_M = HIP_WIDTH_M / 2 + sin(60) * THIGH_M
SEATED = butterfly(knee_rise=KNEE_RISE, outward=OUT)
ANKLE_OUT_M = (
    HIP_WIDTH_M / 2 + cos(KNEE_RISE) * sin(OUT) * THIGH_M + cos(KNEE_RISE) * sin(OUT - 155) * SHIN_M
)
ANKLE_AHEAD_M = cos(KNEE_RISE) * (cos(OUT) * THIGH_M + cos(OUT - 155) * SHIN_M)
ANKLE_UP_M = sin(KNEE_RISE) * (THIGH_M - SHIN_M)
UNEVEN = replace(SEATED, thigh={Side.LEFT: (30.0, 60.0), Side.RIGHT: (10.0, 60.0)})
RAISED = Figure(
    thigh={Side.LEFT: (0.0, 0.0), Side.RIGHT: (-50.0, 0.0)},
    shin={Side.LEFT: (-90.0, 0.0), Side.RIGHT: (180.0, 0.0)},
)
"""The left thigh level on an upright shin, the right one 50 degrees lower with a level shin."""

FEET_DROP_M = SHIN_M - sin(50) * THIGH_M  # the front foot is so much lower than the rear one
KNEES_APART_M = THIGH_M - cos(50) * THIGH_M
REAR_TOES_BEHIND_M = SHIN_M - TOES_M
REAR_KNEE_HEIGHT = FEET_DROP_M * REAR_TOES_BEHIND_M / (REAR_TOES_BEHIND_M + KNEES_APART_M) / TRUNK_M
FRONT_KNEE_HEIGHT = (SHIN_M - FEET_DROP_M * TOES_M / (TOES_M + KNEES_APART_M + SHIN_M)) / TRUNK_M
LEGS_AHEAD = Figure(thigh=dict.fromkeys(Side, (0, 0)), shin=dict.fromkeys(Side, (0, 0)))
FLAT_ON_BACK = Figure(trunk_lean=-90.0, thigh=dict.fromkeys(Side, (40.0, 0.0)))


def lift(figure: Figure) -> float:
    """How far the hip is past the line from shoulder to ankle, in the figure's own side view."""
    points = figure.joints()
    shoulder, ankle = points[Landmark.LEFT_SHOULDER][:0:-1], points[Landmark.LEFT_ANKLE][:0:-1]
    (ahead, rise) = along = ankle - shoulder
    return float(rise * shoulder[0] - ahead * shoulder[1]) / np.linalg.norm(along) / TRUNK_M
