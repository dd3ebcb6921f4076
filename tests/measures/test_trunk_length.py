"""How long the upright trunk is in the picture."""

from dataclasses import replace

import pytest
from figures import Figure, moved, seen, sight

from posecheck.measures import MEASURES
from posecheck.measures.trunk_length import ENOUGH_FRAMES, SAME_PLACE, UPRIGHT_DEG, TrunkLength

BIAS = MEASURES["trunk_lean"].bias
LARGE = (3000, 3000)


def learned(figure, yaw=90.0, frames=ENOUGH_FRAMES, **more):
    length = TrunkLength()
    return length, [length.observe(sight(seen(figure, yaw, **more))) for _ in range(frames)][-1]


@pytest.mark.parametrize("yaw", [90, -90, 45, -45])
def test_an_upright_trunk_tells_its_length_from_side_and_at_45_degrees(yaw):
    upright = seen(Figure(), yaw)
    assert learned(Figure(), yaw)[1] == pytest.approx(upright.trunk_px, rel=0.03, abs=0.5)
    assert learned(Figure(), yaw, frames=ENOUGH_FRAMES - 1)[1] is None


@pytest.mark.parametrize("lean", [-14, -10])
def test_a_trunk_that_leans_a_little_counts_as_long_as_it_is(lean):
    tilted = learned(Figure(trunk_lean=lean + BIAS), size=LARGE)[1]
    assert tilted == pytest.approx(seen(Figure(), size=LARGE).trunk_px, rel=0.02)


@pytest.mark.parametrize("lean", [UPRIGHT_DEG + 2, 40, -UPRIGHT_DEG - 2])
def test_one_that_leans_further_tells_nothing(lean):
    assert learned(Figure(trunk_lean=lean + BIAS), frames=3 * ENOUGH_FRAMES)[1] is None


@pytest.mark.parametrize("yaw", [0, 180])
def test_from_the_front_and_from_behind_it_is_not_known_who_leans(yaw):
    assert learned(Figure(), yaw, frames=3 * ENOUGH_FRAMES)[1] is None


def test_a_pose_that_is_carried_over_is_not_seen_again():
    length = TrunkLength()
    carried = replace(seen(Figure()), carried=True)
    assert [length.observe(sight(carried)) for _ in range(2 * ENOUGH_FRAMES)][-1] is None


def test_a_length_from_another_distance_is_not_taken_for_this_one():
    length, far_px = learned(Figure(trunk_lean=0), scale_px=100)
    leaning = Figure(trunk_lean=35)
    nearer, near = (1 + 2 * SAME_PLACE) * 100, 100 * (1 + SAME_PLACE / 2)
    assert length.observe(sight(seen(leaning, scale_px=nearer))) is None
    assert length.observe(sight(seen(leaning, scale_px=near))) == far_px
    for _ in range(ENOUGH_FRAMES):
        near_px = length.observe(sight(seen(Figure(), scale_px=nearer)))
    assert near_px == pytest.approx(far_px * nearer / 100, abs=1)


def test_a_picture_that_is_shifted_changes_nothing():
    length, known_px = learned(Figure())
    pose = seen(Figure())
    shifted = moved(pose, (pose.size[0] + 40, pose.size[1]), shift=(40, 0))
    assert length.observe(sight(shifted)) == known_px
