"""Half-kneeling lunge: one knee and the other foot planted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from samples.generator.body import Arm, Body, Leg, Pose, Side, Trunk, hand_frame
from samples.generator.kinematics import UP, Vector, distance_for_angle, point, rotation_x, unit
from samples.generator.poses.posture import Heights, Posture


@dataclass(frozen=True)
class LungeParameters:
    """`hips_back` turns the rear thigh back up from the hold; `rear_knee_lift` raises that knee."""

    front: Side = Side.LEFT
    front_knee: float = 88.0
    rear_thigh: float = 14.0
    hips_back: float = 0.0
    trunk_lean: float = 2.0
    spine_flexion: float = 0.0
    side_lean: float = 0.0
    rear_knee_lift: float = 0.0
    hands: str = "front_knee"


class Lunge(Posture[LungeParameters]):
    """Half-kneeling: rear knee and front foot planted, the pelvis turning over the rear knee."""

    knee_height: ClassVar[float] = 0.055

    def __init__(self, body: Body, hold: LungeParameters) -> None:
        rear = hold.front.other
        lifted = hold.rear_knee_lift > 0
        knee = () if lifted else (rear.joint("knee"),)
        self.resting = (hold.front.joint("foot"), rear.joint("foot"), *knee)
        if hold.hands == "floor":
            self.resting = (*self.resting, "left_hand", "right_hand")
        super().__init__(body, hold)

    def plant(self, hold: LungeParameters) -> None:
        """The front foot goes as far ahead of the rear knee as the hold's front knee wants."""
        hip_height = self._rear_knee_height(hold, {}) + self.body.thigh_length * math.cos(
            math.radians(hold.rear_thigh)
        )
        hip_ahead = self.body.thigh_length * math.sin(math.radians(hold.rear_thigh))
        distance = distance_for_angle(
            self.body.thigh_length, self.body.shank_length, hold.front_knee
        )
        drop = hip_height - self.body.ankle_height
        if distance <= drop:
            raise ValueError(
                f"A front knee of {hold.front_knee} needs lower hips: raise rear_thigh above "
                f"{hold.rear_thigh}."
            )
        self.foot_ahead = hip_ahead + math.sqrt(distance**2 - drop**2)

    def build(self, parameters: LungeParameters, heights: Heights) -> Pose:
        """Rear knee above the origin."""
        front, rear = parameters.front, parameters.front.other
        trunk = self._trunk(parameters, heights)
        ankle = self.body.hip(trunk, front) + 0.0
        ankle[1:] = -self.foot_ahead, self.body.ankle_height + heights[front.joint("foot")]
        legs = {
            front: self.leg_to(trunk, front, ankle, unit([0, -1, 0.3]), np.eye(3)),
            rear: self._rear_leg(parameters, heights),
        }
        return Pose(trunk, legs, self._arms(parameters, trunk, legs, heights))

    def _rear_knee_height(self, parameters: LungeParameters, heights: Heights) -> float:
        contact = heights.get(parameters.front.other.joint("knee"), 0.0)
        return self.knee_height + parameters.rear_knee_lift + contact

    def _rear_thigh_up(self, parameters: LungeParameters) -> Vector:
        """From the rear knee to the rear hip."""
        direction: Vector = rotation_x(parameters.rear_thigh - parameters.hips_back) @ UP
        return direction

    def _trunk(self, parameters: LungeParameters, heights: Heights) -> Trunk:
        trunk = self.leaning_trunk(
            parameters.trunk_lean,
            Trunk(
                flexion=parameters.spine_flexion,
                neck_flexion=-0.35 * parameters.spine_flexion - 0.4 * parameters.trunk_lean,
                side_bend=parameters.side_lean,
            ),
        )
        rear = parameters.front.other
        knee = point(0, 0, self._rear_knee_height(parameters, heights))
        hip = knee + self.body.thigh_length * self._rear_thigh_up(parameters)
        offset = hip - self.body.hip(trunk, rear)
        offset[0] = 0
        return replace(trunk, position=offset)

    def _rear_leg(self, parameters: LungeParameters, heights: Heights) -> Leg:
        lifted = parameters.rear_knee_lift > 0
        ankle_height = (0.15 if lifted else 0.07) + heights[parameters.front.other.joint("foot")]
        drop = ankle_height - self._rear_knee_height(parameters, heights)
        sine = max(-0.95, min(0.95, drop / self.body.shank_length))
        shank = point(0, math.sqrt(1 - sine**2), sine)
        foot = rotation_x(75.0 if lifted else 165.0)
        return Leg(-self._rear_thigh_up(parameters), shank, foot)

    def _arms(
        self,
        parameters: LungeParameters,
        trunk: Trunk,
        legs: Mapping[Side, Leg],
        heights: Heights,
    ) -> dict[Side, Arm]:
        if parameters.hands == "floor":
            return self.pressing_arms(trunk, 0.12, heights)
        if parameters.hands == "overhead":
            return _overhead_arms(self.body, trunk)
        return {side: self._resting_arm(parameters, trunk, legs, side) for side in Side}

    def _resting_arm(
        self, parameters: LungeParameters, trunk: Trunk, legs: Mapping[Side, Leg], side: Side
    ) -> Arm:
        front = parameters.front
        if parameters.hands == "hips":
            wrist = self.body.hip(trunk, side) + trunk.rotation @ point(
                side.sign * 0.11, -0.05, 0.10
            )
            inward = trunk.rotation @ unit([-side.sign * 0.7, -0.7, -0.2])
            pole = trunk.rotation @ unit([side.sign, 0.15, 0])
            return self.arm_to(trunk, side, wrist, pole, hand_frame(inward))
        thigh = legs[front].thigh
        wrist = self.body.hip(trunk, front) + thigh * self.body.thigh_length * 0.74
        wrist = wrist + point(side.sign * 0.045, 0, 0.105)
        pole = unit([side.sign, 0.1, -0.45])
        return self.arm_to(trunk, side, wrist, pole, hand_frame(thigh))


def _overhead_arms(body: Body, trunk: Trunk) -> dict[Side, Arm]:
    chest = body.chest_rotation(trunk)
    return {
        side: Arm(chest @ unit([side.sign * 0.25, -0.1, 1]), chest @ unit([0, -0.05, 1]))
        for side in Side
    }
