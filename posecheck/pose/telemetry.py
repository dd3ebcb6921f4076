"""Keeps MediaPipe from reporting its use over the network.

MediaPipe 1.2 reports to play.googleapis.com: at `close()`, and from a `detect` once a minute has
passed; never while idle or at exit. It has no switch for that, but it asks for a proxy at each
report, from the environment of the process. So while a landmarker is open, and no longer,
`https_proxy` names a port of this machine that refuses at once: nothing is looked up and nothing
leaves, and after the refusal nothing is tried again. `os.putenv` keeps this out of `os.environ`,
hence from Python code in this process; PyAV and OpenCV read `http_proxy` only. A child process
started while a landmarker is open does inherit it.
"""

import os
import re
import threading

ALLOW_TELEMETRY = "POSECHECK_ALLOW_TELEMETRY"
"""The variable that leaves MediaPipe's reports alone where it is 1."""

TELEMETRY_HOST = "play.googleapis.com"

REFUSING_PROXY = "http://127.0.0.1:9"
"""Port 9 is that of the discard service, which nobody runs any more."""


class Reports:
    """MediaPipe's reports: blocked while at least one landmarker of this process is open.

    Every `block` must be followed by one `allow`. Threads may call both at any time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0
        self._changed: list[str] = []

    def block(self) -> None:
        """Let no report through from now on, unless the user allows them."""
        with self._lock:
            if self._open == 0:
                self._change_environment()
            self._open += 1

    def allow(self) -> None:
        """Take one `block` back; the last one gives the process its own environment again."""
        with self._lock:
            self._open -= 1
            if self._open == 0:
                self._restore_environment()

    def _change_environment(self) -> None:
        allowed = os.environ.get(ALLOW_TELEMETRY) == "1"
        settings = {} if allowed else _refusing_proxy()
        self._changed = list(settings)
        for name, value in settings.items():
            os.putenv(name, value)

    def _restore_environment(self) -> None:
        for name in self._changed:
            if name in os.environ:
                os.putenv(name, os.environ[name])
            else:
                os.unsetenv(name)


reports = Reports()
"""The one for this process, because a process has one environment."""


def _refusing_proxy() -> dict[str, str]:
    """The environment under which the reports go to a port that refuses them.

    The user's list of hosts without a proxy stays, less the entries that would let them past.
    """
    settings = {"https_proxy": REFUSING_PROXY}
    hosts = re.split(r"[,\s]+", os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or "")
    kept = [host for host in hosts if host and not _covers_telemetry(host)]
    if kept != hosts:
        settings["no_proxy"] = ",".join(kept) or "localhost"
    return settings


def _covers_telemetry(host: str) -> bool:
    return host == "*" or f".{TELEMETRY_HOST}".endswith("." + host.strip(".").lower())
