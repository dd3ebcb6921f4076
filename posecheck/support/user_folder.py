"""Where posecheck keeps what belongs to the user."""

import os
from pathlib import Path

from platformdirs import user_data_path

WITHOUT_HOME = Path("/.local/share/posecheck")
"""The folder of a user without a home, as of a service that is started with the bare number of a
user. In containers `/` is the home then; elsewhere this folder can be neither read nor made."""

FOLDER_VARIABLE = "POSECHECK_DATA"
"""The environment variable that names another folder in place of the user's data folder."""


def user_folder() -> Path:
    """The folder for the user's history and own stretches; it may not exist yet.

    A `~` at its beginning is the user's home: no shell has replaced it where the variable was set
    in quotes, or by something else than a shell.
    """
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        return _user_data()
    return Path(os.path.expanduser(folder))  # noqa: PTH111  (that of Path fails for `~nobody`)


def _user_data() -> Path:
    try:
        return user_data_path("posecheck")
    except RuntimeError:  # neither the environment nor the system tells of a home
        return WITHOUT_HOME
