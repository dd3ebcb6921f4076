"""Whole sessions as real processes, with a recording in the place of the camera."""

import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import av
import pytest
from live_session import Session, screen

from posecheck.analysis import analyze_clip
from posecheck.coach import Coach
from posecheck.hold import HoldClock
from posecheck.landmarker import Landmarker
from posecheck.live.coaching import Coaching
from posecheck.model import find_model
from posecheck.pose import Side
from posecheck.routine import find_routine
from posecheck.summary import ClipRecord
from posecheck.video import open_clip

CLIPS = Path(__file__).parent.parent / "samples" / "clips"
BRIDGE = CLIPS / "bridge_30s_side_woman.mp4"

HELD_S = {
    "butterfly": ("butterfly_30s_front_man", 6),
    "seated_hip": ("seated_hip_30s_side_woman", 6),
    "bridge": ("bridge_30s_side_woman", 6),
    "half_kneeling_lunge": ("lunge_left_then_right_30s_side_man", 6),
}
"""A clip of each stretch, and for how many of its seconds to hold."""

SIDES = {"half_kneeling_lunge": [Side.LEFT, Side.RIGHT]}

needs_screen = pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("xdotool") is None,
    reason="needs Xvfb and xdotool (apt install xvfb xdotool)",
)


def frame_times_s(film: Path) -> list[float]:
    """The times of a film's frames, each of them decoded."""
    with av.open(str(film)) as container:
        return [frame.time for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def sessions(tmp_path_factory):
    """One session of each stretch, side by side, no frame lost."""
    with ExitStack() as stack:
        display = stack.enter_context(screen())
        running = {}
        for stretch, (clip, hold_s) in HELD_S.items():
            arguments = (
                stretch,
                "--source",
                str(CLIPS / f"{clip}.mp4"),
                "--hold",
                str(hold_s),
            )
            folder = tmp_path_factory.mktemp(stretch)
            running[stretch] = Session(folder, *arguments, "--speed", "0", display=display)
        yield {stretch: (session, session.end()) for stretch, session in running.items()}


@needs_screen
@pytest.mark.parametrize("stretch", HELD_S)
def test_a_session_of_each_stretch_runs_through_to_done(sessions, stretch):
    session, (code, out, err) = sessions[stretch]
    hold_s = HELD_S[stretch][1]
    sides = SIDES.get(stretch, [None])
    assert (code, err) == (0, "")
    assert ": complete" in out
    held = session.history()
    assert [(kept.stretch, kept.side) for kept in held] == [(stretch, side) for side in sides]
    assert all(kept.hold_s == pytest.approx(hold_s, abs=0.11) for kept in held)
    times_s = frame_times_s(session.film)
    assert all(earlier < later for earlier, later in pairwise(times_s))
    assert times_s[-1] >= len(sides) * hold_s


def quit_by_key(session):
    session.press("q")


def close(session):
    session.close_window()


def interrupt(session):
    session.process.send_signal(signal.SIGINT)


def pause_then_quit(session):
    session.press("space")
    session.wait_for_title("Bridge, paused")
    session.press("q")


ENDS = {quit_by_key: 0, close: 0, interrupt: 130, pause_then_quit: 0}


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """Sessions that are ended early, each in its way and on its own screen, side by side."""
    with ExitStack() as stack:
        running = {}
        for end in ENDS:
            display = stack.enter_context(screen())
            folder = tmp_path_factory.mktemp(end.__name__)
            arguments = ("bridge", "--source", str(BRIDGE), "--speed", "0")
            running[end] = Session(folder, *arguments, display=display)
        for end, session in running.items():
            session.wait_for_title("Bridge, [1-9][0-9]? of 30 s")
            end(session)
        yield {end: (session, session.end()) for end, session in running.items()}


@needs_screen
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_however_a_session_ends_summary_film_and_history_are_whole(ended, end):
    session, (code, out, err) = ended[end]
    assert code == ENDS[end]
    assert err == ("posecheck: stopped\n" if end is interrupt else "")
    assert "Bridge: not complete" in out
    (held,) = session.history()
    assert 0 < held.hold_s < 30 == held.asked_s
    assert frame_times_s(session.film)[-1] > held.hold_s


def run(*arguments: str, **settings) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "posecheck", "live", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        **settings,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def no_display(monkeypatch, tmp_path):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_display_it_says_to_go_without_a_window(no_display):
    code, _, err = run("bridge", "--source", str(BRIDGE))
    assert code == 2
    assert err.count("\n") == 1
    assert "--no-window" in err


def test_without_a_window_the_session_is_told_in_lines(no_display):
    arguments = ("bridge", "--source", str(BRIDGE), "--speed", "0", "--hold", "2")
    code, out, err = run(*arguments, "--no-window", "--voice")
    assert code == 0
    assert "Bridge: complete" in out
    assert "Hold" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bridge", "--source", "973"], "camera 973: "),
        (["bridge", "--source", "nowhere.mp4"], "no such file"),
        (["--source", str(BRIDGE), "--no-window"], "name a stretch"),
        (["plank", "--source", str(BRIDGE)], "plank"),
        (["bridge", "--no-window", "--source", str(BRIDGE), "--record", "film.avi"], ".mp4"),
    ],
)
def test_what_cannot_begin_is_one_line_and_exit_2(no_display, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert said in err


@pytest.mark.parametrize(
    ("clip", "stretch"),
    [
        ("bridge_hold_broken_side_woman", "bridge"),
        ("lunge_left_lean_36_side_man_heavy", "half_kneeling_lunge"),
    ],
)
def test_the_same_frames_give_the_same_verdicts_live_and_recorded(clip, stretch):
    path = CLIPS / f"{clip}.mp4"
    recorded = analyze_clip(path, find_model(), [find_routine(stretch).step[0].stretch]).result
    record, clock = ClipRecord(still=False, named=True), HoldClock()
    with open_clip(path) as frames, Landmarker(find_model()) as landmarker:
        coaching = Coaching(landmarker, Coach(find_routine(stretch)))
        for frame in frames:
            assessment = coaching.take(frame).assessment
            clock.observe(assessment)
            record.add(assessment)
    live = record.result(recorded.clip, recorded.model, clock)
    assert live == recorded
