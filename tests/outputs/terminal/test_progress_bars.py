"""The bars as somebody at a terminal sees them."""

import os
import re
import subprocess
import sys

import pytest
from command_line import environment
from places import QUICK

from posecheck.outputs.terminal.progress_bars import SHOWN_AFTER_S, ClipsBar, ProgressBars
from posecheck.video import open_clip

NAMES = ("lunge_side.mp4", "butterfly_front.mp4")


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> str:
    """All that appears on the terminal while two clips are analysed."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "posecheck", "analyze", "--json", "-"]
    with subprocess.Popen(
        [*command, *(str(QUICK / name) for name in NAMES)],
        cwd=tmp_path_factory.mktemp("terminal"),
        env={**environment(), "TERM": "xterm-256color", "COLUMNS": "100"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=end,
    ):
        os.close(end)
        pieces = []
        while piece := read(terminal):
            pieces.append(piece)
    os.close(terminal)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", b"".join(pieces).decode("utf-8"))


def read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the process at the other end is gone
        return b""


@pytest.mark.parametrize("title", ["2 clips", *NAMES])
def test_each_clip_and_all_of_them_have_a_bar_with_the_time_left(seen, title):
    shares = [int(share) for share in re.findall(rf"{title}[^%]*?(\d+)%\s+\d+:\d\d:\d\d", seen)]
    assert shares == sorted(shares)
    assert max(shares) > 40


def test_the_time_for_all_clips_goes_on_within_a_clip(seen):
    shares = {int(share) for share in re.findall(r"2 clips[^%]*?(\d+)%", seen)}
    assert any(0 < share < 50 for share in shares)


def test_where_stderr_is_no_terminal_there_are_no_bars(capsys, monkeypatch):
    monkeypatch.setattr("time.monotonic", iter(range(0, 10**6, 10)).__next__)
    assert SHOWN_AFTER_S < 10
    with ProgressBars(clips=2) as bars, open_clip(QUICK / NAMES[0]) as clip:
        bars.opened(clip)
        for frame, _ in zip(clip, range(3), strict=False):
            bars.advanced(frame)
        bars.finished()
    many = ClipsBar(clips=2)
    many.show()
    many.advance()
    many.hide()
    assert capsys.readouterr() == ("", "")


def test_a_clip_that_cannot_be_opened_is_counted_all_the_same(capsys):
    with ProgressBars(clips=1) as bars:
        bars.finished()
        bars.hide()
    assert capsys.readouterr() == ("", "")
