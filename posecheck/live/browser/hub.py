"""The pages of a session: which one films, what each gets, and what they ask for.

Pages are served by one thread with an event loop; the session speaks to them from others. To each
page goes only the newest message of each kind, and no more than it can take.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from queue import SimpleQueue
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from posecheck.coach import Command
from posecheck.live.browser.message import Message
from posecheck.live.browser.source import Sent, sent_picture
from posecheck.support.slot import Slot

log = logging.getLogger(__name__)

MOST_SHARED = 4
"""Pages at a time where the session is shared: a camera, a screen, and one of each in reserve."""

MOST_UNDER_WAY = 2
"""Deliveries that a page has not confirmed: one on its way while the other is drawn."""

ALIVE_S = 2.0
"""A page hears something at least this often; one that hears nothing has lost the connection,
though nobody closed it, as where a network fails."""

REFUSED, REPLACED = 4001, 4002
"""Codes with which a connection is closed for good (4000 to 4999 are free for applications)."""

IN_USE = "This session is open in another window already. Close that one, then load this again."
FULL = "As many devices as can take part are there already. Close the page on one of them first."
CAMERA_TAKEN = "Another device films already. This one shows the session."
TAKEN_OVER = "This session went on in another window."

KEPT = ("stage", "now", "summary")
"""What a page that comes later gets, too."""


class Page:
    """One connection: what waits to be sent to it, and how much is under way."""

    def __init__(self, number: int, name: str, socket: WebSocket) -> None:
        self.number = number
        self.name = name
        self.socket = socket
        self._waiting: dict[str, Message] = {}
        self._picture: bytes | None = None
        self._under_way = 0
        self._changed = asyncio.Event()

    def put(self, message: Message) -> None:
        """Have a message sent, in place of what still waits of its kind."""
        self._waiting[message["kind"]] = message
        self._changed.set()

    def put_picture(self, jpeg: bytes) -> None:
        """Have a picture sent, in place of one that still waits."""
        self._picture = jpeg
        self._changed.set()

    def confirm(self) -> None:
        """The page has drawn a delivery."""
        self._under_way = max(0, self._under_way - 1)
        self._changed.set()

    async def deliver(self) -> None:
        """Send what waits, for as long as the connection lasts."""
        while True:
            try:
                async with asyncio.timeout(ALIVE_S):
                    await self._changed.wait()
            except TimeoutError:
                await self.socket.send_text('[{"kind": "alive"}]')
            self._changed.clear()
            nothing = not self._waiting and self._picture is None
            if nothing or self._under_way >= MOST_UNDER_WAY:
                continue
            self._under_way += 1
            waiting, self._waiting = self._waiting, {}
            picture, self._picture = self._picture, None
            if picture is not None:
                await self.socket.send_bytes(picture)
            await self.socket.send_text(json.dumps([*waiting.values()], allow_nan=False))


class Hub:
    """Keeps the pages, and passes on what they send.

    Args:
        shared: Whether other devices may take part.
        films: Whether a page is to film; else the session has a camera of its own.

    Attributes:
        pictures: The newest picture of the page that films.
        commands: What pages asked for.
        choices: The indices of what pages chose, before the session.
        ended: Whether nothing more will be told.
    """

    def __init__(self, *, shared: bool, films: bool) -> None:
        self.pictures: Slot[Sent] = Slot()
        self.commands: SimpleQueue[Command] = SimpleQueue()
        self.choices: SimpleQueue[int] = SimpleQueue()
        self._most = MOST_SHARED if shared else 1
        self._films = films
        self._pages: dict[str, Page] = {}
        self._leaving: set[asyncio.Task[None]] = set()
        self._filming: Page | None = None
        self._kept: dict[str, Message] = {}
        self._numbers = count(1)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._left_s: float | None = None

    # --------------------------------------------------------------- from the threads of a session

    @property
    def away_s(self) -> float:
        """For how many seconds there has been no page; 0 before the first one came."""
        left_s = self._left_s
        return 0.0 if left_s is None else time.monotonic() - left_s

    @property
    def wants_pictures(self) -> bool:
        """Whether there is a page that shows a picture which it does not film itself."""
        return any(page is not self._filming for page in list(self._pages.values()))

    def tell(self, message: Message) -> None:
        """Tell all pages something; it takes the place of what still waits of its kind."""
        self._in_loop(lambda: self._tell(message))

    def show(self, jpeg: bytes) -> None:
        """Show a picture on all pages that do not film."""
        self._in_loop(lambda: self._show(jpeg))

    def _in_loop(self, call: Callable[[], None]) -> None:
        if self._loop:
            with suppress(RuntimeError):  # the server has ended
                self._loop.call_soon_threadsafe(call)

    # ----------------------------------------------------------------------- in the server's thread

    def begin(self) -> None:
        """Take the running event loop for that of all pages."""
        self._loop = asyncio.get_running_loop()

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection from its opening to its end."""
        await socket.accept()
        name = socket.query_params.get("page", "")
        former = self._pages.get(name)
        if former is None and len(self._pages) >= self._most:
            await _turn_away(socket, REFUSED, IN_USE if self._most == 1 else FULL)
            return
        page = self._pages[name] = Page(next(self._numbers), name, socket)
        if former:
            self._films_no_more(former)
            # Not waited for: a network that failed lets nothing through for a while.
            leaving = asyncio.create_task(_turn_away(former.socket, REPLACED, TAKEN_OVER))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)
        self._left_s = None
        for message in self._kept.values():
            page.put(message)
        self._tell_roles()
        try:
            await self._attend(page)
        finally:
            self._leave(page)

    async def _attend(self, page: Page) -> None:
        delivery = asyncio.create_task(page.deliver())
        try:
            while not delivery.done():
                await self._receive(page)
        except WebSocketDisconnect:
            pass
        finally:
            delivery.cancel()
            await asyncio.wait([delivery])

    async def _receive(self, page: Page) -> None:
        received = await page.socket.receive()
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(received.get("code", 1000))
        if (picture := received.get("bytes")) is not None:
            self._take_picture(page, picture)
            await page.socket.send_text('[{"kind": "took"}]')
        elif (words := received.get("text")) is not None:
            self._obey(page, words)

    def _take_picture(self, page: Page, message: bytes) -> None:
        sent = sent_picture(message, page.number) if page is self._filming else None
        if sent:
            self.pictures.put(sent)
            self._show(sent.jpeg)

    def _obey(self, page: Page, words: str) -> None:
        try:
            asked = json.loads(words)
            kind, value = asked["kind"], asked.get("value")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            log.warning("a message of a page is left out: %.80r", words)
            return
        self._carry_out(page, kind, value)

    def _carry_out(self, page: Page, kind: str, value: Any) -> None:
        match kind, value:
            case "drawn", _:
                page.confirm()
            case "film", True if self._films and self._filming in (None, page):
                self._filming = page
                self._tell_roles()
            case "film", False if self._filming is page:
                self._filming = None
                self._tell_roles()
            case "choose", int():
                self.choices.put(value)
            case "command", str() if value in {command.value for command in Command}:
                self.commands.put(Command(value))

    def _tell_roles(self) -> None:
        """Tell each page whether it may film."""
        for page in self._pages.values():
            taken = self._filming not in (None, page)
            role = {
                "kind": "role",
                "may_film": self._films and not taken,
                "films": page is self._filming,
                "words": CAMERA_TAKEN if taken else None,
            }
            page.put(role)

    def _tell(self, message: Message) -> None:
        if message["kind"] in KEPT:
            self._kept[message["kind"]] = message
        for page in self._pages.values():
            page.put(message)

    def _show(self, jpeg: bytes) -> None:
        for page in self._pages.values():
            if page is not self._filming:
                page.put_picture(jpeg)

    def _films_no_more(self, page: Page) -> None:
        if self._filming is page:
            self._filming = None

    def _leave(self, page: Page) -> None:
        self._films_no_more(page)
        if self._pages.get(page.name) is page:
            del self._pages[page.name]
            self._tell_roles()
        if not self._pages:
            self._left_s = time.monotonic()


async def _turn_away(socket: WebSocket, code: int, words: str) -> None:
    """Say why, and close the connection."""
    with suppress(RuntimeError, WebSocketDisconnect):
        await socket.send_text(json.dumps([{"kind": "refused", "words": words}]))
        await socket.close(code)
