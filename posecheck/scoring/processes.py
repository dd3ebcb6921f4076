"""Calls of a function in separate processes, several at a time.

A clip can crash native code, and with it the process. A pool of several processes would break as a
whole, without saying which call was at fault; so each process is a pool of one, with one call at a
time, and is replaced when it dies.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import Connection
from typing import TypeVar

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Answer = TypeVar("Answer")

SPAWN = multiprocessing.get_context("spawn")  # a forked process hangs in MediaPipe


class ProcessDied(Exception):  # noqa: N818 - an event, not a mistake of the caller
    """The process that worked on an item ended in the middle of it."""


def in_processes(
    function: Callable[[Item], Answer], items: Iterable[Item], processes: int
) -> Iterator[tuple[Item, Answer | ProcessDied]]:
    """Call a function for every item, in several processes; answers come as they are ready.

    If a process dies, its item is answered with ProcessDied. If the iteration is abandoned, or this
    process is killed, running calls end at once.

    Args:
        function: Must be importable, its argument and answer must be picklable; what it raises is
            raised here.
        items: Taken one at a time, when a process is free.
        processes: How many to use.

    Yields:
        Each item with its answer.
    """
    waiting = iter(items)
    idle = [_Process(core) for core in _own_cores(processes)]
    busy: dict[Future[Answer], tuple[_Process, Item]] = {}
    try:
        while True:
            for item in islice(waiting, len(idle)):
                process, future = _start(idle.pop(), function, item)
                busy[future] = (process, item)
            if not busy:
                return
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                process, item = busy.pop(future)
                answer = _answer(future)
                if isinstance(answer, ProcessDied):
                    log.warning("a process died in the middle of a call; a new one begins")
                    process.end()
                    process = _Process(process.core)
                idle.append(process)
                yield item, answer
    finally:
        for process in (*idle, *(process for process, _ in busy.values())):
            process.end()


def _own_cores(processes: int) -> list[int | None]:
    """A core for each process where there are as many of them as cores; else the system chooses.

    Kept to one core, the threads of a process pass frames on without waking another core, which
    takes a tenth less time (docs/SPEED.md).
    """
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return [*cores] if len(cores) == processes else [None] * processes


def _start(
    process: "_Process", function: Callable[[Item], Answer], item: Item
) -> tuple["_Process", Future[Answer]]:
    """Begin a call in an idle process, or in a new one if it has died meanwhile."""
    try:
        return process, process.start(function, item)
    except BrokenProcessPool:
        process.end()
        process = _Process(process.core)
        return process, process.start(function, item)


def _answer(future: Future[Answer]) -> Answer | ProcessDied:
    try:
        return future.result()
    except BrokenProcessPool:
        return ProcessDied()


class _Process:
    """One spawned process, started with its first call.

    It holds one end of a pipe, its lifeline, whose other end only this process has: when that is
    closed, by `end` or because this process was killed, it ends too, whatever it is doing.
    Otherwise it would run for ever.

    Args:
        core: The only one it may use; None for any.
    """

    def __init__(self, core: int | None) -> None:
        self.core = core
        self._far_end, self._near_end = SPAWN.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(1, SPAWN, _begin, (self._far_end, core))

    def start(self, function: Callable[[Item], Answer], item: Item) -> Future[Answer]:
        """Begin a call."""
        return self._executor.submit(function, item)

    def end(self) -> None:
        """End the process, in the middle of a call if there is one."""
        self._near_end.close()
        self._executor.shutdown(cancel_futures=True)
        self._far_end.close()


def _begin(lifeline: Connection, core: int | None) -> None:
    if core is not None:
        os.sched_setaffinity(0, {core})
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent sees to the rest
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
