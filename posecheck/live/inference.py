"""The threads that judge the camera's frames while the window draws them."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from posecheck.coach import Coach, Command, Event, Phase
from posecheck.live.coaching import Coaching, Snapshot
from posecheck.pose.landmarker import Landmarker, PeopleCounter
from posecheck.pose.model import Model
from posecheck.support.slot import Slot
from posecheck.video.camera import Capture

log = logging.getLogger(__name__)

WAIT_S = 0.1
"""How long to wait for a frame before looking for commands and a lost camera."""

COUNT_EVERY_S = 1.0
"""How often people are counted: soon enough while somebody takes up a position. A count took 34 ms
of one core on a server of 2026, so this costs a thirtieth of it."""

COUNT_LASTS_S = 3.0
"""How long a count is relied on; on a slow computer the next one may take a second or two."""

END_PATIENCE_S = 10.0
"""How long to wait for a thread at the end: MediaPipe may be loading or busy with a frame."""


class Inference:
    """Coaches in its own thread, always on the newest frame: `with Inference(...) as inference:`.

    Args:
        capture: Where frames come from.
        model: The pose model.
        coach: Of the session.
        tell: Called in that thread with what has just happened; it must return at once.

    Attributes:
        snapshots: The session after the newest frame; closed when the thread ends.
        error: The error that ended the thread, or None.
    """

    def __init__(
        self,
        capture: Capture,
        model: Model,
        coach: Coach,
        tell: Callable[[tuple[Event, ...]], None],
    ) -> None:
        self.snapshots: Slot[Snapshot] = Slot()
        self.error: BaseException | None = None
        self._capture = capture
        self._model = model
        self._coach = coach
        self._tell = tell
        self._ready = threading.Event()
        self._commands: SimpleQueue[Command] = SimpleQueue()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="inference", daemon=True)
        self._people = PeopleWatch(capture, model, self._is_placing)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping = True
        self._thread.join(END_PATIENCE_S)

    def wait_until_ready(self) -> None:
        """Wait until frames can be judged, or until `error` says why they cannot."""
        self._ready.wait()

    def command(self, command: Command) -> None:
        """Carry out what the person asks for, before the next frame."""
        self._commands.put(command)

    def _is_placing(self) -> bool:
        return self._coach.view.phase in (Phase.PLACE, Phase.SWITCH)

    def _run(self) -> None:
        try:
            with self._people, Landmarker(self._model) as landmarker:
                self._ready.set()
                self._coach_on(Coaching(landmarker, self._coach))
        except Exception as error:
            self.error = error
        finally:
            self._ready.set()
            self.snapshots.close()

    def _coach_on(self, coaching: Coaching) -> None:
        number, shots = 0, self._capture.shots
        self.snapshots.put(coaching.after(()))
        while not self._stopping:
            newest = shots.newer_than(number, WAIT_S)
            events = self._obeyed()
            if self._coach.done:
                newest = None
            if newest:
                number, shot = newest
                snapshot = coaching.take(shot.frame, self._people.seen)
                events += snapshot.events
            elif shots.closed:  # also of a camera that was lost for good
                events += self._coach.command(Command.QUIT)
            elif self._capture.source.lost:
                events += self._coach.camera_lost()
            if newest or events:
                self._tell(events)
                self.snapshots.put(coaching.after(events))
            if newest:
                self._capture.looked_at()
            if self._coach.done:
                return

    def _obeyed(self) -> tuple[Event, ...]:
        events: tuple[Event, ...] = ()
        with suppress(Empty):
            while True:
                events += self._coach.command(self._commands.get_nowait())
        return events


class PeopleWatch:
    """Counts the people in the picture about once a second, in its own thread.

    The landmarker that follows the person sees nobody else; this one looks for a second person.

    Args:
        capture: Where frames come from.
        model: The pose model.
        wanted: Called before each count: whether to count now.
    """

    def __init__(self, capture: Capture, model: Model, wanted: Callable[[], bool]) -> None:
        self._capture = capture
        self._model = model
        self._wanted = wanted
        self._seen: tuple[float, int] | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="people", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join(END_PATIENCE_S)

    @property
    def seen(self) -> int | None:
        """How many people were counted, 0 to 2; None without a recent count."""
        seen = self._seen
        return seen[1] if seen and time.monotonic() - seen[0] < COUNT_LASTS_S else None

    def _run(self) -> None:
        try:
            with PeopleCounter(self._model) as counter:
                self._count(counter)
        except Exception:  # the session goes on without a count
            log.warning("people are no longer counted", exc_info=True)

    def _count(self, counter: PeopleCounter) -> None:
        while not self._stop.wait(COUNT_EVERY_S):
            _, shot = self._capture.shots.newest()
            if shot and self._wanted():
                self._seen = time.monotonic(), counter.count(shot.frame)
