"""What a measure may look at."""

import pytest
from figures import (
    STANDING,
    THIGH_M,
    TRUNK_M,
    Figure,
    hidden,
    lunge,
    seen,
    sight,
    swapped,
    with_back,
)
from measure_figures import cos

from posecheck.measures.sight import Baseline, Role, Upright
from posecheck.pose.pose import Joint, Landmark, Side
from posecheck.pose.view import ViewKind


def test_roles_mean_the_right_half_of_the_body():
    here = sight(seen(lunge(), -90), front=Side.LEFT)
    assert here.side_of(Role.NEAR) is Side.RIGHT
    assert here.side_of(Role.FAR) is Side.LEFT
    assert here.side_of(Role.FRONT) is Side.LEFT
    assert here.side_of(Role.REAR) is Side.RIGHT
    assert here.side_of(Role.BOTH) is None
    seen_worse = hidden(seen(lunge(), 0), Landmark.LEFT_KNEE)
    assert sight(seen_worse).side_of(Role.NEAR) is Side.RIGHT
    assert sight(swapped(seen_worse)).side_of(Role.NEAR) is Side.LEFT


@pytest.mark.parametrize("yaw", [0, 45, 90, -90, 180])
def test_how_far_a_joint_is_ahead_does_not_depend_on_the_view(yaw):
    here = sight(seen(lunge(), yaw))
    assert here.ahead_t(Joint.KNEE, Side.LEFT) == pytest.approx(THIGH_M / TRUNK_M)
    assert here.ahead_t(Joint.ANKLE, Side.RIGHT) < 0
    assert here.ahead_t(Joint.HIP, Side.LEFT) == 0


@pytest.mark.parametrize(("lean", "up"), [(-90, 90), (0, 0), (90, -90), (-120, 60)])
def test_the_chest_faces_up_on_the_back_and_down_on_the_belly(lean, up):
    assert sight(seen(Figure(trunk_lean=lean))).facing_up_deg == pytest.approx(up, abs=1e-6)


def test_the_trunk_is_as_long_as_it_is_however_it_leans_towards_the_camera():
    here = sight(seen(lunge(lean=50), 0))
    assert here.trunk_px == pytest.approx(TRUNK_M * 160)
    assert here.pose.trunk_px == pytest.approx(TRUNK_M * 160 * cos(50))


def test_without_a_mask_there_is_no_outline_of_back_or_shins():
    here = sight(seen(STANDING))
    assert here.back_depths is None
    assert here.shin_gaps_t is None


def test_the_back_is_read_at_the_same_places_from_either_side():
    left, right = (sight(with_back(seen(STANDING, yaw), 0.1)).back_depths for yaw in (90, -90))
    assert left == pytest.approx(right, abs=0.02)


@pytest.mark.parametrize("baseline", Baseline)
def test_an_upright_posture_that_was_never_seen_is_no_baseline(baseline):
    assert not any(Upright().knows(baseline, kind) for kind in ViewKind)


def test_the_back_holds_for_every_view_and_the_head_for_its_own():
    upright = Upright(-0.02, 0.2, 170.0, ViewKind.SIDE)
    for baseline in Baseline:
        views = {kind for kind in ViewKind if upright.knows(baseline, kind)}
        assert views == ({ViewKind.SIDE} if baseline is Baseline.HEAD_ANGLE else set(ViewKind))
