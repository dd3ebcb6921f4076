"""What makes the sound: a speech engine in its own process, or plain beeps.

pyttsx3 has its own process because an engine that hangs can only be killed, macOS speaks from a
main thread only, and drivers print on stdout.
"""

import os
import signal
import subprocess
import sys
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from posecheck.errors import VoiceError
from posecheck.live.voice.speech import DONE, READY
from posecheck.support.python import python_command

STUCK_S = 40.0
"""An engine that takes longer hangs: the longest text, the safety note, takes 11 s."""

SPEAK = "from posecheck.live.voice.speech import main; main()"
"""What the speaking process runs. With `-m` instead, Python would load that module twice."""

SCRATCH = "posecheck-voice-"
"""How the folder begins in which the speaking process keeps its files."""

HAS_GROUPS = os.name == "posix"
"""Whether a process and those that it starts can be ended together: pyttsx3 lets another program
play what it says."""

RATE_HZ = 44_100
"""Samples per second: the rate of compact discs, which every sound card plays."""

FADE_S = 0.008
"""The rise and the fall of a tone: without them it begins and ends with a click."""

LOUDNESS = 0.4
"""The largest sample, of 1: heard well beside speech, and never clipped."""


class Beep(Enum):
    """The beeps that replace words, each a row of tones: (Hz, seconds).

    A pause falls, what goes on rises; a count is short, and its last tone higher.
    """

    TICK = ((880.0, 0.09),)
    LAST_TICK = ((1175.0, 0.09),)
    START = ((1568.0, 0.35),)
    PAUSE = ((440.0, 0.2), (330.0, 0.3))
    RESUME = ((660.0, 0.1), (880.0, 0.15))
    DONE = ((1047.0, 0.15), (1319.0, 0.15), (1568.0, 0.35))


@dataclass(frozen=True)
class Utterance:
    """Something to say.

    Attributes:
        words: What is spoken.
        beep: What is heard instead where nothing can be spoken; None for silence.
    """

    words: str
    beep: Beep | None = None


class Engine(ABC):
    """Makes sounds, one after the other; used from one thread, but closed from any.

    Raises:
        VoiceError: On creation, if the engine cannot be used; the message says what to do.
    """

    @abstractmethod
    def say(self, utterance: Utterance) -> None:
        """Say something and return once it has been said.

        Raises:
            VoiceError: If it cannot be said.
        """

    def close(self) -> None:
        """Fall silent at once."""
        return


class Speech(Engine):
    """Speaks with the computer's own voice, through pyttsx3."""

    def __init__(self) -> None:
        try:
            # pyttsx3 leaves its recordings of what it says behind where it is interrupted.
            self._scratch = TemporaryDirectory(prefix=SCRATCH, ignore_cleanup_errors=True)
            self._process = _speaking_process(self._scratch.name)
        except OSError as error:
            why = error.strerror or error
            raise VoiceError(f"the speech engine cannot be started ({why})") from error
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
        except (OSError, ValueError) as error:  # its process has ended, or it was closed
            raise VoiceError("the speech engine has stopped; continuing without it") from error
        self._await(DONE)

    def close(self) -> None:
        """End the engine's process, and what it has started to play."""
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # raised where words are left that were never read
                pipe.close()  # type: ignore[union-attr]
        self._scratch.cleanup()

    def _kill(self) -> None:
        if self._process.returncode is not None:  # closed before; its number may be another's
            return
        if not HAS_GROUPS:
            self._process.kill()
            return
        # It has ended, and so has all it started; macOS has another error for that.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _await(self, wanted: str) -> None:
        assert self._process.stdout is not None
        stuck = threading.Timer(STUCK_S, self._kill)
        stuck.daemon = True
        stuck.start()
        try:
            reply = self._process.stdout.readline().strip()
        except ValueError:  # closed while waiting
            reply = ""
        finally:
            stuck.cancel()
        if reply != wanted:
            raise VoiceError(reply or "the speech engine does not answer; continuing without it")


def _speaking_process(scratch: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        python_command(SPEAK),
        env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), scratch),
        start_new_session=HAS_GROUPS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


class Beeps(Engine):
    """Beeps, or rings the terminal's bell where there is no sound output."""

    def __init__(self) -> None:
        self._sound = _sound_output()

    def say(self, utterance: Utterance) -> None:
        """Beep, if there is a beep for it."""
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
    """The sound of a beep.

    Returns:
        (n,) samples from -1 to 1, `RATE_HZ` of them a second.
    """
    return np.concatenate([_sine(hz, length_s) for hz, length_s in beep.value])


def _sine(hz: float, length_s: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    time_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    fade = np.clip(np.minimum(time_s, length_s - time_s) / FADE_S, 0.0, 1.0)
    return np.asarray(LOUDNESS * fade * np.sin(2 * np.pi * hz * time_s), np.float32)


def _sound_output() -> Any:
    """The sounddevice module; None where there is no sound output."""
    try:
        import sounddevice

        sounddevice.check_output_settings(samplerate=RATE_HZ, channels=1)
    except Exception:  # without library, card or server, each system raises another kind
        return None
    return sounddevice
