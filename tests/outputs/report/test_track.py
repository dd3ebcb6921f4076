"""The values, verdicts and limits of a chart are those of each frame."""

import numpy as np

from posecheck.measures import Measurement
from posecheck.outputs.report.thinning import NOTHING
from posecheck.outputs.report.track import Limits, Track, code_of, is_comparison
from posecheck.stretches.checks import Band, Grade
from posecheck.stretches.stretch import built_in

FLAT_BACK, KNEE = (
    built_in("half_kneeling_lunge").variants(id)[0].check for id in ("flat_back", "front_knee")
)
OWN, AVERAGE = Band((-0.03, 0.03), (-0.05, 0.05)), Band((-0.06, 0.0), (-0.1, 0.1))
WIDER = KNEE.band.widened(8.0)
NOTE = "seen from elsewhere: limits widened by 8 deg"


def track_of(check, *judged, note=None) -> Track:
    """Each judged frame is a value and the limits that it is held against."""
    track, unit = Track(), "T" if check is FLAT_BACK else "deg"
    for index, (value, band) in enumerate(judged):
        track.judge(index, check.judge(Measurement(value, unit, 0.0), band, note))
    return track


def test_a_track_fills_gaps_with_nothing():
    track = Track()
    track.put(2, 1.5, code_of(Grade.GOOD))
    track.pad(5)
    assert list(track.codes) == [NOTHING, NOTHING, code_of(Grade.GOOD), NOTHING, NOTHING]
    np.testing.assert_array_equal(track.numbers, [np.nan, np.nan, 1.5, np.nan, np.nan])
    assert not track.known


def test_every_grade_is_above_nothing_in_the_strip():
    codes = [NOTHING, *(code_of(grade) for grade in (Grade.CANNOT_JUDGE, Grade.GOOD))]
    codes += [code_of(Grade.BORDERLINE), code_of(Grade.FIX)]
    assert codes == sorted(set(codes))


def test_what_was_compared_with_something_else_is_not_drawn_beside_the_limits_of_now():
    track = track_of(FLAT_BACK, (-0.05, AVERAGE), (0.0, OWN), (0.01, OWN))
    np.testing.assert_array_equal(track.numbers, [np.nan, *np.float32([0.0, 0.01])])
    assert track.codes[0] == code_of(Grade.GOOD)
    assert [limits.band for _, limits in track.limits_over_time()] == [OWN]


def test_the_limits_of_the_verdict_go_before_those_applied_most_often():
    track = track_of(FLAT_BACK, (-0.05, AVERAGE), (0.0, OWN), (0.01, OWN))
    track.judged_by = AVERAGE.good
    assert track.limits.band == AVERAGE
    np.testing.assert_array_equal(track.numbers, [*np.float32([-0.05]), np.nan, np.nan])


def test_what_has_one_scale_is_drawn_beside_the_limits_of_each_time():
    judged = [(90.0, KNEE.band), (115.0, WIDER), (116.0, WIDER), (91.0, KNEE.band)]
    track = track_of(KNEE, *judged, note=NOTE)
    np.testing.assert_array_equal(track.numbers, [90.0, 115.0, 116.0, 91.0])
    assert track.limits_over_time() == [
        (0, Limits(KNEE.band)),
        (1, Limits(WIDER, NOTE)),
        (3, Limits(KNEE.band)),
    ]


def test_the_limits_of_the_stretch_itself_need_no_note():
    track = track_of(KNEE, (90.0, KNEE.band), note="estimated")
    assert track.limits == Limits(KNEE.band)


def test_only_what_is_held_against_an_upright_posture_is_a_comparison():
    assert is_comparison(FLAT_BACK)
    assert not is_comparison(KNEE)
