"""Running `posecheck live` as a real process on a screen of its own, and reaching its window."""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecheck.history import History, HistoryEntry

PATIENCE_S = 300.0
CLIENT_MESSAGE = 33


@contextmanager
def screen() -> Iterator[str]:
    """The name of an X display in memory."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        # When its last window closes it would start afresh, and turn away who comes meanwhile.
        ["Xvfb", "-noreset", "-displayfd", str(writing), "-screen", "0", "1400x900x24"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


class Session:
    """A running `posecheck live`, with its history and its film in a folder of its own."""

    def __init__(self, folder: Path, *arguments: str, display: str | None) -> None:
        self.folder = folder
        self.film = folder / "film.mp4"
        self.display = display
        hidden = ("DISPLAY", "WAYLAND_DISPLAY")
        self.environment = {k: v for k, v in os.environ.items() if k not in hidden}
        self.environment |= {"POSECHECK_DATA": str(folder)}
        self.environment |= {"DISPLAY": display} if display else {}
        command = [sys.executable, "-m", "posecheck", "live", "--no-voice"]
        self.process = subprocess.Popen(
            [*command, "--record", str(self.film), *arguments],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self) -> tuple[int, str, str]:
        """Wait for its end: its exit code, and what it printed on stdout and stderr."""
        out, err = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, out, err

    def history(self) -> list[HistoryEntry]:
        """What it left in the history."""
        with History(self.folder / "history.sqlite") as history:
            return history.entries()

    def window(self) -> int:
        """Wait for its window."""
        return self.wait_for_title("^posecheck")

    def wait_for_title(self, pattern: str) -> int:
        """Wait until its window has a title like this; returns the window."""
        end_s = time.monotonic() + PATIENCE_S
        while not (found := self._xdotool("search", "--onlyvisible", "--name", pattern)):
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < end_s
            time.sleep(0.1)
        return int(found.split()[-1])

    def press(self, key: str) -> None:
        """Press a key in its window."""
        self._xdotool("windowfocus", str(self.window()), "key", key)

    def close_window(self) -> None:
        """Ask its window to close, as a window manager does when the cross is clicked."""
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(self.display.encode()))
        protocols, delete = (
            x11.XInternAtom(display, name, False) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
        )
        window = self.window()
        event = _ClientMessage(CLIENT_MESSAGE, 0, 1, display, window, protocols, 32)
        event.data[0] = delete
        x11.XSendEvent(display, ctypes.c_ulong(window), False, 0, ctypes.byref(event))
        x11.XSync(display, False)
        x11.XCloseDisplay(display)

    def _xdotool(self, *arguments: str) -> str:
        command = ["xdotool", *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE_S
        )
        return done.stdout.strip()


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent, padded to the size of an XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 24),
    )
