"""True measures of a posed body, from its joints in space.

Names and units are those of the truth files: degrees, or lengths over T, the distance from mid-hip
to mid-shoulder. A measure of both sides is a dictionary with `left` and `right`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from samples.generator.body import Arm, Body, Joints, Leg, Pose, Side, Trunk
from samples.generator.kinematics import DOWN, UP, Vector, cross, interior_angle, unit

RATIOS = frozenset(
    {
        *("knee_height", "ankle_gap", "knee_height_difference", "heel_distance"),
        *("knee_tracking", "feet_width", "hand_to_foot"),
    }
)
"""The measures that are lengths over T or over each other; all others are degrees."""

STRETCHES = ("pigeon", "butterfly", "seated_hip", "bridge", "half_kneeling_lunge")
IN_ELBOW = 0.3
"""An ankle nearer to an elbow than this (over T) lies in its crook."""

Sided = dict[str, float]
Measures = dict[str, float | Sided]


@dataclass(frozen=True)
class Skeleton:
    """Joints with the person's own axes (all horizontal but `UP`)."""

    joints: Joints
    leftward: Vector
    forward: Vector

    @classmethod
    def of(cls, joints: Joints) -> Skeleton:
        """The axes come from the hip line and the shoulder line."""
        across = joints["left_hip"] - joints["right_hip"]
        across = across + joints["left_shoulder"] - joints["right_shoulder"]
        leftward = unit([across[0], across[1], 0])
        return cls(joints, leftward, cross(leftward, UP))

    def __call__(self, name: str) -> Vector:
        return self.joints[name]

    def middle(self, joint: str) -> Vector:
        """Between the left and the right joint of that name."""
        return (self(f"left_{joint}") + self(f"right_{joint}")) / 2

    @property
    def trunk(self) -> Vector:
        """From mid-hip to mid-shoulder."""
        return self.middle("shoulder") - self.middle("hip")

    @property
    def trunk_length(self) -> float:
        """T, metres."""
        return float(np.linalg.norm(self.trunk))

    def gap(self, joint: str) -> float:
        """Between a pair of joints along the left-right axis, metres; negative if crossed."""
        return float((self(f"left_{joint}") - self(f"right_{joint}")) @ self.leftward)

    def forward_angle(self, vector: Vector) -> float:
        """Lean from the vertical in the sagittal plane, forward positive."""
        return math.degrees(math.atan2(vector @ self.forward, vector @ UP))

    def ventral_angle(self, a: Vector, vertex: Vector, b: Vector) -> float:
        """Angle at `vertex` from `b` (below) to `a` (above), measured at the belly side: 0 to 360.

        In the sagittal plane; 180 is straight, more is bent backward.
        """
        turn = self.forward_angle(b - vertex) - self.forward_angle(a - vertex)
        return turn % 360


def both_sides(measure: Callable[[Side], float]) -> Sided:
    """A measure for the left and for the right."""
    return {side.value: measure(side) for side in Side}


def knee_angle(s: Skeleton, side: Side) -> float:
    """Hip-knee-ankle: 180 is straight."""
    return interior_angle(s(side.joint("hip")), s(side.joint("knee")), s(side.joint("ankle")))


def hip_angle_signed(s: Skeleton, side: Side) -> float:
    """Shoulder-hip-knee in the sagittal plane; over 180 when the hip is extended past straight."""
    return s.ventral_angle(s(side.joint("shoulder")), s(side.joint("hip")), s(side.joint("knee")))


def thigh_elevation(s: Skeleton, side: Side) -> float:
    """Of the line from hip to knee over the horizontal."""
    thigh = unit(s(side.joint("knee")) - s(side.joint("hip")))
    return math.degrees(math.asin(thigh[2]))


def shin_lean(s: Skeleton, side: Side) -> float:
    """Of the line from ankle to knee from the vertical, forward positive."""
    return s.forward_angle(s(side.joint("knee")) - s(side.joint("ankle")))


def trunk_side_lean(s: Skeleton) -> float:
    """Of the trunk from the vertical in the frontal plane, unsigned."""
    return abs(math.degrees(math.atan2(s.trunk @ s.leftward, s.trunk @ UP)))


def hip_line_tilt(s: Skeleton) -> float:
    """Of the hip line from the horizontal, unsigned."""
    line = unit(s("left_hip") - s("right_hip"))
    return abs(math.degrees(math.asin(line[2])))


def pelvis_tilt(s: Skeleton) -> float:
    """Between the hip line and the shoulder line."""
    hips = unit(s("left_hip") - s("right_hip"))
    shoulders = unit(s("left_shoulder") - s("right_shoulder"))
    return math.degrees(math.acos(min(1.0, float(hips @ shoulders))))


def ear_angle(s: Skeleton) -> float:
    """Ear-shoulder-hip in the sagittal plane, at the belly side."""
    return s.ventral_angle(s("head"), s.middle("shoulder"), s.middle("hip"))


def knee_tracking(s: Skeleton) -> float:
    """Knee gap over the mean of hip gap and ankle gap."""
    return s.gap("knee") / ((s.gap("hip") + s.gap("ankle")) / 2)


def hand_to_foot(s: Skeleton, side: Side) -> float:
    """From the ankle to the wrist of the same side, over T."""
    return _over_trunk(s, side.joint("wrist"), side.joint("ankle"))


def hold_to_foot(s: Skeleton, side: Side) -> float:
    """From the ankle to the wrist, or to the elbow in whose crook it lies, over T."""
    elbow = _over_trunk(s, side.joint("elbow"), side.joint("ankle"))
    wrist = hand_to_foot(s, side)
    return min(wrist, elbow) if elbow < IN_ELBOW else wrist


def _over_trunk(s: Skeleton, a: str, b: str) -> float:
    return float(np.linalg.norm(s(a) - s(b))) / s.trunk_length


def upright_ear_angle(body: Body) -> float:
    """`ear_angle` of the body standing straight."""
    legs = {side: Leg(DOWN, unit([0, 0.01, -1]), np.eye(3)) for side in Side}
    arms = {side: Arm(DOWN, DOWN) for side in Side}
    return ear_angle(Skeleton.of(body.joints(Pose(Trunk(), legs, arms))))


def true_measures(s: Skeleton, pose: Pose, ear_angle_upright: float) -> Measures:
    """All measures of a moment."""
    length = s.trunk_length
    ankle_gap = float(np.linalg.norm(s("left_ankle") - s("right_ankle")))
    heels = s.middle("ankle") - s.middle("hip")
    return {
        "knee_angle": both_sides(lambda side: knee_angle(s, side)),
        "hip_angle_signed": both_sides(lambda side: hip_angle_signed(s, side)),
        "thigh_elevation": both_sides(lambda side: thigh_elevation(s, side)),
        "shin_lean": both_sides(lambda side: shin_lean(s, side)),
        "knee_height": both_sides(lambda side: s(side.joint("knee"))[2] / length),
        "hip_extension": both_sides(lambda side: hip_angle_signed(s, side)),
        "trunk_lean": s.forward_angle(s.trunk),
        "trunk_side_lean": trunk_side_lean(s),
        "hip_line_tilt": hip_line_tilt(s),
        "ankle_gap": ankle_gap / length,
        "knee_height_difference": abs(s("left_knee")[2] - s("right_knee")[2]) / length,
        "heel_distance": float(np.linalg.norm(heels)) / length,
        "spine_flexion": pose.trunk.flexion,
        "head_drop": ear_angle_upright - ear_angle(s),
        "knee_tracking": knee_tracking(s),
        "feet_width": s.gap("ankle") / s.gap("shoulder"),
        "pelvis_tilt": pelvis_tilt(s),
        "hand_to_foot": both_sides(lambda side: hold_to_foot(s, side)),
    }


def in_position(stretch: str, s: Skeleton, measures: Measures, front: Side | None) -> bool:
    """Whether the person is doing this stretch, well or badly (see STRETCHES.md)."""
    rules: dict[str, Callable[[Skeleton, Measures, Side | None], bool]] = {
        "bridge": _in_bridge,
        "half_kneeling_lunge": _in_lunge,
        "pigeon": _in_pigeon,
        "butterfly": lambda s, m, _: _in_seated(s, m, 0.0, 0.75),
        "seated_hip": lambda s, m, _: _in_seated(s, m, 0.75, 1.6),
    }
    # numpy's own booleans cannot be written to JSON
    return bool(rules[stretch](s, measures, front))


def stretches_of(body: Body, pose: Pose) -> dict[str, tuple[Side, ...]]:
    """The stretches that the person is doing, with the legs that may count as the front one."""
    skeleton = Skeleton.of(body.joints(pose))
    measures = true_measures(skeleton, pose, 0.0)
    found = {
        stretch: tuple(side for side in Side if in_position(stretch, skeleton, measures, side))
        for stretch in STRETCHES
    }
    return {stretch: sides for stretch, sides in found.items() if sides}


def sided(measures: Measures, name: str, side: Side) -> float:
    """One side of a measure."""
    value = measures[name]
    assert isinstance(value, dict), name
    return value[side.value]


def number(measures: Measures, name: str) -> float:
    """A measure that has no sides."""
    value = measures[name]
    assert isinstance(value, float | int), name
    return float(value)


def _in_bridge(s: Skeleton, measures: Measures, _front: Side | None) -> bool:
    lying = number(measures, "trunk_lean") < -50 and s.middle("shoulder")[2] < 0.5 * s.trunk_length
    bent = max(sided(measures, "knee_angle", side) for side in Side) < 125
    lowest_hip = min(s(side.joint("hip"))[2] for side in Side)
    # Of both halves together: a tilted pelvis on the floor lifts one hip, and is no bridge.
    angle = sum(sided(measures, "hip_angle_signed", side) for side in Side) / len(Side)
    # Lying on the back, the hips are already a fifth of T above the floor.
    extended = angle > 135 and lowest_hip > 0.24 * s.trunk_length
    planted = all(_stands(s, side) for side in Side)
    return lying and bent and planted and (lowest_hip > 0.30 * s.trunk_length or extended)


def _stands(s: Skeleton, side: Side) -> bool:
    """Whether a foot is on the floor and its knee well above it."""
    knee, ankle = s(side.joint("knee")), s(side.joint("ankle"))
    return bool(ankle[2] < 0.14 and knee[2] - ankle[2] > 0.25 * s.trunk_length)


def _in_lunge(s: Skeleton, measures: Measures, front: Side | None) -> bool:
    if front is None:
        return False
    rear = front.other
    knee_down = sided(measures, "knee_height", rear) < 0.5
    shin = s(rear.joint("ankle")) - s(rear.joint("knee"))
    # A hand may hold the rear foot, over the knee.
    behind = float(shin @ s.forward) < 0 or shin[2] > 0.3 * s.trunk_length
    bent = sided(measures, "knee_angle", front) < 155 and _stands(s, front)
    foot_ahead = float((s(front.joint("ankle")) - s(rear.joint("knee"))) @ s.forward) > 0
    thigh = s(front.joint("knee")) - s(front.joint("hip"))
    ahead = float(thigh @ s.forward) > 0.5 * float(np.linalg.norm(thigh))
    kneeling = s.middle("hip")[2] > 0.35 * s.trunk_length and s.trunk[2] > -0.3 * s.trunk_length
    upright = number(measures, "hip_line_tilt") < 40
    return bool(knee_down and behind and bent and foot_ahead and ahead and kneeling and upright)


def _in_pigeon(s: Skeleton, measures: Measures, front: Side | None) -> bool:
    if front is None:
        return False
    rear = front.other
    behind = s(rear.joint("hip")) - s(rear.joint("knee"))
    knee_behind = float(behind @ s.forward) > 0.6 * float(np.linalg.norm(behind))
    low = abs(sided(measures, "thigh_elevation", rear)) <= 35
    thigh = s(front.joint("knee")) - s(front.joint("hip"))
    ahead = float(thigh @ s.forward) > 0 and sided(measures, "knee_angle", front) < 140
    joints = s(front.joint("knee")), s(front.joint("ankle")), s(rear.joint("knee"))
    on_floor = max(joint[2] for joint in joints) < 0.4 * s.trunk_length
    seated = s.middle("hip")[2] < 0.75 * s.trunk_length and number(measures, "hip_line_tilt") < 40
    return bool(knee_behind and low and ahead and on_floor and seated)


def _in_seated(s: Skeleton, measures: Measures, nearest: float, farthest: float) -> bool:
    low = s.middle("hip")[2] < 0.45 * s.trunk_length
    upright = number(measures, "trunk_lean") > -40
    knees_out = s.gap("knee") > 1.5 * s.gap("hip")
    near = nearest < number(measures, "heel_distance") <= farthest
    return bool(low and upright and knees_out and near and _soles_face(s, measures))


def _soles_face(s: Skeleton, measures: Measures) -> bool:
    """Whether the feet lie before the hips with their soles toward each other, however far."""
    ahead = [float((s(side.joint("ankle")) - s.middle("hip")) @ s.forward) for side in Side]
    beside = min(ahead) > 0 and abs(ahead[0] - ahead[1]) < 0.25 * s.trunk_length
    bent = all(sided(measures, "knee_angle", side) < 150 for side in Side)
    return beside and bent and s.gap("ankle") > 0 and all(_sole_looks_in(s, side) for side in Side)


def _sole_looks_in(s: Skeleton, side: Side) -> bool:
    foot = (s(side.joint("heel")) + s(side.joint("toe"))) / 2
    return float(unit(foot - s(side.joint("ankle"))) @ s.leftward) * side.sign < -0.4
