from dataclasses import replace

import pytest
from figures import butterfly, lunge, pigeon, pigeon_with_a_lost_leg, seen, sight, with_body

from posecheck.measures import take
from posecheck.measures.rear_leg_memory import REMEMBERED_S, SURELY_LEG_T, RearLegMemory


def observed(memory, figure, time_s):
    return memory.observe(sight(replace(with_body(seen(figure, 90)), time_s=time_s)))


@pytest.fixture
def memory():
    return RearLegMemory()


def test_a_leg_that_is_lost_is_there_for_a_moment_longer(memory):
    reach = observed(memory, pigeon(), 0.0)
    assert reach > SURELY_LEG_T
    assert observed(memory, butterfly(), 0.9 * REMEMBERED_S) == reach
    assert observed(memory, butterfly(), 1.1 * REMEMBERED_S) == 0.0


def test_the_measure_reads_what_is_remembered(memory):
    reach = observed(memory, pigeon(), 0.0)
    lost = sight(with_body(seen(butterfly(), 90)))
    assert take("reach_behind", lost).value < SURELY_LEG_T
    assert take("reach_behind", replace(lost, rear_leg_reach_t=reach)).value == reach


@pytest.mark.parametrize("figure", [butterfly(), lunge()], ids=["none behind", "not seated"])
def test_nothing_else_is_a_leg_behind(memory, figure):
    assert observed(memory, figure, 0.0) == 0.0


@pytest.mark.parametrize("yaw", [0, 45])
def test_it_is_read_from_the_side_alone(memory, yaw):
    assert memory.observe(sight(with_body(seen(pigeon(), yaw)))) == 0.0


def test_without_an_outline_nothing_is_remembered(memory):
    assert memory.observe(sight(replace(seen(pigeon(), 90), mask=None))) == 0.0


def test_a_leg_that_only_the_near_one_gives_away_is_not_remembered(memory):
    assert memory.observe(sight(pigeon_with_a_lost_leg())) == 0.0
