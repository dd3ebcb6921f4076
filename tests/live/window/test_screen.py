"""The real window, in a process and on a screen of its own."""

import os
import shutil
import subprocess
import sys
from select import select

import numpy as np
import pytest
from live_session import screen

from posecheck.errors import WindowError
from posecheck.live.window.screen import Key, Window, filled
from posecheck.outputs.overlay.theme import GROUND

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


KEYS = {"space": Key.PAUSE, "N": Key.NEXT, "f": Key.FULL_SCREEN}
FIND = ["search", "--sync", "--onlyvisible", "--name", "^posecheck: Bridge"]


def hears(key, words, process, environment):
    """Whether the process says this of a key, pressed again where it was not ready for it."""
    for _ in range(10):
        command = ["xdotool", *FIND, "windowfocus", "key", key]
        subprocess.run(command, env=environment, check=False)
        while select([process.stdout], [], [], 5.0)[0] and (line := process.stdout.readline()):
            if line == f"{words}\n":
                return True
    return False


@pytest.mark.parametrize(
    ("window", "shape"),
    [
        ((1920, 1080), (240, 427)),
        ((1080, 1920), (569, 320)),
        ((800, 600), (240, 320)),
        ((0, 0), (240, 320)),
        ((-1, -1), (240, 320)),
    ],
)
def test_the_window_is_filled_with_dark_edges_round_the_whole_picture(window, shape):
    image = np.full((240, 320, 3), 255, np.uint8)
    shown = filled(image, window)
    assert shown.shape[:2] == shape
    bright = (shown == 255).all(axis=2)
    rows, columns = np.flatnonzero(bright.any(axis=1)), np.flatnonzero(bright.any(axis=0))
    assert (len(rows), len(columns)) == (240, 320)
    assert abs(rows[0] - (shape[0] - 1 - rows[-1])) <= 1
    assert abs(columns[0] - (shape[1] - 1 - columns[-1])) <= 1
    assert (shown[~bright] == GROUND).all()


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
            try:
                for key, character in KEYS.items():
                    assert hears(key, repr(character.value), process, environment)
                assert hears("Escape", "quit", process, environment)
                assert process.communicate(timeout=60) == ("", "")
            finally:
                process.kill()
