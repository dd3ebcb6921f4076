"""Real beeps as sound, and real speech in another process, with what a player can do to it."""

import os
import shutil
import stat
import sys
import tempfile
import threading
import wave
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from score_process import wait_for

from posecheck.errors import VoiceError
from posecheck.live.voice import engine as engine_module
from posecheck.live.voice.engine import FADE_S, RATE_HZ, Beep, Beeps, Speech, Utterance, tone

linux_speech = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("espeak-ng") is None,
    reason="needs Linux with espeak-ng (apt install espeak-ng)",
)


@pytest.mark.parametrize("beep", Beep)
def test_a_beep_has_its_tones_one_after_the_other(beep):
    samples = tone(beep)
    assert len(samples) == pytest.approx(RATE_HZ * sum(s for _, s in beep.value), abs=3)
    for hz, length_s in beep.value:
        count = round(length_s * RATE_HZ)
        spectrum = np.abs(np.fft.rfft(samples[:count], RATE_HZ))
        assert spectrum.argmax() == pytest.approx(hz, abs=3)
        samples = samples[count:]


@pytest.mark.parametrize("beep", Beep)
def test_a_beep_is_never_clipped_and_does_not_click(beep):
    samples = tone(beep)
    assert 0.3 < np.abs(samples).max() < 0.5
    steepest = max(2 * np.pi * hz / RATE_HZ for hz, _ in beep.value)
    assert np.abs(np.diff(samples, prepend=0.0, append=0.0)).max() <= steepest
    few = round(FADE_S * RATE_HZ / 10)
    assert np.abs(samples[:few]).max() < 0.05
    assert np.abs(samples[-few:]).max() < 0.05


def test_a_pause_falls_and_what_goes_on_rises():
    pause, resume = ([hz for hz, _ in beep.value] for beep in (Beep.PAUSE, Beep.RESUME))
    assert all(later < earlier for earlier, later in pairwise(pause))
    assert all(later > earlier for earlier, later in pairwise(resume))


def test_where_nothing_can_be_heard_beeps_print_nothing_into_a_file(monkeypatch, capfd):
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    beeps = Beeps()
    for beep in (*Beep, None):
        beeps.say(Utterance("words", beep))
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def only_here(tmp_path, monkeypatch):
    """A folder that is searched for programs before all others."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def player(folder: Path, script: str) -> None:
    """Put a program in the place of `aplay`; in the script, `$wav` is the file to play."""
    program = folder / "aplay"
    find = 'for word; do case "$word" in *.wav) wav=$word;; esac; done'
    program.write_text(f"#!/bin/sh\n{find}\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def heard(file: Path) -> tuple[float, int]:
    """The length of a sound in seconds, and its largest sample."""
    with wave.open(str(file)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
        return sound.getnframes() / sound.getframerate(), int(np.abs(samples).max())


@linux_speech
def test_words_are_spoken_in_another_process_longer_ones_for_longer(only_here):
    pytest.importorskip("pyttsx3", reason="needs pyttsx3 (the extra `voice`)")
    player(only_here, f'cp "$wav" "{only_here}/$(ls {only_here} | wc -l).wav"')
    engine = Speech()
    for words in (
        "Three",
        "  ",
        "Lift your\nhips higher",
        "Press your knees apart, over your feet",
    ):
        engine.say(Utterance(words))
    engine.close()
    trial, *spoken = (heard(only_here / f"{number}.wav") for number in (1, 2, 3, 4))
    assert trial == (0.1, 0)
    lengths_s, loudness = zip(*spoken, strict=True)
    assert 0.2 < lengths_s[0] < lengths_s[1] < lengths_s[2] < 5
    assert min(loudness) > 3000
    assert not (only_here / "5.wav").exists()  # of blank words


@linux_speech
def test_a_player_that_hangs_is_given_up(only_here, monkeypatch):
    pytest.importorskip("pyttsx3", reason="needs pyttsx3 (the extra `voice`)")
    player(only_here, f"test -e {only_here}/tried && exec sleep 60; touch {only_here}/tried")
    engine = Speech()
    monkeypatch.setattr(engine_module, "STUCK_S", 2.0)
    with pytest.raises(VoiceError, match="does not answer"):
        engine.say(Utterance("Lift your hips higher"))
    engine.close()


@linux_speech
def test_closed_while_it_speaks_it_is_silent_at_once_and_leaves_nothing(only_here, monkeypatch):
    pytest.importorskip("pyttsx3", reason="needs pyttsx3 (the extra `voice`)")
    scratch = only_here / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    plays = f"echo $$ > {only_here}/plays; exec sleep 60"
    player(only_here, f"test -e {only_here}/tried && {{ {plays}; }}; touch {only_here}/tried")
    engine = Speech()
    speaking = threading.Thread(target=speak_in_vain, args=[engine])
    speaking.start()
    wait_for(lambda: (only_here / "plays").exists() and (only_here / "plays").read_text(), "sound")
    engine.close()
    speaking.join()
    wait_for(lambda: not alive(int((only_here / "plays").read_text())), "silence")
    assert not list(scratch.iterdir())


def speak_in_vain(engine: Speech) -> None:
    with suppress(VoiceError):
        engine.say(Utterance("Lift your hips higher"))


def alive(process: int) -> bool:
    """Whether a process runs; one that nobody has asked about yet has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


@linux_speech
def test_an_engine_that_was_closed_says_nothing_more(only_here):
    pytest.importorskip("pyttsx3", reason="needs pyttsx3 (the extra `voice`)")
    player(only_here, "exit 0")
    engine = Speech()
    engine.close()
    with pytest.raises(VoiceError, match="has stopped"):
        engine.say(Utterance("Lift your hips higher"))


def test_where_it_has_no_place_for_its_files_it_cannot_speak(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with pytest.raises(VoiceError, match="cannot be started"):
        Speech()


def test_an_engine_that_has_ended_is_closed_where_its_group_may_not_be_signalled(
    tmp_path, monkeypatch
):
    """As on macOS, where that is the error for a group that has ended."""

    def refused(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "killpg", refused)
    (tmp_path / "pyttsx3.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceError, match="pip install pyttsx3"):
        Speech()


def test_why_it_cannot_speak_is_the_error(tmp_path, monkeypatch):
    (tmp_path / "pyttsx3.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceError, match="pip install pyttsx3"):
        Speech()
