"""Where the camera belongs, and which way a person turns to get it there."""

import pytest
from figures import STANDING, seen
from sessions import LUNGE

from posecheck.coach.camera import camera_hint, turn_deg
from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind


@pytest.mark.parametrize(
    ("side", "seen_deg", "wanted_deg", "turn"),
    [
        (Side.LEFT, 0, 90, 90),
        (Side.RIGHT, 0, -90, -90),
        (Side.LEFT, 45, 90, 45),
        (Side.LEFT, 180, 90, -90),
        (None, 20, 90, 70),
        (None, -20, -90, -70),
    ],
)
def test_the_camera_belongs_at_the_side_of_the_front_leg_or_the_nearer_one(
    side, seen_deg, wanted_deg, turn
):
    hint = camera_hint(LUNGE, side, seen(STANDING, seen_deg))
    assert hint.seen_deg == pytest.approx(seen_deg)
    assert hint.wanted_deg == wanted_deg
    assert turn_deg(hint) == pytest.approx(turn)
    assert (hint.view, hint.height_m) == (ViewKind.SIDE, LUNGE.camera.height_m)


def test_turning_that_far_brings_the_camera_where_it_belongs():
    """Somebody who turns to the right by an angle is seen further from their left by as much."""
    for yaw in (-170, -100, -30, 0, 30, 100, 170):
        for side in Side:
            hint = camera_hint(LUNGE, side, seen(STANDING, yaw))
            turned = camera_hint(LUNGE, side, seen(STANDING, yaw + turn_deg(hint)))
            assert turned.seen_deg == pytest.approx(turned.wanted_deg)
            assert turn_deg(turned) == pytest.approx(0, abs=1e-6)
