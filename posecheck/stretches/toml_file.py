"""TOML files that describe something, checked against its model; every problem is named."""

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from posecheck.errors import InputError
from posecheck.stretches.problems import problems_in

Model = TypeVar("Model", bound=BaseModel)

LARGEST_FILE_BYTES = 40_000
"""About ten times the largest of posecheck's own."""

TEXT = re.compile(rb'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'')
"""A text or a quoted part of a key: its dots divide nothing."""

DEEPEST_KEY = 100
"""No sensible key has more dots than this. The TOML reader's time grows with the square of a key's
depth: it takes seconds for a hostile file of the largest size."""


class TomlEntry(BaseModel):
    """What an entry of a file says; names that it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read_toml(path: Path, what: str, error: type[InputError]) -> dict[str, Any]:
    """The entries of a TOML file.

    Args:
        path: Of the file.
        what: The word for what it describes, for messages.
        error: The kind of error to raise if it cannot be read.
    """
    content = _content(path, what, error)
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise error(f"{path} is not valid TOML: {cause}") from cause
    except ValueError as cause:
        raise error(f"{path} is not valid TOML: a number of too many digits") from cause
    except RecursionError as cause:
        raise error(f"{path} is not valid TOML: lists within lists, too deep") from cause


def validated(
    model: type[Model], data: dict[str, Any], path: Path, what: str, error: type[InputError]
) -> Model:
    """The entries as the model that they describe.

    Validators find the folder of the file in their context, as `folder`.

    Args:
        model: Of the file.
        data: Its entries.
        path: Of the file.
        what: The word for what it describes, for messages.
        error: The kind of error to raise; it names every problem.
    """
    try:
        return model.model_validate(data, context={"folder": path.parent})
    except ValidationError as cause:
        raise error(f"{path} does not describe a {what}: {problems_in(cause, data)}") from cause


def _content(path: Path, what: str, error: type[InputError]) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise error(f"{path} is not a file; give a {what}'s id or its TOML file")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as cause:
        raise error(
            f"{path}: cannot be read ({cause.strerror}); give a {what}'s id or its TOML file"
        ) from cause
    if len(content) > LARGEST_FILE_BYTES:
        raise error(f"{path} is too large for a {what}; is it the right file?")
    keys = TEXT.sub(b"", content).splitlines()  # a key takes one line
    if any(line.count(b".") > DEEPEST_KEY for line in keys):
        raise error(f"{path}: tables within tables, too deep for a {what}; is it the right file?")
    return content
