"""Random clips: person, clothes, room, light, camera and pose are drawn.

The clips of the catalogue were looked at while the rules were made. These were not: a seed draws
the same ones again, another seed others.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from samples.generator.bake import PERSONS
from samples.generator.body import Body, Side
from samples.generator.catalogue import Clip, clip_from
from samples.generator.poses import POSTURES
from samples.generator.poses.figure import Figure, FigureParameters, figures
from samples.generator.poses.variants import Variant
from samples.generator.scene import LIGHT_LEVELS, ROOMS
from samples.generator.truth import stretches_of
from samples.generator.wardrobe import OUTFITS

Range = tuple[float, float]
Span = Range | str
"""What a parameter is drawn from; a word is taken as it is."""

WAYS = Path(__file__).with_name("ways.toml")

YAW_DEG: Mapping[str, Range] = {"side": (72, 105), "oblique": (35, 60), "front": (0, 14)}
DISTANCE_M, HEIGHT_M, ROLL_DEG = (2.3, 3.8), (0.35, 1.5), (-3.0, 3.0)

AZIMUTHS_DEG = range(0, 360, 15)
"""Where the camera may stand: 0 before the person, 90 on their left."""

FPS = 10
HELD_S, START_S, EASE_S = 2.0, 0.8, 0.8
SWUNG_S, STILL_S = 3.2, 0.4
MOST_TRIES = 60


@dataclass(frozen=True)
class Way:
    """A way to do a stretch, well or badly; its parameters are drawn from ranges.

    Attributes:
        stretch: Its id.
        name: Of the way.
        views: From where it is filmed.
        posture: The kind of posture.
        hold: The ranges of its parameters in the position.
        start: The ranges of those that `hold` is eased from.
        fault: The check that should notice; None where it is well done.
        mirrored: A parameter whose sign is drawn too.
        swing: A parameter that swings, and how.
    """

    stretch: str
    name: str
    views: tuple[str, ...]
    posture: str
    hold: Mapping[str, Span]
    start: Mapping[str, Span]
    fault: str | None = None
    mirrored: str | None = None
    swing: Mapping[str, Any] | None = None


@cache
def ways() -> tuple[Way, ...]:
    """All ways of `ways.toml`."""
    return tuple(
        way
        for stretch, table in tomllib.loads(WAYS.read_text()).items()
        for way in _ways(stretch, table)
    )


def _ways(stretch: str, table: Mapping[str, Any]) -> Iterator[Way]:
    for entry in table["way"]:
        values = {
            **entry,
            "views": tuple(entry["views"]),
            "hold": {**table["good"], **entry.get("hold", {})},
            "start": entry.get("start", {}),
        }
        yield Way(stretch, posture=table["posture"], **values)


def draw(way: Way, view: str, seed: str, near_leg: str | None = None) -> Clip:
    """A stretch done in a way, as somebody might be seen from a view.

    Args:
        way: How it is done.
        view: From where it is filmed.
        seed: The same seed draws the same clip.
        near_leg: `front` or `rear` to have that leg on the camera's side.
    """
    name = f"{way.stretch}_{way.name}_{view}_{seed}"
    chance = Random(name)
    hold: dict[str, Any] = _drawn(chance, way.hold)
    if way.mirrored:
        hold[way.mirrored] *= chance.choice([-1, 1])
    near, other = chance.sample(["left", "right"], 2)
    if way.posture in ("pigeon", "half_kneeling_lunge"):
        legs = {"front": near, "rear": other, None: chance.choice([near, other])}
        hold["front"] = legs[near_leg]
    return clip_from(
        {
            "name": name,
            "about": f"{way.stretch}, {way.name}, seen from {view}, drawn at random",
            "stretch": way.stretch,
            "body": chance.choice(sorted(PERSONS)),
            "outfit": chance.choice(sorted(OUTFITS)),
            "room": chance.choice(sorted(ROOMS)),
            "light": chance.choice(sorted(LIGHT_LEVELS)),
            "posture": way.posture,
            "hold": hold,
            "camera": {
                "yaw": _within(chance, YAW_DEG[view]),
                "near": near,
                "distance": _within(chance, DISTANCE_M),
                "height": _within(chance, HEIGHT_M),
                "roll": _within(chance, ROLL_DEG),
            },
            "fps": FPS,
            **_course(chance, way),
        }
    )


def draw_variant(variant: Variant, azimuth_deg: float, seed: str) -> Clip:
    """A variant of a stretch, held, seen from somewhere around the person."""
    name = f"{variant.stretch}_{variant.name}_{azimuth_deg:.0f}_{seed}"
    chance = Random(name)
    body = chance.choice(sorted(PERSONS))
    entry = {
        "name": name,
        "about": f"{variant.stretch}, {variant.name}, at {azimuth_deg:.0f}°, drawn at random",
        "stretch": variant.stretch,
        "posture": variant.posture,
        "hold": _in_position(chance, variant, body),
        "seconds": HELD_S,
    }
    return clip_from({**entry, **_scene(chance, body, azimuth_deg)})


def draw_negative(seed: str) -> Clip:
    """One or two positions that are no stretch, and the way between them, from anywhere."""
    chance = Random(f"negative {seed}")
    body = chance.choice(sorted(PERSONS))
    names = chance.sample(sorted(figures()), chance.choice([1, 1, 2]))
    places = [_no_stretch(chance, name, body) for name in names]
    period_s = HELD_S + EASE_S
    keys = [
        {"at": index * period_s + moment_s, "posture": "figure", "set": place}
        for index, place in enumerate(places)
        for moment_s in (0.0, HELD_S)
    ]
    entry = {
        "name": f"negative_{'_'.join(names)}_{seed}",
        "about": f"{' then '.join(names)}, drawn at random",
        "keys": keys,
        "seconds": len(places) * period_s - EASE_S,
    }
    return clip_from({**entry, **_scene(chance, body, chance.choice(AZIMUTHS_DEG))})


def _scene(chance: Random, body: str, azimuth_deg: float) -> dict[str, Any]:
    """Person, clothes, room, light and camera."""
    left = azimuth_deg <= 180
    return {
        "body": body,
        "outfit": chance.choice(sorted(OUTFITS)),
        "room": chance.choice(sorted(ROOMS)),
        "light": chance.choice(sorted(LIGHT_LEVELS)),
        "camera": {
            "yaw": azimuth_deg if left else 360 - azimuth_deg,
            "near": "left" if left else "right",
            "distance": _within(chance, DISTANCE_M),
            "height": _within(chance, HEIGHT_M),
            "roll": _within(chance, ROLL_DEG),
        },
        "fps": FPS,
    }


def _in_position(chance: Random, variant: Variant, body: str) -> dict[str, Any]:
    """Parameters of a variant that go together, and with which it is done by its definition."""
    posture, values = POSTURES[variant.posture]
    person = Body(body)
    for _ in range(MOST_TRIES):
        parameters = variant.drawn(chance)
        try:
            pose = posture(person, values(**parameters)).held
        except ValueError:  # angles that no body can have together
            continue
        front = parameters.get("front")
        if stretches_of(person, pose).get(variant.stretch) == ((front,) if front else tuple(Side)):
            return {
                name: value.value if isinstance(value, Side) else value
                for name, value in parameters.items()
            }
    raise ValueError(f"Hardly any drawn {variant.name} is a {variant.stretch}: change its ranges.")


def _no_stretch(chance: Random, name: str, body: str) -> dict[str, str]:
    """Parameters of a figure with which it is none of the stretches."""
    person = Body(body)
    for _ in range(MOST_TRIES):
        lead = chance.choice(list(Side))
        parameters = FigureParameters(name, f"{chance.random():.6f}", lead)
        if not stretches_of(person, Figure(person, parameters).held):
            return {"name": name, "draw": parameters.draw, "lead": lead.value}
    raise ValueError(f"Hardly any drawn {name} is no stretch: change its ranges.")


def _course(chance: Random, way: Way) -> dict[str, Any]:
    """The length of the clip, and what changes during it."""
    if way.swing:
        swing = {
            "parameter": way.swing["parameter"],
            "amplitude": _within(chance, way.swing["amplitude"]),
            "period_s": _within(chance, way.swing["period_s"]),
            "from_s": STILL_S,
            "until_s": STILL_S + SWUNG_S,
        }
        return {"bounce": swing, "seconds": STILL_S + SWUNG_S}
    if not way.start:
        return {"seconds": HELD_S}
    return {
        "start": _drawn(chance, way.start),
        "start_s": START_S,
        "ease_s": EASE_S,
        "seconds": START_S + EASE_S + HELD_S,
    }


def _drawn(chance: Random, spans: Mapping[str, Span]) -> dict[str, Any]:
    return {
        name: span if isinstance(span, str) else _within(chance, span)
        for name, span in spans.items()
    }


def _within(chance: Random, span: Range) -> float:
    return round(chance.uniform(*span), 2)
