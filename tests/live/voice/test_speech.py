"""What the speaking process answers, and how it finds out whether it can speak."""

import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from posecheck.live.voice import speech
from posecheck.live.voice.engine import SPEAK
from posecheck.live.voice.speech import DONE, READY, trouble

SAYS = "import sys; print('noise'); print('noise', file=sys.stderr)\n"
"""What drivers do while they are imported."""

DRIVER = """
class Engine:
    def setProperty(self, name, value): print("set", name)
    def connect(self, topic, finished): self.finished = finished
    def disconnect(self, token): pass
    def say(self, words): print("saying", words)
    def runAndWait(self): self.finished("it", True)

def init(): return Engine()
"""


def stand_in(folder, monkeypatch, code: str) -> None:
    """Put a module in the place of pyttsx3, for this process and for those that it starts."""
    (folder / "pyttsx3.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *sys.path]))
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "pyttsx3", raising=False)


def on(monkeypatch, system: str) -> None:
    monkeypatch.setattr(speech, "sys", SimpleNamespace(platform=system))


def test_only_answers_reach_stdout_whatever_the_driver_prints(tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, SAYS + DRIVER)
    (tmp_path / "aplay").write_text("#!/bin/sh\necho noise\n")
    (tmp_path / "aplay").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    done = subprocess.run(
        [sys.executable, "-c", SPEAK],
        input="Grüße\nWell done\n",
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == [READY, DONE, DONE]
    assert done.stderr == ""


def test_a_driver_that_fails_is_quoted_in_one_line(tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, "def init(): raise OSError('libespeak.so: missing\\nmore')")
    on(monkeypatch, "linux")
    assert trouble() == (
        "there is no speech engine (libespeak.so: missing); "
        "for spoken cues, install one (Debian: apt install espeak-ng)"
    )
    on(monkeypatch, "darwin")
    assert "system's settings" in trouble()


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell")
@pytest.mark.parametrize(
    ("player", "words"),
    [(None, "install aplay"), ("exit 1", "connect a loudspeaker"), ("exit 0", None)],
)
def test_on_linux_the_player_is_tried(tmp_path, monkeypatch, player, words):
    stand_in(tmp_path, monkeypatch, DRIVER)
    on(monkeypatch, "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    if player:
        (tmp_path / "aplay").write_text(f"#!/bin/sh\n{player}\n")
        (tmp_path / "aplay").chmod(0o755)
    found = trouble()
    assert found is None if words is None else words in found


def test_a_player_that_hangs_is_no_sound_output(tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, DRIVER)
    on(monkeypatch, "linux")
    monkeypatch.setattr(speech, "TRIAL_PATIENCE_S", 0.1)
    (tmp_path / "aplay").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "aplay").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert "connect a loudspeaker" in trouble()


def test_elsewhere_the_engine_plays_by_itself(tmp_path, monkeypatch):
    stand_in(tmp_path, monkeypatch, DRIVER)
    on(monkeypatch, "win32")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert trouble() is None
