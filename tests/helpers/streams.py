"""Streams as a camera in the network sends them, served by HTTP on this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from clip_maker import as_stream

STREAM = "stream.mkv"


class Files(SimpleHTTPRequestHandler):
    """Serves files, with how long each is."""

    def log_message(self, *_: object) -> None:
        pass


class Streaming(Files):
    """Does not say how long anything is: a camera does not know."""

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Content-Length":
            super().send_header(keyword, value)


@contextmanager
def serving(
    folder: Path, kind: type[SimpleHTTPRequestHandler] = Streaming
) -> Iterator[ThreadingHTTPServer]:
    """Serves a folder on the loopback interface."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(kind, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def streaming(clip: Path, folder: Path) -> Iterator[ThreadingHTTPServer]:
    """Serves a clip as a camera would, from a folder, under the name `STREAM`."""
    as_stream(clip, folder / STREAM)
    with serving(folder) as server:
        yield server


def address(server: ThreadingHTTPServer, name: str = STREAM) -> str:
    """The address of something that is served."""
    return f"http://127.0.0.1:{server.server_port}/{name}"
