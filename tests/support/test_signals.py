"""Whatever asks a process to end, it ends as by Ctrl-C, and only once."""

import os
import signal
import subprocess
import sys

import pytest

from posecheck.support.signals import ENDING, ending_in_order

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends signals")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_raises_as_ctrl_c_does_and_later_ones_do_not_disturb(number):
    cleaned_up = []

    def work() -> None:
        try:
            os.kill(os.getpid(), number)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGHUP)
            cleaned_up.append(True)

    with pytest.raises(KeyboardInterrupt), ending_in_order():
        work()
    assert cleaned_up
    assert {signal.getsignal(each) for each in ENDING} == {signal.SIG_DFL}


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
