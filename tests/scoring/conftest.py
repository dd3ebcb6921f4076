"""Fixtures for scoring: short clips, and `posecheck score` as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from score_process import LUNGE, LUNGES, ROOT, Ended, Process, Score, Start, cut, ended


@pytest.fixture(scope="session")
def lunges(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of short clips, no two alike: a_lunge.mp4, b_lunge.mp4, ..."""
    folder = tmp_path_factory.mktemp("lunges")
    for place, letter in enumerate("abcdefgh"[:LUNGES]):
        cut(LUNGE, folder / f"{letter}_lunge.mp4", 10 + place)
    return folder


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `posecheck score ARGUMENTS` in an empty folder; what still runs is ended."""
    processes: list[Process] = []
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))

    def run(*arguments: object) -> Process:
        process = subprocess.Popen(
            [sys.executable, "-m", "posecheck", "score", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


@pytest.fixture
def score(start: Start) -> Score:
    """Runs `posecheck score ARGUMENTS` to its end."""

    def run(*arguments: object) -> Ended:
        return ended(start(*arguments))

    return run
