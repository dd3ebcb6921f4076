"""Calls of a function on the workers of a Dask cluster."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor, wait
from concurrent.futures import Future as ThreadFuture
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, TypeVar

from posecheck.errors import InputError, PosecheckError
from posecheck.scoring.processes import ProcessDied
from posecheck.support.printable import first_line
from posecheck.version import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Answer = TypeVar("Answer")

CONNECT_S = 5
"""How long to wait for the scheduler to answer."""

WORKERS_S = 30
"""How long to wait for its first worker: a job queue may just be starting it."""

ANSWER_S = 30.0
"""How long to wait for what a worker says at the start; the first import of posecheck takes long
over a network."""

ALONE_S = 30.0
"""After how long without any worker that is said: a lost one may come back, or be started again."""

GIVE_UP_S = 300.0
"""After how long without any worker the run ends."""

STATES_S = 2.0
"""How often workers are asked for what they are doing; of many workers the answer is large."""

LOOK_S = 0.1
"""How often answers and workers are looked for; little beside the seconds that a clip takes."""

CALLS_A_THREAD = 2
"""Calls submitted for each thread of the workers, also of those that come during the run: one
running, one waiting, so that none idles."""


class ClusterError(PosecheckError):
    """The cluster is not there, or was lost."""


def on_cluster(
    function: Callable[[Item], Answer],
    items: Iterable[Item],
    scheduler: str,
    *,
    say: Callable[[str], None] = log.warning,
) -> Iterator[tuple[Item, Answer | ProcessDied]]:
    """Call a function for every item on a cluster; answers come as they are ready.

    The items of a worker that is lost go to the others; an item that was lost with several workers
    is answered with ProcessDied.

    Args:
        function: As for `in_processes`; the workers need it installed.
        items: Taken as the workers progress.
        scheduler: Its address, such as `tcp://host:8786`; `tls://...` as Dask is configured.
        say: Called with one line where the run waits for workers.

    Yields:
        Each item with its answer.

    Raises:
        ClusterError: If the scheduler does not answer, or is lost; if it has no worker, or later on
            none that works for `GIVE_UP_S`; if a worker has no posecheck, or another version of it.
    """
    with _connected(scheduler) as client:
        _check_workers(client, scheduler, say)
        yield from _calls(client, function, iter(items), scheduler, say)


def _check_workers(client: "Client", scheduler: str, say: Callable[[str], None]) -> None:
    """Refuse workers on which every clip would fail; of one that is silent that is found later."""
    asked = _versions(client, scheduler)
    silent = [worker for worker, has in asked.items() if isinstance(has, OSError)]
    if silent:
        others = f", nor do {len(silent) - 1} others" if len(silent) > 1 else ""
        say(
            f"{scheduler}: the worker {silent[0]} does not answer{others}; what is lost with it "
            "goes to the others"
        )
    wrong = {w: has for w, has in asked.items() if has != __version__ and w not in silent}
    for worker, has in wrong.items():
        found = f"posecheck {has}" if isinstance(has, str) else "no posecheck"
        others = f", and {len(wrong) - 1} others differ, too" if len(wrong) > 1 else ""
        raise ClusterError(
            f"{scheduler}: the worker {worker} has {found} instead of {__version__}{others}; "
            "install the same version everywhere."
        )


def _versions(client: "Client", scheduler: str) -> dict[str, object]:
    """The version of posecheck on each worker, or the error instead.

    Each is asked by itself, as Dask waits for a machine that sleeps until it takes it for lost. An
    OSError is there for that, as for one that was lost.
    """
    try:
        with _kept(scheduler):
            workers = _threads(client, ANSWER_S)
    except _SilentError as error:
        raise ClusterError(
            f"{scheduler}: the scheduler does not answer; look after it or start it again."
        ) from error
    with _kept(scheduler):
        asked = {
            # Of the standard library, so that workers without posecheck can answer, too.
            worker: _begun(
                client,
                client.run(
                    resolve_name,
                    "posecheck.version:__version__",
                    workers=[worker],
                    on_error="return",
                    asynchronous=True,
                ),
            )
            for worker in workers
        }
        wait(asked.values(), ANSWER_S)
        answered = [asking.result() for asking in asked.values() if asking.done()]
    for asking in asked.values():
        asking.cancel()
    silent = {worker: OSError() for worker, asking in asked.items() if asking.cancelled()}
    return {worker: has for answer in (*answered, silent) for worker, has in answer.items()}


class _SilentError(Exception):
    """The scheduler does not answer, though it is connected: it may be halted, or swapping."""


def _threads(client: "Client", patience_s: float) -> dict[str, int]:
    """How many threads each worker has."""
    threads: dict[str, int] = _answered(client, client.scheduler.ncores(), patience_s)
    return threads


def _answered(client: "Client", call: Coroutine[Any, Any, Answer], patience_s: float) -> Answer:
    """What the scheduler answers; Dask itself would wait for ever.

    Raises:
        _SilentError: If it has not answered after so many seconds.
    """
    asking = _begun(client, call)
    if not wait([asking], patience_s).done:
        asking.cancel()
        raise _SilentError
    return asking.result()


def _begun(client: "Client", call: Coroutine[Any, Any, Answer]) -> ThreadFuture[Answer]:
    """Begin one of Dask's calls, and return at once."""
    return asyncio.run_coroutine_threadsafe(call, client.loop.asyncio_loop)


def _calls(
    client: "Client",
    function: Callable[[Item], Answer],
    waiting: Iterator[Item],
    scheduler: str,
    say: Callable[[str], None],
) -> Iterator[tuple[Item, Answer | ProcessDied]]:
    from distributed import as_completed

    def submit() -> None:
        """Keep every thread busy; while there is none, one call waits for it."""
        wanted = max(1, CALLS_A_THREAD * patience.threads())
        for item in islice(waiting, max(0, wanted - len(items))):
            with _kept(scheduler):
                future = client.submit(function, item, pure=False)
            items[future.key] = item
            calls.add(future)

    items: dict[object, Item] = {}
    calls = as_completed(loop=client.loop)
    patience = _Patience(client, scheduler, say)
    submit()
    while calls.count():
        while not calls.has_ready():
            time.sleep(LOOK_S)
            submit()
        future = next(calls)
        yield items.pop(future.key), _answer(client, future, scheduler, patience)
        submit()


class _Patience:
    """Waits for an answer as long as there is a worker that may give one.

    Args:
        client: Of the cluster.
        scheduler: Its address.
        say: As for `on_cluster`.
    """

    def __init__(self, client: "Client", scheduler: str, say: Callable[[str], None]) -> None:
        self._client = client
        self._scheduler = scheduler
        self._say = say
        self._since_s: float | None = None
        self._has_said = False
        self._are_paused = False
        self._states_due_s = 0.0

    def threads(self) -> int:
        """How many threads the workers have; asked time and again while there is no answer."""
        began_s = time.monotonic()
        why = None
        try:
            with _kept(self._scheduler):
                threads = sum(_threads(self._client, ALONE_S).values())
                why = _ALONE if not threads else _PAUSED if self._all_are_paused() else None
        except _SilentError:
            threads, why = 0, _SILENT
        if why:
            self._since_s = self._since_s or began_s
            self._wait(why, time.monotonic() - self._since_s)
        else:
            self._since_s, self._has_said = None, False
        return threads

    def _all_are_paused(self) -> bool:
        """Whether no worker does anything, nor begins anything: Dask halts those without memory."""
        if time.monotonic() >= self._states_due_s:
            self._states_due_s = time.monotonic() + STATES_S
            about = _answered(self._client, self._client.scheduler.identity(), ALONE_S)
            self._are_paused = all(map(_is_paused, about["workers"].values()))
        return self._are_paused

    def _wait(self, why: "_Why", waited_s: float) -> None:
        """Say once why there is no answer, and give up in the end."""
        remedy = why.remedy.format(self._scheduler)
        if waited_s > GIVE_UP_S:
            raise ClusterError(
                f"{self._scheduler}: {why.ended.format(GIVE_UP_S)}; {remedy}, and continue with "
                "--resume."
            )
        if waited_s > ALONE_S and not self._has_said:
            self._has_said = True
            self._say(f"{self._scheduler}: {why.waiting}; {remedy}")


@dataclass(frozen=True)
class _Why:
    """Why no worker works: what is said meanwhile and at the end, and what to do about it."""

    waiting: str
    ended: str
    remedy: str


_ALONE = _Why(
    "no worker is left; waiting for one",
    "no worker for {:.0f} s",
    "start some: `dask worker {}`",
)
_PAUSED = _Why(
    "all workers have paused, their memory being nearly full; waiting for one with more",
    "all workers have paused for {:.0f} s, their memory being nearly full",
    "start some: `dask worker {} --memory-limit 4GB`",
)
_SILENT = _Why(
    "the scheduler does not answer; waiting for it",
    "the scheduler has not answered for {:.0f} s",
    "look after it or start it again",
)


def _is_paused(worker: dict[str, Any]) -> bool:
    """Whether a worker begins nothing, and has ended what it had begun."""
    executing = worker["metrics"].get("task_counts", {}).get("executing", 0)
    return worker["status"] == "paused" and not executing


def _answer(
    client: "Client", future: "Future[Answer]", scheduler: str, patience: _Patience
) -> Answer | ProcessDied:
    """What a call gave; where its worker was lost with the answer, what it gives when repeated."""
    from distributed import KilledWorker

    # Fetched once, however long that takes: Dask fails where it is asked again after a timeout.
    fetched = _begun(client, client.gather(future, asynchronous=True))
    while not wait([fetched], LOOK_S).done:
        patience.threads()
    try:
        with _kept(scheduler):
            answer: Answer = fetched.result()
            return answer
    except KilledWorker:
        return ProcessDied()
    except (ImportError, RuntimeError) as error:  # a worker that came later lacks something
        raise ClusterError(
            f"{scheduler}: a worker cannot do the work ({first_line(error)}); install "
            f"posecheck {__version__} on all of them, and continue with --resume."
        ) from error


@contextmanager
def _kept(scheduler: str) -> Iterator[None]:
    """Raise one kind of error when the scheduler is gone, for the several that Dask raises."""
    from distributed.client import ClosedClientError

    try:
        yield
    except (OSError, CancelledError, ClosedClientError) as error:
        raise ClusterError(
            f"{scheduler}: the scheduler was lost; start it again and use --resume."
        ) from error


def _connected(scheduler: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        raise InputError("--cluster needs Dask: pip install 'posecheck[cluster]'.") from error
    for name in ("distributed", "distributed.client"):
        # It would log as tracebacks what is raised here in words.
        logging.getLogger(name).handlers = [logging.NullHandler()]
    try:
        # In a separate thread: in a notebook this one already has a running event loop.
        with ThreadPoolExecutor(1) as apart:
            apart.submit(lambda: asyncio.run(_knock(scheduler))).result()
    except (OSError, ValueError, RuntimeError, TypeError) as error:
        # Nobody answers, this is no address, or TLS is not configured.
        raise ClusterError(
            f"{scheduler}: no Dask scheduler answers; start one with `dask scheduler` and give "
            "the address that it prints."
        ) from error
    client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
    try:
        client.wait_for_workers(1, timeout=WORKERS_S)
    except TimeoutError as error:
        client.close()
        raise ClusterError(
            f"{scheduler}: the scheduler has no workers; start some: `dask worker {scheduler}`."
        ) from error
    return client


async def _knock(scheduler: str) -> None:
    """Check that somebody answers: a client that finds nobody prints a traceback itself."""
    from distributed.comm import connect
    from distributed.security import Security

    # For tls://: the certificates that Dask's own configuration names.
    secured = Security().get_connection_args("client")
    # Dask waits forever for a handshake from whatever accepts the connection, such as a web server.
    async with asyncio.timeout(CONNECT_S):
        await (await connect(scheduler, timeout=CONNECT_S, **secured)).close()
