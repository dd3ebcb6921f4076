"""The newest value of something, handed from one thread to others without a queue."""

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """Holds the newest value, with its number, counted from 1.

    A slow reader misses values instead of falling behind.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._value: T | None = None
        self._number = 0
        self._closed = False

    def put(self, value: T) -> None:
        """Replace the value by a newer one."""
        with self._changed:
            self._value = value
            self._number += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Say that nothing more will come, and wake those who wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        """Whether nothing more will come."""
        return self._closed

    def newest(self) -> tuple[int, T | None]:
        """The newest value and its number; (0, None) before the first one."""
        with self._changed:
            return self._number, self._value

    def newer_than(self, number: int, timeout_s: float) -> tuple[int, T] | None:
        """Wait for a value newer than one that is known.

        Args:
            number: Of the value that is known; 0 for none.
            timeout_s: How long to wait, in seconds.

        Returns:
            The newest value with its number; None where none comes in time or at all.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._number > number or self._closed, timeout_s)
            if self._number > number and self._value is not None:
                return self._number, self._value
        return None
