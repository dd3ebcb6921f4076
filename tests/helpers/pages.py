"""Taking part in a session as a page does: over the network, with a real server."""

import base64
import http.client
import json
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import cv2
import numpy as np
from websockets.sync.client import connect

from posecheck.live.browser.hub import Hub
from posecheck.live.browser.server import Server

PATIENCE_S = 10.0
NOT_CHECKED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
NOT_CHECKED.check_hostname = False
NOT_CHECKED.verify_mode = ssl.CERT_NONE
"""The certificate is made on the spot: nobody vouches for it."""


@contextmanager
def serving(hub: Hub | None = None, **settings) -> Iterator[Server]:
    """A server, for a session of this machine's own camera unless told otherwise."""
    with Server(hub or Hub(shared=False, films=True), {"mirror": True}, **settings) as server:
        yield server


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def get(address: str, path: str = "", **headers: str) -> http.client.HTTPResponse:
    """The answer to a request, read; header names have `_` for `-`."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(parts.netloc, context=NOT_CHECKED, timeout=5)
    else:
        connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", parts.path + path, headers=named)
    answer = connection.getresponse()
    answer.text = answer.read().decode()
    connection.close()
    return answer


def opening(address: str, origin: str) -> http.client.HTTPResponse:
    """The answer to a page's asking for its connection.

    websockets 17.4 itself can wait for ever where a connection over TLS is refused: its thread is
    within the read that nothing ends.
    """
    key = base64.b64encode(bytes(16)).decode()
    return get(
        address,
        "session?page=a",
        Origin=origin,
        Connection="Upgrade",
        Upgrade="websocket",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key=key,
    )


class Page:
    """A page with its connection, and all that it was told."""

    def __init__(self, address: str, name: str = "a", origin: str | None = None, **headers) -> None:
        url = f"{address.replace('http', 'ws', 1)}session?page={name}"
        secure = {"ssl": NOT_CHECKED} if url.startswith("wss") else {}
        given = origin_of(address) if origin is None else origin
        self._stack = ExitStack()
        opened = connect(url, origin=given, additional_headers=headers, proxy=None, **secure)
        self.socket = self._stack.enter_context(opened)
        self.told: list[dict] = []
        self.pictures: list[bytes] = []

    def send(self, kind: str, value: object = None) -> None:
        self.socket.send(json.dumps({"kind": kind, "value": value}))

    def send_picture(self, jpeg: bytes, stamp_ms: float) -> None:
        self.socket.send(np.float64(stamp_ms).tobytes() + jpeg)

    def hear(self, kind: str, *, confirm: bool = True) -> dict:
        """Wait for a message of a kind."""
        end_s = time.monotonic() + PATIENCE_S
        while not (found := [message for message in self.told if message["kind"] == kind]):
            self.receive(end_s - time.monotonic(), confirm=confirm)
        self.told.remove(found[0])
        return found[0]

    def receive(self, patience_s: float = PATIENCE_S, *, confirm: bool = True) -> None:
        received = self.socket.recv(timeout=patience_s)
        if isinstance(received, bytes):
            self.pictures.append(received)
            return
        messages = json.loads(received)
        self.told += messages
        if confirm and messages[:1] != [{"kind": "took"}]:
            self.send("drawn")

    def close(self) -> None:
        self._stack.close()

    def __enter__(self):
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()


def jpeg(width: int = 64, height: int = 48, grey: int = 90) -> bytes:
    return bytes(cv2.imencode(".jpg", np.full((height, width, 3), grey, np.uint8))[1])
