"""The entries of the files of stretches and routines: what each kind of them may be."""

import re
from math import inf
from typing import Annotated

from pydantic import AfterValidator, Field

from posecheck.measures import MEASURES
from posecheck.stretches.seconds import LONGEST_HOLD_S
from posecheck.support.printable import printable

COLUMNS = frozenset(
    (
        *("clip", "stretch", "side", "view", "views", "score", "error", "frame", "found"),
        "carried",
        *("time_s", "yaw_deg", "held_s", "duration_s", "in_position_s", "good_hold_s"),
        *("in_position", "hold_obstacle", "found_fraction", "judged_fraction"),
        "cannot_judge_because",
    )
)
"""What the columns of tables are called besides those of checks (`scoring`, `outputs/export`)."""

OF_LANDMARKS = ("_x_px", "_y_px", "_x_m", "_y_m", "_z_m", "_visibility")
"""How the columns of landmarks end."""

TAKEN_CHECKS = frozenset({"steady"})
"""The checks that every stretch has besides its own (`assess`)."""

LIMITS_STAY = "has the same limits in every stretch, which cannot be set"
"""What is said of such a check."""

TAKEN_IDS = frozenset({"auto", "none"})
"""What `--stretch` and expectations call whatever is recognised, and nothing."""


def _known_measure(name: str) -> str:
    if name not in MEASURES:
        raise ValueError(f"there is no measure '{name}'; known are {', '.join(sorted(MEASURES))}")
    return name


def _is_no_other_check(name: str) -> str:
    if name in TAKEN_CHECKS:
        raise ValueError("every stretch has a check of this name already; use another one")
    return name


def _is_no_column(name: str) -> str:
    endings = "_value", "_uncertainty", "_verdict", *OF_LANDMARKS
    if name in COLUMNS or name.startswith("info_") or name.endswith(endings):
        raise ValueError("the tables have another column of this name; use another one")
    return name


def _for_a_terminal(text: str) -> str:
    if printable(text) != text:
        raise ValueError("there are characters in it that cannot be printed")
    return text


def _is_no_other_word(stretch_id: str) -> str:
    if stretch_id in TAKEN_IDS:
        raise ValueError(f"'{stretch_id}' has another meaning already; give it another name")
    return stretch_id


def _can_be_met(limits: tuple[float, float]) -> tuple[float, float]:
    low, high = limits
    if not (low <= high and low < inf and high > -inf):
        raise ValueError(f"no value lies between {low:g} and {high:g}")
    return limits


MeasureName = Annotated[str, AfterValidator(_known_measure)]
ID_PATTERN = re.compile(r"[a-z][a-z0-9_]*")
Identifier = Annotated[str, Field(pattern=rf"^{ID_PATTERN.pattern}$")]
StretchId = Annotated[Identifier, AfterValidator(_is_no_other_word)]
CheckId = Annotated[Identifier, AfterValidator(_is_no_column), AfterValidator(_is_no_other_check)]
Words = Annotated[str, Field(min_length=1), AfterValidator(_for_a_terminal)]
Number = Annotated[float, Field(strict=True)]
"""A number as such: `"30"` and `true` are none."""
Limits = Annotated[tuple[Number, Number], AfterValidator(_can_be_met)]
OtherLimits = tuple[float | None, float | None]
Finite = Annotated[Number, Field(allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True, ge=1)]
HoldSeconds = Annotated[Finite, Field(gt=0, le=LONGEST_HOLD_S)]
RestSeconds = Annotated[Finite, Field(ge=0, le=LONGEST_HOLD_S)]
