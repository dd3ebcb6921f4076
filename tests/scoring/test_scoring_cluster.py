"""Scoring on a real Dask cluster on this machine: a scheduler and two worker processes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from score_process import LUNGE, ROOT, cut, ended, kill, lines, names, wait_for

pytest.importorskip("distributed", reason="needs the extra 'cluster'")

NAMED = ("--stretch", "half_kneeling_lunge")
CLIPS = 8
IMPATIENT = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"}


@dataclass
class Cluster:
    """A scheduler at `address` and its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    about = folder / "scheduler.json"
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))

    def dask(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--scheduler-file", str(about)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path, **IMPATIENT},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    worker = ("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard")
    workers: list[subprocess.Popen[bytes]] = []
    try:
        wait_for(lambda: about.exists() and about.read_text().endswith("}"), "the scheduler")
        workers += [dask(*worker), dask(*worker)]
        yield Cluster(json.loads(about.read_text())["address"], scheduler, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("clips")
    return [cut(LUNGE, folder / f"{place}.mp4", 20 + place) for place in range(CLIPS)]


def test_the_clips_of_a_lost_worker_are_scored_by_the_other(start, cluster, clips, tmp_path):
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    given = [f"file://{clips[0]}", *clips[1:], broken]
    out = tmp_path / "out.jsonl"
    process = start(*given, *NAMED, "--cluster", cluster.address, "--json", out)
    wait_for(lambda: lines(out), "a clip")
    kill(cluster.workers[0].pid)
    done = ended(process)
    assert done.err == f"posecheck: {lines(out)[-1]['error']}\n"
    assert done.code == 2
    assert names(out) == [f"{place}.mp4" for place in range(CLIPS)] + ["broken.mp4"]
    assert [line["clip"]["path"] for line in lines(out)] == [str(clip) for clip in given]
    assert [line["clip"]["frames"] for line in lines(out)[:-1]] == [20 + n for n in range(CLIPS)]


def test_a_scheduler_that_is_lost_ends_the_run_in_one_line(start, cluster, clips, tmp_path):
    out = tmp_path / "out.jsonl"
    process = start(*clips, *NAMED, "--cluster", cluster.address, "--json", out)
    wait_for(lambda: lines(out), "a clip")
    kill(cluster.scheduler.pid)
    done = ended(process)
    assert done.code == 2
    assert "the scheduler was lost" in done.err
    assert "Traceback" not in done.err
    assert len(lines(out)) >= 1
