"""The window itself, by OpenCV."""

import os
import subprocess
import sys
from enum import Enum
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from posecheck.errors import WindowError
from posecheck.video.frame import Image

TITLE = "posecheck"
ESCAPE = 27
NO_KEY = -1
PLAIN = 0xFF
"""The part of a key code that is its character."""

PATIENCE_S = 20.0

QT_NOISE = "*.debug=false;*.warning=false;*.critical=false"
"""OpenCV's Qt misses its fonts, draws no text of its own, and says so on stderr."""


class Key(Enum):
    """The keys that a session knows besides digits."""

    PAUSE = " "
    NEXT = "n"
    REPEAT = "r"
    FULL_SCREEN = "f"
    QUIT = "q"


class Window:
    """A resizable window: `with Window((1280, 720)) as window: window.show(picture)`.

    size: (width, height) in pixels to begin with. Use it from the main thread only.
    closed: whether the person closed it; then nothing is shown any more.
    Raises WindowError, on entering, where no window can be opened.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._full = False
        self._shown = False
        self._title = TITLE
        self.closed = False

    def __enter__(self) -> Self:
        _check_display()
        os.environ.setdefault("QT_LOGGING_RULES", QT_NOISE)
        try:
            cv2.namedWindow(TITLE, cv2.WINDOW_NORMAL | cv2.WINDOW_KEEPRATIO | cv2.WINDOW_GUI_NORMAL)
            cv2.resizeWindow(TITLE, *self._size)
        except cv2.error as error:
            raise WindowError(
                "this OpenCV opens no windows; run `posecheck doctor`, or use --no-window."
            ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.closed:
            cv2.destroyAllWindows()
            cv2.pollKey()

    def show(self, image: Image) -> None:
        """Show a picture, (height, width, 3) uint8 RGB."""
        if self.closed:
            return  # OpenCV would open another one
        cv2.imshow(TITLE, np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2BGR)))
        self._shown = True

    def name(self, title: str) -> None:
        """Write a title over the window."""
        if title != self._title and self._shown and not self.closed:
            cv2.setWindowTitle(TITLE, title)
            self._title = title

    def key(self, wait_s: float = 0.0) -> str | None:
        """The character of the key that was pressed, waiting for it for so long; None for none.

        This is also when the window draws itself. Escape counts as q.
        """
        code = cv2.waitKey(round(wait_s * 1000)) if wait_s >= 0.001 else cv2.pollKey()
        self.closed |= self._shown and not _is_visible()
        if self.closed:
            return None
        if code == NO_KEY:
            return None
        character = chr(code & PLAIN).lower()
        return Key.QUIT.value if code & PLAIN == ESCAPE else character

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self._full = not self._full
        flag = cv2.WINDOW_FULLSCREEN if self._full else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, flag)


def _is_visible() -> bool:
    try:
        return bool(cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) >= 1)
    except cv2.error:  # without any window left, Qt has nobody to ask
        return False


def _check_display() -> None:
    """Qt ends the whole process where it finds no display, so one is tried in another process."""
    if sys.platform != "linux":
        return
    trial = "import cv2; cv2.namedWindow('posecheck')"
    try:
        subprocess.run(
            [sys.executable, "-c", trial], check=True, capture_output=True, timeout=PATIENCE_S
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise WindowError(
            "no window can be opened (no display, or an OpenCV without windows); run it on a "
            "desktop, or use --no-window. `posecheck doctor` says more."
        ) from error
