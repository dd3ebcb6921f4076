"""What is wrong with a TOML file, in words that its author understands."""

from typing import Any

from pydantic import ValidationError

MOST_LISTED = 20
"""How many problems are listed; the others are counted."""

CONSEQUENCE = "default_factory_not_called"
"""Pydantic's name for a problem that only follows from another one, which it names as well."""

WORDS = {
    "missing": "is missing",
    "extra_forbidden": "there is no such entry",
    "too_short": "is empty",
    "too_long": "has too many entries",
    "string_too_short": "is empty",
    "string_type": "should be text in quotes",
    "string_pattern_mismatch": "should be small letters, digits and _, a letter first",
    "float_type": "should be a number",
    "float_parsing": "should be a number",
    "finite_number": "should be a finite number",
    "tuple_type": "should be a list, as [1, 2] or several [[...]]",
    "frozen_set_type": "should be a list",
    "model_type": "should be a table",
    "dict_type": "should be a table",
}
"""What to say instead of what pydantic says, by its name for the problem."""


def problems_in(error: ValidationError, data: Any) -> str:
    """All problems in one line, each with its place.

    An entry of a list is named by its id, or by its number from 1 if it has none.

    Args:
        error: The problems.
        data: What was validated.
    """
    details = error.errors(include_url=False)
    wrong_within = {d["loc"][:depth] for d in details for depth in range(len(d["loc"]))}
    # A list whose entries are all wrong is not empty as well.
    own = [d for d in details if d["type"] != CONSEQUENCE and d["loc"] not in wrong_within]
    words = [f"{_place(detail['loc'], data)}: {_words(detail)}" for detail in own[:MOST_LISTED]]
    if more := len(own) - len(words):
        words.append(f"and {more} more")
    return "; ".join(words)


def _words(detail: Any) -> str:
    given: str = detail["msg"]
    return WORDS.get(detail["type"], given.removeprefix("Value error, ").removeprefix("Input "))


def _place(way: tuple[int | str, ...], data: Any) -> str:
    names = []
    for part in way:
        data = _entry(data, part)
        has_id = isinstance(part, int) and isinstance(data, dict) and "id" in data
        name = data["id"] if has_id else part + 1 if isinstance(part, int) else part
        names.append(str(name))
    return ".".join(name for name in names if name != "[key]") or "the file"


def _entry(data: Any, part: int | str) -> Any:
    try:
        return data[part]
    except (KeyError, IndexError, TypeError):
        return None
