"""Numbers, verdicts and moments as the pages write them."""

from collections.abc import Sequence

from posecheck.clips.result import CheckPart
from posecheck.outputs.terminal.text import LOOK, limits_words, value_words
from posecheck.stretches.checks import Grade

NONE = "–"
MINUS = "−"


def title_of(id: str) -> str:
    """An id as a person reads it: `Front knee`."""
    return id.replace("_", " ").capitalize()


def clock_words(time_s: float) -> str:
    """A moment of a clip: `0:07.3`."""
    tenths = round(time_s * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def number_words(value: float, unit: str, good: Sequence[float | None] = ()) -> str:
    """A value and its unit with a proper minus; `good` are the limits it is held against."""
    return value_words(value, unit, good).replace("-", MINUS)


def limits_text(low: float | None, high: float | None, unit: str) -> str:
    """Limits in words, with a proper minus."""
    return limits_words(low, high, unit).replace("-", MINUS)


def value_text(part: CheckPart) -> str:
    """What a check read."""
    return NONE if part.value is None else number_words(part.value, part.unit, part.good)


def target_text(part: CheckPart) -> str:
    """What a check asks for."""
    return limits_text(*part.good, part.unit)


def look(grade: Grade) -> tuple[str, str, str]:
    """How a verdict is shown: its name, its glyph, its words."""
    glyph, words = LOOK[grade][0].split(" ", 1)
    return grade.value, glyph, words
