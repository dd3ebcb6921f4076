"""Working ahead: a thread makes the next items while the last one is worked on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")

AHEAD = 2
"""How many items wait at the most, where nothing else is said: enough to keep both sides busy while
each item takes about as long."""

LOOK_S = 0.05
"""How often a thread that was stopped is checked for having ended; too short to be noticed."""


@contextmanager
def ahead(items: Iterable[Item], most: int = AHEAD) -> Iterator[Iterator[Item]]:
    """Make items in a thread of their own, ahead of their use.

    Args:
        items: Iterated over in the thread. An exception of theirs is raised where they are used,
            after the items before it.
        most: How many items wait at the most.

    Yields:
        The same items in the same order. When the block ends, the thread has finished the item it
        was working on, and has ended.

    Examples:
        >>> with ahead(range(3)) as numbers:
        ...     list(numbers)
        [0, 1, 2]
    """
    maker = _Maker(items, most)
    maker.start()
    try:
        yield maker.made()
    finally:
        maker.stop()


class _End(Enum):
    END = "end"


class _Maker(Thread, Generic[Item]):
    def __init__(self, items: Iterable[Item], most: int) -> None:
        super().__init__(name="working-ahead", daemon=True)
        self._items = items
        self._queue: Queue[Item | _End] = Queue(most)
        self._stopped = Event()
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            for item in self._items:
                self._queue.put(item)
                if self._stopped.is_set():
                    break
        except BaseException as error:
            self._error = error
        self._queue.put(_End.END)

    def made(self) -> Iterator[Item]:
        while not isinstance(item := self._queue.get(), _End):
            yield item
        if self._error:
            raise self._error

    def stop(self) -> None:
        self._stopped.set()
        while self.is_alive():
            with suppress(Empty):
                self._queue.get(timeout=LOOK_S)
