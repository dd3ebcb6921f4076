"""Problems of a file in one line, in words that its author understands."""

from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from posecheck.stretches.problems import MOST_LISTED, problems_in


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern="^[a-z]+$")] = "part"
    size: float = 1.0


class Whole(BaseModel):
    name: Annotated[str, Field(min_length=1)]
    part: Annotated[tuple[Part, ...], Field(min_length=1)]


def problems(data: object) -> str:
    with pytest.raises(ValidationError) as error:
        Whole.model_validate(data)
    return problems_in(error.value, data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "x"}, "part: is missing"),
        ({"name": "", "part": [{}]}, "name: is empty"),
        ({"name": 1, "part": [{}]}, "name: should be text in quotes"),
        ({"name": "x", "part": []}, "part: is empty"),
        ({"name": "x", "part": [{}, {"size": "big"}]}, "part.2.size: should be a number"),
        (
            {"name": "x", "part": [{"id": "leg", "sise": 1}]},
            "part.leg.sise: there is no such entry",
        ),
        ({"name": "x", "part": [{"id": "Leg"}]}, "part.Leg.id: should be small letters"),
        (3, "the file: "),
    ],
)
def test_a_problem_is_named_with_its_place(data, words):
    found = problems(data)
    assert found.startswith(words)
    assert ";" not in found


def test_of_many_problems_the_first_are_listed_and_the_others_counted():
    data = {"name": "x", "part": [{"size": "big"}] * (MOST_LISTED + 3)}
    found = problems(data).split("; ")
    assert len(found) == MOST_LISTED + 1
    assert found[-1] == "and 3 more"
