"""Options that several commands share, and what their text means."""

from collections.abc import Iterable
from math import inf, isfinite
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
    typer.Option(
        metavar="auto|auto+own|ID|FILE.toml",
        help="Which stretch to judge; auto recognises it, auto+own yours, too.",
    ),
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
    typer.Option("--force", help="Replace existing files, even if posecheck did not make them."),
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
        InputError: If a value is not of the form CHECK=LOW:HIGH, or the same end of a check is
            given twice.

    Examples:
        >>> parse_limits(["front_knee=60:110", "trunk_upright=:30", "trunk_upright=-5:"])
        {'front_knee': (60.0, 110.0), 'trunk_upright': (-5.0, 30.0)}
    """
    found: dict[str, tuple[float, float]] = {}
    for text in texts or ():
        check, (low, high) = _parse_limit(text)
        known_low, known_high = found.get(check, (-inf, inf))
        if (isfinite(low) and isfinite(known_low)) or (isfinite(high) and isfinite(known_high)):
            raise InputError(f"--limit {text}: {check} has another limit already; leave one out.")
        found[check] = max(low, known_low), min(high, known_high)
        _check_order(text, *found[check])
    return found


def _parse_limit(text: str) -> tuple[str, tuple[float, float]]:
    check, _, limits = text.partition("=")
    low, colon, high = limits.partition(":")
    try:
        ends = float(low or -inf), float(high or inf)
    except ValueError:
        colon = ""
    if not check or not colon or limits == ":":
        raise _no_limit(text)
    _check_order(text, *ends)
    return check, ends


def _check_order(text: str, low: float, high: float) -> None:
    if not low < high:  # nor is anything lower than nan
        raise _no_limit(text)


def _no_limit(text: str) -> InputError:
    return InputError(
        f"--limit {text}: not a limit; write CHECK=LOW:HIGH with the lower number first, "
        "such as front_knee=60:110, front_knee=60: or front_knee=:110."
    )
