"""The log: silent, unless the user asks for it or a program that uses posecheck listens."""

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest
from clip_maker import make_clip, scribble

LINE = r"[-\d]+ [:,\d]+ (DEBUG|INFO|WARNING) \[.+\] posecheck\.[.\w]+: \S.*"

USE = """
import sys
from pathlib import Path
import posecheck
from posecheck.history import History
clip, history = map(Path, sys.argv[1:])
posecheck.find_model()
with posecheck.open_clip(clip) as frames:
    list(frames)
with History(history):
    pass
"""
"""A program that opens a clip and the history."""

LISTENING = "import logging; logging.basicConfig(level=logging.DEBUG)"


@pytest.fixture
def damaged(tmp_path) -> Path:
    """A clip of which some frames cannot be read."""
    return scribble(make_clip(tmp_path / "clip.mp4", 60), 0.4, 0.45)


def python(*arguments: str) -> str:
    """What Python with these arguments writes to stderr."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120).stderr


@pytest.fixture
def damaged_history(tmp_path) -> Path:
    path = tmp_path / "history.sqlite"
    path.write_bytes(b"no database at all, but long enough" * 30)
    return path


def test_a_program_that_does_not_listen_hears_nothing(damaged, damaged_history):
    assert python("-c", USE, str(damaged), str(damaged_history)) == ""


def test_a_program_that_listens_hears_of_clips_the_model_and_the_history(damaged, damaged_history):
    heard = python("-c", LISTENING + USE, str(damaged), str(damaged_history))
    for said in (
        "DEBUG:posecheck.pose.model:pose model ",
        f"DEBUG:posecheck.video.file:{damaged}: h264, 128 x 96, ",
        "DEBUG:posecheck.video.file:a frame cannot be decoded: ",
        "WARNING:posecheck.history.store:",
    ):
        assert said in heard


def test_debug_shows_the_log_and_nothing_else_does(damaged):
    command = ("-m", "posecheck", "analyze", str(damaged))
    assert len(python(*command).splitlines()) == 1  # the warning about the damage
    logged = python(*command, "--debug").splitlines()
    assert all(re.fullmatch(LINE, line) for line in logged[:-1])
    assert any("landmarker opened" in line for line in logged)


def test_a_name_in_the_log_cannot_command_the_terminal(tmp_path):
    clip = make_clip(tmp_path / "\x1b]0;hello\x07.mp4", 1)
    assert "\x1b" not in python("-m", "posecheck", "analyze", str(clip), "--debug")


def test_no_log_is_left_switched_on(capsys):
    from posecheck.outputs.terminal.notes import log_shown

    logger = logging.getLogger("posecheck")
    before = logger.level, list(logger.handlers)
    with log_shown(True):
        logging.getLogger("posecheck.video").debug("within")
    logging.getLogger("posecheck.video").debug("after")
    assert (logger.level, logger.handlers) == before
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "secret"),
    [("a\x1b]0;b\x07.mp4", "\x1b"), ("http://me:secret@host/a.mp4", "secret")],
)
def test_a_traceback_is_printable_and_has_no_password(name, secret):
    said = python("-m", "posecheck", "analyze", name, "--debug")
    assert "Traceback" in said
    assert secret not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
@pytest.mark.parametrize("options", [(), ("--debug",)])
def test_where_nothing_can_be_said_the_exit_code_still_tells(tmp_path, options):
    command = [sys.executable, "-m", "posecheck", "analyze", str(tmp_path / "gone.mp4"), *options]
    with Path("/dev/full").open("w") as full:
        assert subprocess.run(command, stderr=full, timeout=120, check=False).returncode == 2
