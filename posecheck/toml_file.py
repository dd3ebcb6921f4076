"""TOML files that describe something, checked against its model; every problem is named."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from posecheck.errors import InputError

Model = TypeVar("Model", bound=BaseModel)


def read_toml(path: Path, what: str, error: type[InputError]) -> dict[str, Any]:
    """The entries of a TOML file that describes a `what`; raises `error`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as cause:
        raise error(
            f"{path}: cannot be read ({cause.strerror}); give a {what}'s id or its TOML file"
        ) from cause
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise error(f"{path} is not valid TOML: {cause}") from cause


def validated(
    model: type[Model], data: dict[str, Any], path: Path, what: str, error: type[InputError]
) -> Model:
    """The entries as the model that they describe; raises `error` with every problem.

    Validators find the folder of the file in their context, as `folder`.
    """
    try:
        return model.model_validate(data, context={"folder": path.parent})
    except ValidationError as cause:
        problems = "; ".join(_problem(detail, data) for detail in _own(cause.errors()))
        raise error(f"{path} does not describe a {what}: {problems}") from cause


def _own(details: list[Any]) -> list[Any]:
    """The problems without those that are but the consequence of another one."""
    places = [detail["loc"] for detail in details]
    return [
        detail
        for detail in details
        if detail["type"] != "default_factory_not_called"
        and not any(_lies_in(place, detail["loc"]) for place in places)
    ]


def _lies_in(place: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return len(place) > len(other) and place[: len(other)] == other


def _problem(detail: Any, data: Any) -> str:
    """One problem with its place; an entry of a list goes by its id where it has one."""
    names = []
    for part in detail["loc"]:
        data = data[part] if isinstance(data, list) or part in (data or ()) else None
        has_id = isinstance(part, int) and isinstance(data, dict) and "id" in data
        names.append(f"{data['id']}" if has_id else str(part))
    place = ".".join(names) or "the file"
    return f"{place}: {detail['msg'].removeprefix('Value error, ')}"
