"""Bridge: on the back, feet planted, hips up."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from samples.generator.body import Arm, Body, Leg, Pose, Side, Trunk
from samples.generator.kinematics import (
    UP,
    Vector,
    cross,
    point,
    reach,
    rotation_about,
    rotation_z,
    unit,
)
from samples.generator.poses.posture import PALM_DOWN_FORWARD, Heights, Posture

# How far beside the shoulders and along the body (in lengths of the arm) hands lie.
HANDS_ON_FLOOR = {
    "floor": (0.13, -0.93),
    "clasped": (-0.13, -0.96),
    "apart": (0.38, -0.6),
    "overhead": (0.05, 0.9),
}


@dataclass(frozen=True)
class BridgeParameters:
    """`knees_out` moves each knee sideways (negative: inward), feet and hips staying.

    `hands` lie beside the hips on the `floor`, are `clasped` under them, hold the `ankles`, support
    the `hips`, point up beside bent elbows (`elbows`), or lie behind the head (`overhead`).
    """

    hip_angle: float = 172.0
    knee_angle: float = 85.0
    foot_gap_over_shoulders: float = 0.85
    knees_out: float = 0.0
    pelvis_tilt: float = 0.0
    spine_flexion: float = 0.0
    hands: str = "floor"


class Bridge(Posture[BridgeParameters]):
    """Lying face up, feet planted, hips pushed up; head toward +y."""

    not_below = ("seat",)
    shoulder_height: ClassVar[float] = 0.10
    hip_rest_height: ClassVar[float] = 0.06
    head_to_shoulder: ClassVar[float] = 0.22

    def __init__(self, body: Body, hold: BridgeParameters) -> None:
        hands = ("left_hand", "right_hand") if hold.hands in HANDS_ON_FLOOR else ()
        self.resting = ("left_foot", "right_foot", "back", "head", *hands)
        super().__init__(body, hold)

    def plant(self, hold: BridgeParameters) -> None:
        """Plant the feet where the two angles of the hold put them."""
        trunk, thigh, shank = self._lengths()
        rise = self.body.ankle_height - self.shoulder_height
        hip = np.array([-trunk, 0.0])
        knee = hip + thigh * _direction(180 - hold.hip_angle)
        ankle = knee + shank * _direction(180 - hold.hip_angle + 180 + hold.knee_angle)
        self.foot_distance = math.sqrt(float(ankle @ ankle) - rise**2)

    def build(self, parameters: BridgeParameters, heights: Heights) -> Pose:
        """Shoulders at the origin, feet at their planted place."""
        shoulder_height = self.shoulder_height + heights["back"]
        trunk = self._trunk(parameters, shoulder_height, heights)
        legs = {side: self._leg(parameters, trunk, side, heights) for side in Side}
        arms = {side: self._arm(parameters, trunk, side, heights) for side in Side}
        return Pose(trunk, legs, arms)

    def _lengths(self) -> tuple[float, float, float]:
        return self.body.trunk_length, self.body.thigh_length, self.body.shank_length

    def _trunk(self, parameters: BridgeParameters, height: float, heights: Heights) -> Trunk:
        ankle_height = self.body.ankle_height + heights["left_foot"]
        slope = self._slope(parameters.hip_angle, height, ankle_height)
        lowest_hip = self.hip_rest_height + heights["seat"]
        slope_on_floor = math.degrees(math.asin((lowest_hip - height) / self.body.trunk_length))
        slope = max(slope, slope_on_floor)
        neck = math.degrees(heights["head"] / self.head_to_shoulder)
        trunk = self.leaning_trunk(
            -90 - slope,
            Trunk(
                flexion=parameters.spine_flexion,
                neck_flexion=neck,
                twist=-parameters.pelvis_tilt,
            ),
        )
        trunk = replace(trunk, rotation=trunk.rotation @ rotation_z(parameters.pelvis_tilt))
        return replace(trunk, position=point(0, 0, height) - self.body.mid_shoulder(trunk))

    def _slope(self, hip_angle: float, shoulder_height: float, ankle_height: float) -> float:
        """How steeply the trunk rises from shoulders to hips for a hip angle (by bisection)."""
        low, high = -15.0, 60.0
        for _ in range(30):
            middle = (low + high) / 2
            if self._hip_angle(middle, shoulder_height, ankle_height) < hip_angle:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    def _hip_angle(self, slope: float, shoulder_height: float, ankle_height: float) -> float:
        """Signed shoulder-hip-knee angle with the trunk at a slope and the feet planted."""
        trunk, thigh, shank = self._lengths()
        hip = point(0, 0, shoulder_height) + trunk * np.array(
            [0, -math.cos(math.radians(slope)), math.sin(math.radians(slope))]
        )
        ankle = point(0, -self.foot_distance, ankle_height)
        to_knee = reach(hip, ankle, thigh, shank, UP).first
        elevation = math.degrees(math.atan2(to_knee[2], -to_knee[1]))
        return 180 + slope - elevation

    def _leg(self, parameters: BridgeParameters, trunk: Trunk, side: Side, heights: Heights) -> Leg:
        gap = parameters.foot_gap_over_shoulders * self.body.shoulder_gap
        height = self.body.ankle_height + heights[side.joint("foot")]
        ankle = point(side.sign * gap / 2, -self.foot_distance, height)
        hip = self.body.hip(trunk, side)
        pole = _pole_moved_sideways(self.body, hip, ankle, side.sign * parameters.knees_out)
        return self.leg_to(trunk, side, ankle, pole, np.eye(3))

    def _arm(self, parameters: BridgeParameters, trunk: Trunk, side: Side, heights: Heights) -> Arm:
        if parameters.hands in HANDS_ON_FLOOR:
            aside, along = HANDS_ON_FLOOR[parameters.hands]
            return self._arm_on_floor(trunk, side, aside, along, heights)
        if parameters.hands == "ankles":
            gap = parameters.foot_gap_over_shoulders * self.body.shoulder_gap
            ankle = point(side.sign * gap / 2, -self.foot_distance, self.body.ankle_height + 0.03)
            return self.arm_to(trunk, side, ankle + point(0, 0.05, 0), unit([side.sign, 0, -0.2]))
        if parameters.hands == "hips":
            wrist = self.body.hip(trunk, side) + trunk.rotation @ point(0, 0.10, 0.08)
            return self.arm_to(trunk, side, wrist, unit([side.sign * 0.4, 0, -1]))
        shoulder = self.body.shoulder(trunk, side)
        sine = (0.05 - shoulder[2]) / self.body.upper_arm_length
        upper = unit(point(side.sign * 0.35, -1, 0)) + UP * sine
        return Arm(unit(upper), unit([0, -0.1, 1]))

    def _arm_on_floor(
        self, trunk: Trunk, side: Side, aside: float, along: float, heights: Heights
    ) -> Arm:
        wrist = self.body.shoulder(trunk, side) + point(0, along * self.arm_length, 0)
        wrist[0] = side.sign * (self.body.shoulder_gap / 2 + aside)
        wrist[2] = 0.04 + heights[side.joint("hand")]
        pole = unit([side.sign, 0, -0.1])
        return self.arm_to(trunk, side, wrist, pole, PALM_DOWN_FORWARD)


def _direction(angle_deg: float) -> Vector:
    """A unit vector in a plane: from -x (0 degrees) turning clockwise, toward +y."""
    return np.array([-math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))])


def _pole_moved_sideways(body: Body, hip: Vector, ankle: Vector, offset: float) -> Vector:
    """The pole that moves a knee by `offset` metres along x from the vertical plane of its leg."""
    along = unit(ankle - hip)
    straight_up = unit(UP - along * float(UP @ along))
    chain = reach(hip, ankle, body.thigh_length, body.shank_length, straight_up)
    radius = body.thigh_length * float(chain.first @ straight_up)
    swing = math.degrees(math.asin(max(-1.0, min(1.0, offset / radius))))
    sign = 1 if cross(along, straight_up)[0] > 0 else -1
    return rotation_about(along, sign * swing) @ straight_up
