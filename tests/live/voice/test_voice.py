import os
import shutil
import stat
import sys
import threading
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from posecheck.coach import BreathTurned, Count, CueGiven, HoldStarted
from posecheck.errors import VoiceError
from posecheck.live.voice import Voice, speech
from posecheck.live.voice import engine as engine_module
from posecheck.live.voice.engine import RATE_HZ, Beep, Engine, Speech, Utterance, tone

PATIENCE_S = 20.0

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="needs espeak-ng (apt install espeak-ng)"
)


class Recording(Engine):
    """Notes what it is told, each only after `go` was set."""

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
def test_the_breath_is_spoken_if_wished_and_never_in_place_of_a_cue(breathing, said):
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


def test_an_engine_that_blocks_for_ever_keeps_nobody_waiting():
    engine = Recording()
    engine.close = lambda: None  # and it does not listen either
    start_s = time.monotonic()
    with Voice(engines=[lambda: engine]) as voice:
        voice.tell([cue("never said")])
        engine.begun.acquire(timeout=PATIENCE_S)
        for number in range(1000):
            voice.tell([Count(0.0, str(number))])
    assert time.monotonic() - start_s < PATIENCE_S
    assert engine.said == []


@pytest.mark.parametrize("broken", [missing, Failing])
def test_the_next_engine_takes_over_and_the_trouble_is_told_once(broken):
    engine, troubles = Recording(), []
    engine.go.release(9)
    with Voice(troubles.append, engines=[broken, lambda: engine]) as voice:
        for words in ("one", "two"):
            voice.tell([cue(words)])
            wait_until(lambda: not voice.busy)
    assert engine.said[-1] == "two"
    assert len(troubles) == 1


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


@pytest.mark.parametrize("beep", Beep)
def test_a_beep_has_its_notes_and_no_clicks(beep):
    samples = tone(beep)
    assert len(samples) == pytest.approx(RATE_HZ * sum(s for _, s in beep.value), abs=3)
    assert abs(samples[0]) < 0.01
    assert abs(samples[-1]) < 0.01
    hz, length_s = beep.value[0]
    first = samples[: round(length_s * RATE_HZ)]
    spectrum = np.abs(np.fft.rfft(first, RATE_HZ))
    assert spectrum.argmax() == pytest.approx(hz, abs=3)


@needs_espeak
def test_cues_are_rendered_to_a_sound_file(tmp_path):
    pytest.importorskip("pyttsx3", reason="needs pyttsx3 (the extra `voice`)")
    lengths_s = []
    for words in ("three", "Lift your hips higher", "Press your knees apart, over your feet"):
        path = tmp_path / "cue.wav"
        speech.render(words, path)
        with wave.open(str(path)) as sound:
            lengths_s.append(sound.getnframes() / sound.getframerate())
            samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
        assert np.abs(samples).max() > 3000
    assert 0.2 < lengths_s[0] < lengths_s[1] < lengths_s[2] < 5


def player(folder: Path, script: str) -> None:
    """Put a program in the place of `aplay`."""
    program = folder / "aplay"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def only_here(tmp_path, monkeypatch):
    """A folder that is searched for programs before all others."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


linux_speech = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("espeak-ng") is None,
    reason="needs Linux with espeak-ng (apt install espeak-ng)",
)


@linux_speech
def test_words_are_spoken_in_another_process(only_here):
    pytest.importorskip("pyttsx3", reason="needs pyttsx3 (the extra `voice`)")
    player(only_here, f'cp "$(echo "$@" | tr " " "\\n" | grep wav)" {only_here}/$$.heard')
    engine = Speech()
    engine.say(Utterance("Lift your hips higher"))
    engine.say(Utterance("Well done"))
    engine.close()
    sizes = sorted(path.stat().st_size for path in only_here.glob("*.heard"))
    assert len(sizes) == 3  # the first is the silence that tries the player out
    assert sizes[0] < 10_000 < sizes[1] < sizes[2]


@linux_speech
def test_no_sound_output_is_told(only_here):
    pytest.importorskip("pyttsx3", reason="needs pyttsx3 (the extra `voice`)")
    player(only_here, "exit 1")
    with pytest.raises(VoiceError, match="no sound output"):
        Speech()


@linux_speech
def test_a_player_that_hangs_is_given_up(only_here, monkeypatch):
    pytest.importorskip("pyttsx3", reason="needs pyttsx3 (the extra `voice`)")
    player(only_here, f"test -e {only_here}/tried && exec sleep 60; touch {only_here}/tried")
    engine = Speech()
    monkeypatch.setattr(engine_module, "STUCK_S", 2.0)
    with pytest.raises(VoiceError, match="does not answer"):
        engine.say(Utterance("Lift your hips higher"))
    engine.close()


def test_without_pyttsx3_it_says_how_to_get_it(tmp_path, monkeypatch):
    (tmp_path / "pyttsx3.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceError, match="pip install pyttsx3"):
        Speech()
