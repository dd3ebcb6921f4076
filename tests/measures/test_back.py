"""How rounded the back is, by its outline."""

from dataclasses import replace

import numpy as np
import pytest
from figures import STANDING, TRUNK_M, Figure, lunge, seen, sight, with_back
from measure_cases import BACK_CASES, every_picture, measures_in, reads_the_truth
from measure_figures import mean_bulge

from posecheck.measures import CannotJudge, Role, Upright, back, take
from posecheck.measures.back import (
    AVERAGE_BACK_DEPTH,
    PLAINLY_ARCHED_T,
    RISE_ALONE_SHARE,
    RISE_SHARE,
)
from posecheck.measures.measure import NO_BASELINE
from posecheck.pose.pose import Joint, Landmark, Side
from posecheck.pose.silhouette.back import STATIONS


def test_every_measure_of_the_module_is_held_against_the_truth():
    assert measures_in(back) == {case.measure for case in BACK_CASES}


@every_picture(BACK_CASES)
def test_the_truth_is_read_in_every_picture(case, yaw, mirrored):
    reads_the_truth(case, yaw, mirrored)


def test_without_a_baseline_the_back_is_held_against_the_average_with_wider_limits():
    pose = with_back(seen(STANDING))
    average = take("back_rounding", sight(pose), Role.NEAR)
    own = take("back_rounding", sight(pose, upright=Upright(back_outline=0.0)), Role.NEAR)
    assert average.doubt > own.doubt == 1
    assert average.note
    assert average.expected_error > own.expected_error


@pytest.mark.parametrize(("arch_t", "sure"), [(0.08, False), (0.4, True)])
def test_without_a_baseline_only_a_plain_arch_is_told(arch_t, sure):
    here = sight(seen(STANDING))
    vars(here)["back_depths"] = 0.3 - arch_t * np.sin(np.pi * STATIONS)
    average = take("back_rounding", here, Role.NEAR)
    assert (average.value < PLAINLY_ARCHED_T) == sure
    assert (average.unsure_below is None) == sure
    here = replace(here, upright=Upright(back_outline=0.0))
    vars(here)["back_depths"] = 0.3 - arch_t * np.sin(np.pi * STATIONS)
    assert take("back_rounding", here, Role.NEAR).unsure_below is None


def test_an_arm_along_the_whole_back_hides_it():
    pose = with_back(seen(STANDING))
    points = pose.points.copy()
    back = np.array([0.2 * TRUNK_M * 160, 0.0])
    facing = np.sign((pose[Landmark.NOSE] - pose.middle(Joint.SHOULDER))[0])
    for side in Side:
        for joint, share in ((Joint.SHOULDER, 1.3), (Joint.ELBOW, 0.5), (Joint.WRIST, -0.2)):
            points[joint.of(side)] = pose.middle(Joint.HIP) + share * pose.trunk - facing * back
    for shoulder in Joint.SHOULDER.both:
        points[shoulder] = pose[shoulder]
    points[list(Joint.ELBOW.both)] -= pose.trunk * 0.1
    result = take("back_outline", sight(replace(pose, points=points)), Role.NEAR)
    assert isinstance(result, CannotJudge)
    assert "arm" in result.reason


@pytest.mark.parametrize("moved_t", [-0.06, 0.0, 0.03, 0.09])
def test_a_back_that_moves_out_under_a_straight_outline_is_rounded_by_a_share_of_it(moved_t):
    straight = sight(with_back(seen(Figure())))
    depth = take("back_depth", straight, Role.NEAR).value
    upright = Upright(back_outline=0.0, back_depth=depth - moved_t)
    result = take("back_rounding", replace(straight, upright=upright), Role.NEAR)
    share = RISE_ALONE_SHARE if moved_t > 0 else RISE_SHARE
    assert result.value == pytest.approx(share * moved_t, abs=3e-3)


@pytest.mark.parametrize("bulge", [-0.1, 0.1, 0.15])
def test_bulge_and_rise_count_together(bulge):
    straight, bent = (sight(with_back(seen(Figure()), depth)) for depth in (0.0, bulge))
    upright = Upright(
        take("back_outline", straight, Role.NEAR).value,
        take("back_depth", straight, Role.NEAR).value,
    )
    result = take("back_rounding", replace(bent, upright=upright), Role.NEAR)
    rise = take("back_depth", bent, Role.NEAR).value - upright.back_depth
    assert result.value == pytest.approx(mean_bulge(bulge) + RISE_SHARE * rise, abs=0.012)
    assert abs(result.value) > abs(mean_bulge(bulge))


@pytest.mark.parametrize(("bulge", "depth_t"), [(0.0, None), (0.15, None), (0.35, 0.53)])
def test_without_an_upright_baseline_only_a_plainly_rounded_back_has_risen(bulge, depth_t):
    result = take("back_rise", sight(with_back(seen(lunge(lean=60)), bulge)), Role.NEAR)
    if depth_t is None:
        assert result == NO_BASELINE
    else:
        assert result.value == pytest.approx(depth_t - AVERAGE_BACK_DEPTH, abs=0.05)
