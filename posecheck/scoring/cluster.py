"""Calls of a function on the workers of a Dask cluster."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from posecheck.errors import InputError, PosecheckError
from posecheck.scoring.processes import ProcessDied

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Answer = TypeVar("Answer")

CONNECT_S = 5
"""How long to wait for the scheduler to answer."""

WORKERS_S = 30
"""How long to wait for its first worker: a job queue may just be starting it."""

CALLS_A_THREAD = 2
"""Calls submitted for each thread of the workers: one running, one waiting, so that none idles."""


class ClusterError(PosecheckError):
    """The cluster is not there, or was lost."""


def on_cluster(
    function: Callable[[Item], Answer], items: Iterable[Item], scheduler: str
) -> Iterator[tuple[Item, Answer | ProcessDied]]:
    """Call a function for every item on a cluster; answers come as they are ready.

    The items of a worker that is lost go to the others; an item that was lost with several workers
    is answered with ProcessDied.

    Args:
        function: As for `in_processes`; the workers need it installed.
        items: Taken as the workers progress.
        scheduler: Its address, such as `tcp://host:8786`.

    Yields:
        Each item with its answer.

    Raises:
        ClusterError: If the scheduler does not answer, has no workers, or is lost.
    """
    with _connected(scheduler) as client:
        yield from _calls(client, function, iter(items), scheduler)


def _calls(
    client: "Client",
    function: Callable[[Item], Answer],
    waiting: Iterator[Item],
    scheduler: str,
) -> Iterator[tuple[Item, Answer | ProcessDied]]:
    from distributed import as_completed

    def submit(count: int) -> None:
        for item in islice(waiting, count):
            with _kept(scheduler):
                future = client.submit(function, item, pure=False)
            items[future.key] = item
            calls.add(future)

    items: dict[object, Item] = {}
    calls = as_completed(loop=client.loop)
    with _kept(scheduler):
        threads = sum(client.nthreads().values())
    submit(CALLS_A_THREAD * threads)
    for future in calls:
        yield items.pop(future.key), _answer(future, scheduler)
        submit(1)


def _answer(future: "Future[Answer]", scheduler: str) -> Answer | ProcessDied:
    """What a call gave; where its worker was lost with the answer, what it gives when repeated."""
    from distributed import KilledWorker

    try:
        with _kept(scheduler):
            failure = future.exception()
            if failure is None:
                answer: Answer = future.result()
                return answer
        raise failure
    except KilledWorker:
        return ProcessDied()


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
    except (OSError, ValueError) as error:  # nobody answers, or this is no address
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

    await (await connect(scheduler, timeout=CONNECT_S)).close()
