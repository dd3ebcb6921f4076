"""Where posecheck keeps what belongs to the user."""

import os
from pathlib import Path

from platformdirs import user_data_path

FOLDER_VARIABLE = "POSECHECK_DATA"
"""The environment variable that names another folder in place of the user's data folder."""


def user_folder() -> Path:
    """The folder for the user's history and own stretches; it may not exist yet."""
    folder = os.environ.get(FOLDER_VARIABLE)
    return Path(folder) if folder else user_data_path("posecheck")
