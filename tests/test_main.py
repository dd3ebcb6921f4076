"""`python -m posecheck` is the command line; tests/cli has its commands."""

import subprocess
import sys

from posecheck import __main__
from posecheck.version import __version__


def test_it_runs_the_command_line(tmp_path):
    command = [sys.executable, "-m", "posecheck", "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"posecheck {__version__}\n", "")


def test_importing_it_runs_nothing():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, posecheck.__main__; print('typer' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
    assert callable(__main__.main)
