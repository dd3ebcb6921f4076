"""The camera of a page: times of its own clock, the newest picture, a loss, and an end."""

import threading
import time
from collections.abc import Sequence
from itertools import islice
from statistics import mode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import jpeg
from places import QUICK

from posecheck.assess.assessor import Assessment, Assessor
from posecheck.clips.analysis import choose_stretches
from posecheck.errors import CameraError
from posecheck.live.browser import source
from posecheck.live.browser.source import (
    PageCamera,
    PageClock,
    Sent,
    decoded,
    encoded,
    place_of,
    sent_picture,
)
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.stretches.checks import Grade
from posecheck.support.slot import Slot
from posecheck.video import Frame, open_clip
from posecheck.video.area import Area
from posecheck.video.camera import Capture
from posecheck.video.frame import LONGEST_SIDE


def sent(stamp_s: float, came_s: float = 0.0, page: int = 1, picture: bytes | None = None) -> Sent:
    return Sent(jpeg() if picture is None else picture, stamp_s, came_s, page)


def test_times_are_those_of_the_pages_clock_not_of_arrival():
    clock = PageClock()
    times_s = [clock.time_s(sent(*at)) for at in ((500.0, 7.0), (500.1, 7.9), (500.2, 8.0))]
    assert times_s == pytest.approx([0.0, 0.1, 0.2])
    assert clock.stamp_s(0.2) == pytest.approx(500.2)


def test_another_page_goes_on_by_the_clock_of_this_machine():
    clock = PageClock()
    clock.time_s(sent(500.0, 7.0))
    assert clock.time_s(sent(3.0, 12.0, page=2)) == pytest.approx(5.0)
    assert clock.time_s(sent(3.5, 99.0, page=2)) == pytest.approx(5.5)
    assert clock.stamp_s(5.5) == pytest.approx(3.5)


def of(*pictures: Sent) -> Slot[Sent]:
    slot: Slot[Sent] = Slot()
    for picture in pictures:
        slot.put(picture)
    return slot


def test_only_the_newest_picture_counts_and_time_never_goes_back():
    slot = of(sent(1.0), sent(2.0))
    camera = PageCamera(slot)
    frames = iter(camera)
    assert next(frames).time_s == 0.0
    for stamp_s in (1.5, 2.0, 2.25):
        slot.put(sent(stamp_s))
        time.sleep(0.01)
    assert next(frames).time_s == pytest.approx(0.25)
    assert camera.frames_read == 2
    assert camera.stamp_ms(0.25) == pytest.approx(2250)


def test_a_phone_that_is_turned_gets_bars_and_its_picture_keeps_its_place():
    slot = of(sent(1.0, picture=jpeg(64, 48)))
    camera = PageCamera(slot)
    frames = iter(camera)
    assert next(frames).size == (64, 48)
    slot.put(sent(2.0, picture=jpeg(48, 64)))
    turned = next(frames)
    width, height = turned.size
    assert width / height == pytest.approx(64 / 48, abs=0.02)
    place = place_of(camera.filmed_size, turned.size)
    assert place.size == (48, 64)
    rows, columns = place.rows_and_columns
    assert turned.image[rows, columns].min() > 60
    assert turned.image[rows, : place.left].max() < 30


def test_a_lost_page_is_told_and_taken_up_again_within_the_grace(monkeypatch):
    monkeypatch.setattr(source, "LOST_S", 0.1)
    slot = of(sent(1.0, time.monotonic()))
    camera = PageCamera(slot)
    frames = iter(camera)
    next(frames)
    coming = threading.Thread(target=lambda: seen.append(next(frames)))
    seen: list = []
    coming.start()
    end_s = time.monotonic() + 10
    while not camera.lost and time.monotonic() < end_s:
        time.sleep(0.01)
    assert camera.lost
    slot.put(sent(5.0, time.monotonic(), page=2))
    coming.join(10)
    assert seen
    assert not camera.lost


def test_a_page_that_stays_away_ends_the_frames_with_a_warning(monkeypatch):
    monkeypatch.setattr(source, "LOST_S", 0.05)
    monkeypatch.setattr(source, "GRACE_S", 0.2)
    camera = PageCamera(of(sent(1.0, time.monotonic())))
    assert len(list(camera)) == 1
    assert camera.warning == "the page's camera: no pictures for 0.2 s"
    assert not camera.lost


def test_a_page_that_is_left_open_after_the_session_is_no_trouble(monkeypatch):
    monkeypatch.setattr(source, "GRACE_S", 0.2)
    camera = PageCamera(of(sent(1.0, time.monotonic())))
    with Capture(camera) as capture:
        assert capture.shots.newer_than(0, 10.0)
    time.sleep(0.3)
    assert capture.shots.closed
    assert camera.warning is None


def test_a_camera_without_a_picture_is_an_error_that_says_what_to_do():
    with pytest.raises(CameraError, match="let the page use the camera"):
        PageCamera(Slot(), patience_s=0.01)


@pytest.mark.parametrize("junk", [b"", b"GIF89a", jpeg()[:20], b"\xff\xd8\xff" + bytes(100)])
def test_what_is_no_jpeg_is_no_picture(junk):
    assert decoded(junk) is None


def test_a_picture_too_large_for_a_page_is_never_unpacked(monkeypatch):
    monkeypatch.setattr(source, "MOST_PIXELS", 64 * 48 - 1)
    assert decoded(jpeg()) is None


def test_one_too_long_for_the_pose_model_is_left_out():
    assert decoded(jpeg(LONGEST_SIDE + 1, 1)) is None
    assert decoded(jpeg(LONGEST_SIDE, 1)) is not None


def test_a_picture_that_says_it_is_larger_than_anything_is_left_out():
    said = b"\x00\x30\x00\x40"  # 48 x 64, as the head of the picture says it
    assert jpeg().count(said) == 1
    assert decoded(jpeg().replace(said, b"\xff\xff\xff\xff")) is None


def test_red_stays_red_both_ways():
    red = np.zeros((48, 64, 3), np.uint8)
    red[..., 0] = 200
    again = decoded(encoded(red, most_height=24, quality=95))
    assert again.shape == (24, 32, 3)
    assert np.abs(again.mean(axis=(0, 1)) - (200, 0, 0)).max() < 6


@given(st.binary(max_size=12))
def test_a_message_is_a_stamp_and_a_picture_or_nothing(message):
    picture = sent_picture(message, page=3)
    if picture is not None:
        assert picture.stamp_s * 1000 == pytest.approx(np.frombuffer(message[:8], "<f8")[0])
        assert picture.jpeg == message[8:]


@pytest.mark.parametrize("stamp", [float("nan"), float("inf"), -1.0, 1e300])
def test_a_stamp_that_is_no_time_is_no_message(stamp):
    assert sent_picture(np.float64(stamp).tobytes() + jpeg(), page=1) is None


@pytest.mark.parametrize(
    ("filmed", "whole", "place"),
    [((64, 48), (64, 48), Area(0, 0, 64, 48)), ((32, 24), (64, 48), Area(0, 0, 64, 48))],
)
def test_a_picture_of_the_same_shape_fills_its_frame(filmed, whole, place):
    assert place_of(filmed, whole) == place


CLIP, FRAMES = QUICK / "lunge_side.mp4", 30
JPEG_QUALITY = 95
"""That of static/encoder.js."""


def test_what_a_page_sends_is_judged_as_the_frames_themselves(assessed):
    """JPEG moves the angles a little, and what is said of them not at all."""
    assessor = Assessor(choose_stretches())
    with open_clip(CLIP) as clip:
        frames = list(islice(clip, FRAMES))
    slot = of(as_sent(frames[0]))
    through = iter(PageCamera(slot))
    judged = []
    with Landmarker(find_model()) as landmarker:
        for frame in frames:
            if frame.index:
                slot.put(as_sent(frame))
            came = next(through)
            assert came.time_s == pytest.approx(frame.time_s)
            judged.append(assessor.assess(landmarker.detect(came), came.time_s))
    plain = assessed(CLIP)[:FRAMES]
    assert [one.in_position for one in judged] == [one.in_position for one in plain]
    for check in {verdict.check.id for one in plain for verdict in one.verdicts}:
        values, grades = said_of(check, judged)
        plain_values, plain_grades = said_of(check, plain)
        assert mode(grades) == mode(plain_grades)
        assert np.median(values) == pytest.approx(np.median(plain_values), abs=2.0, nan_ok=True)


def said_of(check: str, assessments: Sequence[Assessment]) -> tuple[list[float], list[Grade]]:
    verdicts = [v for one in assessments for v in one.verdicts if v.check.id == check]
    values = [verdict.value for verdict in verdicts if verdict.value is not None]
    return values or [float("nan")], [verdict.grade for verdict in verdicts]


def as_sent(frame: Frame) -> Sent:
    return sent(100.0 + frame.time_s, picture=encoded(frame.image, 720, JPEG_QUALITY))
