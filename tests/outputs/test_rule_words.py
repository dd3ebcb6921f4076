"""Why somebody is not in position, in words."""

from figures import STANDING, assessed, by_rules_alone, clip, lunge
from results import result

from posecheck.clips.result import RulePart
from posecheck.measures import Role
from posecheck.outputs.rule_words import (
    allowed_words,
    noun_of,
    why_not_now_words,
    why_not_words,
)
from posecheck.stretches.stretch import Rule, built_in

BRIDGE = by_rules_alone("bridge")


def test_the_rule_that_fails_now_is_measured_against_its_limit():
    last = assessed(clip(STANDING, 1), [BRIDGE])[-1]
    assert why_not_now_words(last) == "chest facing up 0°; Bridge has at least 40°"


def test_in_position_there_is_nothing_to_say():
    lunges = by_rules_alone("half_kneeling_lunge")
    assert why_not_now_words(assessed(clip(lunge(), 1), [lunges])[-1]) is None


def test_a_measure_without_words_goes_by_its_name():
    assert noun_of("feet_width", Role.BOTH) == "feet width"
    assert noun_of("knee_ahead", Role.FRONT) == "front knee ahead of the hips"


def test_two_limits_are_a_middle_and_the_room_around_it_and_one_is_itself():
    knee, trunk = Rule(measure="knee_angle", side="near", min=110, max=215), "trunk_inclination"
    assert allowed_words(knee) == "162 ± 52°"
    lengths = Rule(measure="hip_height", min=-0.5, max=0.25)
    assert allowed_words(lengths, minus="−") == "−12 ± 38% of trunk"
    assert allowed_words(Rule(measure=trunk, max=30)) == "at most 30°"


def test_rules_that_are_unread_for_one_reason_are_one_sentence():
    def unread(measure: str, side: Role, reason: str) -> RulePart:
        known = {"stretch": "bridge", "unit": "T", "min": 0.45, "max": None, "value": None}
        return RulePart(measure=measure, side=side, reason=reason, held_fraction=0.0, **known)

    unclear, hidden = "it is unclear which leg is in front", "left knee hidden"
    rules = (
        unread("knee_ahead", Role.FRONT, unclear),
        unread("hip_height", Role.BOTH, hidden),
        unread("thigh_elevation", Role.FRONT, unclear),
        unread("knee_ahead", Role.FRONT, unclear),
    )
    of_front_leg = "front knee ahead of the hips, front thigh above the horizontal"
    assert why_not_words(result(stretch=None, rules=rules), [built_in("bridge")]) == [
        f"{of_front_leg} could not be read: {unclear}",
        f"hips above the ankle could not be read: {hidden}",
    ]
