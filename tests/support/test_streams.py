"""Streams that were closed lead to nowhere, and no file takes their place."""

import os
import subprocess
import sys

import pytest

from posecheck.support.streams import open_closed_streams

CODE = """
import os, sys
from posecheck.support.streams import open_closed_streams
open_closed_streams()
file = os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY)
print("to nobody"); print("to nobody", file=sys.stderr, flush=True)
sys.exit(0 if file > 2 else 1)
"""


@pytest.mark.skipif(os.name != "posix", reason="closes streams in a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_no_file_takes_the_number_of_a_closed_stream(tmp_path, closed):
    command = ["sh", "-c", f'exec "$0" -c "$1" "$2" {closed}', sys.executable, CODE]
    done = subprocess.run([*command, tmp_path / "file"], check=False)
    assert done.returncode == 0
    assert (tmp_path / "file").read_bytes() == b""


def test_where_nobody_can_answer_a_question_nothing_is_deleted(tmp_path):
    kept = tmp_path / "history.sqlite"
    command = ["sh", "-c", 'exec "$0" -m posecheck history --delete <&-', sys.executable]
    env = {**os.environ, "POSECHECK_DATA": str(tmp_path)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stderr.endswith("posecheck: stopped\n")
    assert kept.exists()


WAITING = """
import sys, time
from posecheck.support.signals import ending_in_order
from posecheck.support.streams import outlive_terminal
outlive_terminal()
try:
    with ending_in_order():
        print("ready")
        time.sleep(300)
except KeyboardInterrupt:
    print("stopped")
    print("stopped", file=sys.stderr, flush=True)
    open(sys.argv[1], "w").write("complete")
    sys.exit(130)
"""


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_once_the_terminal_is_closed_what_is_printed_goes_nowhere(tmp_path):
    pty = pytest.importorskip("pty")
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, "-c", WAITING, str(tmp_path / "file")])
    assert os.read(terminal, 99).strip() == b"ready"
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 130
    assert (tmp_path / "file").read_text() == "complete"


def test_streams_that_are_open_stay_as_they_are(capsys):
    before = (sys.stdout, sys.stderr)
    open_closed_streams()
    assert (sys.stdout, sys.stderr) == before
