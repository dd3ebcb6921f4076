"""Butterfly and diamond: sitting with the soles together."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from samples.generator.body import Arm, Leg, Pose, Side, Trunk, hand_frame
from samples.generator.kinematics import LEFTWARD, Vector, point, pole_for_height, unit
from samples.generator.poses.posture import Heights, Posture


@dataclass(frozen=True)
class SeatedParameters:
    """Soles together: the butterfly (heels near) and the diamond (heels far).

    `heel_distance` is from mid-hip to mid-ankle over the trunk length. The knees rest as low as
    `knee_height` or the floor allow; `left_knee_lift` and `right_knee_lift` raise them.
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


class Seated(Posture[SeatedParameters]):
    """Sitting on the floor with the soles together, pelvis over the origin."""

    resting = ("left_foot", "right_foot", "seat")
    not_below = ("left_knee", "right_knee")

    def build(self, parameters: SeatedParameters, heights: Heights) -> Pose:
        """Pelvis on the floor, ankles before it, knees out."""
        trunk = self.leaning_trunk(
            parameters.trunk_lean,
            Trunk(
                flexion=parameters.spine_flexion,
                neck_flexion=parameters.head_drop - 0.25 * parameters.spine_flexion,
                side_bend=parameters.side_lean * 1.3,
            ),
        )
        trunk = self.with_hips_at(trunk, point(0, 0, 0.09 + heights["seat"]))
        ankles = {side: self._ankle(parameters, trunk, side, heights) for side in Side}
        legs = {side: self._leg(parameters, trunk, side, ankles[side], heights) for side in Side}
        arms = {side: self._arm(trunk, side, ankles[side]) for side in Side}
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
        toes = unit([side.sign * 0.06, -1, 0.25])
        toes = unit(toes - sole * float(toes @ sole))
        foot = np.column_stack([np.cross(-toes, -sole), -toes, -sole])
        return self.leg_to(trunk, side, ankle, pole, foot)

    def _arm(self, trunk: Trunk, side: Side, ankle: Vector) -> Arm:
        wrist = ankle + point(side.sign * 0.05, 0.03, 0.085)
        inward = unit([-side.sign * 0.45, -0.8, -0.45])
        pole = unit([side.sign, 0.35, -0.1])
        return self.arm_to(trunk, side, wrist, pole, hand_frame(inward))
