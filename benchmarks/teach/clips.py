"""The clips: each stretch as it is taught, done well by others, and done with its fault."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from samples.generator.bake import PERSONS
from samples.generator.body import Side
from samples.generator.catalogue import Clip, clip_from
from samples.generator.scene import ROOMS
from samples.generator.wardrobe import OUTFITS

FILE = Path(__file__).with_name("stretches.toml")

TEACHER = "woman_25"
TAUGHT_S, SHOWN_S, FPS = 3.0, 2.0, 10

SPREAD = 0.15
"""People differ by this share of the figure's ranges: joints by 1 to 5 degrees either way."""

YAW_DEG, DISTANCE_M, HEIGHT_M, ROLL_DEG = (-12, 12), (2.4, 3.4), (0.5, 1.1), (-2.0, 2.0)
"""How the camera stands elsewhere than it did when the stretch was taught: 0, 2.8, 0.8, 0."""

SIDE_DEG = 90.0


@dataclass(frozen=True)
class Taught:
    """One of the stretches of `stretches.toml`, whose words these are.

    Attributes:
        shows: Whether a camera beside the person can show the main joint.
    """

    id: str
    title: str
    figure: str
    near: str
    joint: str
    fault: str
    off_by: float
    yaw: float = SIDE_DEG
    shows: bool = True


@cache
def taught() -> tuple[Taught, ...]:
    """All of them."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Taught(id, **table) for id, table in tables.items())


def lesson(stretch: Taught) -> Clip:
    """The clip that it is taught from."""
    return _clip(f"{stretch.id}_taught", stretch, TEACHER, {"lead": "left"}, TAUGHT_S, Random(0))


def others(stretch: Taught, seed: str, count: int, *, fault: bool) -> Iterator[Clip]:
    """Other people who do it, on either side, well or with its fault."""
    for number in range(count):
        kind = "fault" if fault else "good"
        name = f"{stretch.id}_{kind}_{seed}_{number}"
        chance = Random(name)
        body = chance.choice([person for person in sorted(PERSONS) if person != TEACHER])
        values: dict[str, Any] = {
            "lead": chance.choice([side.value for side in Side]),
            "draw": f"{chance.random():.6f}",
            "spread": SPREAD,
        }
        if fault:
            values |= {"fault": stretch.fault, "off_by": stretch.off_by}
        yield _clip(name, stretch, body, values, SHOWN_S, chance, elsewhere=True)


def _clip(
    name: str,
    stretch: Taught,
    body: str,
    values: Mapping[str, Any],
    seconds: float,
    chance: Random,
    *,
    elsewhere: bool = False,
) -> Clip:
    lead = Side(values["lead"])
    near = lead if stretch.near == "lead" else lead.other
    camera = {"yaw": stretch.yaw, "near": near.value, "distance": 2.8, "height": 0.8}
    if elsewhere:
        camera |= {
            "yaw": abs(stretch.yaw + _within(chance, YAW_DEG)),
            "distance": _within(chance, DISTANCE_M),
            "height": _within(chance, HEIGHT_M),
            "roll": _within(chance, ROLL_DEG),
        }
    return clip_from(
        {
            "name": name,
            "about": f"{stretch.title}, drawn at random",
            "body": body,
            "outfit": chance.choice(sorted(OUTFITS)),
            "room": chance.choice(sorted(ROOMS)),
            "light": chance.choice(["bright", "dim"]),
            "posture": "figure",
            "hold": {"name": stretch.figure, **values},
            "camera": camera,
            "seconds": seconds,
            "fps": FPS,
        }
    )


def _within(chance: Random, span: tuple[float, float]) -> float:
    return round(chance.uniform(*span), 2)
