"""The list of clips: `samples/catalogue/*.toml`, read and checked.

Everything about a clip is data: person, clothes, room, camera, and the pose over time.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samples.generator.body import Side
from samples.generator.motion import Bounce, Key
from samples.generator.poses import POSTURES
from samples.generator.scene import LIGHT_LEVELS, ROOMS
from samples.generator.wardrobe import OUTFITS

CATALOGUE_FOLDER = Path(__file__).parent.parent / "catalogue"
DEFAULT_START_S = 1.0
DEFAULT_EASE_S = 1.2

Table = Mapping[str, Any]


@dataclass(frozen=True)
class View:
    """Where the camera stands; see `Camera.around`."""

    yaw: float = 90.0
    near: Side = Side.LEFT
    distance: float = 2.7
    height: float = 0.8
    roll: float = 0.0
    look_at: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Actor:
    """A person in the clip, and how they move."""

    body: str
    outfit: str
    keys: tuple[Key, ...]
    bounce: Bounce | None = None


@dataclass(frozen=True)
class Prop:
    """A chair or a box on the floor, with the joints that it hides from the camera."""

    kind: str
    x: float
    y: float
    heading: float = 0.0
    size: tuple[float, float, float] = (0.5, 0.4, 0.3)
    hides: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clip:
    """One clip, as data."""

    name: str
    about: str
    stretch: str | None
    person: Actor
    view: View
    room: str
    light: str
    seconds: float
    fps: int
    second: Actor | None = None
    prop: Prop | None = None
    size: tuple[int, int] = (640, 480)

    @property
    def frame_count(self) -> int:
        return round(self.seconds * self.fps)


def load_catalogue(folder: Path = CATALOGUE_FOLDER) -> dict[str, Clip]:
    """All clips by name, file by file, in the order of each."""
    clips: dict[str, Clip] = {}
    for table in _tables(folder):
        try:
            clip = clip_from(table)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"Clip {table.get('name', '?')!r}: {error}") from error
        if clip.name in clips:
            raise ValueError(f"Clip {clip.name!r} is in the catalogue twice.")
        clips[clip.name] = clip
    return clips


def _tables(folder: Path) -> Iterator[Table]:
    for file in sorted(folder.glob("*.toml")):
        yield from tomllib.loads(file.read_text())["clip"]


def clip_from(table: Table) -> Clip:
    """A clip from its entry in the catalogue.

    Raises:
        KeyError: If something is missing.
        TypeError: If something has the wrong type or is unknown.
        ValueError: If something has the wrong value.
    """
    allowed = {
        *("name", "about", "stretch", "body", "outfit", "camera", "room", "light", "seconds"),
        *("fps", "posture", "hold", "start", "start_s", "ease_s", "keys", "bounce"),
        *("second", "prop"),
    }
    _reject_unknown(table, allowed)
    view = dict(table.get("camera", {}))
    if "near" in view:
        view["near"] = Side(view["near"])
    if "look_at" in view:
        view["look_at"] = tuple(view["look_at"])
    prop = table.get("prop")
    return Clip(
        name=table["name"],
        about=table["about"],
        stretch=table.get("stretch"),
        person=_actor(table),
        view=View(**view),
        room=_one_of(table.get("room", "studio"), ROOMS),
        light=_one_of(table.get("light", "bright"), LIGHT_LEVELS),
        seconds=float(table.get("seconds", 5.0)),
        fps=int(table.get("fps", 15)),
        second=_actor(table["second"]) if "second" in table else None,
        prop=_prop(prop) if prop else None,
    )


def _actor(table: Table) -> Actor:
    bounce = table.get("bounce")
    return Actor(
        body=table["body"],
        outfit=_one_of(table["outfit"], OUTFITS),
        keys=tuple(_keys(table)),
        bounce=Bounce(**bounce) if bounce else None,
    )


def _keys(table: Table) -> list[Key]:
    """Either `keys` as written, or `start` held, then eased into `hold`."""
    posture = _one_of(table.get("posture", ""), POSTURES) if "posture" in table else None
    hold = table.get("hold", {})
    if "keys" in table:
        return [_key(key, posture, hold) for key in table["keys"]]
    assert posture is not None, "a clip needs a posture or keys"
    end = Key(0.0, posture, _values(hold))
    if "start" not in table:
        return [end]
    start_s = float(table.get("start_s", DEFAULT_START_S))
    ease_s = float(table.get("ease_s", DEFAULT_EASE_S))
    first = _values({**hold, **table["start"]})
    return [
        Key(0.0, posture, first),
        Key(start_s, posture, first),
        Key(start_s + ease_s, posture, _values(hold)),
    ]


def _key(table: Table, posture: str | None, hold: Table) -> Key:
    _reject_unknown(table, {"at", "posture", "set", "x", "y", "heading"})
    own = table.get("posture", posture)
    base = hold if own == posture else {}
    return Key(
        at_s=float(table["at"]),
        posture=_one_of(own, POSTURES),
        parameters=_values({**base, **table.get("set", {})}),
        x=float(table.get("x", 0.0)),
        y=float(table.get("y", 0.0)),
        heading_deg=float(table.get("heading", 0.0)),
    )


def _values(table: Table) -> dict[str, Any]:
    def value(name: str, raw: Any) -> Any:
        if name in ("front", "lead"):
            return Side(raw)
        return raw if isinstance(raw, str) else float(raw)

    return {name: value(name, raw) for name, raw in table.items()}


def _prop(table: Table) -> Prop:
    values = dict(table)
    for name in ("size", "hides"):
        if name in values:
            values[name] = tuple(values[name])
    return Prop(**values)


def _one_of(name: Any, known: Mapping[str, object]) -> str:
    if name not in known:
        raise ValueError(f"{name!r} is none of {', '.join(known)}")
    return str(name)


def _reject_unknown(table: Table, allowed: set[str]) -> None:
    unknown = set(table) - allowed
    if unknown:
        raise ValueError(f"unknown entries: {', '.join(sorted(unknown))}")
