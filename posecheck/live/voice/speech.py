"""The process that speaks: reads a line, says it, answers `DONE`.

Its first answer is `READY`, or one line about why it cannot speak.
"""

import contextlib
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
from pathlib import Path
from typing import Any

READY, DONE = "ready", "done"

WORDS_PER_MINUTE = 165
"""Slower than the engines' usual 200: it is heard over breathing, from some metres away."""

TRIAL_PATIENCE_S = 5.0


def render(words: str, path: Path) -> None:
    """Write spoken words to a WAV file; raises what pyttsx3 raises where it cannot."""
    engine = _engine()
    with contextlib.redirect_stdout(io.StringIO()):  # the driver says what it wrote
        _run(engine, partial(engine.save_to_file, words, str(path)))


def main() -> None:
    """Speak until there is nothing more to read."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):  # drivers and players write on both
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
    """Give an order and wait until it was carried out.

    `runAndWait` alone comes back from espeak at once: it speaks in a thread of its own.
    """
    finished = threading.Event()
    token = engine.connect("finished-utterance", lambda name, completed: finished.set())
    order()
    engine.runAndWait()
    finished.wait()
    engine.disconnect(token)


def trouble() -> str | None:
    """One line about why nothing can be spoken and what to do; None where it can."""
    try:
        import pyttsx3  # noqa: F401
    except ImportError:
        return "for spoken cues, install pyttsx3: pip install pyttsx3"
    try:
        _engine()
    except Exception as error:  # each driver has its own kinds
        return f"there is no speech engine ({_first_line(error)}); {_how_to_get_one()}"
    return _no_sound() if sys.platform == "linux" else None


def _no_sound() -> str | None:
    """pyttsx3 plays through `aplay` on Linux, and does not tell when that fails."""
    player = shutil.which("aplay")
    if player is None:
        return "for spoken cues, install aplay (Debian: apt install alsa-utils)"
    with tempfile.NamedTemporaryFile(suffix=".wav") as silence:
        with wave.open(silence, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(22_050)
            file.writeframes(bytes(2 * 2205))
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


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


if __name__ == "__main__":
    main()
