"""What can be learned from, and what is wrong with the rest, each in one clear line."""

import re
from dataclasses import replace

import cv2
import numpy as np
import pytest
from lessons import held, squat

from posecheck.errors import InputError
from posecheck.pose.model import find_model
from posecheck.teaching.recording import Seen, record, recording_of, see
from posecheck.video.span import WHOLE, Span

SQUAT = held(squat())


def refused(seen, span=WHOLE):
    with pytest.raises(InputError) as error:
        recording_of("mine.mp4", seen, span)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_hold_is_read_from_its_first_to_its_last_frame():
    recording = recording_of("mine.mp4", see(SQUAT))
    assert recording.held_s == pytest.approx((0.0, 2.9))
    assert len(recording.moments) == len(SQUAT)


def test_the_user_may_say_when_it_is_held():
    recording = recording_of("mine.mp4", see(SQUAT), Span(1.0, 2.0))
    assert recording.held_s == pytest.approx((1.0, 2.0))
    assert "ends at 2.9 s" in refused(see(SQUAT), Span(8.0, 9.0))


def test_nobody_in_most_of_it_is_refused():
    empty = [(time_s, None) for time_s, _ in SQUAT]
    assert "nobody is found" in refused(see(empty))
    assert "nobody is found" in refused(see([*SQUAT[:5], *empty[5:]]))
    assert "nobody is found" in refused([])


def test_one_that_is_too_short_or_never_calm_is_refused():
    assert "it lasts 0.9 s" in refused(see(SQUAT[:10]))
    shaken = [
        (time_s, replace(pose, points=pose.points + 20 * (index % 3)))
        for index, (time_s, pose) in enumerate(SQUAT)
    ]
    assert "nobody keeps still" in refused(see(shaken))


def test_feet_outside_the_picture_are_named():
    cut = [(time_s, replace(pose, size=(640, 290))) for time_s, pose in SQUAT]
    words = "left ankle and right ankle outside the picture from 0.0 to 2.9 s; film the whole body"
    assert f"{words}, or say when it is held with --from and --to." in refused(see(cut))
    assert refused(see(cut), Span(1.0, 2.0)).endswith("from 1.0 to 2.0 s; film the whole body.")
    with pytest.raises(
        InputError, match=r"right ankle outside the picture; film the whole body\.$"
    ):
        recording_of("mine.png", see(cut[:1]), still=True)


def test_more_than_two_joints_outside_the_picture_are_listed():
    cut = [(time_s, replace(pose, size=(640, 230))) for time_s, pose in SQUAT]
    assert re.search(r"(\w+ \w+, )+\w+ \w+ and \w+ \w+ outside the picture", refused(see(cut)))


def test_a_title_before_the_whole_body_is_seen_is_not_taken_for_the_hold():
    title = [(time_s, replace(pose, size=(640, 290))) for time_s, pose in held(squat(), 6.0)]
    hold = held(squat(150), 3.0, start_s=8.0)
    assert recording_of("mine.mp4", see(title + hold)).held_s[0] >= 8.0


def test_a_second_person_during_the_hold_is_refused():
    seen = see(SQUAT)
    crowd = [replace(frame, people=2) for frame in seen]
    assert "two people" in refused(crowd)
    passing = [replace(frame, people=2 if index == 0 else 1) for index, frame in enumerate(seen)]
    assert recording_of("mine.mp4", passing).moments


def test_a_picture_has_no_hold_to_find():
    recording = recording_of("mine.png", see(SQUAT[:1]), still=True)
    assert len(recording.moments) == 1


def test_masks_are_not_kept():
    mask = np.ones((480, 640), bool)
    seen = see([(0.0, replace(SQUAT[0][1], mask=mask))])
    assert isinstance(seen[0], Seen)
    assert seen[0].pose.mask is None


def test_an_empty_room_is_refused_from_the_file(tmp_path):
    path = tmp_path / "nobody.png"
    cv2.imwrite(str(path), np.full((240, 320, 3), 128, np.uint8))
    with pytest.raises(InputError, match=r"nobody\.png: nobody is found"):
        record(path, find_model())
