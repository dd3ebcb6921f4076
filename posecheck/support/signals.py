"""Ending in order: a closed terminal, a log-out, a shutdown and `timeout` end as Ctrl-C does."""

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""The signals by which a process is asked to end; Ctrl-C has its own."""

SET_BY_SYSTEM = (signal.SIG_DFL, signal.SIG_IGN, None)
"""Handlers that are not Python's."""

UNDISTURBED_S = 5.0
"""How long after a signal to end another Ctrl-C is taken for impatience."""

CLOSING_S = 5.0
"""How long Windows leaves a process whose console is closed."""


@contextmanager
def ending_in_order() -> Iterator[Callable[[], bool]]:
    """Within the block a signal to end raises KeyboardInterrupt; call it in the main thread.

    A signal that is ignored stays so, as under `nohup`. After the first one, others do not disturb
    the ending, up to that of the process: a log-out may send several, and people press Ctrl-C
    again. Should it take longer than `UNDISTURBED_S`, Ctrl-C raises once more.

    Yields:
        What says whether a signal to end has come: libraries may turn its exception into one of
        their own.
    """
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *ENDING)}
    taken = [
        number
        for number, handler in before.items()
        if handler in (signal.SIG_DFL, signal.default_int_handler)
    ]
    first_s: list[float] = []

    def end(number: int, frame: FrameType | None) -> None:
        now_s = time.monotonic()
        if first_s and (number in ENDING or now_s - first_s[0] < UNDISTURBED_S):
            return
        first_s.append(now_s)
        raise KeyboardInterrupt

    for number in taken:
        signal.signal(number, end)
    if sys.platform == "win32":
        _end_with_console()
    try:
        yield lambda: bool(first_s)
    finally:
        if not first_s:
            for number in taken:
                signal.signal(number, before[number])


@contextmanager
def end_put_off() -> Iterator[None]:
    """Within the block a signal to end waits; it takes effect when the block is left.

    For what must not be left half made. Outside of the main thread, which no signal disturbs, this
    does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    handlers = {
        number: handler
        for number in (signal.SIGINT, *ENDING)
        if (handler := signal.getsignal(number)) not in SET_BY_SYSTEM
    }
    for number in handlers:
        signal.signal(number, lambda number, frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)


def ignore_endings() -> None:
    """Leave it to the process that started this one: signals often reach both."""
    for number in (signal.SIGINT, *ENDING):
        signal.signal(number, signal.SIG_IGN)


if sys.platform == "win32":

    def _end_with_console() -> None:
        """Take the closing of the console for Ctrl-C; Windows ends the process once it is told."""
        import _thread
        import ctypes

        closing = (2, 5, 6)  # CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT

        @ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_uint)
        def told(event: int) -> bool:
            if event in closing:
                _thread.interrupt_main()
                time.sleep(CLOSING_S)
            return event in closing

        ctypes.windll.kernel32.SetConsoleCtrlHandler(told, True)
        _end_with_console.told = told  # type: ignore[attr-defined]  # it must not be collected
