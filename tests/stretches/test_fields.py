"""The entries of the files of stretches and routines: what each kind of them may be."""

from math import inf, nan

import pytest
from pydantic import TypeAdapter, ValidationError

from posecheck.assess.steadiness import STEADY
from posecheck.outputs.export.landmarks import PARTS
from posecheck.stretches.fields import (
    TAKEN_CHECKS,
    CheckId,
    Finite,
    HoldSeconds,
    Limits,
    RestSeconds,
    StretchId,
    Whole,
    Words,
)
from posecheck.stretches.seconds import LONGEST_HOLD_S

OF_LANDMARKS = tuple(f"left_knee_{part}" for part in PARTS)


def test_the_check_that_every_stretch_has_is_taken():
    assert STEADY.id in TAKEN_CHECKS


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (Finite, (-1.5, 0, 30)),
        (Whole, (1, 60)),
        (HoldSeconds, (0.5, 30, LONGEST_HOLD_S)),
        (RestSeconds, (0, 15.0)),
        (Limits, ([80, 100], (-inf, 5), (5, 5))),
        (StretchId, ("figure_four",)),
        (CheckId, ("knee",)),
        (Words, ("Lift your hips",)),
    ],
)
def test_what_an_entry_may_be_is_taken_as_it_is(field, values):
    for value in values:
        taken = TypeAdapter(field).validate_python(value)
        assert taken == (tuple(value) if isinstance(value, list) else value)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (Finite, (True, "30", nan, inf, None)),
        (Whole, (True, "1", 0, 1.5)),
        (HoldSeconds, (True, "30", 0, -1, LONGEST_HOLD_S + 1, inf)),
        (RestSeconds, (False, "15", -1, LONGEST_HOLD_S + 1)),
        (Limits, ([True, 100], ["80", 100], (100, 80), (-inf, -inf), (1, 2, 3))),
        (StretchId, ("auto", "Figure", "4")),
        (CheckId, ("score", "info_knee", "knee_value", "steady", *OF_LANDMARKS)),
        (Words, ("", 5, "\x1b[2J")),
    ],
)
def test_what_it_may_not_be_is_refused(field, values):
    for value in values:
        with pytest.raises(ValidationError):
            TypeAdapter(field).validate_python(value)
