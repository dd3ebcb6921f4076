"""Frames recorded for a page are all there, in little memory."""

from dataclasses import replace

import numpy as np
from figures import STANDING, assessed, clip, lunge
from recording import record, record_assessments

from posecheck.measures import Measurement
from posecheck.outputs.report.recorder import NOTHING, Track, code_of
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Band, Grade
from posecheck.stretches.stretch import built_in


def test_a_track_fills_gaps_with_nothing():
    track = Track()
    track.put(2, 1.5, code_of(Grade.GOOD))
    track.pad(5)
    assert list(track.codes) == [NOTHING, NOTHING, code_of(Grade.GOOD), NOTHING, NOTHING]
    np.testing.assert_array_equal(track.numbers, [np.nan, np.nan, 1.5, np.nan, np.nan])
    assert not track.known


def test_what_was_compared_with_something_else_is_not_drawn_beside_the_limits_of_now():
    check = built_in("half_kneeling_lunge").variants("flat_back")[0].check
    own, average = Band((-0.03, 0.03), (-0.05, 0.05)), Band((-0.06, 0.0), (-0.1, 0.1))
    track = Track()
    for index, (value, band) in enumerate([(-0.05, average), (0.0, own), (0.01, own)]):
        track.judge(index, check.judge(Measurement(value, "T", 0.0), band))
    np.testing.assert_array_equal(track.numbers, [np.nan, *np.float32([0.0, 0.01])])
    assert track.codes[0] == code_of(Grade.GOOD)


def test_every_grade_is_above_nothing_in_the_strip():
    codes = [NOTHING, *(code_of(grade) for grade in (Grade.CANNOT_JUDGE, Grade.GOOD))]
    codes += [code_of(Grade.BORDERLINE), code_of(Grade.FIX)]
    assert codes == sorted(set(codes))


def test_every_track_has_every_frame():
    poses = clip(lunge(), 2.0) + clip(STANDING, 1.0, start_s=2.0)
    recorded = record(poses)
    assert len(recorded.times_s) == len(poses)
    for track in (recorded.held, *recorded.tracks.values()):
        assert len(track.codes) == len(track.values) == len(poses)
    assert recorded.held.codes[-1] == NOTHING


def test_values_are_those_of_the_verdicts():
    assessments = assessed(clip(lunge(), 2.0))
    recorded = record_assessments(assessments)
    for index, assessment in enumerate(assessments):
        for verdict in assessment.verdicts:
            if assessment.in_position and verdict.value is not None:
                value = recorded.tracks[verdict.check.id].values[index]
                np.testing.assert_allclose(value, verdict.value, rtol=1e-6)


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
