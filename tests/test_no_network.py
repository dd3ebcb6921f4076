"""Nothing leaves the machine: MediaPipe's telemetry is stopped, and only while it has to be."""

import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from posecheck.landmarker import ALLOW_TELEMETRY, Landmarker
from posecheck.model import find_model

ROOT = Path(__file__).parent.parent
PROXIES = ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY")
USE_TWICE = """
import numpy as np
from posecheck.landmarker import Landmarker
from posecheck.model import find_model
from posecheck.video.frame import Frame
for _ in range(2):
    with Landmarker(find_model()) as landmarker:
        landmarker.detect(Frame(0, 0.0, np.zeros((480, 640, 3), np.uint8)))
print("done")
"""


def strace_works() -> bool:
    strace = shutil.which("strace")
    return strace is not None and subprocess.run([strace, "-o", os.devnull, "true"]).returncode == 0


def native(name: str) -> str | None:
    """The variable as a C library in this process sees it."""
    getenv = ctypes.CDLL(None).getenv
    getenv.restype = ctypes.c_char_p
    value = getenv(name.encode())
    return None if value is None else value.decode()


needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs the C library's getenv")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.skipif(not strace_works(), reason="needs strace and the right to use it")
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"https_proxy": "http://proxy.invalid:3128"},
        {"HTTPS_PROXY": "http://proxy.invalid:3128"},
        {"no_proxy": "*"},
        {"NO_PROXY": "camera.local,.googleapis.com"},
    ],
    ids=str,
)
def test_opening_detecting_and_closing_asks_the_network_nothing(tmp_path, settings):
    log = tmp_path / "strace.log"
    strace = ["strace", "-f", "-s", "200", "-e", "trace=network", "-o", str(log)]
    done = subprocess.run(
        [*strace, sys.executable, "-c", USE_TWICE],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "done\n"
    calls = log.read_text()
    addresses = re.findall(r'sin6?_addr.*?"([^"]+)"', calls)
    assert set(addresses) <= {"127.0.0.1", "::1"}
    assert "htons(53)" not in calls  # no name server, not even one on this machine
    assert "nscd" not in calls  # nor the daemon that would ask one
    assert "googleapis" not in calls


@needs_posix
def test_the_proxy_that_refuses_is_set_only_while_a_landmarker_is_open():
    assert native("https_proxy") is None
    with Landmarker(find_model()):
        assert native("https_proxy") == "http://127.0.0.1:9"
        with Landmarker(find_model()):
            pass
        assert native("https_proxy") == "http://127.0.0.1:9"
    assert native("https_proxy") is None


@needs_posix
def test_the_telemetry_can_be_allowed(monkeypatch):
    monkeypatch.setenv(ALLOW_TELEMETRY, "1")
    with Landmarker(find_model()):
        assert native("https_proxy") is None
        assert native("no_proxy") is None


@needs_posix
def test_the_users_own_proxy_is_back_afterwards(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    with Landmarker(find_model()):
        assert native("https_proxy") == "http://127.0.0.1:9"
    assert native("https_proxy") == "http://proxy.example:3128"


@needs_posix
@pytest.mark.parametrize(
    ("hosts", "meanwhile"),
    [
        ("camera.local,10.0.0.7", "camera.local,10.0.0.7"),
        ("camera.local, .googleapis.com", "camera.local"),
        ("PLAY.googleapis.com other.com", "other.com"),
        ("com", "localhost"),
        ("*", "localhost"),
    ],
)
def test_the_users_hosts_without_a_proxy_stay_but_for_the_telemetrys(monkeypatch, hosts, meanwhile):
    monkeypatch.setenv("no_proxy", hosts)
    with Landmarker(find_model()):
        assert native("no_proxy") == meanwhile
    assert native("no_proxy") == hosts


@needs_posix
def test_a_model_that_cannot_be_opened_leaves_no_proxy_behind(tmp_path):
    from posecheck.errors import ModelError
    from posecheck.model import Model

    gone = Model(tmp_path / "gone.task", "", shipped=False)
    with pytest.raises(ModelError):
        Landmarker(gone).__enter__()
    assert native("https_proxy") is None
