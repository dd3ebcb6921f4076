"""Expectations from a file: a list in TOML or CSV (docs/SCORE.md)."""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from posecheck.errors import InputError
from posecheck.scoring.columns import ABOUT_THE_CLIP, VALUE
from posecheck.scoring.expectations import Comparison, Expected
from posecheck.support.files import is_plain
from posecheck.support.printable import text_in

OR = "|"
"""Between the verdicts of a CSV cell any of which will do."""

BEYOND = ""
"""Where the cells of a row are kept that are beyond the last column."""

Entries = Iterator[tuple[str, dict[str, Any]]]
"""Where an entry stands in the file, and what it says."""


def load_expectations(path: Path, checks: Iterable[str]) -> Comparison:
    """What is expected of clips, ready to be compared with.

    Args:
        path: A list of expectations (`.toml`, `.csv`).
        checks: The ids of all checks there are.

    Raises:
        InputError: If the file cannot be read or does not hold together.
    """
    known = frozenset(checks)
    kind = path.suffix.lower()
    if kind not in READERS:
        raise InputError(f"{path}: not a list of expectations; give a TOML or CSV file.")
    try:
        if not is_plain(path):
            raise InputError(f"{path}: this is not a file; give a TOML or CSV file.")
        entries = READERS[kind](path, known)
        expected = [_expected(entry, f"{path}, {where}") for where, entry in entries]
    except (OSError, ValueError, RecursionError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{path}: cannot be read ({why}); give a TOML or CSV file.") from error
    for one in expected:
        _check_known(one, known, path)
    if not expected:
        raise InputError(f"{path}: nothing is expected there; docs/SCORE.md shows how to write it.")
    return Comparison(expected)


def _toml(path: Path, checks: frozenset[str]) -> Entries:
    content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    entries = content.pop("expect", [])
    if content or not isinstance(entries, list):
        raise InputError(f"{path}: only [[expect]] entries belong there; see docs/SCORE.md.")
    for number, entry in enumerate(entries, 1):
        name = entry.get("clip") if isinstance(entry, dict) else None
        yield str(name or f"entry {number}"), entry


def _csv(path: Path, checks: frozenset[str]) -> Entries:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, restkey=BEYOND, strict=True)
        _check_columns(rows.fieldnames or (), checks, path)
        for row in rows:
            if any(row.pop(BEYOND, ())):
                raise InputError(f"{path}, line {rows.line_num}: more cells than columns.")
            if not any(row.values()):  # spreadsheets leave such rows at the end
                continue
            verdicts = {id: row[id] for id in row if id in checks and row[id]}
            entry: dict[str, Any] = {
                name: text_in(row[name]) for name in ("clip", "stretch", "side") if row.get(name)
            }
            entry["checks"] = {id: cell.split(OR) for id, cell in verdicts.items()}
            yield f"line {rows.line_num}", entry


READERS: dict[str, Callable[[Path, frozenset[str]], Entries]] = {".toml": _toml, ".csv": _csv}


def _check_columns(columns: Sequence[str], checks: frozenset[str], path: Path) -> None:
    if len(columns) == 1 and ";" in columns[0]:
        raise InputError(f"{path}: its cells are separated by ';'; save it with ',' between them.")
    values = {check + VALUE for check in checks}
    unknown = [name for name in columns if name not in {*ABOUT_THE_CLIP, *checks, *values}]
    twice = [name for name in columns if columns.count(name) > 1]
    if twice:
        raise InputError(f"{path}: there are two columns '{twice[0]}'; leave one out.")
    if unknown or "clip" not in columns:
        what = f"the column '{unknown[0]}' is not known" if unknown else "there is no column 'clip'"
        raise InputError(f"{path}: {what}; give clip, stretch, side and ids of checks.")


def _expected(entry: Any, where: str) -> Expected:
    try:
        return Expected.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        what = first["msg"].removeprefix("Value error, ")
        raise InputError(f"{where}: {f'{place}: ' if place else ''}{what}") from error


def _check_known(expected: Expected, checks: frozenset[str], path: Path) -> None:
    misses = {miss.of for miss in expected.known_misses} - {"stretch", "side"}
    unknown = sorted({*expected.checks, *misses} - checks)
    if unknown:
        there = ", ".join(sorted(checks))
        raise InputError(
            f"{path}, {expected.clip}: there is no check '{unknown[0]}'; known are {there}"
        )
