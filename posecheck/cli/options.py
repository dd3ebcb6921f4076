"""Options that several commands share, and what their text means."""

import re
from collections.abc import Iterable
from functools import reduce
from math import inf, isfinite, nan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from posecheck.errors import InputError
from posecheck.support.printable import as_utf8, composed

if TYPE_CHECKING:  # these rooms load numpy, which `posecheck --help` must not wait for
    from posecheck.pose.pose import Side
    from posecheck.video.span import Span

CLOCK_PART = re.compile(r"\d+(\.\d*)?|\.\d+", re.ASCII)

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
EveryFrame = Annotated[
    bool,
    typer.Option("--every-frame", help="Look at every frame, also where nothing moves; slower."),
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Replace existing files, even if posecheck did not make them."),
]
FromTime = Annotated[
    str | None, typer.Option("--from", metavar="TIME", help="Begin here: seconds, or M:SS.")
]
ToTime = Annotated[str | None, typer.Option("--to", metavar="TIME", help="End here, likewise.")]


def kept_words(words: str | None) -> str | None:
    """Words that are kept, each in one way, so that they are found again.

    As UTF-8: a terminal of another encoding may send what is none.
    """
    return None if words is None else composed(as_utf8(words))


Whose = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", callback=kept_words, help="Whose it is, for the report and the history."
    ),
]
Note = Annotated[
    str | None,
    typer.Option(
        metavar="TEXT", callback=kept_words, help="A note, for the report and the history."
    ),
]
OwnModel = Annotated[
    Path | None,
    typer.Option(metavar="PATH", readable=False, help="Use another pose_landmarker .task bundle."),
]


def side_named(word: SideChoice) -> "Side | None":
    """The side that `--side` names; None for `auto`."""
    from posecheck.pose.pose import Side

    return None if word == "auto" else Side(word)


def parse_span(from_: str | None, to: str | None) -> "Span":
    """The part of a clip that `--from` and `--to` mean.

    Raises:
        InputError: If one of them is no time, or the part would be empty.

    Examples:
        >>> parse_span("1:05.5", "1:02:00")
        Span(from_s=65.5, to_s=3720.0)
    """
    from posecheck.video.span import Span

    span = Span(
        0.0 if from_ is None else _parse_time("--from", from_),
        inf if to is None else _parse_time("--to", to),
    )
    if span.to_s <= span.from_s:
        raise InputError(f"--to {to}: must be later than --from, which is {span.from_s:g} s.")
    return span


def _parse_time(option: str, text: str) -> float:
    """The seconds of `SS`, `MM:SS` or `HH:MM:SS`."""
    parts = text.split(":")
    seconds = nan
    if len(parts) <= 3 and all(CLOCK_PART.fullmatch(part) for part in parts):
        numbers = [float(part) for part in parts]
        if all(number < 60 for number in numbers[1:]):
            seconds = reduce(lambda whole, number: 60 * whole + number, numbers)
    if not isfinite(seconds):
        raise InputError(f"{option} {text}: not a time; write seconds, or minutes:seconds (1:30).")
    return seconds


def parse_limits(texts: Iterable[str] | None) -> dict[str, tuple[float, float]]:
    """Limits by check id, from the values of `--limit`.

    Raises:
        InputError: If a value is not of the form CHECK=LOW:HIGH, the limits of the check cannot be
            set, or the same end of a check is given twice.

    Examples:
        >>> parse_limits(["front_knee=60:110", "trunk_upright=:30", "trunk_upright=-5:"])
        {'front_knee': (60.0, 110.0), 'trunk_upright': (-5.0, 30.0)}
    """
    from posecheck.stretches.fields import LIMITS_STAY, TAKEN_CHECKS

    found: dict[str, tuple[float, float]] = {}
    for text in texts or ():
        check, (low, high) = _parse_limit(text)
        if check in TAKEN_CHECKS:
            raise InputError(f"--limit {text}: {check} {LIMITS_STAY}; leave it out.")
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
