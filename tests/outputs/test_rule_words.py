"""Why somebody is not in position, in words."""

from figures import STANDING, assessed, by_rules_alone, clip, lunge

from posecheck.measures import Role
from posecheck.outputs.rule_words import noun_of, why_not_now_words

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
