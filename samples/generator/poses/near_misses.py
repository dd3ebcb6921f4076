"""Negatives that resemble a stretch: on both knees, legs straight out, on the side."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar

from samples.generator.body import Arm, Body, Leg, Pose, Side, Trunk, hand_frame
from samples.generator.kinematics import (
    LEFTWARD,
    UP,
    Vector,
    distance_for_angle,
    point,
    rotation_x,
    rotation_y,
    rotation_z,
    unit,
)
from samples.generator.poses.posture import PALM_DOWN_FORWARD, Heights, Posture


@dataclass(frozen=True)
class KneelingParameters:
    """On both knees: upright, on all fours, or back on the heels as in the child's pose.

    `thighs_back` leans the thighs back from the vertical; `hands` hang or lie on the `floor`,
    `reach` metres ahead of the shoulders.
    """

    thighs_back: float = 0.0
    trunk_lean: float = 0.0
    spine_flexion: float = 0.0
    knee_gap: float = 0.24
    hands: str = "hanging"
    reach: float = 0.0


class Kneeling(Posture[KneelingParameters]):
    """Knees and insteps on the floor, the knees beside the origin."""

    not_below = ("head",)
    head_to_shoulder: ClassVar[float] = 0.22

    def __init__(self, body: Body, hold: KneelingParameters) -> None:
        hands = ("left_hand", "right_hand") if hold.hands == "floor" else ()
        self.resting = ("left_knee", "right_knee", "left_foot", "right_foot", *hands)
        super().__init__(body, hold)

    def build(self, parameters: KneelingParameters, heights: Heights) -> Pose:
        """The thighs carry the pelvis over, or behind, the knees."""
        knees = {side: self._knee(parameters, side, heights) for side in Side}
        trunk = self._trunk(parameters, knees, heights)
        legs = {side: self._leg(trunk, side, knees[side], heights) for side in Side}
        if parameters.hands == "floor":
            return Pose(trunk, legs, self.pressing_arms(trunk, parameters.reach, heights))
        return Pose(trunk, legs, self.hanging_arms(trunk))

    def _knee(self, parameters: KneelingParameters, side: Side, heights: Heights) -> Vector:
        height = 0.055 + heights[side.joint("knee")]
        return point(side.sign * parameters.knee_gap / 2, 0, height)

    def _trunk(
        self, parameters: KneelingParameters, knees: dict[Side, Vector], heights: Heights
    ) -> Trunk:
        raised_head = math.degrees(heights["head"] / self.head_to_shoulder)
        bent = Trunk(flexion=parameters.spine_flexion, neck_flexion=-raised_head)
        trunk = self.leaning_trunk(parameters.trunk_lean, bent)
        beside = (parameters.knee_gap - self.body.hip_gap) / 2
        rise = math.sqrt(self.body.thigh_length**2 - beside**2)
        middle = (knees[Side.LEFT] + knees[Side.RIGHT]) / 2
        hips = middle + rise * (rotation_x(-parameters.thighs_back) @ UP)
        return self.with_hips_at(trunk, hips)

    def _leg(self, trunk: Trunk, side: Side, knee: Vector, heights: Heights) -> Leg:
        drop = 0.07 + heights[side.joint("foot")] - knee[2]
        sine = drop / self.body.shank_length
        shank = point(0, math.sqrt(1 - sine**2), sine)
        return Leg(unit(knee - self.body.hip(trunk, side)), shank, rotation_x(165.0))


@dataclass(frozen=True)
class LongSittingParameters:
    """Sitting with the legs straight out."""

    trunk_lean: float = 0.0
    spine_flexion: float = 0.0
    feet_gap: float = 0.22


class LongSitting(Posture[LongSittingParameters]):
    """Sitting on the floor, legs straight ahead, hands on the thighs."""

    resting = ("seat", "left_foot", "right_foot")

    def build(self, parameters: LongSittingParameters, heights: Heights) -> Pose:
        """Pelvis over the origin, heels on the floor before it."""
        body = self.body
        bent = Trunk(flexion=parameters.spine_flexion)
        trunk = self.leaning_trunk(parameters.trunk_lean, bent)
        trunk = self.with_hips_at(trunk, point(0, 0, 0.09 + heights["seat"]))
        length = 0.998 * (body.thigh_length + body.shank_length)
        legs, arms = {}, {}
        for side in Side:
            height = 0.06 + heights[side.joint("foot")]
            ankle = point(side.sign * parameters.feet_gap / 2, -length, height)
            foot = rotation_z(side.sign * 12.0) @ rotation_x(-80.0)
            legs[side] = self.leg_to(trunk, side, ankle, UP, foot)
            wrist = body.hip(trunk, side) + 0.55 * body.thigh_length * legs[side].thigh
            wrist = wrist + point(side.sign * 0.03, 0, 0.11)
            pole = unit([side.sign, 0.6, 0])
            arms[side] = self.arm_to(trunk, side, wrist, pole, hand_frame(legs[side].thigh))
        return Pose(trunk, legs, arms)


@dataclass(frozen=True)
class SideLyingParameters:
    """On the left side; the upper knee is bent more, and its foot lies ahead of the lower leg."""

    lower_knee: float = 150.0
    upper_knee: float = 110.0


class SideLying(Posture[SideLyingParameters]):
    """On the left side, facing +x with the head toward +y, the lower arm under the head."""

    resting = ("left_upper_arm", "seat", "left_foot", "right_foot", "right_hand")

    def build(self, parameters: SideLyingParameters, heights: Heights) -> Pose:
        """Hips and shoulders one above the other, both feet on the floor."""
        trunk = self._trunk(heights)
        legs = {
            Side.LEFT: self._leg(trunk, Side.LEFT, parameters.lower_knee, 0.12, heights),
            Side.RIGHT: self._leg(trunk, Side.RIGHT, parameters.upper_knee, 0.30, heights),
        }
        return Pose(trunk, legs, self._arms(trunk, heights))

    def _trunk(self, heights: Heights) -> Trunk:
        shoulder_height = 0.20 + heights["left_upper_arm"]
        hip_height = 0.18 + heights["seat"]
        slope = math.asin((hip_height - shoulder_height) / self.body.trunk_length)
        lying = self.leaning_trunk(-90, Trunk(neck_flexion=8))
        turn = rotation_x(-math.degrees(slope)) @ rotation_y(90.0)
        trunk = replace(lying, rotation=turn @ lying.rotation)
        position = point(0, 0, shoulder_height) - self.body.mid_shoulder(trunk)
        return replace(trunk, position=position)

    def _leg(
        self, trunk: Trunk, side: Side, knee_angle: float, ahead: float, heights: Heights
    ) -> Leg:
        """The ankle `ahead` metres before the hip, as far away as the knee's angle wants."""
        lengths = self.body.thigh_length, self.body.shank_length
        distance = distance_for_angle(*lengths, knee_angle)
        height = 0.05 + heights[side.joint("foot")]
        hip = self.body.hip(trunk, side)
        drop = hip[2] - height
        ankle = hip + point(ahead, -math.sqrt(distance**2 - drop**2 - ahead**2), -drop)
        pointed = trunk.rotation @ rotation_x(35.0)
        return self.leg_to(trunk, side, ankle, LEFTWARD, pointed)

    def _arms(self, trunk: Trunk, heights: Heights) -> dict[Side, Arm]:
        under_head = unit([0.12, 1, 0])
        wrist = self.body.shoulder(trunk, Side.RIGHT) + point(0.36, -0.16, 0)
        wrist[2] = 0.04 + heights["right_hand"]
        pole = unit([0.3, -0.6, 1])
        return {
            Side.LEFT: Arm(under_head, under_head),
            Side.RIGHT: self.arm_to(trunk, Side.RIGHT, wrist, pole, PALM_DOWN_FORWARD),
        }
