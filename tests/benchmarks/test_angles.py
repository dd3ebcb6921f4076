"""Errors of estimates whose errors are made."""

import numpy as np
import pytest
from random_poses import constant

from benchmarks.accuracy.angles import angles_table
from models.angle_examples import Examples, true_angles
from posecheck.measures.estimated import ANGLES, Angle, AngleEstimator
from posecheck.pose.pose import Side


def estimator(degrees: float, width: float) -> AngleEstimator:
    """It takes every angle for the same."""
    angles = np.full(len(ANGLES), np.radians(degrees))
    return AngleEstimator(
        constant(np.concatenate([np.sin(angles), np.cos(angles)]), features=1),
        constant(np.full(len(ANGLES), np.log(width)), features=1),
        np.ones(len(ANGLES)),
    )


def examples(true: list[float], turn_deg: float = 40.0) -> Examples:
    count = len(true)
    degrees = np.repeat(np.array(true)[:, None], len(ANGLES), axis=1)
    return Examples(
        features=np.zeros((2 * count, 1)),
        true=np.vstack([degrees, degrees]),
        turn_deg=np.full(count, turn_deg),
        people=np.arange(count),
    )


def test_errors_and_intervals_are_told_by_turn():
    text = angles_table(examples([90.0, 100.0]), estimator(92.0, width=5.0))
    assert "| knee | 30 to 45° | 5.0 | 100% | 5.0 | 5.8 | -3.0" in text
    assert "50 % (2/4;" in text
    assert "| knee | 45 to 60° | - |" in text


def test_what_may_be_off_too_far_is_left_out():
    text = angles_table(examples([90.0, 100.0]), estimator(92.0, width=90.0))
    assert "| knee | 30 to 45° | 5.0 | 0% | - |" in text


def standing(**moved: tuple[float, float, float]) -> dict[str, np.ndarray]:
    """Joints of somebody who stands and looks along -y, a left one at x = 0.1."""
    heights = {"shoulder": 1.4, "hip": 0.9, "knee": 0.5, "ankle": 0.1}
    joints = {
        f"{side.value}_{name}": np.array([[0.1 if side is Side.LEFT else -0.1, 0.0, height]])
        for side in Side
        for name, height in heights.items()
    }
    return joints | {name: np.array([place]) for name, place in moved.items()}


def angles(joints: dict[str, np.ndarray]) -> dict[tuple[Angle, Side | None], float]:
    return dict(zip(ANGLES, true_angles(joints)[0].tolist(), strict=True))


def test_true_angles_of_somebody_upright():
    found = angles(standing())
    for angle, side in ANGLES:
        upright = 0.0 if angle in (Angle.TRUNK, Angle.TRUNK_LEAN) else 180.0
        assert found[angle, side] == pytest.approx(upright, abs=0.1)


def test_a_knee_ahead_bends_hip_and_knee():
    found = angles(standing(left_knee=(0.1, -0.4, 0.9), left_ankle=(0.1, -0.4, 0.5)))
    assert found[Angle.KNEE, Side.LEFT] == pytest.approx(90, abs=0.1)
    assert found[Angle.HIP, Side.LEFT] == pytest.approx(90, abs=0.1)
    assert found[Angle.HIP_SAGITTAL, Side.LEFT] == pytest.approx(90, abs=0.1)
    assert found[Angle.KNEE, Side.RIGHT] == pytest.approx(180, abs=0.1)


def test_a_thigh_behind_the_trunk_is_beyond_the_line():
    found = angles(standing(left_knee=(0.1, 0.2, 0.55)))
    assert found[Angle.HIP_SAGITTAL, Side.LEFT] == pytest.approx(209.7, abs=0.1)
    assert found[Angle.HIP, Side.LEFT] == pytest.approx(150.3, abs=0.1)


def test_leaning_forward_is_positive():
    ahead = {
        f"{side.value}_shoulder": (0.1 if side is Side.LEFT else -0.1, -0.5, 0.9) for side in Side
    }
    found = angles(standing(**ahead))
    assert found[Angle.TRUNK_LEAN, None] == pytest.approx(90, abs=0.1)
    assert found[Angle.TRUNK, None] == pytest.approx(90, abs=0.1)
