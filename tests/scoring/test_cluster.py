"""Scoring on a real Dask cluster on this machine: a scheduler and two worker processes."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from score_process import LUNGE, ROOT, cut, ended, kill, lines, names, wait_for

from posecheck.clips.analysis import choose_stretches
from posecheck.errors import WorkerError
from posecheck.pose.model import find_model
from posecheck.scoring import cluster as cluster_module
from posecheck.scoring.cluster import ClusterError, on_cluster
from posecheck.scoring.job import Job, Settings, score_clip

dask = pytest.importorskip("dask", reason="needs the extra 'cluster'")
distributed = pytest.importorskip("distributed", reason="needs the extra 'cluster'")

SAID: list[str] = []
"""What was said while waiting."""

NAMED = ("--stretch", "half_kneeling_lunge")
CLIPS = 8
IMPATIENT = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s"}


@dataclass
class Cluster:
    """A scheduler at `address` and its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]
    add_worker: Callable[..., None]

    def count(self) -> int:
        """The workers that the scheduler knows of."""
        return len(self.states())

    def states(self) -> list[str]:
        """Whether each of them is running, or paused."""
        with distributed.Client(self.address, set_as_default=False) as client:
            workers = client.scheduler_info(n_workers=-1)["workers"].values()
            return [worker["status"] for worker in workers]


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    about = folder / "scheduler.json"
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))

    def start_dask(*arguments: str, path: str = path, **env: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--scheduler-file", str(about)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path, **IMPATIENT, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    scheduler = start_dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    workers: list[subprocess.Popen[bytes]] = []

    def add_worker(path: str = path, **env: str) -> None:
        arguments = ("--no-nanny", "--nthreads", "1", "--no-dashboard")
        workers.append(start_dask("worker", *arguments, path=path, **env))

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


def test_killed_half_way_the_cluster_goes_on_with_what_is_left(start, cluster, clips, tmp_path):
    out = tmp_path / "out.jsonl"
    given = (*clips, *NAMED, "--cluster", cluster.address, "--resume", out)
    first = start(*given)
    wait_for(lambda: lines(out), "a clip")
    kill(first.pid)
    first.wait()
    told = [line["job"]["content_sha256"] for line in lines(out)]
    done = ended(start(*given))
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert "finished in an earlier run" in done.err
    assert names(out) == [f"{place}.mp4" for place in range(CLIPS)]
    hashes = [line["job"]["content_sha256"] for line in lines(out)]
    assert set(told) <= set(hashes)
    assert sorted(tmp_path.iterdir()) == [out]


@pytest.fixture
def answers(cluster, tmp_path) -> Iterator[Iterator[tuple[Path, object]]]:
    """Answers of the cluster, of which the first was taken and the next ones are ready."""
    wait_for(lambda: cluster.count() == 2, "the workers")
    paths = [tmp_path / f"{place}.called" for place in range(CLIPS)]
    SAID.clear()
    answers = on_cluster(Path.touch, paths, cluster.address, say=SAID.append)
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


def test_workers_that_come_later_get_their_share(cluster, tmp_path):
    def meets_others(call: Path) -> bool:
        """Whether so many calls are under way at once that all five workers have one."""
        call.touch()
        for _ in range(200):
            if len(list(call.parent.iterdir())) >= 5:
                return True
            time.sleep(0.1)
        return False

    wait_for(lambda: cluster.count() == 2, "the workers")
    paths = [tmp_path / f"{place}.called" for place in range(CLIPS)]
    with ThreadPoolExecutor(1) as apart:
        answers = apart.submit(lambda: list(on_cluster(meets_others, paths, cluster.address)))
        wait_for(lambda: len(list(tmp_path.iterdir())) == 2, "a call for each worker")
        for _ in range(3):
            cluster.add_worker()
    assert sorted(answers.result()) == [(path, True) for path in paths]


def test_an_answer_that_takes_long_to_fetch_arrives(cluster):
    size = 50_000_000
    ((_, answer),) = on_cluster(bytes, [size], cluster.address)
    assert len(answer) == size


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


def test_without_a_worker_it_waits_says_so_and_gives_up(cluster, answers, monkeypatch):
    monkeypatch.setattr(cluster_module, "ALONE_S", 0.2)
    monkeypatch.setattr(cluster_module, "GIVE_UP_S", 0.5)
    for worker in cluster.workers:
        kill(worker.pid)
    with pytest.raises(ClusterError, match=r"no worker for 0 s; start some: .* --resume"):
        list(answers)
    assert len(SAID) == 1
    assert "no worker is left; waiting for one" in SAID[0]


def test_a_scheduler_that_stands_still_is_waited_for_with_a_word_and_given_up(
    cluster, answers, monkeypatch
):
    for name, seconds in {"ALONE_S": 0.3, "GIVE_UP_S": 1.0}.items():
        monkeypatch.setattr(cluster_module, name, seconds)
    os.kill(cluster.scheduler.pid, signal.SIGSTOP)
    with pytest.raises(ClusterError, match=r"the scheduler has not answered for 1 s; .* --resume"):
        list(answers)
    assert len(SAID) == 1
    assert "the scheduler does not answer; waiting for it" in SAID[0]


def test_where_all_workers_have_paused_for_lack_of_memory_it_says_so_and_gives_up(
    cluster, answers, monkeypatch
):
    for name, seconds in {"ALONE_S": 0.2, "GIVE_UP_S": 1.0, "STATES_S": 0.2}.items():
        monkeypatch.setattr(cluster_module, name, seconds)
    cluster.add_worker(DASK_DISTRIBUTED__WORKER__MEMORY__PAUSE="0.0001")
    wait_for(lambda: "paused" in cluster.states(), "the worker without memory")
    for worker in cluster.workers[:2]:
        kill(worker.pid)
    with pytest.raises(ClusterError, match=r"all workers have paused for 1 s.* --memory-limit"):
        list(answers)
    assert "all workers have paused, their memory being nearly full" in SAID[-1]


@pytest.mark.parametrize(
    ("posecheck", "words"),
    [
        ("raise ImportError('not here')", "has no posecheck instead of"),
        ("", "has posecheck 0.0.1 instead of"),
    ],
)
def test_a_worker_without_this_posecheck_is_named_at_the_start(cluster, tmp_path, posecheck, words):
    package = tmp_path / "elsewhere" / "posecheck"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(posecheck)
    (package / "version.py").write_text("__version__ = '0.0.1'")
    cluster.add_worker(str(package.parent))
    wait_for(lambda: cluster.count() == 3, "the third worker")
    with pytest.raises(ClusterError, match=rf"the worker tcp://127.0.0.1:\d+ {words}"):
        next(on_cluster(Path.touch, [tmp_path / "called"], cluster.address))
    assert not (tmp_path / "called").exists()


def test_another_version_that_comes_later_ends_the_run_instead_of_failing_all_clips(
    cluster, clips, tmp_path
):
    shutil.copytree(ROOT / "posecheck", tmp_path / "posecheck")
    (tmp_path / "posecheck" / "version.py").write_text("__version__ = '0.0.1'")
    settings = Settings.of(choose_stretches("half_kneeling_lunge"), find_model(), None)
    jobs = [Job(place, str(clip), str(clip), settings) for place, clip in enumerate(clips)]
    answers = on_cluster(score_clip, jobs, cluster.address)
    next(answers)
    cluster.add_worker(str(tmp_path))
    wait_for(lambda: cluster.count() >= 3, "the third worker")
    for worker in cluster.workers[:2]:
        kill(worker.pid)
    with pytest.raises(WorkerError, match=r"has posecheck 0.0.1 instead of"):
        list(answers)


@pytest.mark.parametrize(("end", "patience_s"), [(signal.SIGCONT, 1.0), (signal.SIGKILL, 20.0)])
def test_a_worker_that_sleeps_or_is_lost_at_the_start_is_said_and_refuses_no_other(
    cluster, tmp_path, monkeypatch, end, patience_s
):
    monkeypatch.setattr(cluster_module, "ANSWER_S", patience_s)
    wait_for(lambda: cluster.count() == 2, "the workers")
    SAID.clear()
    paths = [tmp_path / f"{place}.called" for place in range(CLIPS)]
    cluster.workers[0].send_signal(signal.SIGSTOP)
    threading.Timer(3.0, cluster.workers[0].send_signal, [end]).start()
    assert len(list(on_cluster(Path.touch, paths, cluster.address, say=SAID.append))) == CLIPS
    (said,) = SAID
    assert "does not answer; what is lost with it goes to the others" in said


def test_a_server_that_never_greets_is_not_waited_for_without_end():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ClusterError, match="no Dask scheduler answers"):
            next(on_cluster(Path.touch, [Path("never")], address))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates with openssl")
def test_dasks_own_options_for_tls_are_followed(tmp_path, monkeypatch):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    secure = {"ca-file": str(certificate)}
    for role in ("client", "scheduler", "worker"):
        secure |= {f"{role}.key": str(key), f"{role}.cert": str(certificate)}
    secure = {f"distributed.comm.tls.{name}": value for name, value in secure.items()}
    with (
        dask.config.set({**secure, "distributed.comm.require-encryption": True}),
        distributed.LocalCluster(
            n_workers=1, processes=False, protocol="tls://", dashboard_address=None
        ) as safe,
    ):
        assert safe.scheduler_address.startswith("tls://")
        answers = list(on_cluster(Path.touch, [tmp_path / "called"], safe.scheduler_address))
    assert answers == [(tmp_path / "called", None)]
