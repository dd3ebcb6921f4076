"""What was held in a session, part by part."""

import pytest
from sessions import BRIDGE, LUNGE

from posecheck.coach.results import PartResult, SessionResult
from posecheck.pose.pose import Side


@pytest.mark.parametrize(
    ("good_s", "complete"), [((10.0, 10.0), True), ((10.0, 9.9), False), ((0.0, 0.0), False)]
)
def test_a_session_is_complete_if_every_part_is(good_s, complete):
    first, second = good_s
    parts = (
        PartResult(BRIDGE, None, 10.0, first, clock_s=first),
        PartResult(LUNGE, Side.LEFT, 10.0, second, clock_s=second),
    )
    session = SessionResult("mine", "Mine", 0.0, 30.0, parts)
    assert session.complete is complete
    assert session.good_s == first + second


def test_seconds_added_up_frame_by_frame_may_fall_short_by_a_rounding_error():
    good_s = sum([0.1] * 100)
    assert good_s < 10.0
    assert PartResult(BRIDGE, None, 10.0, clock_s=good_s).complete
