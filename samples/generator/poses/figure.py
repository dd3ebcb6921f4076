"""Postures that are data: joint angles in `figures.toml`, dropped until they rest on the floor.

A figure is drawn from its ranges by a word (an empty one: the middle of each). Its limbs come from
anatomical angles, or are put somewhere: a foot or a knee on the floor, a hand on the own body.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samples.generator.body import Arm, Body, Leg, Pose, Side, Trunk
from samples.generator.kinematics import (
    DOWN,
    FORWARD,
    UP,
    LegAngles,
    Matrix,
    Vector,
    cross,
    leg_rotation,
    point,
    rotation_about,
    rotation_between,
    rotation_x,
    rotation_y,
    rotation_z,
    unit,
)
from samples.generator.poses.posture import PALM_DOWN_FORWARD, Posture

FIGURES = Path(__file__).with_name("figures.toml")
TAUGHT = Path(__file__).with_name("taught.toml")
SETTLING_ROUNDS = 3
MOST_PITCH_DEG = 60
KNEE_HEIGHT, INSTEP_HEIGHT, TUCKED_HEIGHT, WRIST_HEIGHT = 0.055, 0.075, 0.15, 0.045
SINKS_M = 0.006
ANKLES = {"flex": -5.0, "point": 55.0, "instep": 75.0, "tuck": -35.0}

Table = Mapping[str, Any]


@dataclass(frozen=True)
class FigureParameters:
    """`lead` is the side that is the left one in `figures.toml`.

    `spread` is the share of every range, around its middle, that is drawn from; of words it takes
    the first one unless it is 1. `fault` names a number, such as `lead.knee`, that is off by
    `off_by`.
    """

    name: str = "hands_and_knees"
    draw: str = ""
    lead: Side = Side.LEFT
    spread: float = 1.0
    fault: str = ""
    off_by: float = 0.0


@cache
def figures() -> dict[str, Table]:
    """All figures by name."""
    return tomllib.loads(FIGURES.read_text())


@cache
def taught_figures() -> dict[str, Table]:
    """Further figures, never drawn as negatives, so that a seed still draws the same ones."""
    return tomllib.loads(TAUGHT.read_text())


class Figure(Posture[FigureParameters]):
    """One of `figures.toml`."""

    def __init__(self, body: Body, hold: FigureParameters) -> None:
        self._poses: dict[FigureParameters, Pose] = {}
        super().__init__(body, hold)

    def at(self, parameters: FigureParameters) -> Pose:
        """The pose, as low as the floor allows."""
        if parameters not in self._poses:
            self._poses[parameters] = self.build(parameters, {})
        return self._poses[parameters].shifted(-self._centre)

    def build(self, parameters: FigureParameters, heights: Mapping[str, float]) -> Pose:
        """First the limbs, then the drop to the floor, then what reaches for the floor."""
        table = _of_side(drawn(parameters), parameters.lead)
        trunk = self._trunk(table, parameters.lead.sign)
        legs = {side: self._leg(table, side, trunk) for side in Side}
        arms = {side: self._arm(table[side], side, trunk) for side in Side}
        pose = self._settled(Pose(trunk, legs, arms), table)
        reached = {side: self._reaching_arm(table[side], side, pose) for side in Side}
        return self._dropped(replace(pose, arms=reached))

    # --- from angles ----------------------------------------------------------------------------

    def _trunk(self, table: Table, sign: int) -> Trunk:
        numbers = table["trunk"]
        turn = rotation_z(sign * numbers.get("heading", 0.0))
        turn = turn @ rotation_x(numbers.get("pitch", 0.0))
        trunk = Trunk(
            rotation=turn @ rotation_y(sign * numbers.get("roll", 0.0)),
            flexion=numbers.get("flexion", 0.0),
            side_bend=sign * numbers.get("bend", 0.0),
            twist=sign * numbers.get("twist", 0.0),
            neck_flexion=numbers.get("neck", 0.0),
            neck_turn=sign * numbers.get("look", 0.0),
        )
        trunk = replace(trunk, rotation=trunk.rotation @ rotation_z(sign * numbers.get("spin", 0)))
        return self.with_hips_at(trunk, point(0, 0, self._hip_height(table)))

    def _hip_height(self, table: Table) -> float:
        """As the knees on the floor need it, or as the figure says, in lengths of the leg."""
        length = self.body.thigh_length
        tilts = [table[side]["back"] for side in Side if "back" in table[side]]
        if tilts:
            return KNEE_HEIGHT + length * math.cos(math.radians(sum(tilts) / len(tilts)))
        height = float(table["trunk"].get("height", 0.0)) * (length + self.body.shank_length)
        return height + self.body.ankle_height

    def _leg(self, table: Table, side: Side, trunk: Trunk) -> Leg:
        numbers = table[side]
        if "ahead" in numbers:
            return self._stepping_leg(numbers, side, trunk)
        knee = numbers.get("knee", 0.0)
        knee = 90.0 if knee == "floor" else max(3.0, knee)
        names = ("flexion", "out", "turn")
        angles = LegAngles(*(numbers.get(name, 0.0) for name in names), knee)
        turn = leg_rotation(self._hips_of(trunk, numbers), angles, side.sign, 1.0)
        if "back" in numbers:
            aside = rotation_y(-side.sign * numbers.get("aside", 0.0))
            turn = rotation_x(numbers["back"]) @ aside
            turn = turn @ rotation_z(side.sign * numbers.get("turn", 0.0))
        ankle = ANKLES.get(numbers.get("foot", "point"), 0.0)
        bent = turn @ rotation_x(knee)
        return Leg(turn @ DOWN, bent @ DOWN, bent @ rotation_x(ankle))

    @staticmethod
    def _hips_of(trunk: Trunk, numbers: Table) -> Matrix:
        """What the thigh's angles are measured from: the pelvis, or an upright one."""
        if numbers.get("from") != "upright":
            return trunk.rotation
        across = trunk.rotation[:, 0]
        return rotation_z(math.degrees(math.atan2(across[1], across[0])))

    def _stepping_leg(self, numbers: Table, side: Side, trunk: Trunk) -> Leg:
        """The foot on the floor; `ahead` and `aside` of the hips in lengths of the leg."""
        length = self.body.thigh_length + self.body.shank_length
        heel = math.sin(math.radians(max(0.0, numbers.get("heel", 0.0)))) * 0.16
        height = self.body.ankle_height + heel + numbers.get("lift", 0.0)
        ahead, aside = numbers["ahead"] * length, numbers.get("aside", 0.13) * length
        ankle = point(side.sign * aside, -ahead, height)
        pole = rotation_z(side.sign * numbers.get("knee_out", 8.0)) @ (FORWARD + 0.15 * UP)
        foot = rotation_z(side.sign * numbers.get("foot_out", 8.0))
        foot = foot @ rotation_x(numbers.get("heel", 0.0))
        return self.leg_to(trunk, side, ankle, pole, foot)

    def _arm(self, numbers: Table, side: Side, trunk: Trunk) -> Arm:
        names = ("raise", "out", "roll")
        angles = LegAngles(*(numbers.get(f"arm_{name}", 0.0) for name in names), 0.0)
        turn = leg_rotation(self.body.chest_rotation(trunk), angles, side.sign, 1.0)
        bent = turn @ rotation_x(-numbers.get("elbow", 12.0))
        return Arm(turn @ DOWN, bent @ DOWN)

    # --- onto the floor -------------------------------------------------------------------------

    def _settled(self, pose: Pose, table: Table) -> Pose:
        rests = table.get("rests", [])
        for _ in range(SETTLING_ROUNDS):
            if len(rests) == 2:
                pose = self._pitched_onto(pose, rests)
            if rests:
                pose = self._dropped(pose, rests)
            legs = {side: self._floored(table[side], side, pose) for side in Side}
            arms = {side: self._leaning_on(rests, pose.arms[side]) for side in Side}
            pose = replace(pose, legs=legs, arms=arms)
        return pose

    @staticmethod
    def _leaning_on(rests: list[str], arm: Arm) -> Arm:
        """The palm on the floor, or the forearm, of an arm that the body rests on."""
        if "forearms" in rests and arm.upper[2] < -0.3:
            return Arm(arm.upper, _lowering(arm.fore, -0.05) @ arm.fore)
        if "hands" in rests and arm.fore[2] < -0.3:
            return replace(arm, hand=PALM_DOWN_FORWARD)
        return arm

    def _pitched_onto(self, pose: Pose, rests: list[str]) -> Pose:
        """Turned about the left-right axis until both parts are equally low."""
        first, second = (self._part(pose, name) for name in rests)
        turns = np.arange(-MOST_PITCH_DEG, MOST_PITCH_DEG + 1, 2.0)
        gaps = np.array([_lowest(first, turn) - _lowest(second, turn) for turn in turns])
        crossings = np.flatnonzero(np.diff(np.sign(gaps)) != 0)
        if not len(crossings):
            return pose.rotated(rotation_x(float(turns[np.abs(gaps).argmin()])))
        at = crossings[np.abs(turns[crossings]).argmin()]
        share = gaps[at] / (gaps[at] - gaps[at + 1])
        return pose.rotated(rotation_x(float(turns[at] + share * (turns[at + 1] - turns[at]))))

    def _floored(self, numbers: Table, side: Side, pose: Pose) -> Leg:
        """The leg, its thigh, shin or sole on the floor where the figure says so."""
        leg = pose.legs[side]
        lengths = self.body.thigh_length, self.body.shank_length
        hip = self.body.hip(pose.trunk, side)
        if numbers.get("thigh") == "floor":
            turn = _lowering(leg.thigh, (KNEE_HEIGHT + 0.01 - hip[2]) / lengths[0])
            leg = Leg(turn @ leg.thigh, turn @ leg.shank, turn @ leg.foot)
        knee = hip + lengths[0] * leg.thigh
        if numbers.get("knee") == "floor":
            leg = self._planted_shank(leg, knee[2])
        if numbers.get("shin") == "floor":
            height = TUCKED_HEIGHT if numbers.get("foot") == "tuck" else INSTEP_HEIGHT
            turn = _lowering(leg.shank, (height - knee[2]) / lengths[1])
            leg = Leg(leg.thigh, turn @ leg.shank, turn @ leg.foot)
        if numbers.get("foot") == "flat":
            leg = replace(leg, foot=_flat(leg.foot))
        return leg

    def _planted_shank(self, leg: Leg, knee_height: float) -> Leg:
        """The knee bent until the ankle is as high above the floor as over a flat foot."""
        hinge = cross(leg.thigh, leg.shank)
        bends = np.arange(3.0, 150.0, 1.5)
        shanks = [rotation_about(hinge, bend) @ leg.thigh for bend in bends]
        heights = knee_height + self.body.shank_length * np.array([s[2] for s in shanks])
        shank = shanks[int(np.abs(heights - self.body.ankle_height).argmin())]
        return Leg(leg.thigh, shank, rotation_between(leg.shank, shank) @ leg.foot)

    def _dropped(self, pose: Pose, rests: list[str] | None = None) -> Pose:
        """Lowered or raised until the lowest of all parts, or of these, is on the floor."""
        if rests is None:
            lowest = self._part(pose, "all")[:, 2].min()
        else:
            lowest = max(self._part(pose, name)[:, 2].min() for name in rests)
        return pose.shifted(point(0, 0, -lowest - SINKS_M))

    def _part(self, pose: Pose, name: str) -> NDArray[np.float64]:
        return self.body.skin(self.body.bone_transforms(pose), _vertices(self.body, name))

    # --- hands that hold something --------------------------------------------------------------

    def _reaching_arm(self, numbers: Table, side: Side, pose: Pose) -> Arm:
        goal = numbers.get("hand")
        if goal is None:
            arm = pose.arms[side]
            return self._laid_down(arm, side, pose) if numbers.get("arm") == "floor" else arm
        if goal == "floor":
            return self._pressing(numbers, side, pose)
        wrist = self._place(str(goal), side, pose)
        chest = self.body.chest_rotation(pose.trunk)
        sign = side.sign
        poles = {"heart": [sign, 0, -0.5], "head": [sign, 0, 0.3], "hip": [sign, 0.6, 0]}
        pole = chest @ unit(poles.get(str(goal), [sign * 0.8, 0.4, -0.5]))
        return self.arm_to(pose.trunk, side, wrist, pole)

    def _laid_down(self, arm: Arm, side: Side, pose: Pose) -> Arm:
        """The arm of somebody lying down, on the floor."""
        body, shoulder = self.body, self.body.shoulder(pose.trunk, side)
        turn = _lowering(arm.upper, (WRIST_HEIGHT - shoulder[2]) / body.upper_arm_length)
        upper, fore = turn @ arm.upper, turn @ arm.fore
        elbow = shoulder[2] + upper[2] * body.upper_arm_length
        fore = _lowering(fore, (WRIST_HEIGHT - elbow) / body.forearm_length) @ fore
        return Arm(upper, fore)

    def _pressing(self, numbers: Table, side: Side, pose: Pose) -> Arm:
        """On the floor, `reach` metres ahead of the shoulder and `wide` beside it."""
        shoulder = self.body.shoulder(pose.trunk, side)
        heading = _level(pose.trunk.rotation @ FORWARD, pose.trunk.rotation @ UP)
        leftward = cross(UP, -heading)
        wrist = shoulder + numbers.get("reach", 0.1) * heading
        wrist = wrist + side.sign * numbers.get("wide", 0.06) * leftward
        far = math.hypot(*(wrist - shoulder)[:2])
        reach = math.sqrt(max(0.0, (0.99 * self.arm_length) ** 2 - far**2))
        wrist[2] = max(WRIST_HEIGHT, min(shoulder[2] - reach, 0.16))
        out = unit(side.sign * 0.6 * leftward - heading * numbers.get("elbows_back", 0.8))
        hand = PALM_DOWN_FORWARD
        turn = rotation_between(FORWARD, heading)
        return self.arm_to(pose.trunk, side, wrist, out, turn @ hand)

    def _place(self, goal: str, side: Side, pose: Pose) -> Vector:
        """The wrist of a hand that holds a part of the body; `other_...` is across."""
        across = goal.startswith("other_")
        part = goal.removeprefix("other_")
        holder = side.other if across else side
        joints = self.body.joints(pose)
        hip, knee, ankle = (joints[holder.joint(name)] for name in ("hip", "knee", "ankle"))
        chest = self.body.chest_rotation(pose.trunk)
        ventral, out = chest @ FORWARD, side.sign * chest[:, 0]
        toes = joints[holder.joint("toe")]
        shoulders = self.body.mid_shoulder(pose.trunk)
        away = unit((knee - hip) / 2 + (knee - ankle) / 2 + 1e-6)
        places = {
            "knee": knee + 0.07 * away + 0.03 * UP,
            "thigh": hip + 0.6 * (knee - hip) + 0.10 * unit(UP + ventral * 0.5),
            "shin": knee + 0.5 * (ankle - knee) + 0.09 * unit(away + UP),
            "under_knee": knee + 0.25 * (hip - knee) - 0.09 * away,
            "ankle": ankle + 0.07 * unit(UP + out),
            "foot": ankle + 0.5 * (toes - ankle) + 0.05 * UP + 0.04 * out,
            "heel": ankle + 0.07 * UP,
            "hip": joints[side.joint("hip")] + pose.trunk.rotation @ [side.sign * 0.12, -0.04, 0.1],
            "heart": shoulders + chest @ point(side.sign * 0.03, -0.22, -0.10),
            "belly": shoulders + chest @ point(side.sign * 0.10, -0.15, -0.30),
            "head": joints["head"] + chest @ point(side.sign * 0.09, 0.10, 0.03),
            "lower_back": joints[side.joint("hip")] + pose.trunk.rotation @ [0, 0.13, 0.12],
        }
        return np.asarray(places[part])


def drawn(parameters: FigureParameters) -> dict[str, Any]:
    """The figure with a number for each of its ranges."""
    chance = Random(f"{parameters.name} {parameters.draw}") if parameters.draw else None
    table = {**figures(), **taught_figures()}[parameters.name]
    numbers = {
        key: value if key == "rests" else _drawn(value, chance, parameters.spread)
        for key, value in table.items()
    }
    if parameters.fault:
        part, name = parameters.fault.split(".")
        numbers[part][name] += parameters.off_by
    return numbers


def _drawn(value: Any, chance: Random | None, spread: float) -> Any:
    if isinstance(value, Mapping):
        return {key: _drawn(part, chance, spread) for key, part in value.items()}
    if not isinstance(value, list) or not value:
        return value
    if isinstance(value[0], str):
        return _chosen(value, chance if spread == 1 else None)
    low, high = value
    if chance is None:
        return (low + high) / 2
    margin = (1 - spread) / 2 * (high - low)
    return round(chance.uniform(low + margin, high - margin), 2)


def _chosen(words: list[str], chance: Random | None) -> str | None:
    word = words[0] if chance is None else chance.choice(words)
    return None if word == "free" else word


def _of_side(table: Table, lead: Side) -> dict[Any, Any]:
    """The figure's numbers for each side: what both share, and what only one of them has."""
    both = {**table.get("legs", {}), **table.get("arms", {})}
    own = {lead: table.get("lead", {}), lead.other: table.get("rest", {})}
    sides = {side: _without_hand({**both, **own[side]}) for side in Side}
    return {"trunk": table.get("trunk", {}), "rests": table.get("rests", []), **sides}


def _without_hand(numbers: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in numbers.items() if value is not None}


@cache
def _vertices(body: Body, name: str) -> NDArray[np.intp]:
    """Some of the vertices of a part of both sides."""
    main, skin = body.topology.main_bone, body.topology.is_skin
    if name == "all":
        return np.flatnonzero(skin)[::5]
    if name == "knees":
        return np.concatenate([body.contact(side.joint("knee")) for side in Side])
    if name in ("seat", "back", "head"):
        return body.contact(name)[::2]
    bones = {"hands": ["wrist"], "feet": ["foot"], "forearms": ["lowerarm01"]}
    bones |= {"shins": ["lowerleg01"], "front": ["upperleg01", "upperleg02"]}
    names = [side.bone(bone) for side in Side for bone in bones[name]]
    return np.flatnonzero(np.isin(main, names) & skin)[::2]


def _lowest(points: NDArray[np.float64], turn_deg: float) -> float:
    return float((points @ rotation_x(turn_deg)[2]).min())


def _lowering(direction: Vector, sine: float) -> Matrix:
    """The turn that gives a direction this slope and keeps its heading."""
    bounded = float(np.clip(sine, -0.7, 0.5))
    level = unit([direction[0], direction[1], 0.0])
    sloped = level * math.sqrt(1 - bounded**2) + UP * bounded
    return rotation_between(direction, sloped)


def _flat(foot: Matrix) -> Matrix:
    toes = -foot[:, 1] if abs(foot[2, 1]) < 0.8 else -foot[:, 2] * np.sign(foot[2, 1])
    return rotation_z(math.degrees(math.atan2(toes[0], -toes[1])))


def _level(direction: Vector, otherwise: Vector) -> Vector:
    """The level part of a direction; that of the head for somebody who looks up or down."""
    flat = direction if math.hypot(*direction[:2]) > 0.5 else otherwise * np.sign(-direction[2])
    return unit([flat[0], flat[1], 0.0])
