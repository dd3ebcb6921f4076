"""What is kept of the frames of one stretch: how long it was done, by which leg, what it says."""

import pytest
from figures import STANDING, assessed, by_rules_alone, clip, clocked, lunge

from posecheck.assess.assessor import Assessment
from posecheck.clips.stretch_record import StretchRecord
from posecheck.pose.pose import Side

LUNGE = by_rules_alone("half_kneeling_lunge")
STEP_S = 1 / 12
TOO_STRAIGHT = LUNGE.variants("front_knee")[0].fix[1] + 10


def recorded(assessments) -> StretchRecord:
    record = StretchRecord(LUNGE)
    for assessment in assessments:
        record.add(assessment, STEP_S)
    return record


def test_only_frames_in_position_are_kept():
    record = recorded(assessed([*clip(lunge(), 3), *clip(STANDING, 3, start_s=3.0)], [LUNGE]))
    assert record.frames == pytest.approx(3 / STEP_S, abs=3)
    assert record.times_s[-1] < 3.5
    assert recorded(assessed(clip(STANDING, 3), [LUNGE])).frames == 0


def test_moments_away_count_as_time_in_position_and_longer_ones_do_not():
    held = assessed(clip(lunge(), 6), [LUNGE])

    def without(from_s: float, to_s: float) -> float:
        away = [Assessment(a.time_s) if from_s <= a.time_s < to_s else a for a in held]
        return recorded(away).seconds

    whole_s = recorded(held).seconds
    assert without(2.0, 2.0 + 3 * STEP_S) == pytest.approx(whole_s, abs=1e-6)
    assert without(2.0, 5.0) == pytest.approx(whole_s - 3.0, abs=2 * STEP_S)


def test_the_leg_in_front_is_that_of_the_holds():
    parts = [*clip(lunge(), 4), *clip(STANDING, 2, start_s=4.0)]
    other = clip(lunge(front=Side.RIGHT), 4, -90.0, start_s=6.0)
    left, both = (assessed(poses, [LUNGE]) for poses in (parts, [*parts, *other]))
    assert recorded(left).side(clocked(left).holds) == "left"
    assert recorded(both).side(clocked(both).holds) == "both"


def test_a_hold_has_the_values_of_its_own_frames():
    found = assessed([*clip(lunge(), 4), *clip(STANDING, 2, start_s=4.0)], [LUNGE])
    (hold,) = clocked(found).holds
    part = recorded(found).hold_part(hold, 90.0)
    assert (part.side, part.score, part.unjudged) == ("left", 90.0, None)
    assert part.information == tuple(recorded(found).information_parts())


def test_the_score_is_the_share_of_judged_time_without_a_fault():
    poses = [*clip(lunge(), 4), *clip(lunge(TOO_STRAIGHT), 4, start_s=4.0)]
    record = recorded(assessed(poses, [LUNGE]))
    counts = (5, 8.0, ())
    (score,) = record.scores(record.check_parts(*counts), *counts)
    assert score == pytest.approx(50, abs=8)
