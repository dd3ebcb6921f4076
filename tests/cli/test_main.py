"""The application in real processes: start, help, errors, broken pipes and Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from command_line import LUNGE, Run, environment, run, started
from places import QUICK, ROOT

import posecheck
from posecheck.cli import main


def test_each_command_has_a_file_of_its_own():
    commands = typer.main.get_command(main.app).commands
    assert len(commands) == 8
    for name, command in commands.items():
        assert command.callback.__module__ == f"posecheck.cli.{name}"


def test_version_and_bare_call_and_help(tmp_path):
    assert run(tmp_path, "--version") == Run(0, f"posecheck {posecheck.__version__}\n", "")
    for arguments in ((), ("--help",)):
        shown = run(tmp_path, *arguments)
        assert shown.code == 0
        commands = ("live", "analyze", "score", "stretches", "history", "demo", "doctor")
        assert all(word in shown.out for word in commands)


def test_help_loads_nothing_heavy(tmp_path):
    code = """
import sys
sys.argv = ["posecheck", "--help"]
from posecheck.cli.main import main
try:
    main()
finally:
    heavy = {"mediapipe", "cv2", "av", "numpy", "pydantic"} & set(sys.modules)
    print("heavy:", sorted(heavy), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "heavy: []\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["analyze"], "VIDEO"),
        (["analyze", "clip.mp4", "--frobnicate"], "--frobnicate"),
        (["frobnicate"], "frobnicate"),
        (["analyze", "clip.mp4", "--side", "up"], "--side"),
        (["analyze", "clip.mp4"], "no such file"),
        (["analyze", LUNGE, "--stretch", "yoga"], "yoga"),
        (["analyze", LUNGE, "--stretch", "missing.toml"], "missing.toml"),
        (["analyze", LUNGE, "--model", "missing.task"], "missing.task"),
        (["analyze", LUNGE, "--limit", "front_knee"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "front_knee=:"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "front_knee=110:60"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "front_knee=a:b"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "front_knee=nan:90"], "front_knee=60:110"),
        (["analyze", LUNGE, "--limit", "elbow=60:110"], "elbow"),
        (["analyze", LUNGE, "--json", "missing/out.json"], "missing/out.json"),
        (["analyze", LUNGE, "--json", LUNGE], "to be read"),
        (["analyze", LUNGE, "--video", "--out", f"{LUNGE}/films"], "films"),
        (["stretches", "yoga"], "yoga"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, arguments, words):
    ended = run(tmp_path, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.error


@pytest.mark.skipif(sys.platform == "win32", reason="keeps a folder that is used")
def test_a_current_folder_that_was_deleted_is_named(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    call = 'cd "$1" && rmdir "$1" && exec "$0" -m posecheck analyze "$2" --out "$3"'
    arguments = [sys.executable, gone, LUNGE, tmp_path / "out"]
    done = subprocess.run(
        ["sh", "-c", call, *arguments], env=environment(), stderr=subprocess.PIPE, text=True
    )
    assert done.returncode == 2
    assert done.stderr == "posecheck: the current folder was deleted; change to another one (cd).\n"


def test_debug_adds_the_traceback(tmp_path):
    ended = run(tmp_path, "analyze", "missing.mp4", "--debug")
    assert ended.code == 2
    assert "\nposecheck: missing.mp4: there is no such file" in ended.err
    assert "Traceback (most recent call last):" in ended.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_behind_stdout_is_reported(tmp_path):
    with Path("/dev/full").open("w") as full:
        ended = run(tmp_path, "stretches", stdout=full)
        table = run(tmp_path, "history", "--csv", "-", stdout=full)
    assert ended.code == table.code == 2
    assert "No space left" in ended.error
    assert "stdout: cannot be written (No space left" in table.error


def test_a_broken_pipe_is_quiet(tmp_path):
    for arguments in (["--version"], ["stretches"], ["stretches", "bridge"]):
        with subprocess.Popen(
            [sys.executable, "-m", "posecheck", *arguments],
            cwd=tmp_path,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 141


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.parametrize(
    ("module", "library"),
    [
        *(("typer", "raise"), ("rich", "raise"), ("posecheck.cli.score", "raise")),
        # As pydantic does where it is building a model.
        ("posecheck.stretches.stretch", "raise ValueError('KeyboardInterrupt') from None"),
    ],
)
def test_ctrl_c_while_it_is_being_loaded_stops_with_one_line(tmp_path, module, library):
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        try:\n"
        f"            if name == {module!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        f"        except KeyboardInterrupt: {library}\n"
        "sys.meta_path.insert(0, Interrupt())\n"
    )
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-m", "posecheck", "stretches"],
        env={**environment(), "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "posecheck: stopped\n")


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_while_a_stream_is_opened_is_not_blamed_on_the_camera(tmp_path):
    """PyAV makes an error of its own of it."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        source = f"http://127.0.0.1:{silent.getsockname()[1]}/stream"
        arguments = ["live", "bridge", "--source", source, "--no-window", "--no-voice"]
        with started(tmp_path, *arguments) as process:
            connection, _ = silent.accept()
            connection.recv(1)  # it waits for an answer by now
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
            connection.close()
    assert (process.returncode, err) == (130, "posecheck: stopped\n")


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_stops_with_one_line(tmp_path):
    with started(tmp_path, "analyze", "--json", "-", LUNGE, *QUICK.glob("*.mp4")) as process:
        process.stdout.readline()  # the first clip is done, the second one under way
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == "posecheck: stopped\n"
