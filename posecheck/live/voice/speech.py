"""The process that speaks: reads a line from stdin, says it, answers `DONE` on stdout.

Its first answer is `READY`, or one line that says why it cannot speak and what to do.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from collections.abc import Callable
from functools import partial
from typing import Any

from posecheck.support.printable import first_line

READY, DONE = "ready", "done"
"""The answers of the process."""

WORDS_PER_MINUTE = 165
"""Slower than the engines' usual 200: the person is breathing, and some metres away."""

TRIAL_RATE_HZ, TRIAL_S = 22_050, 0.1
"""A tenth of a second of silence, as speech engines sample it, shows whether anything plays."""

TRIAL_PATIENCE_S = 5.0
"""A player that takes longer over that silence hangs."""


def main() -> None:
    """Speak line by line until stdin ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):  # drivers and players print on both
        os.dup2(nowhere, descriptor)
    missing = trouble()
    print(missing or READY, file=answers, flush=True)
    if missing:
        return
    engine = _engine()
    for line in io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8"):
        _run(engine, partial(engine.say, line.strip()))
        print(DONE, file=answers, flush=True)


def _engine() -> Any:
    import pyttsx3

    engine = pyttsx3.init()
    engine.setProperty("rate", WORDS_PER_MINUTE)
    return engine


def _run(engine: Any, order: Callable[[], None]) -> None:
    """Give an order and wait until it has been carried out.

    With espeak, which speaks in its own thread, `runAndWait` returns at once.
    """
    finished = threading.Event()
    token = engine.connect("finished-utterance", lambda name, completed: finished.set())
    order()
    engine.runAndWait()
    finished.wait()
    engine.disconnect(token)


def trouble() -> str | None:
    """Try whether this computer can speak.

    Returns:
        None if it can, or one line that says why not and what to do.
    """
    try:
        import pyttsx3  # noqa: F401
    except ImportError:
        return "for spoken cues, install pyttsx3: pip install pyttsx3"
    try:
        _engine()
    except Exception as error:  # each driver raises its own kinds
        return f"there is no speech engine ({first_line(error)}); {_how_to_get_one()}"
    return _no_sound() if sys.platform == "linux" else None


def _no_sound() -> str | None:
    """Play silence: on Linux pyttsx3 plays with `aplay`, and hides when that fails."""
    player = shutil.which("aplay")
    if player is None:
        return "for spoken cues, install aplay (Debian: apt install alsa-utils)"
    with tempfile.NamedTemporaryFile(suffix=".wav") as silence:
        with wave.open(silence, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(TRIAL_RATE_HZ)
            file.writeframes(bytes(2 * round(TRIAL_RATE_HZ * TRIAL_S)))
        silence.flush()
        try:
            command = [player, "-q", silence.name]
            subprocess.run(command, check=True, timeout=TRIAL_PATIENCE_S)
        except (OSError, subprocess.SubprocessError):
            return "for spoken cues, connect a loudspeaker: there is no sound output"
    return None


def _how_to_get_one() -> str:
    if sys.platform == "linux":
        return "for spoken cues, install one (Debian: apt install espeak-ng)"
    return "for spoken cues, install a voice in the system's settings"
