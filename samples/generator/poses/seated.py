"""Butterfly and diamond: sitting with the soles together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from samples.generator.body import Arm, Leg, Pose, Side, Trunk, hand_frame
from samples.generator.kinematics import LEFTWARD, Vector, cross, point, pole_for_height, unit
from samples.generator.poses.posture import PALM_DOWN_FORWARD, Heights, Posture


@dataclass(frozen=True)
class SeatedParameters:
    """Soles together: the butterfly (heels near) and the diamond (heels far).

    `heel_distance` is from mid-hip to mid-ankle over the trunk length. The knees rest as low as
    `knee_height` or the floor allow; `left_knee_lift` and `right_knee_lift` raise them. `hands`
    hold the `feet`, lie on the `knees` or the `shins`, on the floor `behind` or `ahead`, are folded
    before the `heart`, or are lifted `overhead`.
    """

    heel_distance: float = 0.65
    knee_height: float = 0.15
    left_knee_lift: float = 0.0
    right_knee_lift: float = 0.0
    soles_apart: float = 0.0
    trunk_lean: float = 4.0
    spine_flexion: float = 0.0
    side_lean: float = 0.0
    head_drop: float = 0.0
    twist: float = 0.0
    feet_forward: float = 0.0
    hands: str = "feet"


class Seated(Posture[SeatedParameters]):
    """Sitting on the floor with the soles together, pelvis over the origin."""

    resting = ("left_foot", "right_foot", "seat")
    not_below = ("left_knee", "right_knee", "head")
    head_to_hips: ClassVar[float] = 0.7

    def build(self, parameters: SeatedParameters, heights: Heights) -> Pose:
        """Pelvis on the floor, ankles before it, knees out."""
        raised_head = math.degrees(heights["head"] / self.head_to_hips)
        trunk = self.leaning_trunk(
            parameters.trunk_lean - raised_head,
            Trunk(
                flexion=parameters.spine_flexion,
                neck_flexion=parameters.head_drop - 0.25 * parameters.spine_flexion,
                side_bend=parameters.side_lean * 1.3,
                twist=parameters.twist,
            ),
        )
        trunk = self.with_hips_at(trunk, point(0, 0, 0.09 + heights["seat"]))
        ankles = {side: self._ankle(parameters, trunk, side, heights) for side in Side}
        legs = {side: self._leg(parameters, trunk, side, ankles[side], heights) for side in Side}
        arms = {side: self._arm(parameters, trunk, side, legs[side]) for side in Side}
        return Pose(trunk, legs, arms)

    def _ankle(
        self, parameters: SeatedParameters, trunk: Trunk, side: Side, heights: Heights
    ) -> Vector:
        height = 0.05 + heights[side.joint("foot")]
        distance = parameters.heel_distance * self.body.trunk_length
        drop = self.body.mid_hip(trunk)[2] - height
        ahead = math.sqrt(max(0.01, distance**2 - drop**2))
        beside = self.body.ankle_height + 0.01 + parameters.soles_apart / 2
        return point(side.sign * beside, -ahead, height)

    def _leg(
        self,
        parameters: SeatedParameters,
        trunk: Trunk,
        side: Side,
        ankle: Vector,
        heights: Heights,
    ) -> Leg:
        lift = parameters.left_knee_lift if side is Side.LEFT else parameters.right_knee_lift
        height = parameters.knee_height + lift + heights[side.joint("knee")]
        lengths = self.body.thigh_length, self.body.shank_length
        hip = self.body.hip(trunk, side)
        pole = pole_for_height(hip, ankle, *lengths, height, side.sign * LEFTWARD)
        sole = unit([-side.sign, 0, 0])
        toes = unit([side.sign * 0.06, -1, 0.25 + parameters.feet_forward])
        toes = unit(toes - sole * float(toes @ sole))
        foot = np.column_stack([cross(-toes, -sole), -toes, -sole])
        return self.leg_to(trunk, side, ankle, pole, foot)

    def _arm(self, parameters: SeatedParameters, trunk: Trunk, side: Side, leg: Leg) -> Arm:
        body, hands, out = self.body, parameters.hands, float(side.sign)
        knee = body.hip(trunk, side) + body.thigh_length * leg.thigh
        ankle = knee + body.shank_length * leg.shank
        shoulder = body.shoulder(trunk, side)
        if hands == "feet":
            wrist = ankle + point(out * 0.05, 0.03, 0.085)
            inward = unit([-out * 0.45, -0.8, -0.45])
            return self.arm_to(trunk, side, wrist, unit([out, 0.35, -0.1]), hand_frame(inward))
        if hands == "overhead":
            chest = body.chest_rotation(trunk)
            return Arm(chest @ unit([out * 0.25, -0.1, 1]), chest @ unit([0, -0.05, 1]))
        if hands == "heart":
            wrist = shoulder + body.chest_rotation(trunk) @ point(-out * 0.12, -0.2, -0.12)
            return self.arm_to(trunk, side, wrist, unit([out, 0, -0.5]))
        places = {
            "knees": knee + point(0, 0.02, 0.09),
            "thighs": knee + 0.3 * (body.hip(trunk, side) - knee) + point(0, -0.02, 0.11),
            "shins": ankle + 0.5 * (knee - ankle) + point(0, 0, 0.09),
            "behind": point(shoulder[0] + out * 0.08, max(shoulder[1], 0.05) + 0.14, 0.05),
            "ahead": point(out * 0.16, min(shoulder[1], ankle[1]) - 0.12, 0.05),
        }
        poles = {"behind": [out * 0.5, 1, 0.2], "ahead": [out, 0.2, 0.1]}
        pole = unit(poles.get(hands, [out * 0.8, 0.5, -0.3]))
        palm = PALM_DOWN_FORWARD if hands in poles else None
        return self.arm_to(trunk, side, places[hands], pole, palm)
