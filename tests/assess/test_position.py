"""Rules on stick figures: what holds, what is broken, and what cannot be read."""

import pytest
from figures import STANDING, by_rules_alone, hidden, seen, sight, with_body

from posecheck.assess.position import InPosition, in_position, mean_deviation, read_rules
from posecheck.measures import CannotJudge, Measurement
from posecheck.pose.pose import Landmark
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import Rule

UPRIGHT = Rule(measure="trunk_inclination", max=30)
BENT_KNEE = Rule(measure="knee_angle", side="near", max=90.0)
ANY_KNEE = Rule(measure="knee_angle", side="near", max=200.0)


def with_rules(stretch_id, *rules):
    return by_rules_alone(stretch_id).model_copy(update={"position": rules})


def test_a_rule_speaks_only_from_its_views():
    upright = Rule(measure="trunk_inclination", max=30)
    tall = Rule(measure="hip_height", max=0.3, views=frozenset({ViewKind.FRONT}))
    stretch = with_rules("butterfly", upright, tall)
    from_the_side, from_the_front = (
        in_position(stretch, sight(with_body(seen(STANDING, yaw)))) for yaw in (90, 0)
    )
    assert (from_the_side, from_the_front) == (InPosition.YES, InPosition.NO)


def test_a_stretch_with_no_rule_for_the_view_is_not_in_position_there():
    front_only = Rule(measure="hip_height", max=3.0, views=frozenset({ViewKind.FRONT}))
    stretch = with_rules("butterfly", front_only)
    assert in_position(stretch, sight(with_body(seen(STANDING, 90)))) is InPosition.NO
    assert in_position(stretch, sight(with_body(seen(STANDING, 0)))) is InPosition.YES


def test_a_rule_that_cannot_be_read_makes_no_position():
    here = sight(with_body(seen(STANDING)))
    knee_lost = sight(hidden(with_body(seen(STANDING)), Landmark.LEFT_KNEE))
    stretch = with_rules("butterfly", UPRIGHT, ANY_KNEE)
    assert in_position(stretch, here) is InPosition.YES
    assert in_position(stretch, knee_lost) is InPosition.UNREADABLE


def test_which_leg_is_in_front_matters_only_to_rules_about_that_leg():
    here = sight(with_body(seen(STANDING)))  # no leg is
    stands = with_rules("half_kneeling_lunge", UPRIGHT)
    assert stands.has_front_leg
    assert in_position(stands, here) is InPosition.YES
    front_knee = Rule(measure="knee_angle", side="front", max=200.0)
    steps = with_rules("half_kneeling_lunge", UPRIGHT, front_knee)
    assert in_position(steps, here) is InPosition.UNREADABLE


def test_a_broken_rule_counts_more_than_one_that_cannot_be_read():
    knee_lost = sight(hidden(with_body(seen(STANDING)), Landmark.LEFT_KNEE))
    lying = Rule(measure="trunk_inclination", min=60)
    assert in_position(with_rules("butterfly", ANY_KNEE, lying), knee_lost) is InPosition.NO


def test_the_readings_say_what_each_rule_reads():
    here = sight(hidden(with_body(seen(STANDING)), Landmark.LEFT_KNEE))
    elsewhere = UPRIGHT.model_copy(update={"views": frozenset({ViewKind.FRONT})})
    upright, knee = read_rules(with_rules("butterfly", UPRIGHT, BENT_KNEE, elsewhere), here)
    assert (upright.rule, upright.holds, knee.rule, knee.holds) == (UPRIGHT, True, BENT_KNEE, None)
    assert isinstance(upright.result, Measurement)
    assert upright.result.value == pytest.approx(0, abs=1)
    assert isinstance(knee.result, CannotJudge)


def test_values_far_from_the_middle_of_all_limits_hold_but_do_not_tell_the_stretch():
    here = sight(with_body(seen(STANDING)))  # 0 degrees of both
    rules = (
        Rule(measure="trunk_inclination", min=-10, max=30),
        Rule(measure="facing_up", min=-10, max=40),
        Rule(measure="knee_angle", side="near", max=200),  # one limit has no middle
    )
    stretch = with_rules("butterfly", *rules)
    assert mean_deviation(read_rules(stretch, here)) == pytest.approx((0.5 + 0.6) / 2, abs=0.02)
    assert in_position(stretch, here) is InPosition.YES
    strict = stretch.model_copy(update={"mean_deviation": 0.5})
    assert in_position(strict, here) is InPosition.UNKNOWN
    lenient = stretch.model_copy(update={"mean_deviation": 0.6})
    assert in_position(lenient, here) is InPosition.YES
