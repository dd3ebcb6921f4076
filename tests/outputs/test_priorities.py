"""What comes first when there are several things to correct."""

from itertools import permutations

import pytest
from results import check, result

from posecheck.outputs.priorities import first_to_correct
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in

LUNGE = built_in("half_kneeling_lunge")


def first(*parts):
    found = first_to_correct(result(*parts), LUNGE)
    return found and found.id


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_fault_comes_before_what_is_borderline_and_the_more_important_before_others(order):
    parts = [
        check("rear_knee_down", Grade.FIX),
        check("trunk_upright", Grade.FIX),
        check("front_knee", Grade.BORDERLINE),
    ]
    assert first(*(parts[place] for place in order)) == "trunk_upright"


def test_a_required_check_comes_before_one_that_does_not_stop_the_hold():
    most_important = min(LUNGE.check, key=lambda spec: spec.priority)
    optional = most_important.model_copy(update={"required": False})
    others = [spec for spec in LUNGE.check if spec.id != most_important.id]
    stretch = LUNGE.model_copy(update={"check": (optional, *others)})
    for other in others:
        parts = check(optional.id, Grade.FIX), check(other.id, Grade.FIX)
        assert first_to_correct(result(*parts), LUNGE).id == optional.id
        assert first_to_correct(result(*parts), stretch).id == other.id


def test_bouncing_can_come_first():
    steady = check("steady", Grade.FIX, unit="reversals", value=3.0)
    assert first(steady, check("front_knee", Grade.BORDERLINE)) == "steady"


def test_nothing_comes_first_where_nothing_is_to_be_corrected():
    assert first(check("front_knee", Grade.GOOD), check("steady", Grade.CANNOT_JUDGE)) is None
    assert first(check("front_knee", Grade.FIX, cue=None)) is None
    assert first() is None
