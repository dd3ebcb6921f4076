"""Frames recorded for a page are all there, in little memory."""

from dataclasses import replace

import numpy as np
import pytest
from figures import STANDING, assessed, clip, hidden, lunge
from recording import record, record_assessments, repeated

from posecheck.outputs.report.recorder import chart_id, chart_title
from posecheck.outputs.report.thinning import NOTHING
from posecheck.outputs.report.track import code_of
from posecheck.pose.pose import Landmark, Side
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import built_in


def test_a_check_that_measures_two_things_has_a_chart_for_each():
    butterfly = built_in("butterfly")
    ids = [chart_id(spec.check, butterfly) for spec in butterfly.variants("spine")]
    assert ids == ["spine:trunk_side_lean", "spine:trunk_lean"]
    assert chart_title(ids[0], ids) == "Spine (trunk side lean)"
    assert chart_title(ids[0], ids[:1]) == "Spine"


def test_every_track_has_every_frame():
    poses = clip(lunge(), 2.0) + clip(STANDING, 1.0, start_s=2.0)
    recorded = record(poses)
    assert len(recorded.times_s) == len(poses)
    for track in (recorded.held, *recorded.tracks.values()):
        assert len(track.codes) == len(track.values) == len(poses)
    assert recorded.held.codes[-1] == NOTHING


def test_the_strip_of_the_clock_is_grey_where_nothing_was_judged():
    hidden_knee = [hidden(pose, Landmark.LEFT_KNEE) for pose in clip(lunge(), 4.0, start_s=2.0)]
    codes = record([*clip(lunge(), 2.0), *hidden_knee]).held.codes
    assert codes[20] == code_of(Grade.GOOD)
    assert codes[-1] == code_of(Grade.CANNOT_JUDGE)


def test_values_are_those_of_the_verdicts():
    assessments = assessed(clip(lunge(), 2.0))
    recorded = record_assessments(assessments)
    for index, assessment in enumerate(assessments):
        for verdict in assessment.verdicts:
            if assessment.in_position and verdict.value is not None:
                value = recorded.tracks[verdict.check.id].values[index]
                np.testing.assert_allclose(value, verdict.value, rtol=1e-6)


def test_the_limits_of_a_track_are_those_of_the_verdict_on_the_clip():
    recorded = record(clip(lunge(), 2.0))
    judged = [part for part in recorded.result.checks if part.value is not None]
    assert judged
    for part in judged:
        ends = [None if np.isinf(end) else end for end in recorded.tracks[part.id].judged_by]
        assert tuple(ends) == part.good


@pytest.mark.parametrize(("down", "has_track"), [(repeated(), False), (clip(lunge(), 4.0), True)])
def test_bouncing_has_no_track_where_the_clip_turned_out_to_be_an_exercise(down, has_track):
    recorded = record(down)
    steady = recorded.result.check("steady")
    assert (steady.verdict is Grade.CANNOT_JUDGE) != has_track
    assert ("steady" in recorded.tracks) == has_track


def test_each_side_says_whether_it_was_done_as_repetitions():
    poses = repeated() + clip(STANDING, 1.0, start_s=6.0)
    poses += clip(lunge(front=Side.RIGHT), 4.0, yaw_deg=-90.0, start_s=7.0)
    repetitions = {part.side: part.repetitions for part in record(poses).sides}
    assert repetitions[Side.LEFT] == 2
    assert repetitions[Side.RIGHT] == 0


def test_each_side_is_summed_up_on_its_own():
    poses = clip(lunge(), 3.0) + clip(STANDING, 1.0, start_s=3.0)
    poses += clip(lunge(front=Side.RIGHT), 3.0, yaw_deg=-90.0, start_s=4.0)
    assert [part.side for part in record(poses).sides] == [Side.LEFT, Side.RIGHT]


def test_a_leg_that_was_mistaken_for_the_front_one_is_no_side():
    mistaken, *others = assessed(clip(lunge(), 3.0))
    assert mistaken.in_position
    recorded = record_assessments([replace(mistaken, side=Side.RIGHT), *others])
    assert [hold.side for hold in recorded.result.holds] == ["left"]
    assert [part.side for part in recorded.sides] == [Side.LEFT]


def test_nobody_in_position_is_no_stretch_and_no_track():
    recorded = record(clip(STANDING, 2.0))
    assert recorded.stretch is None
    assert (recorded.tracks, recorded.pictures) == ({}, ())
