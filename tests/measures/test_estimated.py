"""The arithmetic of estimated angles, and that both halves of the body are treated alike."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_poses import constant, in_mirror, random_pose

from posecheck.measures.estimated import (
    ANGLES,
    Angle,
    AngleEstimator,
    Estimate,
    estimated,
    shipped_estimator,
)
from posecheck.pose.pose import Side


def estimator(degrees: list[float], errors_deg: list[float], factor: float) -> AngleEstimator:
    """One that estimates the same angles in every pose."""
    radians = np.radians(degrees)
    return AngleEstimator(
        angles=constant([*np.sin(radians), *np.cos(radians)]),
        errors=constant(list(np.log(errors_deg))),
        factors=np.full(len(ANGLES), factor),
    )


SAME = {Angle.KNEE: 90.0, Angle.HIP: 120.0, Angle.HIP_SAGITTAL: 200.0}
WHOLE = {Angle.TRUNK: 30.0, Angle.TRUNK_LEAN: -30.0}
DEGREES = [(SAME | WHOLE)[angle] for angle, _ in ANGLES]


def test_angles_come_from_sines_and_cosines_and_widths_from_errors():
    found = estimator(DEGREES, [4.0] * len(ANGLES), factor=2.5).estimates(random_pose(1))
    for (angle, _), one in found.items():
        assert one.value == pytest.approx((SAME | WHOLE)[angle])
        assert one.uncertainty == pytest.approx(10.0)


def test_what_is_said_of_one_half_counts_for_the_other_in_the_mirror():
    uneven = [
        angle + (20 if side is Side.LEFT else 0)
        for angle, (_, side) in zip(DEGREES, ANGLES, strict=True)
    ]
    found = estimator(uneven, [4.0] * len(ANGLES), factor=1.0).estimates(random_pose(1))
    for side in Side:
        assert found[Angle.KNEE, side].value == pytest.approx(100.0)


@given(st.integers(0, 2**32 - 1))
def test_a_mirrored_pose_has_the_angles_of_the_other_half(seed):
    here, there = random_pose(seed), in_mirror(random_pose(seed))
    for angle, side in ANGLES:
        one, other = estimated(here, angle, side), estimated(there, angle, side and side.other)
        turn = (one.value - other.value + 180) % 360 - 180
        assert turn == pytest.approx(0, abs=0.2)
        assert one.uncertainty == pytest.approx(other.uncertainty, rel=0.01)


@given(st.integers(0, 2**32 - 1))
def test_angles_lie_in_their_ranges_and_nothing_is_certain(seed):
    ranges = {Angle.HIP_SAGITTAL: (0, 360), Angle.TRUNK_LEAN: (-180, 180)}
    for (angle, _), one in shipped_estimator().estimates(random_pose(seed)).items():
        low, high = ranges.get(angle, (-180, 180))
        assert low <= one.value <= high
        assert one.uncertainty > 0


def test_what_is_saved_is_read_again(tmp_path):
    path = tmp_path / "angles.npz"
    written = estimator(DEGREES, [4.0] * len(ANGLES), factor=2.0)
    written.save(path)
    for angle, one in AngleEstimator.load(path).estimates(random_pose(3)).items():
        before: Estimate = written.estimates(random_pose(3))[angle]
        assert one.value == pytest.approx(before.value, abs=0.1)
        assert one.uncertainty == pytest.approx(before.uncertainty, rel=0.01)
