"""Draws the parameters of a stretch from the ranges of `variants.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from samples.generator.body import Side

VARIANTS = Path(__file__).with_name("variants.toml")
SIDED = ("pigeon", "half_kneeling_lunge")


@dataclass(frozen=True)
class Variant:
    """A way to do a stretch; `ranges` is what the parameters of its posture are drawn from."""

    stretch: str
    name: str
    posture: str
    ranges: tuple[Mapping[str, Any], ...]

    def drawn(self, chance: Random) -> dict[str, Any]:
        """Draw the parameters of its posture."""
        values = {name: _within(chance, span) for name, span in chance.choice(self.ranges).items()}
        if self.posture in SIDED:
            values["front"] = chance.choice(list(Side))
        return values


@cache
def variants() -> tuple[Variant, ...]:
    """All variants of `variants.toml`."""
    found = []
    for stretch, table in tomllib.loads(VARIANTS.read_text()).items():
        for entry in table["variant"]:
            own = {name: span for name, span in entry.items() if name != "name"}
            bases = table.get("knees", [{}])
            ranges = tuple({**table.get("common", {}), **base, **own} for base in bases)
            found.append(Variant(stretch, entry["name"], table["posture"], ranges))
    return tuple(found)


def _within(chance: Random, span: Any) -> Any:
    if not isinstance(span, list):
        return span
    if isinstance(span[0], str):
        return chance.choice(span)
    return round(chance.uniform(*span), 3)
