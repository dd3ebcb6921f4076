"""What learned checks are called and say: right for the way in which a value is off."""

import pytest

from posecheck.measures import MEASURES, Role
from posecheck.teaching.words import WORDS, check_id, cues, noun, span_words, value_words

ROLES = {True: (Role.NEAR, Role.FRONT, Role.REAR), False: (Role.BOTH,)}
KINDS = [(name, role) for name in WORDS for role in ROLES[MEASURES[name].sided]]


@pytest.mark.parametrize(("measure", "role"), KINDS)
def test_every_measure_has_an_id_and_two_different_cues(measure, role):
    low, high = cues(measure, role, 20.0)
    assert low != high
    assert all(words[0].isupper() and "{" not in words for words in (low, high))
    assert check_id(measure, role).isidentifier()
    assert "  " not in noun(measure, role)


@pytest.mark.parametrize(
    ("measure", "role", "shown", "low", "high"),
    [
        ("knee_angle", Role.NEAR, 70, "Straighten your knee more", "Bend your knee more"),
        ("hip_angle", Role.REAR, 60, "Open your back hip more", "Bend your back hip more"),
        ("trunk_lean", Role.NEAR, 40, "Lean further forward", "Lean less far forward"),
        ("trunk_lean", Role.NEAR, 1, "Lean back less", "Lean less far forward"),
        ("trunk_lean", Role.NEAR, -30, "Lean back less", "Lean further back"),
        (
            *("thigh_elevation", Role.REAR, -70),
            *("Lift your back knee or lower your hips", "Lower your back knee or lift your hips"),
        ),
        (
            *("shin_lean", Role.FRONT, 10),
            *("Bring your front knee further forward", "Bring your front knee further back"),
        ),
        (
            *("shin_lean", Role.REAR, 92),
            *("Lower your back knee or lift the foot", "Lift your back knee or lower the foot"),
        ),
        (
            *("shin_lean", Role.NEAR, -88),
            *("Lift your knee or lower the foot", "Lower your knee or lift the foot"),
        ),
    ],
)
def test_cues_say_which_way_to_move(measure, role, shown, low, high):
    assert cues(measure, role, shown) == (low, high)


def test_ids_are_those_of_one_view_each_once():
    alike = {"trunk_side_lean", "hip_angle_signed", "hip_extension"}
    for role in (Role.NEAR, Role.FRONT):
        ids = [check_id(name, role) for name in WORDS if name not in alike]
        assert len(set(ids)) == len(ids)


def test_a_leg_is_named_only_where_the_check_is_about_it():
    assert check_id("knee_angle", Role.REAR) == "back_knee"
    assert check_id("trunk_lean", Role.REAR) == "trunk"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.6, "deg", "1 degree"),
        (-1.4, "deg", "-1 degree"),
        (53.2, "deg", "53 degrees"),
        (0.0, "deg", "0 degrees"),
        (0.254, "T", "0.25 trunk lengths"),
        (1.0, "ratio", "1.00"),
    ],
)
def test_a_value_is_told_with_its_unit(value, unit, words):
    assert value_words(value, unit) == words


def test_a_span_has_its_unit_once():
    assert span_words((51.0, 53.0), "deg") == "51 to 53 degrees"
    assert span_words((51.2, 50.9), "deg") == "51 degrees"
