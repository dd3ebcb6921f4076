"""The judging thread: every frame once, commands obeyed, errors kept, and an end of its own."""

import threading
from dataclasses import replace

import pytest
from live_frames import Frames, plain
from places import QUICK

from posecheck.coach import CameraLost, Coach, Command, SessionDone
from posecheck.live import inference as inference_module
from posecheck.live.inference import Inference, PeopleWatch
from posecheck.pose.model import find_model
from posecheck.stretches.routine import find_routine
from posecheck.video import open_clip
from posecheck.video.camera import Capture

PATIENCE_S = 30.0
NEVER = 10**9
"""More snapshots than a session has."""


def coach() -> Coach:
    return Coach(find_routine("bridge"), safety_note=False)


class Told:
    """The events of a session, and an alarm for the first of a kind."""

    def __init__(self, kind: type) -> None:
        self.events: list = []
        self.came = threading.Event()
        self._kind = kind

    def __call__(self, events) -> None:
        self.events += events
        if any(isinstance(event, self._kind) for event in events):
            self.came.set()


def run(source: Frames, model=None) -> tuple[Inference, Told]:
    """A session that the source ends."""
    told = Told(SessionDone)
    capture = Capture(source)
    with Inference(capture, model or find_model(), coach(), told) as inference:
        inference.wait_until_ready()
        with capture:
            inference.snapshots.newer_than(NEVER, PATIENCE_S)  # returns at its end
    return inference, told


def test_when_the_frames_end_the_session_ends_with_the_last_of_them():
    inference, told = run(Frames([plain(index) for index in range(5)]))
    _, last = inference.snapshots.newest()
    assert inference.snapshots.closed
    assert inference.error is None
    assert (last.index, last.assessment.time_s) == (4, 0.4)
    assert last.result is not None
    assert isinstance(told.events[-1], SessionDone)


def test_a_command_between_frames_is_obeyed_at_once():
    told, source = Told(SessionDone), Frames([plain(0)])
    source.held.clear()
    capture = Capture(source)
    with Inference(capture, find_model(), coach(), told) as inference, capture:
        inference.command(Command.QUIT)
        assert told.came.wait(PATIENCE_S)
        source.held.set()
    assert inference.snapshots.newest()[1].result is not None


def test_a_lost_camera_is_said_once_however_long_it_stays_away():
    told, source = Told(CameraLost), Frames([plain(0)])
    source.held.clear()
    capture = Capture(source)
    with Inference(capture, find_model(), coach(), told) as inference, capture:
        source.lost = True
        assert told.came.wait(PATIENCE_S)
        inference.snapshots.newer_than(NEVER, 3 * inference_module.WAIT_S)
        source.held.set()
    assert [type(event) for event in told.events].count(CameraLost) == 1


def test_a_model_that_cannot_be_loaded_ends_it_and_keeps_nobody_waiting(tmp_path):
    bad = tmp_path / "bad.task"
    bad.write_bytes(b"no model")
    source = Frames([plain(0)])
    inference, told = run(source, replace(find_model(), path=bad))
    assert inference.error is not None
    assert inference.snapshots.closed
    assert told.events == []


@pytest.fixture
def somebody():
    """A capture whose newest frame shows one person."""
    with open_clip(QUICK / "lunge_side.mp4") as clip:
        frame = next(iter(clip))
    source = Frames([frame])
    source.held.clear()
    with Capture(source) as capture:
        assert capture.shots.newer_than(0, PATIENCE_S)
        yield capture
        source.held.set()


@pytest.mark.parametrize("wanted", [True, False])
def test_people_are_counted_while_that_is_wanted(somebody, monkeypatch, wanted):
    monkeypatch.setattr(inference_module, "COUNT_EVERY_S", 0.01)
    monkeypatch.setattr(inference_module, "COUNT_LASTS_S", PATIENCE_S)
    asked = threading.Semaphore(0)

    def is_wanted() -> bool:
        asked.release()
        return wanted

    with PeopleWatch(somebody, find_model(), is_wanted) as watch:
        for _ in range(3):
            assert asked.acquire(timeout=PATIENCE_S)
        assert watch.seen == (1 if wanted else None)


def test_an_old_count_counts_no_more(somebody, monkeypatch):
    monkeypatch.setattr(inference_module, "COUNT_EVERY_S", 0.01)
    monkeypatch.setattr(inference_module, "COUNT_LASTS_S", 0.0)
    asked = threading.Semaphore(0)

    def is_wanted() -> bool:
        asked.release()
        return True

    with PeopleWatch(somebody, find_model(), is_wanted) as watch:
        for _ in range(2):
            assert asked.acquire(timeout=PATIENCE_S)
        assert watch.seen is None
