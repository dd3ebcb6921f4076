"""The page in the browser as the display and the voice of a session."""

import os
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from tempfile import TemporaryDirectory
from typing import Self

from posecheck.coach import BreathTurned, CoachView, Command, Event, Phase, SessionResult
from posecheck.errors import PosecheckError
from posecheck.history import HistoryEntry
from posecheck.live.browser.hub import Hub
from posecheck.live.browser.message import (
    Seen,
    breathe_message,
    now_message,
    say_message,
    summary_message,
)
from posecheck.live.browser.server import REPORT_ADDRESS, Server
from posecheck.live.browser.source import GRACE_S, PageCamera, encoded, place_of
from posecheck.live.coaching import Snapshot
from posecheck.live.display import Display
from posecheck.live.inference import Inference
from posecheck.live.voice.voice import utterance
from posecheck.outputs.terminal.notes import note
from posecheck.video import Image
from posecheck.video.camera import Capture

WAIT_S = 0.1
"""How long to wait for something new before looking whether the session is over."""

PICTURE_HEIGHT, PICTURE_QUALITY = 720, 85
"""Of the pictures that posecheck sends: as large as the window, and without visible blocks."""

RELOAD_S = 5.0
"""How long a page may be away that shows the report: time to load it again."""

FAREWELL_S = 1.0
"""How long the pages get at the end to take in the summary."""


class PageDisplay(Display):
    """Shows a session on pages in browsers, and speaks there.

    Args:
        films: Whether a page films; else the pages get the pictures of another source.
        shared: Whether other devices on the local network may take part.
        breathing: Whether the breathing pace is spoken while nothing else is.
        settings: What the page begins with, by name.
        open_browser: Opens an address.
    """

    needs_pictures = False
    has_voice = True

    def __init__(
        self,
        *,
        films: bool,
        shared: bool,
        breathing: bool,
        settings: Mapping[str, object],
        open_browser: Callable[[str], object] = lambda address: open_in_browser(address),
    ) -> None:
        self._films = films
        self._breathing = breathing
        self._hub = Hub(shared=shared, films=films)
        self._server = Server(self._hub, {**settings, "films": films}, shared=shared)
        self._open_browser = open_browser
        self._camera: PageCamera | None = None
        self._notice: str | None = None
        self._view: CoachView | None = None
        self._waits = False

    def __enter__(self) -> Self:
        self._server.__enter__()
        note(f"the session is on this page: {self._server.address}")
        if self._server.share:
            _show_share(self._server.share.address, self._server.share.fingerprint)
            self._server.share.code.terminal(out=sys.stderr, compact=True)
        self._open_browser(self._server.ticket)
        return self

    def __exit__(self, *failure: object) -> None:
        self._server.__exit__(*failure)  # type: ignore[arg-type]

    def choose(self, titles: Sequence[str]) -> int | None:
        """Show the choices until one is chosen; a single one waits to be started."""
        self._hub.tell({"kind": "stage", "stage": "choose", "choices": [*titles]})
        while not self._asked_to_quit():
            try:
                number = self._hub.choices.get(timeout=WAIT_S)
            except Empty:
                continue
            if 0 <= number < len(titles):
                self._hub.tell({"kind": "stage", "stage": "run", "choices": [titles[number]]})
                return number
        return None

    def open_camera(self) -> PageCamera | None:
        """Wait until a page films; None if they quit."""
        while not self._asked_to_quit():
            if self._hub.pictures.newer_than(0, WAIT_S):
                self._camera = PageCamera(self._hub.pictures)
                return self._camera
        return None

    @contextmanager
    def following(self, capture: Capture, inference: Inference) -> Iterator[None]:
        """Within the block the pages get each result, and the pictures that they need."""
        over = threading.Event()
        jobs = [lambda: self._pass_on_results(inference, over)]
        if not self._films:
            jobs.append(lambda: self._pass_on_pictures(capture, over))
        threads = [threading.Thread(target=job, name="page", daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()

    def show(self, image: Image | None, view: CoachView | None, notice: str | None) -> None:
        """Keep what is needed for the next result; that itself goes by `following`."""
        self._view, self._notice = view, notice

    def commands(self) -> list[Command]:
        """Return what was asked for on the pages; without a page the session waits, then ends."""
        asked = []
        while not self._hub.commands.empty():
            asked.append(self._hub.commands.get())
        return asked + self._for_absence()

    def tell(self, events: Iterable[Event]) -> None:
        """Have what has just happened said on the pages."""
        events = [*events]
        if spoken := utterance(event for event in events if not isinstance(event, BreathTurned)):
            self._hub.tell(say_message(spoken))
        elif self._breathing and events:
            self._hub.tell(breathe_message(events[-1].words))

    def finish(
        self,
        result: SessionResult,
        before: Iterable[HistoryEntry],
        make_report: Callable[[Path], Path] | None = None,
    ) -> None:
        """Leave the summary on the pages; with a report, stay until they are closed."""
        before = [*before]
        if self._hub.away_s > RELOAD_S:
            make_report = None  # nobody would see it
        self._hub.tell(summary_message(result, before, awaits_report=make_report is not None))
        if make_report:
            try:
                self._show_report(make_report, result, before)
            except (PosecheckError, OSError) as error:
                note(f"no report of what was recorded: {getattr(error, 'strerror', None) or error}")
                self._hub.tell(summary_message(result, before))
            except KeyboardInterrupt:
                pass  # enough of the report
        time.sleep(FAREWELL_S)

    def _show_report(
        self,
        make_report: Callable[[Path], Path],
        result: SessionResult,
        before: Sequence[HistoryEntry],
    ) -> None:
        """Have the report on the pages until they are closed.

        Raises:
            PosecheckError: If it cannot be made.
            OSError: If there is no place for it.
        """
        with TemporaryDirectory(prefix="posecheck-", ignore_cleanup_errors=True) as folder:
            self._server.report = make_report(Path(folder) / "results")
            try:
                self._hub.tell(summary_message(result, before, REPORT_ADDRESS))
                note("the page has the report of what was recorded; close it, or press Ctrl-C")
                while self._hub.away_s < RELOAD_S:
                    time.sleep(WAIT_S)
            finally:
                self._server.report = None

    def _asked_to_quit(self) -> bool:
        return Command.QUIT in self.commands()

    def _for_absence(self) -> list[Command]:
        """What becomes of the session while nobody sees it.

        Without a page that films no time passes; another source is paused.
        """
        away_s = self._hub.away_s
        if away_s > GRACE_S:
            return [Command.QUIT]
        if not self._films and away_s and not self._waits and not self._is_paused:
            self._waits = True
            return [Command.PAUSE]
        if self._waits and not away_s:
            self._waits = False
            return [Command.RESUME]
        return []

    @property
    def _is_paused(self) -> bool:
        return self._view is not None and self._view.phase is Phase.PAUSED

    def _pass_on_results(self, inference: Inference, over: threading.Event) -> None:
        number = 0
        while not over.is_set():
            newest = inference.snapshots.newer_than(number, WAIT_S)
            if newest:
                number, snapshot = newest
                self._hub.tell(now_message(snapshot, self._seen(snapshot), self._notice))
            elif inference.snapshots.closed:
                return

    def _seen(self, snapshot: Snapshot) -> Seen:
        camera, assessment = self._camera, snapshot.assessment
        if camera is None or assessment is None:
            return Seen()
        pose = assessment.pose
        place = place_of(camera.filmed_size, pose.size) if pose else None
        return Seen(camera.stamp_ms(assessment.time_s), place)

    def _pass_on_pictures(self, capture: Capture, over: threading.Event) -> None:
        number = 0
        while not over.is_set():
            newest = capture.shots.newer_than(number, WAIT_S)
            if newest:
                number, shot = newest
                if self._hub.wants_pictures:
                    image = shot.frame.image
                    self._hub.show(encoded(image, PICTURE_HEIGHT, PICTURE_QUALITY))
            elif capture.shots.closed:
                return


def open_in_browser(address: str) -> None:
    """Open an address in the default browser, where there is a screen for one."""
    has_screen = sys.platform != "linux" or any(
        name in os.environ for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
    if has_screen:  # without one a browser for the terminal would take it over
        webbrowser.open(address)


def _show_share(address: str, fingerprint: str) -> None:
    note(f"other devices in this network: scan the code, or open {address}")
    note(
        "their browsers will warn of the certificate, which was made for this session; "
        f"its SHA-256 is {fingerprint}"
    )
