"""Scoring on a real Dask cluster on this machine: a scheduler and two worker processes."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from score_process import LUNGE, ROOT, cut, ended, kill, lines, names, wait_for

from posecheck.scoring.cluster import ClusterError, on_cluster

distributed = pytest.importorskip("distributed", reason="needs the extra 'cluster'")

NAMED = ("--stretch", "half_kneeling_lunge")
CLIPS = 8
IMPATIENT = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"}


@dataclass
class Cluster:
    """A scheduler at `address` and its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]
    add_worker: Callable[[], None]

    def count(self) -> int:
        """The workers that the scheduler knows of."""
        with distributed.Client(self.address, set_as_default=False) as client:
            return len(client.scheduler_info(n_workers=-1)["workers"])


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
    workers: list[subprocess.Popen[bytes]] = []

    def add_worker() -> None:
        workers.append(dask("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard"))

    try:
        wait_for(lambda: about.exists() and about.read_text().endswith("}"), "the scheduler")
        add_worker()
        add_worker()
        address = json.loads(about.read_text())["address"]
        yield Cluster(address, scheduler, workers, add_worker)
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


@pytest.fixture
def answers(cluster, tmp_path) -> Iterator[Iterator[tuple[Path, object]]]:
    """Answers of the cluster, of which the first was taken and the next ones are ready."""
    wait_for(lambda: cluster.count() == 2, "the workers")
    paths = [tmp_path / f"{place}.called" for place in range(CLIPS)]
    answers = on_cluster(Path.touch, paths, cluster.address)
    next(answers)
    wait_for(lambda: all(path.exists() for path in paths[:4]), "the calls handed out")
    yield answers
    answers.close()


def test_answers_that_were_lost_with_their_workers_are_asked_for_again(cluster, answers):
    for worker in cluster.workers:
        kill(worker.pid)
    wait_for(lambda: cluster.count() == 0, "the loss of the workers")
    cluster.add_worker()
    assert len(list(answers)) == CLIPS - 1


def test_a_scheduler_that_was_lost_between_two_answers_is_reported(cluster, answers):
    kill(cluster.scheduler.pid)
    with pytest.raises(ClusterError, match="the scheduler was lost"):
        list(answers)


def test_calls_are_made_where_an_event_loop_runs_already_as_in_a_notebook(cluster, tmp_path):
    async def notebook() -> list[tuple[Path, object]]:
        return list(on_cluster(Path.touch, [tmp_path / "called"], cluster.address))

    with ThreadPoolExecutor(1) as apart:  # a browser in another test leaves a loop in this thread
        answers = apart.submit(lambda: asyncio.run(notebook())).result()
    assert answers == [(tmp_path / "called", None)]
