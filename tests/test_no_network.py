"""Nothing leaves the machine: MediaPipe's telemetry is stopped, and only while it has to be."""

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from clip_maker import as_stream, make_clip
from native_environment import native, needs_posix
from places import ROOT
from streams import STREAM, address, serving, streaming

from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.pose.telemetry import ALLOW_TELEMETRY, TELEMETRY_HOST
from posecheck.video.camera import open_live

PROXIES = ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY")
USE = """
import sys
import numpy as np
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.video.frame import Frame
for _ in range(int(sys.argv[1])):
    with Landmarker(find_model()) as landmarker:
        landmarker.detect(Frame(0, 0.0, np.zeros((480, 640, 3), np.uint8)))
"""


def strace_works() -> bool:
    strace = shutil.which("strace")
    return strace is not None and subprocess.run([strace, "-o", os.devnull, "true"]).returncode == 0


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


needs_strace = pytest.mark.skipif(not strace_works(), reason="needs strace and the right to use it")


def network_calls(folder: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """The exit code of Python with these arguments, and its system calls about networks."""
    log = folder / "strace.log"
    strace = ["strace", "-f", "--seccomp-bpf", "-s", "200", "-e", "trace=network", "-o", str(log)]
    done = subprocess.run(
        [*strace, sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "POSECHECK_DATA": str(folder), **settings},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode, log.read_text()


def assert_nothing_is_asked(calls: str) -> None:
    """Nobody was asked for a name, and nobody beyond this machine for anything."""
    addresses = re.findall(r'sin6?_addr.*?"([^"]+)"', calls)
    assert set(addresses) <= {"127.0.0.1", "::1"}
    assert "htons(53)" not in calls  # no name server, not even one on this machine
    assert "nscd" not in calls  # nor the daemon that would ask one
    assert "googleapis" not in calls


@needs_strace
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
    code, calls = network_calls(tmp_path, "-c", USE, "2", **settings)
    assert code == 0
    assert_nothing_is_asked(calls)


@needs_strace
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("analyze", "clip.mp4", "--out", "results"), 3),
        (("score", "clip.mp4", "again.mp4", "--jobs", "2"), 3),
        (("live", "bridge", "--source", "clip.mp4", "--speed", "0", "--no-window"), 0),
        (("history",), 0),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_no_command_asks_the_network_anything(tmp_path, command, code):
    for name in ("clip.mp4", "again.mp4"):
        make_clip(tmp_path / name, 2)
    ended, calls = network_calls(tmp_path, "-m", "posecheck", *command)
    assert ended == code
    assert_nothing_is_asked(calls)


@needs_strace
def test_what_is_watched_for_is_seen_where_the_telemetry_is_allowed(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        settings = {ALLOW_TELEMETRY: "1", "https_proxy": address}  # on this machine, and deaf
        _, calls = network_calls(tmp_path, "-c", USE, "1", **settings)
    assert TELEMETRY_HOST in calls


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


def test_a_source_given_by_an_address_is_opened_while_a_landmarker_is_open(tmp_path):
    clip = make_clip(tmp_path / "clip.mp4", 12)
    with (
        streaming(clip, tmp_path) as server,
        Landmarker(find_model()) as landmarker,
        open_live(address(server)) as source,
    ):
        poses = [landmarker.detect(frame) for frame, _ in zip(source, range(3), strict=False)]
    assert poses == [None] * 3  # nobody is in it


@needs_posix
def test_a_source_given_by_an_address_still_comes_by_the_users_own_proxy(tmp_path, monkeypatch):
    """A proxy is asked for the whole address, which this one has as a path of folders."""
    camera = tmp_path / "http:" / "camera.invalid:80"
    camera.mkdir(parents=True)
    as_stream(make_clip(camera / "clip.mp4", 12), camera / STREAM)
    with serving(tmp_path) as server:
        proxy = address(server, "")
        monkeypatch.setenv("http_proxy", proxy)
        with Landmarker(find_model()), open_live(f"http://camera.invalid/{STREAM}") as source:
            assert next(iter(source)).size == (128, 96)
    assert native("http_proxy") == proxy


@needs_posix
def test_a_model_that_cannot_be_opened_leaves_no_proxy_behind(tmp_path):
    from posecheck.errors import ModelError
    from posecheck.pose.model import Model

    gone = Model(tmp_path / "gone.task", "", shipped=False)
    with pytest.raises(ModelError):
        Landmarker(gone).__enter__()
    assert native("https_proxy") is None


@pytest.mark.parametrize(
    ("command", "left"),
    [
        (("analyze", "clip.mp4"), set()),
        (("score", "clip.mp4"), set()),
        (
            ("live", "bridge", "--source", "clip.mp4", "--speed", "0", "--no-window", "--no-voice"),
            {"data/posecheck", "data/posecheck/history.sqlite"},
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_nothing_is_left_behind_but_a_private_history(tmp_path, command, left):
    home, work = tmp_path / "home", tmp_path / "work"
    for folder in (home, home / "data", work):
        folder.mkdir()
    make_clip(work / "clip.mp4", 1)
    places = {"HOME": home, "TMPDIR": home, "XDG_DATA_HOME": home / "data", "PYTHONPATH": ROOT}
    subprocess.run(
        [sys.executable, "-B", "-m", "posecheck", *command],
        cwd=work,
        env={"PATH": os.environ["PATH"], **{name: str(path) for name, path in places.items()}},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert [path.name for path in work.iterdir()] == ["clip.mp4"]
    made = {path.relative_to(home).as_posix(): path for path in home.rglob("*")}
    made.pop("data")
    assert set(made) == left
    for path in made.values():
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
