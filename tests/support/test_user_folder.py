import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import environment
from platformdirs import user_data_path

from posecheck.support.user_folder import FOLDER_VARIABLE, WITHOUT_HOME, user_folder

AS_NOBODY_KNOWN = ("unshare", "-U", "--map-user=12345", "--map-group=12345")
"""What runs a command as a user whom the system does not know."""


def test_the_variable_names_another_folder(monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, "elsewhere")
    assert user_folder() == Path("elsewhere")


@pytest.mark.parametrize("name", ["~", "~/elsewhere"])
def test_a_tilde_that_no_shell_replaced_is_the_home(monkeypatch, name):
    monkeypatch.setenv(FOLDER_VARIABLE, name)
    assert user_folder() == Path(name).expanduser()


@pytest.mark.parametrize("value", [None, ""])
def test_without_it_the_folder_is_the_systems_for_data_of_the_user(monkeypatch, value):
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(FOLDER_VARIABLE, value)
    assert user_folder() == user_data_path("posecheck")


@pytest.fixture
def homeless():
    """Runs posecheck as a user of whose home nothing tells."""
    if not shutil.which("unshare") or subprocess.run([*AS_NOBODY_KNOWN, "true"]).returncode:
        pytest.skip("needs unshare, and the right to use it")
    known = {name: environment()[name] for name in ("PATH", "PYTHONPATH")}

    def run(*arguments):
        return subprocess.run(
            [*AS_NOBODY_KNOWN, sys.executable, *arguments],
            env=known,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def test_without_a_home_there_is_no_folder_yet_and_no_error(homeless):
    code = "from posecheck.support.user_folder import user_folder; print(user_folder())"
    assert homeless("-c", code).stdout.strip() == str(WITHOUT_HOME)


@pytest.mark.parametrize("command", ["stretches", "doctor", "history"])
def test_without_a_home_every_command_says_what_it_can(command, homeless):
    done = homeless("-m", "posecheck", command)
    assert "unexpected" not in done.stderr
    assert command == "doctor" or done.returncode == 0 or str(WITHOUT_HOME) in done.stderr
    if command == "doctor":
        assert "data folder" in done.stdout
