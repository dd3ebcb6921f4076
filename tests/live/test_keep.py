"""What a session leaves in the history."""

from datetime import UTC, datetime

import pytest
from sessions import BRIDGE, LUNGE

from posecheck.coach import PartResult, SessionResult
from posecheck.live.keep import entries
from posecheck.measures import Measurement
from posecheck.pose.pose import Side

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)


def session(*parts: PartResult) -> SessionResult:
    return SessionResult("mine", "Mine", 0.0, 90.0, parts)


def test_a_hold_that_began_is_an_entry_with_its_angles():
    values = (("hip", Measurement(12.0, "deg", 1.0)), ("reach", Measurement(0.5, "T", 0.1)))
    held = PartResult(LUNGE, Side.LEFT, 30.0, 20.0, 10.0, 650.0, 40.0, information=values)
    (entry,) = entries(session(held, PartResult(LUNGE, None, 30.0)), AT)
    assert (entry.at, entry.stretch, entry.side) == (AT, LUNGE.id, Side.LEFT)
    assert (entry.hold_s, entry.asked_s, entry.score) == (20.0, 30.0, 50.0)
    assert entry.information == {"hip": 12.0}


@pytest.mark.parametrize(
    ("good_s", "known_s", "score"), [(0.0, 10.0, 0.0), (10.0001, 10.0, 100.0), (0.0, 0.0, None)]
)
def test_the_score_is_the_share_of_the_hold_that_counted(good_s, known_s, score):
    (entry,) = entries(session(PartResult(BRIDGE, None, 30.0, good_s, 10.0, 90.0, known_s)), AT)
    assert entry.score == score
