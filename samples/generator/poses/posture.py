"""What all postures share: planting, settling on the floor, arms and legs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Generic, TypeVar

import numpy as np

from samples.generator.body import Arm, Body, Leg, Pose, Side, Trunk, hand_frame
from samples.generator.kinematics import (
    DOWN,
    FORWARD,
    Matrix,
    Vector,
    pitch_of,
    point,
    reach,
    rotation_x,
    unit,
)

SETTLING_ROUNDS = 8
SETTLED_M = 0.0002
PALM_DOWN_FORWARD = hand_frame(FORWARD)

Heights = dict[str, float]
P = TypeVar("P")


class Posture(ABC, Generic[P]):
    """A kind of pose for a body; `P` is the type of its parameters."""

    # Parts that must rest on the floor, and parts that must only not sink into it.
    resting: tuple[str, ...] = ()
    not_below: tuple[str, ...] = ()

    def __init__(self, body: Body, hold: P) -> None:
        self.body = body
        self.hold = hold
        self.plant(hold)
        self._centre = np.zeros(3)
        pose = self.at(hold)
        self._centre = self._floor_centre(pose)
        self.held = pose.shifted(-self._centre)

    def plant(self, hold: P) -> None:
        """Decide where the contacts are, from the parameters of the hold."""

    @abstractmethod
    def build(self, parameters: P, heights: Heights) -> Pose:
        """The pose, with each contact raised by its entry in `heights`."""

    def at(self, parameters: P) -> Pose:
        """The pose with its contacts exactly on the floor, centred on the origin at the hold."""
        heights = dict.fromkeys((*self.resting, *self.not_below), 0.0)
        for _ in range(SETTLING_ROUNDS):
            pose = self.build(parameters, heights)
            before = dict(heights)
            transforms = self.body.bone_transforms(pose)
            for part in (*self.resting, *self.not_below):
                heights[part] -= self.body.skin(transforms, self.body.contact(part))[:, 2].min()
            for part in self.not_below:
                heights[part] = max(0.0, heights[part])
            if all(abs(heights[part] - before[part]) < SETTLED_M for part in heights):
                break
        return pose.shifted(-self._centre)

    def _floor_centre(self, pose: Pose) -> Vector:
        points = np.array(list(self.body.joints(pose).values()))
        centre = (points.min(axis=0) + points.max(axis=0)) / 2
        return point(centre[0], centre[1], 0.0)

    # --- helpers shared by the postures ---------------------------------------------------------

    def leaning_trunk(self, lean_deg: float, bent: Trunk | None = None) -> Trunk:
        """The trunk with this bend, its line from mid-hip to mid-shoulder leaning forward."""
        trunk = bent or Trunk()
        line = self.body.mid_shoulder(trunk) - self.body.mid_hip(trunk)
        return replace(trunk, rotation=rotation_x(lean_deg - pitch_of(line)))

    def with_hips_at(self, trunk: Trunk, place: Vector) -> Trunk:
        """The trunk, moved so that the middle of its hips is at a point."""
        return replace(trunk, position=place - self.body.mid_hip(trunk))

    def leg_to(self, trunk: Trunk, side: Side, ankle: Vector, pole: Vector, foot: Matrix) -> Leg:
        """A leg that puts its ankle at a point and its knee toward `pole`."""
        lengths = self.body.thigh_length, self.body.shank_length
        chain = reach(self.body.hip(trunk, side), ankle, *lengths, pole)
        return Leg(chain.first, chain.second, foot)

    def arm_to(
        self, trunk: Trunk, side: Side, wrist: Vector, pole: Vector, hand: Matrix | None = None
    ) -> Arm:
        """An arm that puts its wrist at a point and its elbow toward `pole`."""
        lengths = self.body.upper_arm_length, self.body.forearm_length
        chain = reach(self.body.shoulder(trunk, side), wrist, *lengths, pole)
        return Arm(chain.first, chain.second, hand)

    @property
    def arm_length(self) -> float:
        """From the shoulder to the wrist, metres."""
        return self.body.upper_arm_length + self.body.forearm_length

    def hanging_arms(self, trunk: Trunk, swing_deg: float = 0.0) -> dict[Side, Arm]:
        """Arms that hang beside the trunk; `swing_deg` takes the left one forward."""
        arms = {}
        for side in Side:
            chest = self.body.chest_rotation(trunk) @ rotation_x(-swing_deg * side.sign)
            upper = chest @ unit([side.sign * 0.16, 0.03, -1])
            fore = chest @ unit([side.sign * 0.10, -0.22, -1])
            arms[side] = Arm(upper, fore)
        return arms

    def pressing_arms(self, trunk: Trunk, forward: float, heights: Heights) -> dict[Side, Arm]:
        """Hands on the floor, `forward` metres ahead of the shoulders; fingertips if too far."""
        return {side: self.pressing_arm(trunk, side, forward, heights) for side in Side}

    def pressing_arm(self, trunk: Trunk, side: Side, forward: float, heights: Heights) -> Arm:
        """One hand on the floor; see `pressing_arms`."""
        shoulder = self.body.shoulder(trunk, side)
        flat = shoulder[2] < 0.97 * self.arm_length
        wrist = shoulder + point(side.sign * 0.08, -forward, 0)
        wrist[2] = (0.045 if flat else 0.16) + heights[side.joint("hand")]
        hand = PALM_DOWN_FORWARD if flat else hand_frame(DOWN + 0.15 * FORWARD, FORWARD)
        return self.arm_to(trunk, side, wrist, unit([side.sign * 0.5, 0.8, 0]), hand)
