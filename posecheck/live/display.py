"""Where a session is shown: in a window, or in a line of the terminal."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Self

from rich.live import Live
from rich.text import Text

from posecheck.coach import CoachView, Command, Event, Phase, SessionResult
from posecheck.coach.seconds import whole_seconds
from posecheck.errors import InputError
from posecheck.history import HistoryEntry
from posecheck.live.inference import Inference
from posecheck.live.window import CHOICE_KEYS, Key, Window, draw_menu
from posecheck.live.words import why_not_words
from posecheck.outputs.overlay.words import NOT_JUDGED
from posecheck.outputs.terminal.console import plain_console
from posecheck.outputs.terminal.notes import tell
from posecheck.stretches.stretch import Rule
from posecheck.video import Image
from posecheck.video.camera import Capture

COMMANDS = {
    Key.PAUSE.value: Command.TOGGLE,
    Key.NEXT.value: Command.SKIP,
    Key.REPEAT.value: Command.REPEAT,
    Key.QUIT.value: Command.QUIT,
}

OPENING_HEIGHT_PX = 720
"""The height of the window at first, whatever the size of the pictures."""

MENU_REFRESH_S = 0.05
"""How long to wait for a key before looking whether the window was closed."""


class Display(AbstractContextManager["Display"], ABC):
    """Shows a session.

    Attributes:
        needs_pictures: Whether pictures must be drawn for it.
        has_voice: Whether it speaks by itself what it is told.
    """

    needs_pictures: bool
    has_voice: bool = False

    @abstractmethod
    def choose(self, titles: Sequence[str]) -> int | None:
        """Let the person choose one of several.

        Args:
            titles: Of the choices, 9 at most: each is chosen by its digit.

        Returns:
            The index of the choice, from 0; None if they quit.
        """

    @abstractmethod
    def show(self, image: Image | None, view: CoachView | None, notice: str | None) -> None:
        """Show a moment of the session.

        Args:
            image: What is drawn, (height, width, 3) uint8 RGB; None without a new picture.
            view: The session as it is now; None before it has begun.
            notice: What is said instead of the coach's message, such as that the camera is lost.
        """

    @abstractmethod
    def commands(self) -> list[Command]:
        """Return what the person asked for since the last call: QUIT too if they closed it."""

    def following(self, capture: Capture, inference: Inference) -> AbstractContextManager[object]:
        """A block in which frames and results may be shown as they come, beside `show`.

        Args:
            capture: Where frames come from.
            inference: Where results come from.
        """
        return nullcontext()

    def tell(self, events: Iterable[Event]) -> None:
        """Say what has just happened, if it has a voice, and return at once; from any thread.

        Args:
            events: Of one moment.
        """
        return

    def finish(
        self,
        result: SessionResult,
        before: Iterable[HistoryEntry],
        make_report: Callable[[Path], Path] | None = None,
    ) -> None:
        """Leave the summary where it stays, if there is such a place.

        Args:
            result: Of the session.
            before: The history of earlier sessions, the oldest first.
            make_report: Makes the report of what was recorded in a folder, and returns it; None
                where nothing was recorded.
        """
        return


class WindowDisplay(Display):
    """A window with the camera's picture.

    Args:
        size: (width, height) of the pictures, in pixels.
    """

    needs_pictures = True

    def __init__(self, size: tuple[int, int]) -> None:
        width, height = size
        self._size = round(width * OPENING_HEIGHT_PX / height), OPENING_HEIGHT_PX
        self._window = Window(self._size, full_screen=True)  # people stand 3 m away

    def __enter__(self) -> Self:
        self._window.__enter__()
        return self

    def __exit__(self, *failure: object) -> None:
        self._window.__exit__(*failure)  # type: ignore[arg-type]

    def choose(self, titles: Sequence[str]) -> int | None:
        """Show the menu until a key is pressed; more than it has keys for must be named."""
        keys = CHOICE_KEYS[: len(titles)]
        menu = draw_menu(titles[: len(keys)], self._size)
        while not self._window.closed:
            self._window.show(menu)
            key = self._window.key(MENU_REFRESH_S)
            if key and key in keys:
                return keys.index(key)
            if key == Key.QUIT.value:
                return None
        return None

    def show(self, image: Image | None, view: CoachView | None, notice: str | None) -> None:
        """Show the picture."""
        if image is not None:
            self._window.show(image)
        if view is not None:
            self._window.name(_title(view))

    def commands(self) -> list[Command]:
        """Return what the pressed keys stand for."""
        pressed = []
        while (key := self._window.key()) is not None:
            if key == Key.FULL_SCREEN.value:
                self._window.toggle_full_screen()
            elif key in COMMANDS:
                pressed.append(COMMANDS[key])
        return [Command.QUIT] if self._window.closed else pressed


def _title(view: CoachView) -> str:
    """The title for the task bar: `posecheck: Bridge, 12 of 30 s`."""
    state = f"{whole_seconds(view.held_s)} of {view.hold_s:.0f} s"
    if view.phase is not Phase.HOLD:
        state = view.phase.value
    return f"posecheck: {view.title}, {state}"


class TerminalDisplay(Display):
    """A line on stderr that changes; one for each new message where stderr is no terminal."""

    needs_pictures = False

    def __init__(self) -> None:
        self._console = plain_console(stderr=True)
        self._line = Live(console=self._console, auto_refresh=False, transient=True)
        self._last_message: str | None = None
        self._last_unmet: Rule | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._stack.enter_context(self._line)
        return self

    def __exit__(self, *failure: object) -> None:
        self._stack.close()

    def choose(self, titles: Sequence[str]) -> int | None:
        """Refuse: without a window, nothing can be chosen.

        Raises:
            InputError: Always.
        """
        raise InputError(
            "without a window, name a stretch or a routine: `posecheck live bridge --no-window`; "
            "`posecheck stretches` lists the stretches."
        )

    def show(self, image: Image | None, view: CoachView | None, notice: str | None) -> None:
        """Show clock and message."""
        if view is None:
            return
        message, why_not = notice or view.message, why_not_words(view)
        if self._console.is_terminal:
            clock = f"{whole_seconds(view.held_s):4} / {view.hold_s:.0f} s"
            clock += "" if view.judged else f", {NOT_JUDGED}"
            words = f"{message}  {why_not}" if why_not else message
            self._line.update(
                Text.assemble((clock, "bold"), "  ", (view.title, "dim"), "  ", words),
                refresh=True,
            )
            return
        if message != self._last_message:
            self._last_message = message
            tell(message)
        unmet = view.unmet.rule if view.unmet else None
        if unmet != self._last_unmet:  # its value changes with every frame
            self._last_unmet = unmet
            if why_not:
                tell(why_not)

    def commands(self) -> list[Command]:
        """Return none: without a window, Ctrl-C is the only key."""
        return []
