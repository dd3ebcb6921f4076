"""Every sentence: true, short, and as people say it."""

import re

import pytest
from figures import STANDING, seen
from hypothesis import given
from hypothesis import strategies as st
from sessions import BRIDGE, LUNGE

from posecheck.coach import PartResult, SessionResult, wording
from posecheck.coach.camera import camera_hint
from posecheck.pose.pose import Landmark, Side


def test_turning_to_the_right_shows_the_left_side():
    facing = seen(STANDING, 0, size=(640, 480))
    to_the_right = seen(STANDING, 30, size=(640, 480))
    assert facing[Landmark.NOSE][0] == pytest.approx(320)
    # In the picture, who faces the camera has the right hand on the left and turns towards it.
    assert to_the_right[Landmark.NOSE][0] < facing[Landmark.NOSE][0]
    assert wording.turn(camera_hint(LUNGE, Side.LEFT, facing), lying=False) == (
        "Turn to your right, until your left side faces the camera."
    )


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1.2, "1 second"),
        (45, "45 seconds"),
        (60, "1 minute"),
        (65, "1 minute 5 seconds"),
        (119.6, "2 minutes"),
    ],
)
def test_a_time_is_said_as_people_say_it(seconds, words):
    assert wording.duration(seconds) == words


@given(st.floats(0, 1e5))
def test_a_time_in_words_is_the_time(seconds):
    found = re.fullmatch(r"(?:(\d+) minutes?)? ?(?:(\d+) seconds?)?", wording.duration(seconds))
    minutes, rest = (int(number or 0) for number in found.groups())
    assert 60 * minutes + rest == round(seconds)


def test_the_last_words_say_the_seconds_that_the_clock_shows():
    part = PartResult(BRIDGE, None, 15.0, 15.6, clock_s=15.6)
    said = wording.session_done(SessionResult("bridge", "Bridge", 0.0, 20.0, (part,)))
    assert said == "All done. You held well for 15 seconds."


@pytest.mark.parametrize(
    ("good_s", "clock_s", "words"),
    [
        (0.0, 30.0, "That's all for now. You held for 30 seconds, but I could not judge how well."),
        (
            12.0,
            30.0,
            "That's all for now. You held well for 12 seconds. "
            "I could not judge another 18 seconds.",
        ),
        (
            3.97,
            10.38,
            "That's all for now. You held well for 3 seconds. I could not judge another 6 seconds.",
        ),
        (29.0, 30.0, "That's all for now. You held well for 29 seconds."),
        (0.0, 0.0, "That's all for now. No hold lasted for a second."),
    ],
)
def test_what_was_held_but_not_judged_is_no_hold_of_zero_seconds(good_s, clock_s, words):
    part = PartResult(BRIDGE, None, 60.0, good_s, clock_s=clock_s)
    assert wording.session_done(SessionResult("bridge", "Bridge", 0.0, 70.0, (part,))) == words


def test_longer_sentences_take_longer_to_say():
    assert wording.spoken_s("") == 0
    assert wording.spoken_s("Done.") < wording.spoken_s(wording.CLOCK_STOPPED)
    assert 10 < wording.spoken_s(wording.SAFETY) < 20
