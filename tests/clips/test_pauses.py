"""The pauses of a hold, as the result tells them."""

import numpy as np
import pytest

from posecheck.assess.hold import Pause
from posecheck.assess.steadiness import STEADY
from posecheck.clips.course import Course
from posecheck.clips.pauses import REPEATING, pause_parts

PAUSES = [Pause(1.23456, STEADY.cue_high), Pause(4.0, "Lift your hips higher")]


@pytest.mark.parametrize("is_exercise", [False, True])
def test_no_pause_is_left_out_but_who_repeats_an_exercise_need_not_hold_still(is_exercise):
    course = Course(np.ones(10, bool), is_exercise=is_exercise)
    first, second = pause_parts(PAUSES, course)
    assert (first.at_s, second.at_s) == (1.235, 4.0)
    assert first.reason == (REPEATING if is_exercise else STEADY.cue_high)
    assert second.reason == PAUSES[1].reason
