"""Whatever asks a process to end, it ends as by Ctrl-C, and only once."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from posecheck.support.signals import end_put_off, ending_in_order

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends signals")


EACH = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture(autouse=True)
def as_in_the_foreground():
    """A run in the background may have been told to ignore Ctrl-C."""
    before = {number: signal.getsignal(number) for number in EACH}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", EACH)
def test_a_signal_to_end_raises_as_ctrl_c_does_and_later_ones_do_not_disturb(number):
    cleaned_up = []

    def work() -> None:
        try:
            os.kill(os.getpid(), number)
        finally:
            for other in EACH:
                os.kill(os.getpid(), other)
            cleaned_up.append(True)

    with pytest.raises(KeyboardInterrupt), ending_in_order():
        work()
    for other in EACH:
        os.kill(os.getpid(), other)
    assert cleaned_up


def test_without_a_signal_all_is_as_before():
    before = [signal.getsignal(number) for number in EACH]
    with ending_in_order():
        pass
    assert [signal.getsignal(number) for number in EACH] == before


def test_an_ending_that_takes_long_can_be_stopped(monkeypatch):
    monkeypatch.setattr("posecheck.support.signals.UNDISTURBED_S", 0.0)
    with ending_in_order():
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)


def test_what_is_ignored_stays_ignored_as_under_nohup():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending_in_order():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_process_that_leaves_it_to_its_parent_goes_on():
    code = (
        "import os, signal; from posecheck.support.signals import ignore_endings; ignore_endings();"
        "[os.kill(os.getpid(), each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)];"
        "print('goes on')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "goes on\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_end_waits_until_nothing_is_left_half_made(number):
    made = []

    def make() -> None:
        with end_put_off():
            signal.raise_signal(number)
            made.append("whole")
        made.append("after it")

    with ending_in_order(), pytest.raises(KeyboardInterrupt):
        make()
    assert made == ["whole"]


def test_without_a_signal_the_handlers_are_as_before():
    before = signal.getsignal(signal.SIGINT)
    with end_put_off():
        pass
    assert signal.getsignal(signal.SIGINT) is before


def test_in_another_thread_nothing_is_put_off():
    def block() -> str:
        with end_put_off():
            return "done"

    with ThreadPoolExecutor(1) as apart:
        assert apart.submit(block).result() == "done"
