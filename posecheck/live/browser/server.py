"""Serves the page: on this machine, and where it is asked for on the local network too."""

import asyncio
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

import segno
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from posecheck.errors import InputError
from posecheck.live.browser.certificate import Certificate, new_certificate
from posecheck.live.browser.guard import Guard, new_secret
from posecheck.live.browser.hub import Hub
from posecheck.live.browser.listening import Listening

STATIC = Path(__file__).parent / "static"

HERE = "127.0.0.1"
"""Only programs of this machine reach this address."""

ELSEWHERE = ("192.0.2.1", 9)
"""An address of nobody (RFC 5737): asking for the way there tells the own address, and sends
nothing."""

REPORT_ADDRESS = "report.html"

REPORT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; media-src data:; sandbox allow-scripts"
)
"""A report has its own policy, which names its scripts; from here it is kept from the session."""

LARGEST_MESSAGE = 8 * 2**20
"""Bytes: a picture of 1280 x 720 has under 1 MB at any quality."""

PING_S = 5.0
"""A page that does not answer for so long is gone: a phone out of reach says no farewell."""

CLOSE_S = 2
"""How long open connections may take at the end, in whole seconds."""

START_PATIENCE_S = 10.0
"""How long the server may take to start; it takes a few hundredths of a second."""


@dataclass(frozen=True)
class Share:
    """How other devices reach the page.

    Attributes:
        address: The whole address, with its secret.
        fingerprint: Of the certificate.
    """

    address: str
    fingerprint: str

    @property
    def code(self) -> segno.QRCode:
        """The address as a QR code."""
        return segno.make_qr(self.address, error="m")


class Server:
    """Serves the page in its own thread: `with Server(hub, settings) as server:`.

    Args:
        hub: Of the session.
        settings: What the page begins with.
        shared: Whether other devices on the local network may take part.
        network: The address of this machine there; None to find it out.

    Attributes:
        address: The whole address on this machine.
        ticket: An address that leads there once.
        share: How other devices reach it; None where they cannot.
        report: The page that is served at `REPORT_ADDRESS`; None for none.

    Raises:
        InputError: Where it is to be shared and there is no network.
    """

    def __init__(
        self,
        hub: Hub,
        settings: Mapping[str, object],
        *,
        shared: bool = False,
        network: str | None = None,
    ) -> None:
        self._hub = hub
        self._settings = settings
        self.report: Path | None = None
        address = (network or own_address()) if shared else None
        secret, ticket = new_secret(), new_secret()
        self._sockets = [Listening.at(HERE)]
        origin = f"http://{HERE}:{self._sockets[0].port}"
        self.address, self.ticket = f"{origin}/{secret}/", f"{origin}/{ticket}"
        self.share: Share | None = None
        origins, certificate = [origin], None
        if address:
            self._sockets.append(Listening.at(address))
            certificate = new_certificate(address)
            origins.append(f"https://{address}:{self._sockets[1].port}")
            self.share = Share(f"{origins[1]}/{secret}/", certificate.fingerprint)
        app = Guard(self._application(), secret, origins, ticket)
        self._servers = [uvicorn.Server(_config(app, None))]
        if certificate:
            self._servers.append(uvicorn.Server(_config(app, certificate)))
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="server", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait(START_PATIENCE_S)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A socket closed while a picture is under way is lost for the page, and says nothing.
        self._hub.tell({"kind": "over"})
        for server in self._servers:
            server.should_exit = True
        self._thread.join(2 * CLOSE_S)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._hub.begin()
        self._started.set()
        pairs = zip(self._servers, self._sockets, strict=True)
        await asyncio.gather(*(server.serve(sockets=[socket]) for server, socket in pairs))

    def _application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/settings", self._give_settings),
                Route("/code.svg", self._give_code),
                Route(f"/{REPORT_ADDRESS}", self._give_report),
                WebSocketRoute("/session", self._hub.serve),
                Mount("/", StaticFiles(directory=STATIC, html=True)),
            ]
        )

    async def _give_settings(self, request: Request) -> Response:
        share = self.share and {
            "address": self.share.address,
            "fingerprint": self.share.fingerprint,
        }
        return JSONResponse({**self._settings, "share": share})

    async def _give_code(self, request: Request) -> Response:
        if self.share is None:
            return Response(status_code=404)
        svg = BytesIO()
        self.share.code.save(svg, kind="svg", scale=8, border=4, light="#fff")
        return Response(svg.getvalue(), media_type="image/svg+xml")

    async def _give_report(self, request: Request) -> Response:
        if self.report is None:
            return Response(status_code=404)
        return FileResponse(self.report, headers={"Content-Security-Policy": REPORT_POLICY})


def own_address() -> str:
    """The address of this machine on the local network.

    Raises:
        InputError: Where it is on none.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(ELSEWHERE)
        except OSError as error:
            raise InputError(
                "--share: this machine is on no network; connect it, or leave --share out."
            ) from error
        address: str = asking.getsockname()[0]
    return address


def _config(app: Guard, certificate: Certificate | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws_max_size=LARGEST_MESSAGE,
        ws_max_queue=2,
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=CLOSE_S,
        ssl_context_factory=(lambda config, default: certificate.context) if certificate else None,
    )
