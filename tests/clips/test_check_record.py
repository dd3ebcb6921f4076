"""One check over all frames of a clip, against the plainest way to work it out."""

from statistics import median

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from posecheck.clips.check_record import CheckRecord
from posecheck.measures import CannotJudge, Measurement
from posecheck.stretches.checks import Band, Check, Grade

KNEE = Check("knee", Band((80, 100), (70, 110)), "open the knee", "bend the knee")
VALUES = st.lists(st.none() | st.floats(40, 140), min_size=1, max_size=60)


def record(values: list[float | None], check: Check = KNEE) -> CheckRecord:
    """None where the check could not be judged."""
    made = CheckRecord(check)
    for frame, value in enumerate(values):
        seen = CannotJudge("hidden") if value is None else Measurement(value, "deg", 1.0)
        made.add(frame, check.judge(seen))
    return made


def all_of(values: list) -> np.ndarray:
    return np.ones(len(values), bool)


@given(VALUES)
def test_the_value_is_the_median_and_the_fraction_that_of_good_frames(values):
    seen = [value for value in values if value is not None]
    assume(len(seen) >= KNEE.judged_share * len(values))
    assume(seen)
    (part,) = record(values).results(all_of(values), enough_frames=1)
    assert part.value == pytest.approx(median(seen), abs=1e-3)
    assert part.verdict is KNEE.band.grade(median(seen))
    assert part.frames_judged == len(seen)
    good = sum(KNEE.band.grade(value) is Grade.GOOD for value in seen)
    assert part.good_fraction == pytest.approx(good / len(seen), abs=1e-3)


@given(VALUES, st.data())
def test_frames_that_do_not_count_change_nothing(values, data):
    counted = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    )
    kept = [value for value, kept in zip(values, counted, strict=True) if kept]
    assume(kept)
    assert record(values).results(counted, 1) == record(kept).results(all_of(kept), 1)


@pytest.mark.parametrize(("judged", "verdict"), [(4, Grade.CANNOT_JUDGE), (5, Grade.GOOD)])
def test_under_the_least_number_of_frames_there_is_a_reason_instead(judged, verdict):
    values = [None] * 3 + [90.0] * judged
    (part,) = record(values).results(all_of(values), enough_frames=5)
    assert part.verdict is verdict
    assert part.frames_judged == judged
    assert part.reason == ("hidden" if verdict is Grade.CANNOT_JUDGE else None)


@given(VALUES)
def test_a_fault_lasts_until_the_check_is_judged_again(values):
    seen = [value for value in values if value is not None]
    assume(seen)
    last, expected = seen[0], []
    for value in values:
        last = last if value is None else value
        expected.append(KNEE.band.grade(last) is Grade.FIX)
    assert record(values).at_fault(len(values)).tolist() == expected
