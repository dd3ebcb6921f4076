"""What a session says: the newest first, and never at the cost of the session."""

import os
import shutil
import sys
import threading
import time

import pytest

from posecheck.coach import BreathTurned, Count, CueGiven, HoldStarted
from posecheck.errors import VoiceError
from posecheck.live.voice.engine import Beep, Engine, Speech
from posecheck.live.voice.voice import Voice

PATIENCE_S = 20.0


class Recording(Engine):
    """Keeps what it is given to say, each only once `go` is released."""

    def __init__(self):
        self.said = []
        self.begun = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.closed = threading.Event()

    def say(self, utterance):
        self.begun.release()
        self.go.acquire()
        self.said.append(utterance.words)

    def close(self):
        self.closed.set()
        self.go.release(99)


class Failing(Engine):
    def say(self, utterance):
        raise VoiceError("this engine is broken")


def missing() -> Engine:
    raise VoiceError("there is no engine; install one")


def wait_until(condition) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end_s
        time.sleep(0.005)


def cue(words: str) -> CueGiven:
    return CueGiven(0.0, words)


def test_the_newest_cue_wins():
    engine = Recording()
    with Voice(engines=[lambda: engine]) as voice:
        voice.tell([cue("first")])
        engine.begun.acquire(timeout=PATIENCE_S)
        for words in ("second", "third", "fourth"):
            voice.tell([cue(words)])
        engine.go.release(2)
        wait_until(lambda: not voice.busy)
    assert engine.said == ["first", "fourth"]


def test_what_happens_at_once_is_said_together_and_in_order():
    engine = Recording()
    engine.go.release(9)
    with Voice(engines=[lambda: engine]) as voice:
        voice.tell([cue("Well done."), cue(""), cue("Change sides.")])
        wait_until(lambda: not voice.busy)
        voice.tell([cue("")])
        voice.tell([])
        assert not voice.busy
    assert engine.said == ["Well done. Change sides."]


@pytest.mark.parametrize(
    ("breathing", "said"), [(True, ["breathe in", "chin up"]), (False, ["chin up"])]
)
def test_the_breath_is_spoken_if_wanted_and_never_in_place_of_a_cue(breathing, said):
    engine = Recording()
    with Voice(breathing=breathing, engines=[lambda: engine]) as voice:
        voice.tell([BreathTurned(0.0, "breathe in")])
        if breathing:
            engine.begun.acquire(timeout=PATIENCE_S)
        voice.tell([cue("chin up")])
        voice.tell([BreathTurned(4.0, "breathe out")])
        engine.go.release(9)
        wait_until(lambda: not voice.busy)
    assert engine.said == said


def test_an_engine_that_hangs_keeps_nobody_waiting():
    engine = Recording()
    engine.close = lambda: None  # it cannot be stopped either
    start_s = time.monotonic()
    with Voice(engines=[lambda: engine]) as voice:
        voice.tell([cue("never said")])
        engine.begun.acquire(timeout=PATIENCE_S)
        for number in range(1000):
            voice.tell([Count(0.0, str(number))])
    assert time.monotonic() - start_s < PATIENCE_S
    assert engine.said == []


@pytest.mark.parametrize("broken", [missing, Failing])
def test_the_next_engine_takes_over_and_the_trouble_is_said_once(broken):
    engine, troubles = Recording(), []
    engine.go.release(9)
    with Voice(troubles.append, engines=[broken, lambda: engine]) as voice:
        for words in ("one", "two"):
            voice.tell([cue(words)])
            wait_until(lambda: not voice.busy)
    assert engine.said[-1] == "two"
    assert len(troubles) == 1


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("espeak-ng") is None,
    reason="needs Linux with espeak-ng (apt install espeak-ng)",
)
def test_without_a_sound_output_it_says_so_once_and_continues(tmp_path, monkeypatch):
    pytest.importorskip("pyttsx3", reason="needs pyttsx3 (the extra `voice`)")
    (tmp_path / "aplay").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "aplay").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    engine, troubles = Recording(), []
    engine.go.release(9)
    with Voice(troubles.append, engines=[Speech, lambda: engine]) as voice:
        for words in ("one", "two"):
            voice.tell([cue(words)])
            wait_until(lambda: not voice.busy)
    assert engine.said[-1] == "two"
    (trouble,) = troubles
    assert "no sound output" in trouble


def test_without_any_engine_nothing_is_said_and_nothing_stops():
    troubles = []
    with Voice(troubles.append, engines=[missing]) as voice:
        wait_until(lambda: troubles)
        voice.tell([cue("words")])
    assert troubles == ["there is no engine; install one"]


def test_what_has_a_beep_comes_with_it():
    heard = []

    class Ear(Engine):
        def say(self, utterance):
            heard.append(utterance.beep)

    with Voice(engines=[Ear]) as voice:
        for event in (
            Count(0.0, "3"),
            Count(0.0, "3", last=True),
            HoldStarted(0.0, "go"),
            cue("x"),
        ):
            voice.tell([event])
            wait_until(lambda: not voice.busy)
    assert heard == [Beep.TICK, Beep.LAST_TICK, Beep.START, None]
