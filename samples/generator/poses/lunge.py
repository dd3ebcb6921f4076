"""Half-kneeling lunge: one knee and the other foot planted."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from samples.generator.body import Arm, Body, Leg, Pose, Side, Trunk, hand_frame
from samples.generator.kinematics import (
    UP,
    Vector,
    distance_for_angle,
    point,
    rotation_x,
    rotation_z,
    unit,
)
from samples.generator.poses.posture import PALM_DOWN_FORWARD, Heights, Posture


@dataclass(frozen=True)
class LungeParameters:
    """`hips_back` turns the rear thigh back up from the hold; `rear_knee_lift` raises that knee.

    `rear_bend` folds the rear shin up from the floor, and `front_out` turns the front thigh out.
    `hands` are on the `front_knee`, the `hips`, the `floor` beside the foot, `inside` of it or the
    `heart`; one or both are `overhead` (`one_overhead`), or hold the rear foot (`rear_foot`,
    `rear_foot_overhead`).
    """

    front: Side = Side.LEFT
    front_knee: float = 88.0
    rear_thigh: float = 14.0
    hips_back: float = 0.0
    trunk_lean: float = 2.0
    spine_flexion: float = 0.0
    side_lean: float = 0.0
    rear_knee_lift: float = 0.0
    rear_bend: float = 0.0
    front_out: float = 0.0
    twist: float = 0.0
    toes: str = "flat"
    hands: str = "front_knee"


class Lunge(Posture[LungeParameters]):
    """Half-kneeling: rear knee and front foot planted, the pelvis turning over the rear knee."""

    knee_height: ClassVar[float] = 0.055

    def __init__(self, body: Body, hold: LungeParameters) -> None:
        rear = hold.front.other
        lifted = hold.rear_knee_lift > 0
        knee = () if lifted else (rear.joint("knee"),)
        folded = hold.rear_bend > 0
        rear_foot = () if folded else (rear.joint("foot"),)
        self.resting = (hold.front.joint("foot"), *rear_foot, *knee)
        self.not_below = (rear.joint("foot"),) if folded else ()
        if hold.hands in ("floor", "inside"):
            self.resting = (*self.resting, "left_hand", "right_hand")
        super().__init__(body, hold)

    def plant(self, hold: LungeParameters) -> None:
        """Plant the front foot as far ahead of the rear knee as the hold's front knee needs."""
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
        outward = math.tan(math.radians(parameters.front_out))
        ankle[0] += front.sign * 0.5 * outward * self.body.thigh_length
        pole = unit([front.sign * outward, -1, 0.3])
        foot = rotation_z(front.sign * 0.7 * parameters.front_out)
        legs = {
            front: self.leg_to(trunk, front, ankle, pole, foot),
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
                twist=parameters.twist,
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
        tucked = lifted or parameters.toes == "tucked"
        ankle_height = (0.15 if lifted else 0.11 if tucked else 0.07) + heights[
            parameters.front.other.joint("foot")
        ]
        drop = ankle_height - self._rear_knee_height(parameters, heights)
        sine = max(-0.95, min(0.95, drop / self.body.shank_length))
        shank = point(0, math.sqrt(1 - sine**2), sine)
        fold = rotation_x(parameters.rear_bend)
        foot = fold @ rotation_x(75.0 if tucked else 165.0)
        return Leg(-self._rear_thigh_up(parameters), fold @ shank, foot)

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
        if parameters.hands == "inside":
            return {s: self._hand_inside(parameters, trunk, s, heights) for s in Side}
        if parameters.hands in ("rear_foot", "rear_foot_overhead"):
            return self._holding_arms(parameters, trunk, legs)
        return {side: self._resting_arm(parameters, trunk, legs, side) for side in Side}

    def _hand_inside(
        self, parameters: LungeParameters, trunk: Trunk, side: Side, heights: Heights
    ) -> Arm:
        """On the floor at the inner side of the front foot."""
        front = parameters.front
        inner = self.body.hip(trunk, front)[0] - front.sign * 0.12
        across = 0.0 if side is front else -front.sign * 0.18
        height = 0.045 + heights[side.joint("hand")]
        wrist = point(inner + across, -self.foot_ahead + 0.02, height)
        return self.arm_to(trunk, side, wrist, unit([side.sign, 0.6, 0]), PALM_DOWN_FORWARD)

    def _holding_arms(
        self, parameters: LungeParameters, trunk: Trunk, legs: Mapping[Side, Leg]
    ) -> dict[Side, Arm]:
        """The hand of the rear leg, or both from overhead, at the rear foot."""
        rear, leg = parameters.front.other, legs[parameters.front.other]
        body, chest = self.body, self.body.chest_rotation(trunk)
        ankle = body.hip(trunk, rear) + leg.thigh * body.thigh_length
        foot = ankle + leg.shank * body.shank_length - 0.05 * leg.foot[:, 1]
        if parameters.hands == "rear_foot_overhead":
            return {
                side: self.arm_to(trunk, side, foot + point(side.sign * 0.04, 0, 0), chest @ UP)
                for side in Side
            }
        pole = chest @ unit([rear.sign * 0.6, 0.8, -0.3])
        other = self._resting_arm(parameters, trunk, legs, parameters.front)
        return {rear: self.arm_to(trunk, rear, foot, pole), parameters.front: other}

    def _resting_arm(
        self, parameters: LungeParameters, trunk: Trunk, legs: Mapping[Side, Leg], side: Side
    ) -> Arm:
        front = parameters.front
        if parameters.hands == "one_overhead" and side is not front:
            return _overhead_arms(self.body, trunk)[side]
        if parameters.hands == "heart":
            chest = self.body.chest_rotation(trunk)
            offset = chest @ point(-side.sign * 0.12, -0.2, -0.12)
            wrist = self.body.shoulder(trunk, side) + offset
            return self.arm_to(trunk, side, wrist, chest @ unit([side.sign, 0, -0.5]))
        if parameters.hands == "hanging":
            return self.hanging_arms(trunk)[side]
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
