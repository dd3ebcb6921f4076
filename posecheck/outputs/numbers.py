"""Values, units and limits as text: in full for terminal and report, compact for pictures."""

from collections.abc import Sequence
from math import isfinite

from posecheck.stretches.checks import Band

Limit = float | None

MINUS = "−"
"""The typographic minus, for pictures and pages; terminals get a hyphen, which all can show."""

UNIT_SUFFIXES = {"deg": "°", "T": "% of trunk", "ratio": "", "reversals": "×"}
"""What follows a value in each unit; other units follow by their name."""

FACTORS = {"T": 100.0}
"""Trunk lengths (T) are shown as percent of the trunk; a value is multiplied by this."""

NEAR_LIMIT_DEG = 0.5
"""Rounding to whole degrees moves a value by up to this much: enough to put it on a limit."""

SMALL_LIMIT = 0.1
"""Limits below this differ in the third decimal only (`good = [-0.03, 0.025]`)."""


def unit_suffix(unit: str) -> str:
    """What follows a value in a unit: `°`."""
    return UNIT_SUFFIXES.get(unit, f" {unit}")


def file_unit(unit: str) -> str:
    """The unit in which stretch files and `--limit` give values: trunk lengths, not percent."""
    return "trunk lengths" if unit == "T" else unit


def scaled(value: float, unit: str) -> float:
    """A value in a unit as the number that is shown: 0.2 T is 20% of the trunk."""
    return value * FACTORS.get(unit, 1.0)


def with_unit(number: str, unit: str) -> str:
    """A number with its unit: `90°`, `20% of trunk`."""
    return number + unit_suffix(unit)


def value_words(
    value: float,
    unit: str,
    good: Sequence[Limit] = (),
    *,
    uncertainty: float = 0.0,
    minus: str = "-",
) -> str:
    """A value with its unit.

    Degrees are rounded to whole ones, but not next to a limit: a value just beyond it would look
    as if it met it.

    Args:
        value: In `unit`.
        unit: As in a measurement.
        good: The limits that the value is compared with, in `unit`.
        uncertainty: By how much the true value may be higher or lower, in `unit`.
        minus: The sign of negative values.

    Examples:
        >>> value_words(103.4, "deg", (80, 100))
        '103°'
        >>> value_words(100.3, "deg", (80, 100))
        '100.3°'
        >>> value_words(0.2034, "T")
        '20.3% of trunk'
        >>> value_words(96.2, "deg", (80, 100), uncertainty=7.3)
        '96 ± 7°'
    """
    if unit != "deg":
        number = f"{round(scaled(value, unit), 1 if unit in FACTORS else 3) + 0.0:g}"
    elif any(limit is not None and abs(value - limit) <= NEAR_LIMIT_DEG for limit in good):
        number = f"{value:.1f}"
    else:
        number = f"{round(value)}"
    return with_unit(number + _within(uncertainty, unit), unit).replace("-", minus)


def _within(uncertainty: float, unit: str) -> str:
    """How far off a value may be: ` ± 7`; nothing where that is less than what is shown of it."""
    shown = round(scaled(uncertainty, unit))
    return f" ± {shown}" if shown else ""


def limits_words(low: Limit, high: Limit, unit: str, *, minus: str = "-") -> str:
    """Limits with their unit; None and infinity are no limit.

    Args:
        low: In `unit`.
        high: In `unit`.
        unit: As in a measurement.
        minus: The sign of negative limits.

    Examples:
        >>> limits_words(80, 100, "deg")
        '80 to 100°'
        >>> limits_words(None, 0.2, "T")
        'at most 20% of trunk'
    """
    low, high = (
        round(scaled(limit, unit), 4) if limit is not None and isfinite(limit) else None
        for limit in (low, high)
    )
    if low is not None and high is not None:
        words = f"{low:g} to {high:g}"
    elif high is not None:
        words = f"at most {high:g}"
    elif low is not None:
        words = f"at least {low:g}"
    else:
        return "any"
    return with_unit(words, unit).replace("-", minus)


def compact_value(
    value: float, unit: str, good: Sequence[Limit] = (), uncertainty: float = 0.0
) -> str:
    """A value in as few characters as possible, for a label on a picture: `78°`, `4.6%`.

    Where rounding would take it across a limit, it gets another decimal.

    Args:
        value: In `unit`.
        unit: As in a measurement; degrees and percent are written.
        good: The limits that the value is compared with; small ones need another decimal.
        uncertainty: By how much the true value may be higher or lower, in `unit`; written for
            degrees.

    Examples:
        >>> compact_value(164.8, "deg", (165, 240))
        '164.8°'
        >>> compact_value(165.2, "deg", (165, 240))
        '165°'
    """
    if unit == "deg":
        decimals = _decimals(value, good, 0)
        return f"{value:z.{decimals}f}{_within(uncertainty, unit)}°".replace("-", MINUS)
    limits = [abs(limit) for limit in good if limit is not None and isfinite(limit)]
    small = bool(limits) and max(limits) < SMALL_LIMIT
    if unit in FACTORS:
        shown = round(scaled(value, unit), 4)
        ends = [None if limit is None else round(scaled(limit, unit), 4) for limit in good]
        return f"{shown:z.{_decimals(shown, ends, int(small))}f}%".replace("-", MINUS)
    return f"{value:z.{_decimals(value, good, 3 if small else 2)}f}".replace("-", MINUS)


def _decimals(number: float, good: Sequence[Limit], fewest: int) -> int:
    """One more than the fewest where the number would be rounded across a limit."""
    low, high = good or (None, None)
    rounded = round(number, fewest)
    below = low is not None and (rounded < low) != (number < low)
    above = high is not None and (rounded > high) != (number > high)
    return fewest + (below or above)


def compact_limits(band: Band, unit: str) -> str:
    """The good limits in as few characters as possible: `80–100°`, `±15°`, `≤ 0`.

    A limit beyond which nothing is borderline or to be fixed is the end of the scale, not a limit.

    Args:
        band: The limits that were applied, in `unit`.
        unit: As in a measurement; only degrees are written.

    Examples:
        >>> compact_limits(Band((0, 10), (0, 18)), "deg")
        '≤ 10°'
    """
    low, high = (
        _compact_limit(good, unit, band.good) if isfinite(good) and good != fix else None
        for good, fix in zip(band.good, band.fix, strict=True)
    )
    if low and high:
        return _compact_range(low, high)
    if low or high:
        return f"≥ {low}" if low else f"≤ {high}"
    return ""


def _compact_limit(limit: float, unit: str, good: Sequence[Limit]) -> str:
    """Zero needs no decimals: where no personal baseline is known it is the usual limit."""
    return compact_value(limit, unit, good) if limit or unit == "deg" else "0"


def _compact_range(low: str, high: str) -> str:
    if low == f"{MINUS}{high}":
        return f"±{high}"
    bare = low.removesuffix("°").removesuffix("%")
    return f"{low} to {high}" if low.startswith(MINUS) else f"{bare}–{high}"
