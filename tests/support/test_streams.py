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


def test_streams_that_are_open_stay_as_they_are(capsys):
    before = (sys.stdout, sys.stderr)
    open_closed_streams()
    assert (sys.stdout, sys.stderr) == before
