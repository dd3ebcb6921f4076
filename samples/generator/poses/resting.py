"""Negatives that rest or hold: on a chair, flat on the back, in a plank."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from samples.generator.body import Pose, Side, Trunk, hand_frame
from samples.generator.kinematics import DOWN, LEFTWARD, UP, point, rotation_x, rotation_z, unit
from samples.generator.poses.posture import PALM_DOWN_FORWARD, Heights, Posture


@dataclass(frozen=True)
class ChairParameters:
    """Sitting on a chair whose seat is `seat_height` above the floor."""

    seat_height: float = 0.45
    trunk_lean: float = -4.0


class Chair(Posture[ChairParameters]):
    """Sitting on a chair, feet flat."""

    resting = ("left_foot", "right_foot")

    def build(self, parameters: ChairParameters, heights: Heights) -> Pose:
        """Hips a little above the seat, ankles under the knees."""
        body = self.body
        trunk = self.leaning_trunk(parameters.trunk_lean)
        trunk = self.with_hips_at(trunk, point(0, 0.2, parameters.seat_height + 0.085))
        legs = {}
        for side in Side:
            height = body.ankle_height + heights[side.joint("foot")]
            ankle = point(side.sign * 0.12, 0.17 - body.thigh_length, height)
            legs[side] = self.leg_to(trunk, side, ankle, unit([0, -1, 0.5]), np.eye(3))
        arms = {}
        for side in Side:
            wrist = body.hip(trunk, side) + legs[side].thigh * 0.6 * body.thigh_length
            wrist = wrist + point(side.sign * 0.02, 0, 0.10)
            pole = unit([side.sign, 0.5, -0.3])
            arms[side] = self.arm_to(trunk, side, wrist, pole, hand_frame(legs[side].thigh))
        return Pose(trunk, legs, arms)


@dataclass(frozen=True)
class FlatParameters:
    """It has no parameters."""


class LyingFlat(Posture[FlatParameters]):
    """On the back, legs straight; head toward +y."""

    resting = ("back", "head", "seat", "left_foot", "right_foot", "left_hand", "right_hand")

    def build(self, parameters: FlatParameters, heights: Heights) -> Pose:
        """Shoulders, hips and heels each at their own height."""
        body = self.body
        shoulder_height, hip_height = 0.10 + heights["back"], 0.10 + heights["seat"]
        slope = math.degrees(math.asin((hip_height - shoulder_height) / body.trunk_length))
        neck = math.degrees(heights["head"] / 0.22)
        trunk = self.leaning_trunk(-90 - slope, Trunk(neck_flexion=neck))
        position = point(0, 0, shoulder_height) - body.mid_shoulder(trunk)
        trunk = replace(trunk, position=position)
        legs, arms = {}, {}
        for side in Side:
            height = 0.06 + heights[side.joint("foot")]
            length = body.thigh_length + body.shank_length
            ankle = body.hip(trunk, side) + point(side.sign * 0.05, -0.999 * length, 0)
            ankle[2] = height
            foot = rotation_z(side.sign * 15) @ rotation_x(-75.0)
            legs[side] = self.leg_to(trunk, side, ankle, UP, foot)
            arm = body.upper_arm_length + body.forearm_length
            wrist = body.shoulder(trunk, side) + point(side.sign * 0.16, -0.95 * arm, 0)
            wrist[2] = 0.04 + heights[side.joint("hand")]
            out = side.sign * LEFTWARD
            arms[side] = self.arm_to(trunk, side, wrist, out, PALM_DOWN_FORWARD)
        return Pose(trunk, legs, arms)


class Plank(Posture[FlatParameters]):
    """Face down on straight arms and tucked toes; head toward -y."""

    resting = ("left_foot", "right_foot", "left_hand", "right_hand")

    def build(self, parameters: FlatParameters, heights: Heights) -> Pose:
        """A straight line from the shoulders to the ankles."""
        body = self.body
        legs_length = body.thigh_length + body.shank_length
        arm = body.upper_arm_length + body.forearm_length
        shoulder_height, ankle_height = 0.04 + 0.98 * arm, 0.13
        whole = body.trunk_length + legs_length
        slope = math.degrees(math.asin((shoulder_height - ankle_height) / whole))
        trunk = self.leaning_trunk(90 - slope, Trunk(neck_flexion=-10))
        trunk = replace(trunk, position=point(0, 0, shoulder_height) - body.mid_shoulder(trunk))
        legs, arms = {}, {}
        for side in Side:
            ankle = body.hip(trunk, side) + point(0, 0.999 * legs_length, 0)
            ankle[2] = ankle_height + heights[side.joint("foot")]
            legs[side] = self.leg_to(trunk, side, ankle, DOWN, rotation_x(75))
            wrist = body.shoulder(trunk, side) + point(side.sign * 0.02, -0.03, 0)
            wrist[2] = 0.04 + heights[side.joint("hand")]
            pole = unit([side.sign, 1, 0])
            arms[side] = self.arm_to(trunk, side, wrist, pole, PALM_DOWN_FORWARD)
        return Pose(trunk, legs, arms)
