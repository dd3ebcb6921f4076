"""Other processes of the same Python, in a folder of modules named as those that they use."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from shutil import copyfile
from threading import Event

import pytest
from command_line import environment
from places import QUICK

import posecheck
from posecheck.live.voice.engine import _speaking_process
from posecheck.support.python import SAFE_PATH, python_command, safe_path

NAMES = ("cv2", "json", "posecheck", "random", "signal")


@pytest.fixture
def folder(tmp_path):
    """A folder in which whatever is imported from it leaves its name behind."""
    for name in NAMES:
        code = f"import os; os.close(os.open('{name}.ran', os.O_CREAT)); raise ImportError"
        (tmp_path / f"{name}.py").write_text(code)
    copyfile(QUICK / "bridge_side.mp4", tmp_path / "clip.mp4")
    return tmp_path


def ran_in(folder):
    return sorted(file.stem for file in folder.glob("*.ran"))


def test_code_is_run_without_the_current_folder(folder):
    done = subprocess.run(
        python_command("import json, cv2, posecheck; print(posecheck.__file__)"),
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == posecheck.__file__
    assert not ran_in(folder)


@pytest.fixture(params=["script", "-m"])
def command(request, tmp_path_factory):
    """`python -P -m posecheck`; or what pip makes of `posecheck`, a script that lies elsewhere."""
    if request.param == "-m":
        return sys.executable, "-P", "-m", "posecheck"
    script = tmp_path_factory.mktemp("bin") / "posecheck_script.py"
    script.write_text(
        'from posecheck.__main__ import main\n\nif __name__ == "__main__":\n    main()\n'
    )
    return sys.executable, str(script)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("score", "clip.mp4", "clip.mp4", "--jobs", "2"), 0),
        (("doctor",), None),
    ],
    ids=lambda arguments: arguments[0] if arguments else None,
)
def test_nothing_in_the_current_folder_is_run(arguments, code, folder, command):
    done = subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert not ran_in(folder)
    assert code in (None, done.returncode), done.stderr


def test_nor_by_the_voice(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with _speaking_process(str(folder)) as speaking:
        speaking.stdin.close()
    assert not ran_in(folder)


@pytest.mark.parametrize("before", [None, "", "1"])
def test_the_environment_is_put_back(before, monkeypatch):
    monkeypatch.delenv(SAFE_PATH, raising=False)
    if before is not None:
        monkeypatch.setenv(SAFE_PATH, before)
    with safe_path():
        assert os.environ[SAFE_PATH] == "1"
    assert os.environ.get(SAFE_PATH) == before


@pytest.mark.parametrize("before", [None, "", "1"])
def test_the_last_thread_that_leaves_puts_it_back(before, monkeypatch):
    monkeypatch.delenv(SAFE_PATH, raising=False)
    if before is not None:
        monkeypatch.setenv(SAFE_PATH, before)
    first_is_in, second_is_in = Event(), Event()

    def first() -> None:
        with safe_path():
            first_is_in.set()
            assert second_is_in.wait(10)

    with ThreadPoolExecutor() as threads:
        done = threads.submit(first)
        assert first_is_in.wait(10)
        with safe_path():
            second_is_in.set()
            done.result()
            assert os.environ[SAFE_PATH] == "1"
    assert os.environ.get(SAFE_PATH) == before
