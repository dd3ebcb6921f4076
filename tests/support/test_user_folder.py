from pathlib import Path

import pytest
from platformdirs import user_data_path

from posecheck.support.user_folder import FOLDER_VARIABLE, user_folder


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
