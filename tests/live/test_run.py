"""Whole sessions as real processes, with a recording in the place of the camera."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import av
import pytest
from live_session import Session, screen
from places import CLIPS, QUICK
from squat import SQUAT
from streams import address, streaming

from posecheck.cli import main as cli
from posecheck.errors import InputError
from posecheck.history import History
from posecheck.live import run as run_module
from posecheck.live.recording import Recording
from posecheck.live.run import LiveOptions, choices, run_live
from posecheck.pose.model import find_model
from posecheck.pose.pose import Side
from posecheck.stretches.own import own_folder
from posecheck.video import camera

BRIDGE = CLIPS / "bridge_30s_side_woman.mp4"

HELD = {
    "pigeon": ("pigeon_right_30s_side_man", [Side.RIGHT]),
    "butterfly": ("butterfly_30s_front_man", [None]),
    "seated_hip": ("seated_hip_30s_side_woman", [None]),
    "bridge": ("bridge_30s_side_woman", [None]),
    "half_kneeling_lunge": ("lunge_left_then_right_30s_side_man", [Side.LEFT, Side.RIGHT]),
}
"""A clip of each stretch, and on which sides it is held there."""

UNJUDGED = {"pigeon"}
"""The model loses the leg behind in this clip: the clock runs, but the hold is not judged."""

HOLD_S = 12.0
LONG_S = 300

needs_screen = pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("xdotool") is None,
    reason="needs Xvfb and xdotool (apt install xvfb xdotool)",
)


def frame_times_s(film: Path) -> list[float]:
    """The times of a film's frames, each of them decoded."""
    with av.open(str(film)) as container:
        return [frame.time for frame in container.decode(video=0)]


def repeated(clip: Path, folder: Path, times: int) -> Path:
    """The whole clip several times on end."""
    made = folder / clip.name
    with av.open(str(clip)) as source, av.open(str(made), "w") as target:
        video = source.streams.video[0]
        stream = target.add_stream_from_template(video)
        packets = [packet for packet in source.demux(video) if packet.dts is not None]
        stamps = [(packet.pts, packet.dts) for packet in packets]
        for turn in range(times):
            for packet, (pts, dts) in zip(packets, stamps, strict=True):
                packet.pts, packet.dts = (turn * video.duration + at for at in (pts, dts))
                packet.stream = stream
                target.mux(packet)
    return made


def test_own_stretches_are_offered_and_a_broken_file_hides_no_other(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    built_in = choices()
    own_folder().mkdir()
    for name, text in (("squat", SQUAT), ("broken", "id = ")):
        (own_folder() / f"{name}.toml").write_text(text, encoding="utf-8")
    assert choices() == [*built_in, ("Squat", "squat")]
    assert "broken.toml" in capsys.readouterr().err


@pytest.fixture(scope="module")
def sessions(tmp_path_factory):
    """One session of each stretch, side by side, no frame lost."""
    with ExitStack() as stack:
        display = stack.enter_context(screen())
        running = {}
        for stretch, (clip, sides) in HELD.items():
            folder = tmp_path_factory.mktemp(stretch)
            side = ("--side", sides[0].value) if sides == [Side.RIGHT] else ()
            source = ("--source", str(CLIPS / f"{clip}.mp4"), "--speed", "0")
            arguments = (stretch, *side, *source, "--hold", str(HOLD_S))
            running[stretch] = Session(folder, *arguments, display=display)
        yield {stretch: (session, session.end()) for stretch, session in running.items()}


@needs_screen
@pytest.mark.parametrize("stretch", HELD)
def test_a_session_of_each_stretch_runs_through_to_done(sessions, stretch):
    session, (code, out, err) = sessions[stretch]
    sides = HELD[stretch][1]
    assert (code, err) == (0, "")
    assert ": complete" in out
    held = session.history()
    assert [(kept.stretch, kept.side) for kept in held] == [(stretch, side) for side in sides]
    held_well_s = 0.0 if stretch in UNJUDGED else HOLD_S
    assert [kept.hold_s for kept in held] == [pytest.approx(held_well_s, abs=0.15)] * len(held)
    times_s = frame_times_s(session.film)
    assert all(earlier < later for earlier, later in pairwise(times_s))
    assert times_s[-1] >= len(sides) * HOLD_S


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


def hang_up(session):
    session.process.send_signal(signal.SIGHUP)  # its terminal was closed


ENDS = {quit_by_key: 0, close: 0, interrupt: 130, pause_then_quit: 0, hang_up: 130}


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """Sessions that are ended early, each in its way and on its own screen, side by side."""
    with ExitStack() as stack:
        running = {}
        for end in ENDS:
            display = stack.enter_context(screen())
            folder = tmp_path_factory.mktemp(end.__name__)
            source = repeated(BRIDGE, folder, times=4)  # more than is seen before the end
            labels = ("--name", "Ada", "--note", end.__name__)
            arguments = ("bridge", "--source", str(source), "--speed", "0", "--hold", str(LONG_S))
            running[end] = Session(folder, *arguments, *labels, display=display)
        for end, session in running.items():
            session.wait_for_title(f"Bridge, [1-9][0-9]* of {LONG_S} s")
            end(session)
        yield {end: (session, session.end()) for end, session in running.items()}


@needs_screen
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_however_a_session_ends_summary_film_and_history_are_whole(ended, end):
    session, (code, out, err) = ended[end]
    assert code == ENDS[end]
    assert err == ("posecheck: stopped\n" if ENDS[end] else "")
    assert "Bridge: not complete" in out
    (held,) = session.history()
    assert 0 < held.hold_s < LONG_S == held.asked_s
    assert (held.name, held.note) == ("Ada", end.__name__)
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


def test_of_two_sessions_at_once_both_are_kept(no_display, tmp_path):
    command = [sys.executable, "-m", "posecheck", "live", "bridge", "--source", str(BRIDGE)]
    command += ["--speed", "0", "--hold", "2", "--no-window", "--no-voice"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for session in both:
        out, _ = session.communicate(timeout=60)
        assert session.returncode == 0
        assert "Bridge: complete" in out
    with History(tmp_path / "history.sqlite") as history:
        assert [kept.stretch for kept in history.entries()] == ["bridge", "bridge"]
        assert history.notice is None


def test_a_film_that_another_session_made_meanwhile_stays(no_display, tmp_path):
    film = tmp_path / "film.mp4"
    shutil.copy(QUICK / "lunge_side.mp4", film)  # not there yet when the options were checked
    options = LiveOptions("bridge", str(BRIDGE), voice=False, window=False, record=film)
    with pytest.raises(InputError, match="is there already"):
        run_live(options, find_model())
    assert film.read_bytes() == (QUICK / "lunge_side.mp4").read_bytes()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_session_is_dated_when_it_is_started_and_not_when_it_waits_for_that(
    no_display, monkeypatch
):
    started: list[datetime] = []

    def waits(options: LiveOptions, *rest: object) -> object:
        scene = in_window(options, *rest)
        started.append(datetime.now().astimezone())
        return scene

    in_window = run_module._in_window
    monkeypatch.setattr(run_module, "_in_window", waits)
    options = LiveOptions("bridge", str(BRIDGE), speed=0, hold_s=1, voice=False, window=False)
    run_live(options, find_model())
    with History() as history:
        assert [kept.at >= started[0] for kept in history.entries()] == [True]


def test_each_film_that_lacks_its_end_is_named(no_display, tmp_path, monkeypatch, capfd):
    def full(film: Recording) -> None:
        raise InputError(f"{film._writer.path}: no space left")

    monkeypatch.setattr(Recording, "_write", full)
    films = {"record": tmp_path / "shown.mp4", "record_clean": tmp_path / "clean.mp4"}
    options = LiveOptions("bridge", str(BRIDGE), speed=0, hold_s=1, voice=False, window=False)
    ended = run_live(replace(options, **films), find_model())
    assert str(ended.error) == f"{films['record']}: no space left"
    assert f"posecheck: {films['record_clean']}: no space left\n" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (LiveOptions("bridge", "973"), "camera 973: "),
        (LiveOptions("bridge", "nowhere.mp4"), "no such file"),
        (LiveOptions(None, str(BRIDGE), window=False), "name a stretch"),
        (LiveOptions("plank", str(BRIDGE)), "plank"),
        (LiveOptions("bridge", str(BRIDGE), window=False, record=Path("film.avi")), "mp4"),
        # No page is waited for, which would film somebody in vain.
        (LiveOptions("bridge", None, browser=True, record=Path("gone/a.mp4")), "no folder gone"),
    ],
    ids=str,
)
def test_what_cannot_begin_is_an_input_error_and_leaves_no_history(
    no_display, tmp_path, monkeypatch, options, said
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=said):
        run_live(replace(options, voice=False), find_model())
    with History() as history:
        assert history.entries() == []
    assert not list(tmp_path.glob("*film*"))


def test_a_stream_that_is_lost_for_good_ends_the_session_with_its_film(
    no_display, tmp_path, monkeypatch, capfd
):
    monkeypatch.setattr(camera, "RECONNECT_S", 0.3)
    film = tmp_path / "film.mp4"
    with streaming(QUICK / "lunge_side.mp4", tmp_path) as server:

        def stop_once_it_records() -> None:
            while not list(tmp_path.glob(".posecheck-*.mp4")):
                time.sleep(0.01)
            server.shutdown()
            server.socket.close()

        threading.Thread(target=stop_once_it_records, daemon=True).start()
        source = address(server)
        arguments = ["bridge", "--source", source, "--no-window", "--no-voice"]
        monkeypatch.setattr(sys, "argv", ["posecheck", "live", *arguments, "--record", str(film)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    out, err = capfd.readouterr()
    assert ended.value.code == 0
    assert "Bridge: not complete" in out
    assert f"posecheck: {source}: no new pictures for 0.3 s\n" in err
    assert frame_times_s(film)
