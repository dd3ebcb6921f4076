"""Which legs count as having been in front, and which of them decides."""

from collections import Counter

import pytest
from results import check

from posecheck.assess.hold import Hold
from posecheck.clips.sides import (
    LASTING_SIDE_S,
    MIN_SIDE_SHARE,
    of_the_worse_side,
    side_word,
    sides_done,
)
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def held(side, seconds):
    return Hold("half_kneeling_lunge", side, 0.0, seconds)


@pytest.mark.parametrize(
    ("left_s", "right_s", "done"),
    [
        (6.0, MIN_SIDE_SHARE / 2 * 6.0, [LEFT]),
        (6.0, 2.0, [LEFT, RIGHT]),
        (90.0, LASTING_SIDE_S + 1, [LEFT, RIGHT]),
    ],
)
def test_a_side_counts_where_it_has_its_share_or_lasts(left_s, right_s, done):
    assert sides_done([held(LEFT, left_s), held(RIGHT, right_s)], Counter()) == done


def test_without_a_hold_the_frames_tell():
    assert sides_done([], Counter({RIGHT: 1})) == [RIGHT]
    assert [side_word(side) for side in (LEFT, RIGHT, None)] == ["left", "right", "both"]


GOOD, FIX = check("knee", Grade.GOOD), check("knee", Grade.FIX, cue="Bend it")
UNKNOWN = check("knee", Grade.CANNOT_JUDGE)


@pytest.mark.parametrize(
    ("left", "right", "verdict", "side"),
    [
        (GOOD, FIX, Grade.FIX, "right"),
        (FIX, check("knee", Grade.BORDERLINE, cue="Bend it"), Grade.FIX, "left"),
        (FIX, UNKNOWN, Grade.FIX, "left"),
        (UNKNOWN, GOOD, Grade.GOOD, "right"),
        (GOOD, GOOD, Grade.GOOD, None),
        (FIX, FIX, Grade.FIX, None),
    ],
)
def test_the_worse_side_decides_where_they_differ(left, right, verdict, side):
    all_in_all = right if left is UNKNOWN else left
    (found,) = of_the_worse_side((all_in_all,), {LEFT: (left,), RIGHT: (right,)})
    assert (found.verdict, found.side) == (verdict, side)
    alone = UNKNOWN in (left, right)
    assert ("not judged with the " in (found.reason or "")) is alone


def test_what_is_judged_too_seldom_is_of_no_side():
    assert of_the_worse_side((UNKNOWN,), {LEFT: (FIX,), RIGHT: (UNKNOWN,)}) == (UNKNOWN,)
    assert of_the_worse_side((GOOD,), {}) == (GOOD,)
