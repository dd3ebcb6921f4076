"""On the feet: standing, squatting, walking."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from samples.generator.body import Arm, Pose, Side
from samples.generator.kinematics import Vector, point, rotation_x, rotation_z, unit
from samples.generator.poses.posture import Heights, Posture


@dataclass(frozen=True)
class UprightParameters:
    """On both feet: standing, or squatting by `squat` metres."""

    squat: float = 0.0
    trunk_lean: float = 0.0
    foot_gap: float = 0.24
    arms_forward: float = 0.0


class Upright(Posture[UprightParameters]):
    """Standing on both feet; the feet stay planted while squatting."""

    resting = ("left_foot", "right_foot")

    def build(self, parameters: UprightParameters, heights: Heights) -> Pose:
        """Hips over (or, in the squat, behind) the feet."""
        body = self.body
        trunk = self.leaning_trunk(parameters.trunk_lean)
        length = (body.thigh_length + body.shank_length) * 0.998
        hip_height = body.ankle_height + length - parameters.squat
        trunk = self.with_hips_at(trunk, point(0, 0.45 * parameters.squat, hip_height))
        legs = {}
        for side in Side:
            height = body.ankle_height + heights[side.joint("foot")]
            ankle = point(side.sign * parameters.foot_gap / 2, 0.0, height)
            pole = unit([side.sign * 0.25, -1, 0])
            legs[side] = self.leg_to(trunk, side, ankle, pole, rotation_z(side.sign * 8.0))
        arms = self.hanging_arms(trunk)
        if parameters.arms_forward > 0:
            reached = unit([0, -1, 0.05])
            arms = {side: Arm(reached, reached) for side in Side}
        return Pose(trunk, legs, arms)


@dataclass(frozen=True)
class WalkParameters:
    """`steps` counts steps since the start; the body moves on by `stride` a step."""

    steps: float = 0.0
    stride: float = 0.55
    on_the_spot: float = 0.0


class Walk(Posture[WalkParameters]):
    """Walking toward -y: the standing foot keeps its place."""

    not_below = ("no_arms",)

    def plant(self, hold: WalkParameters) -> None:
        """Walks are centred where they begin."""

    def _floor_centre(self, pose: Pose) -> Vector:
        return np.zeros(3)

    def build(self, parameters: WalkParameters, heights: Heights) -> Pose:
        """Each foot rests for one step and swings two strides ahead in the next."""
        body = self.body
        steps, stride = parameters.steps, parameters.stride
        trunk = self.leaning_trunk(3.0)
        length = body.thigh_length + body.shank_length
        hip_height = body.ankle_height + 0.935 * length + heights["no_arms"]
        trunk = self.with_hips_at(trunk, point(0, -stride * steps, hip_height))
        legs = {}
        for side in Side:
            ahead, lift = _foot_of_walk(steps + (0.0 if side is Side.LEFT else 1.0), stride)
            ahead -= 0.0 if side is Side.LEFT else stride
            height = body.ankle_height + lift + heights["no_arms"]
            ankle = point(side.sign * 0.09, -ahead, height)
            foot = rotation_x(140 * lift)
            legs[side] = self.leg_to(trunk, side, ankle, unit([0, -1, 0]), foot)
        swing = -22 * math.cos(math.pi * steps)
        return Pose(trunk, legs, self.hanging_arms(trunk, swing))


def _foot_of_walk(steps: float, stride: float) -> tuple[float, float]:
    """How far ahead of the start a foot is and how high: it rests, then swings two strides."""
    cycle, phase = divmod(steps, 2.0)
    resting_at = (2 * cycle + 0.5) * stride
    if phase < 1:
        return resting_at, 0.0
    swing = phase - 1
    eased = (1 - math.cos(math.pi * swing)) / 2
    return resting_at + 2 * stride * eased, 0.09 * math.sin(math.pi * swing)
