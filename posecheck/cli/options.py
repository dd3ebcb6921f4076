"""Options that several commands share, and what their text means."""

from collections.abc import Iterable
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from posecheck.errors import InputError

if TYPE_CHECKING:  # the pose room loads numpy, which `posecheck --help` must not wait for
    from posecheck.pose.pose import Side

SideChoice = Literal["auto", "left", "right"]

Debug = Annotated[
    bool, typer.Option("--debug", help="Show the log, and the traceback of an error.")
]
StretchName = Annotated[
    str,
    typer.Option(metavar="auto|ID|FILE.toml", help="Which stretch to judge; auto recognises it."),
]
FrontLegSide = Annotated[SideChoice, typer.Option(help="Which leg is in front; auto detects it.")]
LimitTexts = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CHECK=LOW:HIGH",
        help="Judge a check by other limits; LOW or HIGH may be left out. Can be repeated.",
    ),
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Replace files that are there already, whoever made them."),
]
OwnModel = Annotated[
    Path | None,
    typer.Option(metavar="PATH", readable=False, help="Use another pose_landmarker .task bundle."),
]


def side_named(word: SideChoice) -> "Side | None":
    """The side that `--side` names; None for `auto`."""
    from posecheck.pose.pose import Side

    return None if word == "auto" else Side(word)


def parse_limits(texts: Iterable[str] | None) -> dict[str, tuple[float, float]]:
    """Limits by check id, from the values of `--limit`.

    Raises:
        InputError: If a value is not of the form CHECK=LOW:HIGH.

    Examples:
        >>> parse_limits(["front_knee=60:110", "trunk_upright=:30"])
        {'front_knee': (60.0, 110.0), 'trunk_upright': (-inf, 30.0)}
    """
    return dict(_parse_limit(text) for text in texts or ())


def _parse_limit(text: str) -> tuple[str, tuple[float, float]]:
    check, _, limits = text.partition("=")
    low, colon, high = limits.partition(":")
    try:
        ends = float(low or -inf), float(high or inf)
    except ValueError:
        colon = ""
    if not check or not colon or limits == ":" or not ends[0] < ends[1]:
        raise InputError(
            f"--limit {text}: not a limit; write CHECK=LOW:HIGH with the lower number first, "
            "such as front_knee=60:110, front_knee=60: or front_knee=:110."
        )
    return check, ends
