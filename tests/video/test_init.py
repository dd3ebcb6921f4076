"""Importing the room: films need PyAV, which is loaded when one is written."""

import subprocess
import sys

import pytest

from posecheck import video
from posecheck.video.film import FilmWriter

CODE = """
import sys
from posecheck import video
before = "av" in sys.modules
video.FilmWriter
print(before, "av" in sys.modules)
"""


def test_pyav_is_loaded_with_the_first_use_of_a_film():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
    assert video.FilmWriter is FilmWriter


def test_every_name_of_the_room_is_there_and_no_other():
    assert all(getattr(video, name) is not None for name in video.__all__)
    with pytest.raises(AttributeError, match="film_writer"):
        video.film_writer  # noqa: B018
