"""Clips that nobody chose: person, clothes, room, light, camera and pose drawn at random.

The clips of the catalogue were looked at while the rules were made. These were not: a seed draws
the same ones again, another seed others.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from samples.generator.bake import PERSONS
from samples.generator.catalogue import Clip, clip_from
from samples.generator.scene import LIGHT_LEVELS, ROOMS
from samples.generator.wardrobe import OUTFITS

Range = tuple[float, float]

YAW_DEG: Mapping[str, Range] = {"side": (72, 105), "oblique": (35, 60), "front": (0, 14)}
DISTANCE_M, HEIGHT_M, ROLL_DEG = (2.3, 3.8), (0.35, 1.5), (-3.0, 3.0)

WELL_DONE: Mapping[str, tuple[str, Mapping[str, Range]]] = {
    "pigeon": ("pigeon", {"trunk_lean": (2, 25), "rear_knee": (160, 178)}),
    "butterfly": ("seated", {"trunk_lean": (2, 14), "heel_distance": (0.5, 0.68)}),
    "seated_hip": ("seated", {"trunk_lean": (5, 30), "heel_distance": (1.0, 1.25)}),
    "bridge": ("bridge", {"hip_angle": (168, 176), "knee_angle": (70, 95)}),
    "half_kneeling_lunge": (
        "half_kneeling_lunge",
        {"trunk_lean": (-2, 10), "front_knee": (84, 98)},
    ),
}
"""The posture of each stretch, and what its parameters may be while it is well done."""

SECONDS, FPS = 2.0, 10


def draw(stretch: str, view: str, seed: str, near_leg: str | None = None) -> Clip:
    """A stretch well done, as somebody might be seen from a view.

    near_leg: `front` or `rear` where that leg has to be on the camera's side.
    """
    chance = Random(f"{stretch} {view} {seed}")
    posture, parameters = WELL_DONE[stretch]
    hold: dict[str, Any] = {name: _within(chance, span) for name, span in parameters.items()}
    near, other = chance.sample(["left", "right"], 2)
    if posture in ("pigeon", "half_kneeling_lunge"):
        legs = {"front": near, "rear": other, None: chance.choice([near, other])}
        hold["front"] = legs[near_leg]
    return clip_from(
        {
            "name": f"{stretch}_{view}_{seed}",
            "about": f"{stretch} seen from {view}, drawn at random",
            "stretch": stretch,
            "body": chance.choice(sorted(PERSONS)),
            "outfit": chance.choice(sorted(OUTFITS)),
            "room": chance.choice(sorted(ROOMS)),
            "light": chance.choice(sorted(LIGHT_LEVELS)),
            "posture": posture,
            "hold": hold,
            "camera": {
                "yaw": _within(chance, YAW_DEG[view]),
                "near": near,
                "distance": _within(chance, DISTANCE_M),
                "height": _within(chance, HEIGHT_M),
                "roll": _within(chance, ROLL_DEG),
            },
            "seconds": SECONDS,
            "fps": FPS,
        }
    )


def _within(chance: Random, span: Range) -> float:
    return round(chance.uniform(*span), 2)
