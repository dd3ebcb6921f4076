"""What one check said of each frame, summed up."""

from dataclasses import replace

import numpy as np
import pytest

from posecheck.clips.check_record import CheckRecord
from posecheck.measures import CannotJudge, Measurement
from posecheck.stretches.checks import Band, Check, Grade, Verdict

KNEE = Check("knee", Band((80, 100), (70, 110)), "open it", "bend it", measure="knee_angle")
GOOD, FIX, UNSEEN = 90.0, 120.0, None


def record(*values: float | None, check: Check = KNEE) -> CheckRecord:
    kept = CheckRecord(check)
    for frame, value in enumerate(values):
        measured = CannotJudge("hidden") if value is None else Measurement(value, "deg", 1.0)
        kept.add(frame, check.judge(measured))
    return kept


def test_what_cannot_be_seen_is_as_it_was_last_seen():
    kept = record(UNSEEN, FIX, UNSEEN, UNSEEN, GOOD, UNSEEN)
    assert kept.at_fault(6).tolist() == [True, True, True, True, False, False]


def test_a_fault_of_a_frame_or_two_is_not_carried_on_where_it_cannot_be_seen():
    """Whoever turns away is read askew for a moment."""
    turned = record(GOOD, GOOD, FIX, UNSEEN, UNSEEN)
    assert turned.at_fault(5).tolist() == [False, False, True, False, False]
    lasting = record(GOOD, FIX, FIX, FIX, UNSEEN)
    assert lasting.at_fault(5).tolist() == [False, True, True, True, True]


def test_only_the_frames_that_count_are_summed_up():
    counted = np.array([True, True, True, False])
    (part,) = record(GOOD, GOOD, FIX, FIX).results(counted, enough_frames=3)
    assert (part.verdict, part.value, part.measure) == (Grade.GOOD, GOOD, "knee_angle")
    assert (part.good_fraction, part.frames_judged) == (0.667, 3)


def test_too_few_judged_frames_say_why():
    (part,) = record(GOOD, UNSEEN, UNSEEN).results(np.ones(3, bool), enough_frames=2)
    assert (part.verdict, part.reason, part.value) == (Grade.CANNOT_JUDGE, "hidden", None)


def test_what_was_judged_too_seldom_says_so_since_it_may_have_stopped_the_clock():
    (part,) = record(*[FIX] * 3, *[UNSEEN] * 17).results(np.ones(20, bool), enough_frames=3)
    assert part.verdict is Grade.CANNOT_JUDGE
    assert part.reason == "judged in only 15% of the time; mostly hidden"
    assert (part.frames_judged, part.good_fraction) == (3, 0)


def test_a_fault_of_a_required_check_without_a_verdict_is_said_to_be_left_out_of_the_score():
    def is_left_out(*values, check=KNEE):
        (part,) = record(*values, check=check).results(np.ones(20, bool), enough_frames=4)
        return part.unscored_fault

    unseen = [UNSEEN] * 17
    assert is_left_out(*[FIX] * 3, *unseen)
    assert not is_left_out(*[GOOD] * 3, *unseen)
    assert not is_left_out(*[UNSEEN] * 20)
    assert not is_left_out(*[FIX] * 3, *unseen, check=replace(KNEE, required=False))
    assert not is_left_out(*[FIX] * 3, *[GOOD] * 17)
    for_a_moment = [GOOD, FIX, FIX, *unseen]
    assert not is_left_out(*for_a_moment)


def test_what_hides_a_check_from_the_right_side_goes_before_the_view():
    kept = record(*[UNSEEN] * 3)
    unseen = KNEE.judge(CannotJudge("seen from the front"))
    elsewhere = replace(unseen, asked=False, in_view=False)
    for frame in range(3, 8):
        kept.add(frame, elsewhere)
    (part,) = kept.results(np.ones(8, bool), enough_frames=2)
    assert part.reason == "hidden"
    (part,) = kept.results(np.arange(8) > 1, enough_frames=2)
    assert part.reason == "seen from the front"


def estimates(*values: float) -> CheckRecord:
    kept = CheckRecord(KNEE)
    for frame, value in enumerate(values):
        kept.add(frame, KNEE.judge(Measurement(value, "deg", 7.0, uncertainty=8.0)))
    return kept


def test_estimates_too_doubtful_alone_still_count_for_the_whole():
    (part,) = estimates(104, 106, 90, 92, 94).results(np.ones(5, bool), enough_frames=3)
    assert (part.verdict, part.value, part.uncertainty) == (Grade.GOOD, 94, 8)
    assert (part.good_fraction, part.frames_judged) == (1.0, 3)


def test_a_doubtful_whole_says_what_was_estimated():
    (part,) = estimates(104, 104, 90).results(np.ones(3, bool), enough_frames=3)
    assert (part.verdict, part.value) == (Grade.CANNOT_JUDGE, None)
    assert part.reason is not None
    assert part.reason.startswith("104 ± 8° is too near a limit")


@pytest.mark.parametrize(
    ("unit", "scale", "words"),
    [("T", 0.01, "104 ± 8% of the trunk is"), ("ratio", 1, "104 ± 8 ratio is")],
)
def test_what_was_estimated_has_its_unit_and_its_own_reason(unit, scale, words):
    limits = Band((80 * scale, 100 * scale), (70 * scale, 110 * scale))
    check = replace(KNEE, band=limits)
    doubtful = Measurement(
        104 * scale, unit, 0.0, uncertainty=8 * scale, too_near="too near, as it varied"
    )
    kept = CheckRecord(check)
    for frame in range(3):
        kept.add(frame, check.judge(doubtful))
    (part,) = kept.results(np.ones(3, bool), enough_frames=3)
    assert part.reason == f"{words} too near, as it varied"


def from_the_side() -> Verdict:
    unseen = KNEE.judge(CannotJudge("seen from the side"))
    return replace(unseen, asked=False, in_view=False)


def test_whether_it_is_shown_depends_on_the_view_of_the_frames():
    kept = record(GOOD, UNSEEN)
    kept.add(2, from_the_side())
    assert [kept.is_shown_in(np.arange(3) == frame) for frame in range(3)] == [True, True, False]


def test_what_hindered_in_the_right_view_is_said_before_the_wrong_one():
    """Also where the posture did not fit the check: no other camera would help."""
    kept = CheckRecord(KNEE)
    for frame in range(10):
        other_posture = replace(KNEE.judge(CannotJudge("feet too close")), asked=False)
        kept.add(frame, other_posture if frame < 3 else from_the_side())
    (part,) = kept.results(np.ones(10, bool), enough_frames=3)
    assert part.reason == "feet too close"


def test_a_doubtful_moment_is_no_sign_of_a_fault_corrected():
    kept = estimates(130, 104, 90)
    assert kept.at_fault(3).tolist() == [True, True, False]


def test_estimates_that_are_all_doubtful_are_so_together_on_whichever_side_they_lie():
    (part,) = estimates(104, 76, 104, 76).results(np.ones(4, bool), enough_frames=3)
    assert (part.verdict, part.value, part.frames_judged) == (Grade.CANNOT_JUDGE, None, 0)
    assert part.reason is not None
    assert part.reason.startswith("90 ± 8° is too near a limit")
