"""Angles of made-up poses against made-up motion capture."""

import numpy as np
import pytest

from benchmarks.accuracy.mocap import Comparison, _compared, mocap_report
from posecheck.pose.pose import Joint, Pose, Side

SHIFT_S = 0.12


def bent(time_s, knee_deg):
    """Somebody upright from the side, both knees bent to an angle."""
    angle = np.radians(180 - knee_deg)
    places = np.zeros((33, 3))
    for side in Side:
        hip, knee = np.array([0.0, 0, 0]), np.array([0.0, 40, 0])
        places[Joint.SHOULDER.of(side)] = [0, -50, 0]
        places[Joint.HIP.of(side)], places[Joint.KNEE.of(side)] = hip, knee
        places[Joint.ANKLE.of(side)] = knee + 40 * np.array([-np.sin(angle), np.cos(angle), 0])
    ones, mask = np.ones(33), np.zeros((3, 5), bool)
    return Pose(time_s, places[:, :2], places / 100, ones, (5, 3), mask)


def angle_at(time_s):
    return 120 + 40 * np.sin(2 * time_s)


def test_errors_are_told_apart_from_a_clock_that_is_off(tmp_path):
    clip = tmp_path / "squat.mp4"
    times = np.arange(0, 6, 0.01)
    rows = [f"{t:.3f},{angle_at(t - SHIFT_S) - 5},{angle_at(t - SHIFT_S)}" for t in times]
    clip.with_suffix(".csv").write_text("\n".join(["t,knee3pt_l,knee3pt_r", *rows]))
    poses = [(t, bent(t, angle_at(t))) for t in np.arange(1, 5, 0.1)]
    left, right = _compared(clip, [*poses, (5.0, None)])
    assert (left.angle, right.angle) == ("left knee", "right knee")
    assert len(left.picture) == len(poses)
    for where in (left.picture, left.space):
        assert where == pytest.approx([5.0] * len(poses), abs=0.5)
    assert right.picture == pytest.approx([0.0] * len(poses), abs=0.5)


def test_the_report_states_bias_and_limits():
    off = Comparison("squat", "left knee", [1.0, 3.0], [-1.0, -1.0], [2.0, 2.0], held=1, frames=4)
    text = mocap_report([off])
    assert "| squat | left knee | 2.2 | +2.0 (-0.8 to +4.8) | 1.0 | -1.0 (-1.0 to -1.0) |" in text
    assert "| 2.0 | +2.0 (+2.0 to +2.0) | 50% | 50 % (1/2; 9 to 91) |" in text
