"""Draws the camera's frames at the camera's pace, whatever the other threads are doing."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from posecheck.coach import Command
from posecheck.live.coaching import Snapshot
from posecheck.live.display import Display
from posecheck.live.inference import Inference
from posecheck.live.recording import Recording
from posecheck.live.window import Moment, Stage
from posecheck.video.camera import Capture, Shot

WAIT_S = 0.05
"""How long to wait for a frame before looking for keys."""

LINGER_S = 10.0
"""How long the summary of a complete session stays in the window: time to get up and read it."""

LOST = "The camera is gone. Trying to get it back …"


@dataclass(frozen=True)
class Films:
    """The recordings of a session.

    Attributes:
        shown: Of what is shown; None where that is not recorded.
        clean: Of the camera's own pictures; None where they are not recorded.
        stage: Draws what is shown as the camera sees it, whether or not the window is a mirror: in
            a film, left is left. None where it is not recorded.
    """

    shown: Recording | None = None
    clean: Recording | None = None
    stage: Stage | None = None

    @property
    def wanted(self) -> list[Recording]:
        """The recordings that are being made."""
        return [film for film in (self.shown, self.clean) if film]

    def add(self, shot: Shot, moment: Moment) -> None:
        """Add a frame.

        Args:
            shot: The camera's picture.
            moment: What is shown with it.
        """
        if self.clean:
            self.clean.add(shot.frame.image, shot.frame.time_s)
        if self.shown and self.stage:
            self.shown.add(self.stage.draw(shot.frame.image, moment), shot.frame.time_s)


class Loop:
    """Shows and records the camera's newest frame with the newest result.

    Windows need the main thread, so this runs there.

    Args:
        capture: Where frames come from.
        inference: Where results come from.
        stage: Draws the pictures.
        display: Shows them.
        films: The recordings.
        on_shown: Called with each frame once it is shown.
    """

    def __init__(
        self,
        capture: Capture,
        inference: Inference,
        stage: Stage,
        display: Display,
        films: Films,
        on_shown: Callable[[Shot], None],
    ) -> None:
        self._capture = capture
        self._inference = inference
        self._stage = stage
        self._display = display
        self._films = films
        self._on_shown = on_shown
        self._shot: Shot | None = None
        self._number = 0
        self._quitting = False
        self._done_s: float | None = None

    def run(self) -> None:
        """Run until the session is over or the person quits."""
        while not self._over():
            newest = self._capture.shots.newer_than(self._number, WAIT_S)
            if newest:
                self._number, self._shot = newest
            elif self._capture.shots.closed:
                time.sleep(WAIT_S)
            self._show(is_new=newest is not None)
            for command in self._display.commands():
                self._quitting |= command is Command.QUIT
                self._inference.command(command)

    def _show(self, *, is_new: bool) -> None:
        snapshot = self._inference.snapshots.newest()[1]
        notice = LOST if self._capture.source.lost else None
        image, moment = None, _moment(snapshot, notice)
        if self._shot and self._display.needs_pictures:
            image = self._stage.draw(self._shot.frame.image, moment)
        self._display.show(image, snapshot.view if snapshot else None, notice)
        if is_new and self._shot:
            self._films.add(self._shot, moment)
            self._on_shown(self._shot)

    def _over(self) -> bool:
        """Whether there is nothing more to show; a complete session stays in the window a while."""
        snapshot = self._inference.snapshots.newest()[1]
        if self._inference.error:
            return True
        if snapshot is None or snapshot.result is None:
            return False
        self._done_s = self._done_s or time.monotonic()
        lingers = snapshot.result.complete and self._display.needs_pictures
        return self._quitting or not lingers or time.monotonic() - self._done_s > LINGER_S


def _moment(snapshot: Snapshot | None, notice: str | None) -> Moment:
    if snapshot is None:
        return Moment(notice=notice)
    return Moment(snapshot.view, snapshot.assessment, notice, snapshot.result)
