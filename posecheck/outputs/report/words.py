"""Numbers and moments as the pages write them: with a typographic minus and dash."""

from collections.abc import Sequence

from posecheck.clips.result import CheckPart
from posecheck.outputs.numbers import MINUS, Limit, limits_words, value_words
from posecheck.outputs.words import bent_part_words

NONE = "–"
"""In a table, where there is no value."""

NO_BREAK = "\N{NO-BREAK SPACE}"


def page_value(
    value: float, unit: str, good: Sequence[Limit] = (), uncertainty: float = 0.0
) -> str:
    """A value with its unit; see `value_words` for the arguments."""
    words = value_words(value, unit, good, uncertainty=uncertainty, minus=MINUS)
    return words.replace(" ± ", f"{NO_BREAK}±{NO_BREAK}")


def change_words(before: float, after: float, unit: str) -> str:
    """The change with its unit; in degrees that of the whole degrees that are shown."""
    if unit == "deg":
        before, after = round(before), round(after)
    change = after - before
    return f"{'+' if change > 0 else ''}{page_value(change, unit)}"


def difference_words(one: float, other: float, unit: str) -> str:
    """How far two values are apart, without a sign; see `change_words`."""
    return change_words(min(one, other), max(one, other), unit).removeprefix("+")


def page_limits(low: Limit, high: Limit, unit: str) -> str:
    """Limits with their unit; None and infinity are no limit."""
    return limits_words(low, high, unit, minus=MINUS)


def check_value(part: CheckPart) -> str:
    """The value of a check; of a back also how far it is bent."""
    if part.value is None:
        return NONE
    bent = bent_part_words(part)
    value = page_value(part.value, part.unit, part.good, part.uncertainty)
    return f"{value}, {bent}" if bent else value


def check_target(part: CheckPart) -> str:
    """The good limits of a check."""
    return page_limits(*part.good, part.unit)
