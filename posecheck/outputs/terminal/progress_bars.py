"""Progress bars with the time left, on stderr and on a terminal only."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from posecheck.support.printable import printable
from posecheck.video import Clip, Frame

SHOWN_AFTER_S = 1.0
"""What takes less time needs no bar."""


class ProgressBars:
    """One bar for the clip being analysed, and one for all clips if there are several.

    Args:
        clips: The number of clips to come.
    """

    def __init__(self, clips: int) -> None:
        self._progress = _progress(TextColumn("{task.percentage:>3.0f}%"))
        self._wanted = self._progress.console.is_terminal
        self._since_s = time.monotonic()
        self._all: TaskID | None = None
        if clips > 1:
            self._all = self._progress.add_task(f"{clips} clips", total=clips)
        self._clip: TaskID | None = None
        self._clips_done = 0
        self._frames: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hide()

    def opened(self, clip: Clip) -> None:
        """A clip has been opened."""
        if self._clip is not None:
            self._progress.remove_task(self._clip)
        self._frames = clip.frame_count_hint
        self._clip = self._progress.add_task(printable(clip.path.name), total=self._frames)

    def advanced(self, frame: Frame) -> None:
        """A frame of the clip has been assessed."""
        if self._clip is not None:
            self._progress.update(self._clip, completed=frame.index + 1)
        if self._all is not None and self._frames:
            share = min(1.0, (frame.index + 1) / self._frames)
            self._progress.update(self._all, completed=self._clips_done + share)
        if self._wanted and time.monotonic() - self._since_s > SHOWN_AFTER_S:
            self._progress.start()

    def finished(self) -> None:
        """A clip is finished or has failed; the bars are hidden until the next frame."""
        self._clips_done += 1
        if self._all is not None:
            self._progress.update(self._all, completed=self._clips_done)
        self.hide()

    def hide(self) -> None:
        """Take the bars off the terminal."""
        if self._progress.live.is_started:
            self._progress.stop()


class ClipsBar:
    """One bar for clips that are analysed several at a time, with their rate.

    Args:
        clips: The number of clips to come.
    """

    def __init__(self, clips: int) -> None:
        self._progress = _progress(TextColumn("{task.completed}/{task.total}"), _ClipsAMinute())
        self._all = self._progress.add_task("clips", total=clips)

    def show(self) -> None:
        """Put the bar on the terminal, if there is one."""
        if self._progress.console.is_terminal and not self._progress.finished:
            self._progress.start()

    def hide(self) -> None:
        """Take the bar off the terminal."""
        if self._progress.live.is_started:
            self._progress.stop()

    def advance(self) -> None:
        """One more clip is finished."""
        self._progress.advance(self._all)
        self.show()


class _ClipsAMinute(ProgressColumn):
    """Clips per minute, at the rate of the last ones."""

    def render(self, task: Task) -> Text:
        return Text("" if task.speed is None else f"{60 * task.speed:.3g} clips/min")


def _progress(*columns: ProgressColumn) -> Progress:
    """A bar with some columns after it, on stderr; it leaves nothing behind."""
    # Bars are hidden before anything is printed; rich would redirect stdout to stderr instead.
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        *columns,
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
