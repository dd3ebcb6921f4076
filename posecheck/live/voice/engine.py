"""What makes the sound: a speech engine in a process of its own, or plain beeps.

pyttsx3 is kept out of this process: a stuck engine can only be killed, macOS speaks only from a
main thread, and drivers print on stdout.
"""

import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from posecheck.errors import VoiceError
from posecheck.live.voice.speech import DONE, READY

STUCK_S = 40.0
"""Not even the safety note takes that long to say."""

RATE_HZ = 44_100
FADE_S = 0.008
"""Without it, a tone begins and ends with a click."""

LOUDNESS = 0.4


class Beep(Enum):
    """The beeps that stand for words, each as (Hz, seconds) one after the other."""

    TICK = ((880.0, 0.09),)
    LAST_TICK = ((1175.0, 0.09),)
    START = ((1568.0, 0.35),)
    PAUSE = ((440.0, 0.2), (330.0, 0.3))
    RESUME = ((660.0, 0.1), (880.0, 0.15))
    DONE = ((1047.0, 0.15), (1319.0, 0.15), (1568.0, 0.35))


@dataclass(frozen=True)
class Utterance:
    """Something to say, and the beep that stands for it without a speech engine, if any."""

    words: str
    beep: Beep | None = None


class Engine(ABC):
    """Makes sounds, one after the other; used from one thread, but closed from any."""

    @abstractmethod
    def say(self, utterance: Utterance) -> None:
        """Say it and come back when it was said; raises VoiceError where it cannot be."""

    def close(self) -> None:
        """Be quiet at once."""
        return


class Speech(Engine):
    """Speaks with the computer's own voice, through pyttsx3.

    Raises VoiceError, saying what to do, where that cannot be.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "posecheck.live.voice.speech"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        try:
            self._await(READY)
        except BaseException:
            self.close()
            raise

    def say(self, utterance: Utterance) -> None:
        """Say the words."""
        assert self._process.stdin is not None
        words = " ".join(utterance.words.split())
        if not words:
            return
        try:
            print(words, file=self._process.stdin, flush=True)
        except OSError as error:
            raise VoiceError("the speech engine has stopped; going on without it") from error
        self._await(DONE)

    def close(self) -> None:
        """End the engine's process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # words that were never taken
                pipe.close()  # type: ignore[union-attr]

    def _await(self, wanted: str) -> None:
        assert self._process.stdout is not None
        stuck = threading.Timer(STUCK_S, self._process.kill)
        stuck.daemon = True
        stuck.start()
        try:
            reply = self._process.stdout.readline().strip()
        except ValueError:  # closed while waiting
            reply = ""
        finally:
            stuck.cancel()
        if reply != wanted:
            raise VoiceError(reply or "the speech engine does not answer; going on without it")


class Beeps(Engine):
    """Beeps, or rings the terminal's bell where there is no sound."""

    def __init__(self) -> None:
        self._sound = _sound_output()

    def say(self, utterance: Utterance) -> None:
        """Beep, if a beep stands for it."""
        if utterance.beep is None:
            return
        if self._sound is not None:
            try:
                self._sound.play(tone(utterance.beep), RATE_HZ, blocking=True)
            except self._sound.PortAudioError:
                self._sound = None
        if self._sound is None and sys.stderr.isatty():
            print(end="\a", file=sys.stderr, flush=True)


def tone(beep: Beep) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The samples of a beep, (n,) from -1 to 1, at `RATE_HZ`."""
    return np.concatenate([_sine(hz, length_s) for hz, length_s in beep.value])


def _sine(hz: float, length_s: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    time_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    fade = np.clip(np.minimum(time_s, length_s - time_s) / FADE_S, 0.0, 1.0)
    return np.asarray(LOUDNESS * fade * np.sin(2 * np.pi * hz * time_s), np.float32)


def _sound_output() -> Any:
    """The sounddevice module where there is something to play on, else None."""
    try:
        import sounddevice

        sounddevice.check_output_settings(samplerate=RATE_HZ, channels=1)
    except Exception:  # no library, no card, no server: as many kinds as there are systems
        return None
    return sounddevice
