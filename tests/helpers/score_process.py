"""Short clips, and `posecheck score` as a process of its own."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import pytest
from places import QUICK, ROOT

LUNGE = QUICK / "lunge_side.mp4"
LONG = ROOT / "samples" / "clips" / "lunge_left_then_right_30s_side_man.mp4"
"""A clip that takes so long to score that nothing ends before it is interrupted."""

LUNGES = 4
PATIENCE_S = 60

Process = subprocess.Popen[str]


def cut(clip: Path, target: Path, frames: int) -> Path:
    """The first frames of a clip, as they are stored."""
    with av.open(str(clip)) as source, av.open(str(target), "w") as film:
        stream = film.add_stream_from_template(source.streams.video[0])
        packets = (packet for packet in source.demux(video=0) if packet.size)
        for packet, _ in zip(packets, range(frames), strict=False):
            packet.stream = stream
            film.mux(packet)
    return target


@dataclass(frozen=True)
class Ended:
    """A process that ended."""

    code: int
    out: str
    err: str


Start = Callable[..., Process]
Score = Callable[..., Ended]


def ended(process: Process) -> Ended:
    """A process after its end."""
    out, err = process.communicate(timeout=2 * PATIENCE_S)
    return Ended(process.returncode, out, err)


def lines(path: Path) -> list[dict]:
    """The whole lines of a file of results."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def names(path: Path) -> list[str]:
    """The file names of the clips in a file of results."""
    return [line["clip"]["path"].rpartition("/")[2] for line in lines(path)]


def wait_for(reached: Callable[[], object], what: str) -> None:
    """Wait until something is reached."""
    until_s = time.monotonic() + PATIENCE_S
    while not reached():
        assert time.monotonic() < until_s, f"waited in vain for {what}"
        time.sleep(0.02)


def workers_of(process: Process) -> Sequence[int]:
    """The ids of the processes in which clips are scored."""
    children: list[int] = []
    for task in Path(f"/proc/{process.pid}/task").glob("*/children"):
        children += map(int, task.read_text().split())
    return [pid for pid in children if "spawn_main" in command(pid)]


def command(pid: int) -> str:
    """The command line of a process; empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def has_open(pid: int, file: Path) -> bool:
    """Whether a process has a file open."""
    try:
        return any(opened.resolve() == file for opened in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def kill(pid: int) -> None:
    """End a process as the kernel does it when no memory is left."""
    os.kill(pid, signal.SIGKILL)


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="finds processes in /proc"
)
