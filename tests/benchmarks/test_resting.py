"""The verdicts are those of every frame where the model looks only when something moves."""

import os

import pytest
from places import CLIPS

from benchmarks.accuracy.resting import HOLD_S, compared
from posecheck.clips.analysis import choose_stretches
from posecheck.pose.model import find_model

pytestmark = [
    pytest.mark.accuracy,
    pytest.mark.skipif(
        "POSECHECK_ACCURACY" not in os.environ,
        reason="every frame of long clips: set POSECHECK_ACCURACY",
    ),
]

NAMES = (
    "butterfly_30s_front_man",
    "lunge_left_then_right_30s_side_man",
    "bridge_hold_broken_side_woman",
)


@pytest.mark.parametrize("name", NAMES)
def test_rests_change_no_verdict_and_no_hold(name):
    found = compared(CLIPS / f"{name}.mp4", find_model(), choose_stretches(), None)
    assert found.moved == ()
    assert abs(found.hold_s) <= HOLD_S
    assert found.looks < found.frames
