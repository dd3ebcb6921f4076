"""What is kept of the frames of one stretch: how long it was done, by which leg, what it says."""

import pytest
from figures import STANDING, assessed, bridge, by_rules_alone, clip, clocked, lunge

from posecheck.assess.assessor import Assessment
from posecheck.clips.stretch_record import NO_MOVEMENT, StretchRecord
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in

LUNGE = by_rules_alone("half_kneeling_lunge")
STEP_S = 1 / 12
TOO_STRAIGHT = LUNGE.variants("front_knee")[0].fix[1] + 10


def recorded(assessments, stretch=LUNGE) -> StretchRecord:
    record = StretchRecord(stretch)
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


def test_what_only_another_view_shows_counts_though_nothing_was_held_there():
    """Feet are seen obliquely; lifts from the side are judged where they turn."""
    up = [(angle, 0.25) for angle in (120, 130, 140, 150, 160, 170)]
    poses, end_s = clip(bridge(170), 4.0, 25.0), 4.0
    for hip, seconds in [*up, *reversed(up)] * 3:
        poses += clip(bridge(hip), seconds, start_s=end_s)
        end_s += seconds
    record = recorded(assessed(poses, [built_in("bridge")]), built_in("bridge"))
    assert record.course.turning_points
    parts = {part.id: part for part, *_ in record.check_parts(5, end_s, ())}
    assert parts["feet_width"].verdict is not Grade.CANNOT_JUDGE
    assert parts["pelvis_level"].verdict is Grade.CANNOT_JUDGE


def test_a_picture_says_nothing_of_bouncing():
    record = StretchRecord(LUNGE, still=True)
    record.add(assessed(clip(lunge(), 2), [LUNGE])[-1], 0.0)
    parts = {part.id: part for part, *_ in record.check_parts(1, 2.0, ())}
    assert parts["steady"].reason == NO_MOVEMENT.reason
    assert parts["front_knee"].verdict is Grade.GOOD
