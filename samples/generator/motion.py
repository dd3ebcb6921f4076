"""Poses over time: keys, eased changes, bounces, breathing, and changes of posture."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from samples.generator.body import Body, Pose, Side, blend_poses
from samples.generator.poses import POSTURES
from samples.generator.poses.posture import Posture

BREATH_S = 4.0
# What breathing moves, and by how much (degrees to either side).
BREATHING = {"trunk_lean": 0.35, "hip_angle": 0.4}

Value = float | str | Side


@dataclass(frozen=True)
class Key:
    """At `at_s` the person is in `posture` with these parameters, somewhere in the room."""

    at_s: float
    posture: str
    parameters: Mapping[str, Value]
    x: float = 0.0
    y: float = 0.0
    heading_deg: float = 0.0


@dataclass(frozen=True)
class Bounce:
    """A parameter swings by `amplitude` to either side of its keys."""

    parameter: str
    amplitude: float
    period_s: float
    from_s: float
    until_s: float

    def offset(self, time_s: float) -> float:
        """The offset of the parameter at a time."""
        if not self.from_s <= time_s <= self.until_s:
            return 0.0
        return self.amplitude * math.sin(2 * math.pi * (time_s - self.from_s) / self.period_s)


class Moment(NamedTuple):
    """A pose, and the posture it belongs to (None while changing from one to another)."""

    pose: Pose
    posture: str | None
    front: Side | None


def ease(amount: float) -> float:
    """0 to 1 with a soft start and a soft end."""
    return (1 - math.cos(math.pi * min(1.0, max(0.0, amount)))) / 2


class Motion:
    """The movement of a person, from keys sorted by time."""

    def __init__(self, body: Body, keys: Sequence[Key], bounce: Bounce | None = None) -> None:
        if not keys or any(a.at_s >= b.at_s for a, b in pairwise(keys)):
            raise ValueError("A motion needs keys with increasing times.")
        self.body = body
        self.keys = list(keys)
        self.bounce = bounce
        self._postures = self._planted_postures()

    def at(self, time_s: float) -> Moment:
        """The pose at a time; before the first key and after the last, that of the key."""
        before = max((i for i, key in enumerate(self.keys) if key.at_s <= time_s), default=0)
        after = min(before + 1, len(self.keys) - 1)
        start, end = self.keys[before], self.keys[after]
        amount = 1.0 if start is end else (time_s - start.at_s) / (end.at_s - start.at_s)
        if self._postures[before] is self._postures[after]:
            return self._within(before, start, end, amount, time_s)
        return self._between(before, after, ease(amount), time_s)

    def _planted_postures(self) -> list[Posture[Any]]:
        """A posture for each key; neighbours of the same kind share one, planted at the last."""
        postures: list[Posture[Any]] = []
        for index in reversed(range(len(self.keys))):
            if index + 1 < len(self.keys) and _same_contacts(
                self.keys[index], self.keys[index + 1]
            ):
                postures.insert(0, postures[0])
            else:
                kind, _ = POSTURES[self.keys[index].posture]
                postures.insert(0, kind(self.body, _parameters(self.keys[index])))
        return postures

    def _within(self, index: int, start: Key, end: Key, amount: float, time_s: float) -> Moment:
        steady = start.posture == "walking"
        key = _mixed(start, end, amount if steady else ease(amount))
        return Moment(self._pose(index, key, time_s), key.posture, _front(key))

    def _between(self, before: int, after: int, amount: float, time_s: float) -> Moment:
        start = self._pose(before, self.keys[before], time_s)
        end = self._pose(after, self.keys[after], time_s)
        pose = blend_poses(start, end, amount)
        sunk = self.body.lowest(pose, "no_arms")
        front = _front(self.keys[after] if amount > 0.5 else self.keys[before])
        return Moment(pose.shifted(np.array([0, 0, -sunk])), None, front)

    def _pose(self, index: int, key: Key, time_s: float) -> Pose:
        parameters = _parameters(key)
        for name, size in BREATHING.items():
            breath = size * math.sin(2 * math.pi * (time_s % BREATH_S) / BREATH_S)
            parameters = _nudged(parameters, name, breath)
        if self.bounce is not None:
            offset = self.bounce.offset(time_s)
            parameters = _nudged(parameters, self.bounce.parameter, offset)
        pose = self._postures[index].at(parameters)
        return pose.turned(key.heading_deg).shifted(np.array([key.x, key.y, 0.0]))


def _parameters(key: Key) -> Any:
    _, kind = POSTURES[key.posture]
    return kind(**key.parameters)


def _nudged(parameters: Any, name: str, offset: float) -> Any:
    if not hasattr(parameters, name):
        return parameters
    return dataclasses.replace(parameters, **{name: getattr(parameters, name) + offset})


def _front(key: Key) -> Side | None:
    front = getattr(_parameters(key), "front", None)
    return front if isinstance(front, Side) else None


def _same_contacts(a: Key, b: Key) -> bool:
    """Whether one planted posture serves both: same kind, same front leg, same hands."""
    choices_a, choices_b = (
        {k: v for k, v in dataclasses.asdict(_parameters(key)).items() if not _is_number(v)}
        for key in (a, b)
    )
    return a.posture == b.posture and choices_a == choices_b


def _mixed(start: Key, end: Key, amount: float) -> Key:
    """The key between two of the same posture."""

    def mix(a: float, b: float) -> float:
        return a + (b - a) * amount

    first = dataclasses.asdict(_parameters(start))
    last = dataclasses.asdict(_parameters(end))
    parameters = {
        name: mix(value, last[name]) if _is_number(value) else value
        for name, value in first.items()
    }
    place = mix(start.x, end.x), mix(start.y, end.y), mix(start.heading_deg, end.heading_deg)
    return Key(mix(start.at_s, end.at_s), start.posture, parameters, *place)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
