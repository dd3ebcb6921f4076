"""The frames of a clip are summed up fairly: which ones count, and what they add up to."""

import json
from dataclasses import replace

import numpy as np
import pytest
from figures import (
    STANDING,
    assessed,
    butterfly,
    by_rules_alone,
    clip,
    diamond,
    hidden,
    lunge,
    pigeon,
    seen,
    spoilt,
    summed_up,
    swapped,
)

from posecheck.assess.assessor import Assessment, Assessor
from posecheck.assess.hold import HoldClock
from posecheck.assess.steadiness import STEADY
from posecheck.clips.record import MIN_JUDGED_FRAMES, ClipRecord
from posecheck.clips.result import ClipResult
from posecheck.clips.sides import MIN_SIDE_SHARE
from posecheck.pose.pose import Joint, Side
from posecheck.pose.view import ViewKind
from posecheck.stretches.checks import MIN_JUDGED_SHARE, Grade
from posecheck.support.debounce import SETTLE_S

LUNGE = by_rules_alone("half_kneeling_lunge")
LOOKED_FOR = (LUNGE, by_rules_alone("butterfly"), by_rules_alone("seated_hip"))
KNEE = LUNGE.variants("front_knee")[0]
TOO_STRAIGHT = KNEE.fix[1] + 10


def result(*parts, named=False, side=None):
    """The result of figures, each kept for some seconds, one after the other."""
    poses, start_s = [], 0.0
    for figure, seconds, *yaw in parts:
        poses += clip(figure, seconds, *yaw, start_s=start_s)
        start_s += seconds
    return summed_up(assessed(poses, [LUNGE] if named else LOOKED_FOR, side), named=named)


def picture(pose):
    return summed_up(assessed([pose]), still=True)


def test_a_limit_that_does_not_exist_is_null():
    low, high = json.loads(result((lunge(), 2)).to_json())["checks"][
        LUNGE.check_ids.index("rear_knee_down")
    ]["good"]
    assert low is None
    assert high == LUNGE.variants("rear_knee_down")[0].good[1]


def test_a_good_clip_is_good():
    found = result((lunge(lean=2), 4))
    assert (found.stretch.id, found.stretch.recognised, found.stretch.confidence) == (
        LUNGE.id,
        True,
        1.0,
    )
    assert (found.side, found.view.kind, found.score) == ("left", ViewKind.SIDE, 100.0)
    assert found.view.yaw_deg == pytest.approx(90)
    assert found.person.found_fraction == 1.0
    assert found.in_position_s == pytest.approx(4 - 1 / 12, abs=1e-3)
    assert found.good_hold_s == pytest.approx(found.in_position_s)
    assert {c.verdict for c in found.checks} <= {Grade.GOOD, Grade.CANNOT_JUDGE}
    assert found.judged
    knee = found.check("front_knee")
    assert (knee.verdict, knee.good, knee.good_fraction) == (Grade.GOOD, KNEE.good, 1.0)
    with pytest.raises(KeyError):
        found.check("elbow")


def test_moments_that_the_clock_bridges_are_in_position_too():
    found = summed_up(
        [
            Assessment(now.time_s) if 4 < number % 12 < 8 else now
            for number, now in enumerate(assessed(clip(lunge(), 4)))
        ]
    )
    assert found.person.found_fraction < 0.8
    assert found.good_hold_s <= found.in_position_s == pytest.approx(4 - 1 / 12, abs=1e-3)


def test_the_verdict_is_that_of_the_median():
    mostly_bad = result((lunge(TOO_STRAIGHT), 3), (lunge(), 2)).check("front_knee")
    assert (mostly_bad.verdict, mostly_bad.value) == (Grade.FIX, pytest.approx(TOO_STRAIGHT, abs=3))
    assert mostly_bad.cue == KNEE.cue_high
    assert mostly_bad.good_fraction == pytest.approx(0.4, abs=0.05)
    mostly_good = result((lunge(TOO_STRAIGHT), 2), (lunge(), 3)).check("front_knee")
    assert (mostly_good.verdict, mostly_good.cue) == (Grade.GOOD, None)


def test_steadiness_is_judged_by_the_worst_moment():
    still = clip(lunge(), 8)
    for i in range(48, 84):
        still[i] = replace(seen(lunge(85 + 10 * (i % 12 > 5))), time_s=i / 12)
    found = summed_up(assessed(still, LOOKED_FOR))
    assert found.check("steady").verdict is Grade.FIX
    assert found.check("front_knee").verdict is Grade.GOOD
    assert found.score < 85


def test_a_short_hold_that_is_left_is_judged_for_bouncing():
    poses = [*clip(lunge(), 2.2), *clip(STANDING, 3, start_s=2.2)]
    steady = summed_up(assessed(poses, [LUNGE]), named=True).check("steady")
    assert steady.verdict is Grade.GOOD


def test_whoever_leaves_the_position_does_not_bounce():
    """Two turns within 3 s, the second as the position is left."""
    knees = [90] * 60 + [*range(90, 106, 2), *range(101, 85, -3), 90, 94, 98, 102, 104]
    poses = [replace(seen(lunge(knee)), time_s=i / 12) for i, knee in enumerate(knees)]
    bounced = assessed([*poses, *clip(lunge(), 4, start_s=len(poses) / 12)], LOOKED_FOR)
    left = assessed([*poses, *clip(STANDING, 4, start_s=len(poses) / 12)], LOOKED_FOR)
    assert summed_up(bounced).check("steady").verdict is Grade.FIX
    assert summed_up(left).check("steady").verdict is Grade.GOOD


def seen_well_for(frames_judged, frames, stretch=LUNGE):
    """A clip with a given number of frames in which the front ankle is seen."""
    poses = clip(lunge(), frames / 12)
    ankle = Joint.ANKLE.of(Side.LEFT)
    poses = [p if i < frames_judged else hidden(p, ankle) for i, p in enumerate(poses)]
    return summed_up(assessed(poses, [stretch]), named=True).check("front_knee")


@pytest.mark.parametrize(
    ("judged", "frames"),
    [(MIN_JUDGED_FRAMES, 12), (round(MIN_JUDGED_SHARE * 60), 60)],
    ids=["frames", "share"],
)
def test_too_few_judged_frames_are_no_verdict(judged, frames):
    enough, short = (seen_well_for(n, frames) for n in (judged, judged - 1))
    assert (enough.verdict, enough.frames_judged) == (Grade.GOOD, judged)
    assert (short.verdict, short.frames_judged) == (Grade.CANNOT_JUDGE, judged - 1)
    assert short.value is short.cue is None
    assert "left ankle hidden" in (short.reason or "")


def test_a_check_may_need_a_larger_share_of_judged_frames():
    strict = KNEE.model_copy(update={"judged_share": 2 * MIN_JUDGED_SHARE})
    stretch = LUNGE.model_copy(update={"check": (strict,)})
    needed = round(strict.judged_share * 60)
    enough, short = (seen_well_for(n, 60, stretch) for n in (needed, needed - 1))
    assert (enough.verdict, short.verdict) == (Grade.GOOD, Grade.CANNOT_JUDGE)


def test_a_picture_needs_one_frame_and_has_no_hold():
    found = picture(seen(lunge()))
    assert (found.stretch.id, found.side) == (LUNGE.id, "left")
    assert found.check("front_knee").verdict is Grade.GOOD
    assert found.check("front_knee").frames_judged == 1
    assert found.holds == ()
    assert found.good_hold_s == 0
    assert found.score == 100.0
    assert picture(seen(lunge(TOO_STRAIGHT))).score == 0.0
    assert picture(seen(STANDING)).stretch.id is None


@pytest.mark.parametrize("named", [False, True])
def test_never_in_position_is_said_so(named):
    found = result((STANDING, 3), named=named)
    assert (found.stretch.id, found.side, found.score) == (None, None, None)
    assert found.checks == found.holds == found.information == ()
    assert found.in_position_s == found.good_hold_s == 0
    assert not found.judged
    assert found.person.found_fraction == 1.0


@pytest.mark.parametrize("still", [False, True])
def test_nobody_in_view_is_said_so(still):
    assessor = Assessor([LUNGE])
    found = summed_up(
        [assessor.assess(None, i / 12) for i in range(1 if still else 30)], still=still
    )
    assert (found.stretch.id, found.view.kind, found.view.yaw_deg) == (None, None, None)
    assert found.person.found_fraction == 0
    assert summed_up([]).person.found_fraction == 0


def test_a_few_frames_do_not_make_a_stretch():
    assert result((STANDING, 2), (lunge(), 0.4), (STANDING, 2)).stretch.id is None


def test_a_named_stretch_is_not_recognised_but_named():
    found = result((lunge(), 2), named=True)
    assert (found.stretch.id, found.stretch.recognised) == (LUNGE.id, False)


def test_the_stretch_held_longest_is_the_clips():
    found = result((lunge(), 3), (diamond(), 1.5))
    assert found.stretch.id == LUNGE.id
    assert found.stretch.confidence == pytest.approx(3 / (3 + 1.5 - SETTLE_S), abs=0.03)
    assert {hold.side for hold in found.holds} == {"left"}


def test_both_sides_done_are_two_holds():
    found = result((lunge(), 3), (STANDING, 1), (lunge(front=Side.RIGHT), 3, -90))
    assert [hold.side for hold in found.holds] == ["left", "right"]
    assert found.side == "both"
    assert found.good_hold_s == pytest.approx(sum(hold.good_s for hold in found.holds), abs=0.01)
    short = MIN_SIDE_SHARE / 2 * 6
    assert result((lunge(), 6), (lunge(front=Side.RIGHT), short)).side == "left"


@pytest.mark.parametrize(
    ("left", "right", "cue", "side"),
    [
        ({}, {"lean": 38.0}, "Lift your chest, trunk upright", "right"),
        ({"knee": 62.0}, {"knee": TOO_STRAIGHT}, "Step the front foot forward", "left"),
    ],
    ids=["one side leans", "one knee too bent, the other too straight"],
)
def test_a_good_side_does_not_make_up_for_a_bad_one(left, right, cue, side):
    found = result((lunge(**left), 4), (STANDING, 1), (lunge(**right, front=Side.RIGHT), 3, -90))
    worst = max(found.checks, key=lambda check: check.verdict.severity)
    assert (found.side, worst.verdict, worst.cue) == ("both", Grade.FIX, cue)
    assert (worst.side, worst.good_fraction) == (side, 0.0)
    assert found.check("steady").side is None


def test_of_an_exercise_nobody_is_told_not_to_bounce():
    times_s = np.arange(0, 12, 1 / 12)
    swings = (90 + 18 * (1 - np.cos(2 * np.pi * t / 3)) / 2 for t in times_s)
    poses = [
        replace(pose, time_s=float(t))
        for t, knee in zip(times_s, swings, strict=True)
        for pose in clip(lunge(knee), 1 / 12)[:1]
    ]
    found = summed_up(assessed(poses, [LUNGE]), named=True)
    assert found.repetitions >= 3
    steady = found.check("steady")
    assert steady.verdict is Grade.CANNOT_JUDGE
    assert steady.reason == "done as repetitions, which are no bouncing"
    assert not any(pause.reason == STEADY.cue_high for pause in found.holds[0].pauses)


def test_what_both_sides_need_is_said_of_both():
    knee = {"knee": TOO_STRAIGHT}
    found = result((lunge(**knee), 4), (STANDING, 1), (lunge(**knee, front=Side.RIGHT), 3, -90))
    assert (found.check("front_knee").verdict, found.check("front_knee").side) == (Grade.FIX, None)


def test_a_stretch_without_a_front_leg_is_both_sides():
    found = result((butterfly(), 2, 0))
    assert found.side == "both"
    assert {hold.side for hold in found.holds} == {"both"}
    assert {info.id for info in found.information} == {"knee_drop_left", "knee_drop_right"}


def test_the_score_is_the_share_of_time_without_a_required_fix():
    assert result((lunge(), 6), (lunge(TOO_STRAIGHT), 6)).score == pytest.approx(50, abs=3)
    assert result((lunge(TOO_STRAIGHT), 2)).score == 0


ANKLE = Joint.ANKLE.of(Side.LEFT)


def test_without_the_main_check_there_is_no_score_and_no_time_held_well():
    for poses in (clip(lunge(), 4, 45.0), [hidden(pose, ANKLE) for pose in clip(lunge(), 4)]):
        found = summed_up(assessed(poses, [LUNGE]), named=True)
        assert (found.score, found.judged_fraction, found.good_hold_s) == (None, 0.0, 0.0)
        assert found.holds[0].clock_s == pytest.approx(4 - 1 / 12, abs=1e-3)


def test_time_that_is_not_judged_is_not_clean():
    poses = [hidden(p, ANKLE) if p.time_s >= 1 else p for p in clip(lunge(TOO_STRAIGHT), 4)]
    found = summed_up(assessed(poses, [LUNGE]), named=True)
    assert found.check("front_knee").verdict is Grade.FIX
    assert (found.score, found.judged_fraction) == (0.0, pytest.approx(0.25, abs=0.05))


def test_a_fault_stands_until_it_is_seen_to_be_corrected():
    """The back is seen for a third of the time only, and bent then."""
    bent = clip(lunge(lean=40), 6)
    shoulder = Joint.SHOULDER.of(Side.LEFT)
    poses = [hidden(p, shoulder) if p.time_s > 2 else p for p in bent]
    found = summed_up(assessed(poses, [LUNGE]), named=True)
    assert found.check("trunk_upright").verdict is Grade.FIX
    assert found.check("front_knee").verdict is Grade.GOOD
    assert (found.score, found.judged_fraction) == (0.0, 1.0)


PIGEON = by_rules_alone("pigeon")
READS_45 = 41.5
"""Leaning so far, the trunk of the figure reads 45 degrees, where a lean becomes a fold."""


def test_each_variant_of_a_check_has_its_own_verdict_unit_and_cue():
    poses = [
        pose
        for lean, start_s in ((2, 0), (READS_45 - 4, 3), (70, 7))
        for pose in clip(pigeon(lean=lean), 4 if start_s else 3, start_s=start_s)
    ]
    found = summed_up(assessed(poses, [PIGEON]), named=True)
    upright, fold = PIGEON.variants("spine")
    parts = {part.measure: part for part in found.all_checks if part.id == "spine"}
    assert found.check("spine").measure in parts
    assert parts.keys() == {upright.measure, fold.measure}
    assert (parts[upright.measure].unit, parts[upright.measure].cue) == ("deg", upright.cue_high)
    assert parts[upright.measure].value == pytest.approx(41, abs=1)
    assert parts[fold.measure].unit == "T"
    assert abs(parts[fold.measure].value) < 1


def test_the_posture_that_tells_variants_apart_does_not_change_with_every_frame():
    wobbling = [
        pose
        for i in range(36)
        for pose in clip(pigeon(lean=READS_45 + (1 if i % 2 else -1)), 1 / 12, start_s=i / 12)
    ]
    measures = {
        verdict.check.measure
        for assessment in assessed(wobbling, [PIGEON])
        for verdict in assessment.verdicts
        if verdict.check.id == "spine"
    }
    assert measures == {"trunk_lean"}


def test_the_time_from_each_side_is_reported():
    found = result((lunge(), 3), (lunge(), 2, 0))
    seconds = {part.kind: part.seconds for part in found.views}
    assert seconds[ViewKind.SIDE] == pytest.approx(3, abs=1)
    assert sum(seconds.values()) == pytest.approx(5 - 1 / 12, abs=0.01)


def test_a_moment_in_position_is_no_hold():
    poses = [*clip(STANDING, 1), *clip(lunge(TOO_STRAIGHT), 0.1, start_s=1)]
    poses += clip(STANDING, 1, start_s=1.1)
    assert summed_up(assessed(poses, [LUNGE]), named=True).holds == ()


def test_the_way_in_and_out_counts_neither_for_the_score_nor_for_the_verdict():
    way = [(lunge(angle), 0.25) for angle in (170, 155, 140, 125, 110)]
    found = result(*way, (lunge(), 3), *reversed(way))
    assert found.score == 100
    assert found.check("front_knee").good_fraction == 1
    assert found.repetitions == 0


def test_repetitions_are_judged_where_they_turn():
    down = [(lunge(angle), 0.25) for angle in (140, 130, 120, 110, 100, 90)]
    found = result(*down, *reversed(down), *down, *reversed(down))
    assert found.repetitions == 2
    assert [turn.value for turn in found.turning_points] == pytest.approx([90, 90], abs=3)
    assert found.check("front_knee").verdict is Grade.GOOD


def test_the_hold_says_when_and_why_it_paused():
    (hold,) = result((lunge(), 3), (lunge(TOO_STRAIGHT), 2), (lunge(), 1)).holds
    assert hold.good_s == pytest.approx(4, abs=0.2)
    assert [pause.reason for pause in hold.pauses] == [KNEE.cue_high]
    assert hold.pauses[0].at_s == pytest.approx(3, abs=0.1)
    assert (hold.start_s, hold.end_s) == (0, pytest.approx(6 - 1 / 12, abs=1e-3))


def test_each_hold_has_a_score_of_its_own():
    other = lunge(TOO_STRAIGHT, front=Side.RIGHT)
    found = result((lunge(), 6), (STANDING, 3), (other, 6, -90.0))
    assert [hold.score for hold in found.holds] == [100, 0]
    assert 40 < found.score < 60
    unjudged = result((lunge(), 6, 0.0))
    assert [hold.score for hold in unjudged.holds] == [unjudged.score] == [None]


def test_each_hold_says_why_a_part_of_it_was_not_judged():
    """By the main check: of the checks without a verdict on the clip, each has other reasons."""
    other = lunge(front=Side.RIGHT)
    front, side = result((lunge(), 6, 0.0), (STANDING, 3), (other, 6, -90.0)).holds
    assert front.unjudged.startswith("seen from the front; needs a camera from the side")
    assert side.unjudged is None


def test_each_hold_has_values_of_its_own():
    leaning = lunge(lean=15.0, front=Side.RIGHT)
    found = result((lunge(), 4), (STANDING, 2), (leaning, 4, -90.0))
    upright, leant = (hold.information[0] for hold in found.holds)
    assert upright.id == leant.id == "hip_extension"
    assert upright.value - leant.value == pytest.approx(15.0, abs=2.0)


def test_another_leg_in_front_than_was_named_is_told():
    other = result((lunge(), 3), named=True, side=Side.RIGHT)
    assert (other.stretch.id, other.obstacle) == (None, "the left leg is in front")
    assert result((lunge(), 3), named=True, side=Side.LEFT).obstacle is None
    assert result((lunge(), 3)).obstacle is None


@pytest.mark.parametrize(("shown_s", "told"), [(0.4, False), (2.0, True)])
def test_a_value_that_was_hardly_ever_seen_is_not_told(shown_s, told):
    poses = clip(lunge(lean=2), 6.0)
    poses = [
        pose if pose.time_s < shown_s else hidden(pose, *Joint.SHOULDER.both) for pose in poses
    ]
    values = summed_up(assessed(poses, [LUNGE]), named=True).information
    assert ("hip_extension" in {info.id for info in values}) == told


def test_what_a_hold_says_can_be_asked_for_while_frames_still_come():
    poses = [*clip(lunge(), 4), *clip(lunge(TOO_STRAIGHT), 4, start_s=4.0)]
    record, clock, parts = ClipRecord(named=True), HoldClock(), []
    for assessment in assessed(poses, [LUNGE]):
        record.add(assessment)
        clock.observe(assessment)
        parts.append(record.hold_part(clock.current))
    assert parts[0].score is None
    assert parts[len(parts) // 2 - 1].score == 100
    (whole,) = result((lunge(), 4), (lunge(TOO_STRAIGHT), 4), named=True).holds
    assert parts[-1] == whole
    assert whole.score < 60
    assert ClipRecord().hold_part(clock.current) is None


def test_a_mirrored_clip_is_the_other_side_and_otherwise_the_same():
    here, there = result((lunge(100), 2)), result((lunge(100, front=Side.RIGHT), 2, -90))
    assert (here.side, there.side) == ("left", "right")
    assert (here.score, here.view.kind) == (there.score, there.view.kind)
    assert [(c.verdict, c.value, c.good_fraction) for c in there.checks] == [
        (c.verdict, c.value and pytest.approx(c.value, abs=0.02), c.good_fraction)
        for c in here.checks
    ]


def test_found_fraction_counts_the_frames_with_somebody():
    assessor = Assessor([LUNGE])
    found = [
        assessor.assess(pose if i % 4 else None, pose.time_s)
        for i, pose in enumerate(clip(lunge(), 4))
    ]
    assert summed_up(found, named=True).person.found_fraction == pytest.approx(0.75)


def test_swaps_and_lost_landmarks_leave_a_clean_result():
    poses = clip(lunge(), 4)
    poses[20:25] = [swapped(pose) for pose in poses[20:25]]
    poses[30:33] = [spoilt(pose, *Joint.HIP.both) for pose in poses[30:33]]
    found = summed_up(assessed(poses))
    assert (found.side, found.check("front_knee").verdict) == ("left", Grade.GOOD)
    assert len(found.holds) == 1
    assert np.isfinite(found.view.yaw_deg)
    assert ClipResult.model_validate_json(found.to_json()) == found


def test_frames_without_a_person_in_between_do_not_change_the_verdict():
    some = assessed(clip(lunge(), 4))
    with_gaps = [Assessment(one.time_s) if i % 6 == 5 else one for i, one in enumerate(some)]
    assert summed_up(with_gaps).check("front_knee").verdict is Grade.GOOD


def test_time_that_no_frame_shows_counts_for_nothing():
    good, bad = clip(lunge(), 4.0), clip(lunge(TOO_STRAIGHT), 3.0, start_s=4.0)
    as_filmed = summed_up(assessed([*good, *bad], [LUNGE]), named=True)
    poses = [*good, *bad]
    halted = [*poses[:24], *(replace(pose, time_s=pose.time_s + 600) for pose in poses[24:])]
    leaping = summed_up(assessed(halted, [LUNGE]), named=True)
    assert leaping.score == pytest.approx(as_filmed.score, abs=2)
    assert leaping.in_position_s == pytest.approx(as_filmed.in_position_s, abs=0.2)
    assert leaping.good_hold_s == pytest.approx(as_filmed.good_hold_s, abs=0.2)
    seconds = sum(view.seconds for view in leaping.views)
    assert seconds == pytest.approx(sum(view.seconds for view in as_filmed.views), abs=0.2)
