"""The lean of a trunk that looks shorter than it is."""

from math import copysign, cos, radians

import pytest
from figures import Figure, seen, sight
from hypothesis import given
from hypothesis import strategies as st

from posecheck.measures import MEASURES, Measurement, Role, Upright, take
from posecheck.measures.estimated import Angle, Estimate, estimated
from posecheck.measures.foreshortened import (
    LEAST_TOLD_DEG,
    LEAST_UNCERTAIN_DEG,
    estimated_in,
    in_plane,
    with_own_length,
)

LEANS = st.floats(LEAST_TOLD_DEG + 1, 85)
AROUND = st.sampled_from([30, 45, 60, -30, -45, -60])
NO_IDEA_DEG = 1e6
LARGE = (3000, 3000)


def leaning(lean_deg, yaw=45.0, share=1.0, bend=0.0):
    """Somebody who leans, whose upright trunk is known, `share` of its length."""
    length_px = round(seen(Figure(), yaw, size=LARGE).trunk_px * share)
    pose = seen(Figure(trunk_lean=lean_deg, side_bend=bend), yaw, size=LARGE)
    return sight(pose, upright=Upright(trunk_px=length_px))


@given(LEANS, AROUND, st.booleans())
def test_without_another_idea_it_is_the_lean_that_the_length_tells(lean, yaw, forward):
    lean = lean if forward else -lean
    told = with_own_length(Estimate(lean / 10, NO_IDEA_DEG), leaning(lean, yaw))
    assert told.value == pytest.approx(lean, abs=0.5)
    assert told.uncertainty >= LEAST_UNCERTAIN_DEG


@given(LEANS, st.floats(-60, 60), st.floats(5, 30))
def test_it_lies_between_both_and_is_no_less_certain(lean, guess_deg, uncertainty_deg):
    guess = Estimate(guess_deg, uncertainty_deg)
    told = with_own_length(guess, leaning(lean))
    by_length = copysign(lean, guess_deg)
    low, high = sorted([guess_deg, by_length])
    assert low - 0.5 <= told.value <= high + 0.5
    assert told.uncertainty <= uncertainty_deg


@given(st.floats(20, 60))
def test_the_further_a_trunk_leans_the_more_its_length_tells(lean):
    near, far = (
        with_own_length(Estimate(30, 20), leaning(deg)).uncertainty for deg in (lean, lean + 10)
    )
    assert far < near


@pytest.mark.parametrize("lean", [0, 5, LEAST_TOLD_DEG - 1])
def test_a_trunk_that_looks_as_long_as_upright_tells_nothing(lean):
    guess = Estimate(20, 15)
    assert with_own_length(guess, leaning(lean)) is guess
    assert with_own_length(guess, leaning(lean, share=0.9)) is guess


@given(st.floats(-45, 45), AROUND)
def test_a_bend_to_a_side_is_no_lean(bend, yaw):
    guess, bent = Estimate(3, 20), leaning(0, yaw, bend=bend)
    assert with_own_length(guess, bent, in_plane(bent.pose)) is guess


@given(LEANS.filter(lambda lean: lean < 60), st.floats(-20, 20), AROUND)
def test_a_lean_is_told_beside_a_bend_to_a_side(lean, bend, yaw):
    bent = leaning(lean, yaw, bend=bend)
    told = with_own_length(Estimate(lean / 10, NO_IDEA_DEG), bent, in_plane(bent.pose))
    assert told.value == pytest.approx(lean, abs=3)
    without = with_own_length(Estimate(lean / 10, NO_IDEA_DEG), leaning(lean, yaw))
    assert told.uncertainty >= without.uncertainty


@pytest.mark.parametrize("bend", [25, 35, -25, -35])
def test_the_measure_does_not_take_a_bend_to_a_side_for_a_lean(bend):
    bent = leaning(0, bend=bend)
    lean, alone = (take("trunk_lean", one, Role.NEAR) for one in (bent, sight(bent.pose)))
    assert lean == alone
    from_vertical = estimated_in(bent, Angle.TRUNK, None).value
    assert abs(from_vertical - abs(bend)) < abs(
        estimated(bent.pose, Angle.TRUNK, None).value - abs(bend)
    )


def test_without_an_upright_trunk_the_estimate_stays():
    guess = Estimate(20, 15)
    assert with_own_length(guess, sight(seen(Figure(trunk_lean=40), 45))) is guess


@pytest.mark.parametrize("yaw", [45, -45])
def test_the_measure_knows_it_at_45_degrees_alone(yaw):
    here = leaning(40, yaw)
    without = sight(here.pose)
    lean, alone = (take("trunk_lean", one, Role.NEAR) for one in (here, without))
    assert isinstance(lean, Measurement)
    assert abs(lean.value - 40) < abs(alone.value - 40)
    assert lean.uncertainty < alone.uncertainty
    from_the_side = leaning(40, 90, share=cos(radians(40)))
    assert take("trunk_lean", from_the_side, Role.NEAR).value == pytest.approx(
        40 - MEASURES["trunk_lean"].bias
    )
