"""Pigeon: front shin across the mat, the other leg straight behind."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from samples.generator.body import Arm, Body, Leg, Pose, Side, Trunk, hand_frame
from samples.generator.kinematics import (
    FORWARD,
    UP,
    Vector,
    cross,
    point,
    rotation_about,
    rotation_x,
    rotation_y,
    rotation_z,
    unit,
)
from samples.generator.poses.posture import Heights, Posture

BACK_FOOT = "back_foot"
ELBOW, KING, KING_ONE = "elbow", "king", "king_one"
FOOT_HELD = (BACK_FOOT, ELBOW, KING, KING_ONE)
PRESSING = ("floor", BACK_FOOT, "forearms", "stretched", "fingertips")


@dataclass(frozen=True)
class PigeonParameters:
    """`rear_thigh` is how steeply the hip stands over the rear knee (it stops at the floor).

    `hands` are both on the `floor`, with the elbows too (`forearms`), far ahead (`stretched`), or
    beside the hips (`fingertips`), or `overhead`, on the `hips`, before the `heart`. The back foot
    is held by the hand of its leg (`back_foot`), in its elbow with both hands clasped (`elbow`), or
    from overhead with both hands (`king`) or one (`king_one`).
    """

    front: Side = Side.LEFT
    front_knee: float = 75.0
    front_out: float = 38.0
    rear_knee: float = 180.0
    rear_thigh: float = 7.0
    trunk_lean: float = 12.0
    spine_flexion: float = 0.0
    hips_tilt: float = 0.0
    twist: float = 0.0
    hands: str = "floor"


class Pigeon(Posture[PigeonParameters]):
    """Front shin across the mat, the other leg straight behind; the pelvis over the origin."""

    hip_rest_height: ClassVar[float] = 0.08
    # A back leg bent by more than this lifts its foot off the floor.
    lifts_below: ClassVar[float] = 165.0
    least_bend: ClassVar[float] = 2.0
    # The chest opens toward the back foot that its hand holds.
    opening: ClassVar[float] = 36.0

    def __init__(self, body: Body, hold: PigeonParameters) -> None:
        pressing = (hold.front,) if hold.hands == BACK_FOOT else tuple(Side)
        pressing = pressing if hold.hands in PRESSING else ()
        hands = tuple(side.joint("hand") for side in pressing)
        front_foot, rear_foot = (s.joint("foot") for s in (hold.front, hold.front.other))
        lifted = hold.rear_knee < self.lifts_below
        rear = () if lifted else (rear_foot,)
        legs = ("left_lower_leg", "right_lower_leg")
        self.resting = (*legs, front_foot, *rear, *hands)
        self.not_below = ("seat", rear_foot) if lifted else ("seat",)
        super().__init__(body, hold)

    def build(self, parameters: PigeonParameters, heights: Heights) -> Pose:
        """Hips as low as the floor or `rear_thigh` allow."""
        front, rear = parameters.front, parameters.front.other
        trunk = self._trunk(parameters, heights)
        legs = {
            front: self._front_leg(parameters, trunk, heights),
            rear: self._rear_leg(parameters, trunk, heights),
        }
        return Pose(trunk, legs, self._arms(parameters, trunk, legs, heights))

    def _arms(
        self,
        parameters: PigeonParameters,
        trunk: Trunk,
        legs: Mapping[Side, Leg],
        heights: Heights,
    ) -> dict[Side, Arm]:
        front, rear = parameters.front, parameters.front.other
        forward = 0.14 + 0.30 * max(0.0, math.sin(math.radians(parameters.trunk_lean - 25)))
        if parameters.hands == BACK_FOOT:
            pressing = self.pressing_arm(trunk, front, forward, heights)
            return {front: pressing, rear: self._holding_arm(trunk, rear, legs[rear])}
        if parameters.hands == "stretched":
            return self.pressing_arms(trunk, 0.8 * self.arm_length, heights)
        if parameters.hands == "fingertips":
            return self.pressing_arms(trunk, -0.04, heights)
        if parameters.hands == "forearms":
            return {side: self._forearm_down(trunk, side, heights) for side in Side}
        if parameters.hands == "floor":
            return self.pressing_arms(trunk, forward, heights)
        return {side: self._free_arm(parameters, trunk, side, legs[rear]) for side in Side}

    def _forearm_down(self, trunk: Trunk, side: Side, heights: Heights) -> Arm:
        shoulder = self.body.shoulder(trunk, side)
        sine = (0.06 - shoulder[2]) / self.body.upper_arm_length
        upper = _sloped(unit([side.sign * 0.25, -1, 0]), sine)
        elbow_height = shoulder[2] + upper[2] * self.body.upper_arm_length
        height = 0.04 + heights[side.joint("hand")]
        fore = unit([-side.sign * 0.25, -1, 0])
        return Arm(upper, _sloped(fore, (height - elbow_height) / self.body.forearm_length))

    def _free_arm(self, parameters: PigeonParameters, trunk: Trunk, side: Side, leg: Leg) -> Arm:
        """Hands off the floor: up, on the body, or at the back foot."""
        rear, chest, out = parameters.front.other, self.body.chest_rotation(trunk), side.sign
        shoulder = self.body.shoulder(trunk, side)
        ankle = self.body.hip(trunk, rear)
        ankle = ankle + leg.thigh * self.body.thigh_length + leg.shank * self.body.shank_length
        foot = ankle - 0.06 * leg.foot[:, 1]
        behind_head = self.body.mid_shoulder(trunk) + chest @ point(0, 0.10, 0.28)
        if parameters.hands == "hips":
            wrist = self.body.hip(trunk, side) + trunk.rotation @ point(out * 0.12, -0.04, 0.1)
            return self.arm_to(trunk, side, wrist, trunk.rotation @ unit([out, 0.3, 0]))
        if parameters.hands == "heart":
            wrist = shoulder + chest @ point(-out * 0.12, -0.2, -0.12)
            return self.arm_to(trunk, side, wrist, chest @ unit([out, 0, -0.5]))
        if parameters.hands == KING or (parameters.hands == KING_ONE and side is rear):
            return self.arm_to(trunk, side, foot + point(out * 0.04, 0, 0), chest @ UP)
        if parameters.hands == KING_ONE:
            return Arm(chest @ unit([out * 0.1, -1, 0.3]), chest @ unit([0, -1, 0.35]))
        if parameters.hands == ELBOW:
            if side is not rear:
                return self.arm_to(trunk, side, behind_head, chest @ unit([out * 0.4, 0, 1]))
            elbow = foot + 0.04 * leg.foot[:, 2]
            upper = unit(elbow - shoulder)
            held = shoulder + upper * self.body.upper_arm_length
            return Arm(upper, unit(behind_head - held))
        return Arm(chest @ unit([out * 0.2, -0.1, 1]), chest @ unit([-out * 0.05, -0.05, 1]))

    def _opening(self, hands: str) -> float:
        """How far the chest turns toward the back foot that a hand holds."""
        return {BACK_FOOT: self.opening, ELBOW: 28.0, KING_ONE: 12.0}.get(hands, 0.0)

    def _holding_arm(self, trunk: Trunk, side: Side, leg: Leg) -> Arm:
        """From outside round the instep of the same leg's foot, the palm on it."""
        outward, toes, instep = side.sign * leg.foot[:, 0], -leg.foot[:, 1], leg.foot[:, 2]
        ankle = self.body.hip(trunk, side)
        ankle = ankle + leg.thigh * self.body.thigh_length + leg.shank * self.body.shank_length
        wrist = ankle + self.body.ankle_height * (1.2 * outward + 0.8 * toes + 0.5 * instep)
        if np.linalg.norm(wrist - self.body.shoulder(trunk, side)) > self.arm_length:
            raise ValueError("The hand misses the back foot: lower trunk_lean or rear_knee.")
        pole = unit([side.sign * 0.8, 0, -0.6])
        return self.arm_to(trunk, side, wrist, pole, hand_frame(0.4 * toes - outward, instep))

    def _trunk(self, parameters: PigeonParameters, heights: Heights) -> Trunk:
        rear = parameters.front.other
        trunk = self.leaning_trunk(
            parameters.trunk_lean,
            Trunk(
                flexion=parameters.spine_flexion,
                neck_flexion=-0.45 * parameters.trunk_lean,
                side_bend=-parameters.hips_tilt,
                twist=parameters.twist + rear.sign * self._opening(parameters.hands),
            ),
        )
        tilt = rotation_y(parameters.hips_tilt)
        trunk = replace(trunk, rotation=tilt @ trunk.rotation)
        knee_height = 0.055 + heights[rear.joint("lower_leg")]
        steep = math.sin(math.radians(parameters.rear_thigh))
        wanted = knee_height + self.body.thigh_length * steep
        hip_height = max(wanted, self.hip_rest_height) + heights["seat"]
        return self.with_hips_at(trunk, point(0, 0, hip_height))

    def _front_leg(self, parameters: PigeonParameters, trunk: Trunk, heights: Heights) -> Leg:
        side = parameters.front
        knee_height = 0.075 + heights[side.joint("lower_leg")]
        ankle_height = 0.06 + heights[side.joint("foot")]
        hip_height = self.body.hip(trunk, side)[2]
        ahead = rotation_z(side.sign * parameters.front_out) @ FORWARD
        thigh = _sloped(ahead, (knee_height - hip_height) / self.body.thigh_length)
        inward = rotation_z(-side.sign * (180 - parameters.front_knee)) @ ahead
        shank = _sloped(inward, (ankle_height - knee_height) / self.body.shank_length)
        # The outer edge of the foot lies on the mat.
        toes = unit(rotation_z(-side.sign * 70) @ inward)
        sole = unit(rotation_z(side.sign * 20) @ inward)
        foot = np.column_stack([cross(-toes, -sole), -toes, -sole])
        return Leg(thigh, shank, foot)

    def _rear_leg(self, parameters: PigeonParameters, trunk: Trunk, heights: Heights) -> Leg:
        side = parameters.front.other
        knee_height = 0.055 + heights[side.joint("lower_leg")]
        hip_height = self.body.hip(trunk, side)[2]
        behind = unit([side.sign * 0.06, 1, 0])
        thigh = _sloped(behind, (knee_height - hip_height) / self.body.thigh_length)
        flat = _sloped(
            behind, (0.065 + heights[side.joint("foot")] - knee_height) / self.body.shank_length
        )
        # Bent the other way even slightly, the kneecap would point up.
        slope = math.degrees(math.asin(flat[2]) - math.asin(thigh[2]))
        bend = max(0.0, self.least_bend - slope)
        if parameters.rear_knee < self.lifts_below:
            bend = 180 - parameters.rear_knee - slope
        turn = rotation_about(cross(behind, UP), bend)
        return Leg(thigh, turn @ flat, turn @ rotation_x(165.0))


def _sloped(level: Vector, sine: float) -> Vector:
    """A level unit direction, raised until its vertical part is `sine`."""
    bounded = max(-0.98, min(0.98, sine))
    return level * math.sqrt(1 - bounded**2) + UP * bounded
