"""The window, by OpenCV."""

import os
import subprocess
import sys
from collections.abc import Sequence
from enum import Enum
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from posecheck.errors import WindowError
from posecheck.outputs.overlay.theme import GROUND
from posecheck.support.python import python_command
from posecheck.video.frame import Image

TITLE = "posecheck"
ESCAPE = 27
"""The character of the Escape key."""

NO_KEY = -1
CHARACTER_BITS = 0xFF
"""Of a key code; the others say which of Shift, Control and so on were pressed with it."""

OPENING_MS = 100
"""How long a window that has just been opened draws itself."""

TRIAL_PATIENCE_S = 20.0
"""Importing OpenCV and opening a window takes 1 s; on a cold disk several."""

QT_NOISE = "*.debug=false;*.warning=false;*.critical=false"
"""Silences Qt, which says on stderr that it finds no fonts; the window has no text of Qt's."""


class Key(Enum):
    """The keys that a session knows besides digits."""

    PAUSE = " "
    NEXT = "n"
    REPEAT = "r"
    FULL_SCREEN = "f"
    QUIT = "q"


class Window:
    """A resizable window: `with Window((1280, 720)) as window: window.show(picture)`.

    Use it from the main thread only.

    Args:
        size: (width, height) at first, in pixels.
        full_screen: Whether it fills the screen at first.

    Attributes:
        closed: Whether the person closed it; then nothing is shown any more.

    Raises:
        WindowError: On entering, if no window can be opened.
    """

    def __init__(self, size: tuple[int, int], *, full_screen: bool = False) -> None:
        self._size = size
        self._opens_full = full_screen
        self._full = False
        self._shown = False
        self._title = TITLE
        self.closed = False

    def __enter__(self) -> Self:
        _check_display()
        os.environ.setdefault("QT_LOGGING_RULES", QT_NOISE)
        try:
            cv2.namedWindow(TITLE, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL)
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
        """Show a picture.

        Args:
            image: (height, width, 3) uint8 RGB.
        """
        if self.closed:
            return  # OpenCV would open another one
        if self._shown:
            image = filled(image, _window_size())
        cv2.imshow(TITLE, np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2BGR)))
        if not self._shown:
            self._shown = True
            if self._opens_full:
                self.toggle_full_screen()
            cv2.waitKey(OPENING_MS)  # else it is black until somebody asks for a key

    def name(self, title: str) -> None:
        """Set the window's title."""
        if title != self._title and self._shown and not self.closed:
            cv2.setWindowTitle(TITLE, title)
            self._title = title

    def key(self, wait_s: float = 0.0) -> str | None:
        """Wait for a key; the window draws itself meanwhile.

        Args:
            wait_s: How long to wait, in seconds.

        Returns:
            The character of the key, in lower case, `q` for Escape; None where none was pressed.
        """
        code = cv2.waitKey(round(wait_s * 1000)) if wait_s >= 0.001 else cv2.pollKey()
        self.closed |= self._shown and not _is_visible()
        if self.closed:
            return None
        if code == NO_KEY:
            return None
        character = code & CHARACTER_BITS
        return Key.QUIT.value if character == ESCAPE else chr(character).lower()

    def toggle_full_screen(self) -> None:
        """Switch between full screen and window."""
        self._full = not self._full
        flag = cv2.WINDOW_FULLSCREEN if self._full else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(TITLE, cv2.WND_PROP_FULLSCREEN, flag)


def filled(image: Image, window: Sequence[int]) -> Image:
    """The picture with dark edges, in the shape of the window: edges of its own would be white.

    Args:
        image: (height, width, 3) uint8 RGB.
        window: (width, height) of the window, in any unit; not above zero where unknown.
    """
    height, width = image.shape[:2]
    if min(window) <= 0:
        return image
    shape = window[0] / window[1]
    wanted = max(width, round(height * shape)), max(height, round(width / shape))
    across, down = wanted[0] - width, wanted[1] - height
    if not (across or down):
        return image
    edges = down // 2, down - down // 2, across // 2, across - across // 2
    return np.asarray(
        cv2.copyMakeBorder(image, *edges, cv2.BORDER_CONSTANT, value=GROUND), np.uint8
    )


def _is_visible() -> bool:
    try:
        return bool(cv2.getWindowProperty(TITLE, cv2.WND_PROP_VISIBLE) >= 1)
    except cv2.error:  # raised by Qt once there is no window left
        return False


def _window_size() -> tuple[int, int]:
    """(width, height) of the window in pixels; not above zero where unknown."""
    try:
        _, _, width, height = cv2.getWindowImageRect(TITLE)
    except cv2.error:
        return 0, 0
    return width, height


def _check_display() -> None:
    """Open a window in another process first: without a display, Qt ends the whole process."""
    if sys.platform != "linux":
        return
    trial = "import cv2; cv2.namedWindow('posecheck')"
    try:
        subprocess.run(
            python_command(trial), check=True, capture_output=True, timeout=TRIAL_PATIENCE_S
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise WindowError(
            "no window can be opened (no display, or an OpenCV without windows); run it on a "
            "desktop, or use --no-window. `posecheck doctor` says more."
        ) from error
