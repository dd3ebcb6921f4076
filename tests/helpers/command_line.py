"""`posecheck` as a process of its own, and what it said."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from places import QUICK, ROOT

LUNGE = QUICK / "lunge_side.mp4"


@dataclass(frozen=True)
class Run:
    """A finished process."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The only line on stderr."""
        (line,) = self.err.splitlines()
        assert line.startswith("posecheck: ")
        return line

    @property
    def results(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def result(self) -> dict:
        (result,) = self.results
        return result

    def check(self, check_id: str) -> dict:
        (check,) = [check for check in self.result["checks"] if check["id"] == check_id]
        return check


def environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, "COLUMNS": "80"}


def run(folder: Path, *arguments: object, stdout: IO[str] | int = subprocess.PIPE) -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "posecheck", *map(str, arguments)],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def started(folder: Path, *arguments: object) -> subprocess.Popen:
    """A process that runs, and that Ctrl-C reaches."""
    return subprocess.Popen(
        [sys.executable, "-m", "posecheck", *map(str, arguments)],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=take_interrupts,
    )


def take_interrupts():
    """A run in the background may have been told to ignore Ctrl-C, and hands that down."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
