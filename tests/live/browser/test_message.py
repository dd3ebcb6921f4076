"""What a page gets of a moment: all words made, positions in the picture, and valid JSON."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from sessions import BRIDGE, FAULT, GOOD, LUNGE, NOBODY, OUT, UNJUDGED, Now, Session, holding

from posecheck.coach import Command
from posecheck.history import HistoryEntry
from posecheck.live.browser.message import (
    Seen,
    breathe_message,
    now_message,
    say_message,
    summary_message,
)
from posecheck.live.coaching import Snapshot
from posecheck.live.voice.engine import Beep, Utterance
from posecheck.pose.pose import Joint, Side
from posecheck.video.area import Area

ALL = Seen()


def told(session: Session, now: Now, seen: Seen = ALL, notice: str | None = None) -> dict:
    """What a page is told after one more frame, by way of its JSON."""
    session.see_frames([now])
    assessment = now.at(session.time_s)
    message = now_message(Snapshot(session.coach.view, assessment), seen, notice)
    return json.loads(json.dumps(message, allow_nan=False))


def test_while_holding_there_are_clock_meter_and_breath():
    now = told(holding(2.0), GOOD)
    assert now["phase"] == "hold"
    assert now["clock"] == {"number": "2", "below": "of 10 s"}
    assert now["share"] == pytest.approx(0.21, abs=0.011)
    assert now["meter"]["name"] == "front knee"
    assert (now["meter"]["share"], now["meter"]["grade"]) == (1.0, "good")
    assert now["breathing"]["word"] == "in"
    assert now["camera"] is now["countdown"] is None


def test_before_the_hold_there_are_the_map_and_the_plain_figure():
    now = told(Session.of(LUNGE), OUT)
    assert now["phase"] == "place"
    assert now["clock"] is None
    assert now["camera"]["words"][0] == "Camera here"
    assert now["figure"]["plain"]
    assert now["figure"]["values"] == []


def test_a_correction_has_the_mark_of_a_fault_and_a_notice_has_none():
    session = holding(2.0)
    session.see(FAULT, 3.0)
    assert told(session, FAULT)["mark"] == "fix"
    lost = told(session, FAULT, notice="The camera is gone.")
    assert (lost["message"], lost["mark"]) == ("The camera is gone.", None)


def test_nobody_has_no_figure():
    assert told(Session.of(LUNGE), NOBODY)["figure"] is None


def test_a_paused_clock_says_so():
    session = holding(2.0)
    session.ask(Command.PAUSE)
    now = told(session, GOOD)
    assert now["phase"] == "paused"
    assert now["clock"]["below"] == "paused"


def bones(now: dict) -> np.ndarray:
    return np.array(now["figure"]["plain"])


def test_positions_are_shares_of_the_picture():
    session = Session.of(LUNGE)
    now = told(session, OUT)
    width, height = OUT.pose.size
    shares = bones(now).reshape(-1, 2)
    hip = OUT.pose.points[Joint.HIP.of(Side.LEFT)] / (width, height)
    assert np.abs(shares - hip).max(axis=1).min() < 1e-3
    assert ((shares >= 0) & (shares <= 1)).all()


def test_within_bars_positions_are_shares_of_what_lies_between_them():
    session = Session.of(LUNGE)
    width, height = OUT.pose.size
    area = Area(width // 4, 0, width - width // 4, height)
    whole = bones(told(session, OUT))
    within = bones(told(session, OUT, Seen(place=area)))
    assert within[:, 0::2] == pytest.approx((whole[:, 0::2] - 0.25) * 2, abs=1e-3)
    assert within[:, 1::2] == pytest.approx(whole[:, 1::2], abs=1e-3)


def test_what_is_missing_is_left_out_and_never_a_number_that_json_lacks():
    points = OUT.pose.points.copy()
    points[Joint.KNEE.of(Side.LEFT)] = np.nan
    missing = replace(OUT, pose=replace(OUT.pose, points=points))
    assert len(bones(told(Session.of(LUNGE), missing))) < len(bones(told(Session.of(LUNGE), OUT)))


def test_what_is_said_goes_with_the_tones_in_its_place():
    said = json.loads(json.dumps(say_message(Utterance("Two", Beep.TICK))))
    assert said == {"kind": "say", "words": "Two", "tones": [[880.0, 0.09]]}
    assert say_message(Utterance("Turn around."))["tones"] == ()
    assert breathe_message("Breathe in") == {"kind": "breathe", "words": "Breathe in"}


def entry(stretch: str, side: Side | None, hold_s: float) -> HistoryEntry:
    return HistoryEntry(datetime(2026, 1, 1, tzinfo=UTC), stretch, side, hold_s, 10.0, None, {})


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ([], "first time"),
        ([entry(LUNGE.id, Side.LEFT, 12.4)], "10 s less than last time (12 s)"),
        (
            [entry(LUNGE.id, Side.LEFT, 9.0), entry(LUNGE.id, Side.LEFT, 1.0)],
            "1 s more than last time (1 s)",
        ),
        ([entry(LUNGE.id, Side.LEFT, 2.9)], "as last time (2 s)"),
        ([entry(LUNGE.id, Side.RIGHT, 12.0), entry(BRIDGE.id, None, 3.0)], "first time"),
    ],
)
def test_the_summary_stands_beside_the_last_time_of_the_same_side(before, words):
    session = holding(2.05)
    session.ask(Command.QUIT)
    summary = json.loads(json.dumps(summary_message(session.coach.result, before)))
    left, right = summary["parts"]
    assert summary["heading"] == "Mine: not complete"
    assert left["name"] == "Half-kneeling lunge, left leg in front"
    assert left["held"] == "2 of 10 s"
    assert left["before"] == words
    assert (left["complete"], right["share"], right["before"]) == (False, 0.0, "not begun")


def test_the_summary_says_what_was_held_but_not_judged():
    session = holding(3.0, hold_s=60.0)
    session.see(UNJUDGED, 7)
    left, right = summary_message(session.coach.result, [])["parts"]
    assert left["unjudged"] == "6 s more held, but could not be judged: left knee hidden"
    assert right["unjudged"] is None
