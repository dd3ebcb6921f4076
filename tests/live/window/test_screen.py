"""The real window, in a process and on a screen of its own."""

import os
import shutil
import subprocess
import sys

import pytest
from live_session import screen

from posecheck.errors import WindowError
from posecheck.live.window.screen import Key, Window

SCRIPT = """
import numpy as np
from posecheck.live.window.screen import Window

with Window((320, 240)) as window:
    window.show(np.zeros((240, 320, 3), np.uint8))
    window.name("posecheck: Bridge")
    while not window.closed and (key := window.key(0.05)) != "q":
        if key:
            print(repr(key), flush=True)
        if key == "f":
            window.toggle_full_screen()
        window.show(np.zeros((240, 320, 3), np.uint8))
print("closed" if window.closed else "quit")
"""


def test_without_a_display_the_error_says_what_to_do(monkeypatch, capfd):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform != "linux":
        pytest.skip("elsewhere there is always a display")
    with pytest.raises(WindowError, match="--no-window"):
        Window((320, 240)).__enter__()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("xdotool") is None,
    reason="needs Xvfb and xdotool (apt install xvfb xdotool)",
)
def test_keys_reach_the_window_by_their_character_and_escape_quits():
    with screen() as display:
        environment = {**os.environ, "DISPLAY": display}
        command = [sys.executable, "-c", SCRIPT]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with subprocess.Popen(command, env=environment, **pipes) as process:
            focus = ["search", "--sync", "--onlyvisible", "--name", "^posecheck: Bridge"]
            subprocess.run(["xdotool", *focus, "windowfocus"], env=environment, check=True)
            for key, character in (("space", Key.PAUSE), ("N", Key.NEXT), ("f", Key.FULL_SCREEN)):
                subprocess.run(["xdotool", "key", key], env=environment, check=True)
                assert process.stdout.readline() == f"{character.value!r}\n"
            subprocess.run(["xdotool", "key", "Escape"], env=environment, check=True)
            assert process.communicate(timeout=60) == ("quit\n", "")
