"""Lets in only who has the address: the secret in the path, the right host and the right origin."""

import secrets
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECRET_BYTES = 24
"""192 bits: not to be guessed."""

TURNED_AWAY = "Open the address that posecheck has printed in the terminal.\n"

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
"""The page loads nothing from elsewhere, and no other page can hold it in a frame."""

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), screen-wake-lock=(self), fullscreen=(self)",
}


def new_secret() -> str:
    """A secret for an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


class Guard:
    """Stands before the application, and turns away requests without the whole address.

    A page of another site has no secret; should it get one, its origin is another. A name that
    leads to this machine (DNS rebinding) is not the host that is served.

    Args:
        app: What is guarded.
        secret: The first part of every path.
        origins: What is served, such as `http://127.0.0.1:8765`.
        ticket: A path that leads to the page once. The browser gets it on its command line, which
            other users of the machine can read.
    """

    def __init__(
        self, app: ASGIApp, secret: str, origins: Iterable[str], ticket: str | None = None
    ) -> None:
        self._app = app
        self._secret = secret
        self._origins = frozenset(origins)
        self._ticket = ticket

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or turn it away."""
        origin = _origin_of(scope)
        first, _, rest = scope["path"].removeprefix("/").partition("/")
        answer: ASGIApp
        if not self._is_ours(scope, origin):
            answer = PlainTextResponse(TURNED_AWAY, 403)
        elif self._takes_ticket(first):
            answer = RedirectResponse(f"/{self._secret}/", 303)
        elif not _same(first, self._secret):
            answer = PlainTextResponse(TURNED_AWAY, 404)
        else:
            scope = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode(), "root_path": ""}
            answer = self._app
        if scope["type"] == "websocket" and isinstance(answer, Response):
            await _refuse(receive, send)
        else:
            policy = _policy(origin) if origin in self._origins else POLICY
            await answer(scope, receive, _with_headers(send, policy))

    def _is_ours(self, scope: Scope, origin: str) -> bool:
        """Whether host and origin are those of the page itself; only requests may lack an origin.

        A browser gives every WebSocket its origin.
        """
        named = Headers(scope=scope).get("origin")
        if named is None:
            return origin in self._origins and scope["type"] == "http"
        return origin in self._origins and named == origin

    def _takes_ticket(self, path: str) -> bool:
        if self._ticket is None or not _same(path, self._ticket):
            return False
        self._ticket = None
        return True


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode(), secret.encode())


def _origin_of(scope: Scope) -> str:
    """The origin that a request is for, by its host: `http://127.0.0.1:8765`."""
    secure = scope["scheme"] in ("https", "wss")
    return f"{'https' if secure else 'http'}://{Headers(scope=scope).get('host', '')}"


def _policy(origin: str) -> Mapping[str, str]:
    """The policy of a page; Safari takes no WebSocket for `'self'`."""
    scheme = "wss" if origin.startswith("https") else "ws"
    socket = urlsplit(origin)._replace(scheme=scheme).geturl()
    return {**POLICY, "connect-src": f"'self' {socket}"}


def _with_headers(send: Send, policy: Mapping[str, str]) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            directives = (f"{name} {value}" for name, value in policy.items())
            headers.setdefault("Content-Security-Policy", "; ".join(directives))
        await send(message)

    return send_with_headers


async def _refuse(receive: Receive, send: Send) -> None:
    """Never open a WebSocket: the server answers with 403."""
    await receive()
    await send({"type": "websocket.close", "code": 1008, "reason": ""})
