"""Why somebody is not in position, in words."""

from figures import STANDING, assessed, by_rules_alone, clip, lunge

from posecheck.measures import Role
from posecheck.outputs.rule_words import allowed_words, noun_of, why_not_now_words
from posecheck.stretches.stretch import Rule

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
