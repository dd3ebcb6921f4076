"""Calls of a function in separate processes, several at a time.

A clip can crash native code, and with it the process. The pools of the standard library would break
as a whole, without saying which call was at fault, and wait at exit for calls under way; so each
process has a pipe of its own, and one call at a time.
"""

import atexit
import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from posecheck.errors import PosecheckError
from posecheck.support.python import safe_path
from posecheck.support.signals import ignore_endings

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Answer = TypeVar("Answer")

SPAWN = multiprocessing.get_context("spawn")  # a forked process hangs in MediaPipe

STARTS = 2
"""How often a process is started for an item before it is said that none can be started."""

GONE = (EOFError, OSError)
"""What the pipe of a process that has ended raises."""


class ProcessDied(Exception):  # noqa: N818 - an event, not a mistake of the caller
    """The process that worked on an item ended in the middle of it."""


class NoProcessError(PosecheckError):
    """No process can be started to work in."""


def in_processes(
    function: Callable[[Item], Answer], items: Iterable[Item], processes: int
) -> Iterator[tuple[Item, Answer | ProcessDied]]:
    """Call a function for every item, in several processes; answers come as they are ready.

    If a process dies, its item is answered with ProcessDied. If the iteration is abandoned, or this
    process ends in whatever way, running calls end at once.

    Args:
        function: Must be importable, its argument and answer must be picklable; what it raises is
            raised here.
        items: Taken one at a time, when a process is free.
        processes: How many to use.

    Yields:
        Each item with its answer.

    Raises:
        NoProcessError: If this process may start none, or they end before they can do anything.
    """
    if multiprocessing.current_process().daemon:
        raise NoProcessError(
            "a worker of a multiprocessing.Pool can start no processes: call posecheck.analyze "
            "there, or posecheck.score outside of the pool."
        )
    waiting = iter(items)
    idle: list[_Process[Item, Answer]] = [_Process(core) for core in _own_cores(processes)]
    busy: dict[Connection, tuple[_Process[Item, Answer], Item]] = {}
    try:
        while True:
            for item in islice(waiting, len(idle)):
                process = idle.pop()
                process.call(function, item)
                busy[process.pipe] = process, item
            if not busy:
                return
            ready = wait(list(busy))
            for pipe in [pipe for pipe in busy if pipe in ready]:
                process, item = busy.pop(pipe)
                answer = process.answer()
                if answer is None:
                    busy[process.pipe] = process, item
                    continue
                idle.append(process)
                yield item, answer.value if isinstance(answer, _Answer) else answer
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


@dataclass(frozen=True)
class _Answer(Generic[Answer]):
    value: Answer


@dataclass(frozen=True)
class _Failure:
    error: Exception


class _Process(Generic[Item, Answer]):
    """A spawned process that answers one call at a time, and is replaced when it dies.

    When its pipe is closed, by `end` or because this process has ended, it ends too, whatever it is
    doing. Otherwise it would run for ever.

    Args:
        core: The only one it may use; None for any.
    """

    def __init__(self, core: int | None) -> None:
        self._core = core
        self._starts = 0
        self._start()

    def _start(self) -> None:
        self.pipe, far_end = SPAWN.Pipe()
        # A daemon: at exit it is ended, and not waited for.
        self._process = SPAWN.Process(target=_serve, args=(far_end, self._core), daemon=True)
        with safe_path():
            self._process.start()
        # Before multiprocessing's own end, which asks by a signal that the process ignores.
        atexit.register(self.end)
        far_end.close()
        self._has_begun = self._has_died = False
        self._starts += 1

    def call(self, function: Callable[[Item], Answer], item: Item) -> None:
        """Begin a call."""
        self._call = function, item
        self._starts = 1
        if self._has_died or not self._process.is_alive():
            self._replace()
        self._send()

    def _send(self) -> None:
        while True:
            try:
                self.pipe.send(self._call)
            except GONE:
                self._replace()
            else:
                return

    def answer(self) -> _Answer[Answer] | ProcessDied | None:
        """What `pipe` has to say about the call; None if that is no answer yet.

        Raises:
            NoProcessError: If the process ends before it begins, time and again.
        """
        try:
            message: _Answer[Answer] | _Failure | None = self.pipe.recv()
        except GONE:
            if self._has_begun:
                log.warning("a process died in the middle of a call")
                self._has_died = True
                return ProcessDied()
            self._replace()
            self._send()
            return None
        if isinstance(message, _Failure):
            raise message.error
        self._has_begun = True
        return message

    def _replace(self) -> None:
        if not self._has_begun and self._starts >= STARTS:
            raise NoProcessError(
                "the processes to work in end at once. A script must call this below "
                '`if __name__ == "__main__":`, and must be a file.'
            )
        self.end()
        self._start()

    def end(self) -> None:
        """End the process, in the middle of a call if there is one."""
        atexit.unregister(self.end)
        self.pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, core: int | None) -> None:
    """Answer the calls that come through a pipe."""
    if core is not None:
        os.sched_setaffinity(0, {core})
    ignore_endings()  # Ctrl-C and a closed terminal reach all; the parent sees to the rest
    calls: SimpleQueue[tuple[Callable[[Any], Any], Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, calls), daemon=True).start()
    pipe.send(None)
    while True:
        function, item = calls.get()
        try:
            message: _Answer[Any] | _Failure = _Answer(function(item))
        except Exception as error:
            message = _Failure(error)
        pipe.send(message)


def _listen(pipe: Connection, calls: "SimpleQueue[tuple[Callable[[Any], Any], Any]]") -> None:
    """Pass on the calls, and end the process with the pipe."""
    while True:
        try:
            calls.put(pipe.recv())
        except GONE:
            os._exit(1)
        except Exception as error:  # a function that cannot be imported here
            calls.put((_fail, error))


def _fail(error: Exception) -> None:
    raise error
