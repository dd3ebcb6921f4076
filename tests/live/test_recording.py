"""A film of what is shown, written beside the drawing."""

from pathlib import Path

import av
import numpy as np
import pytest

from posecheck.errors import InputError
from posecheck.live.recording import Recording

SIZE = (64, 48)
PICTURE = np.full((48, 64, 3), 128, np.uint8)


def times_s(film: Path) -> list[float]:
    with av.open(str(film)) as container:
        return [frame.time for frame in container.decode(video=0)]


def test_pictures_are_dropped_rather_than_waited_for(tmp_path):
    with Recording(tmp_path / "film.mp4", SIZE) as film:
        for number in range(50):
            film.add(PICTURE, number / 25)
    assert film.error is None
    written = times_s(tmp_path / "film.mp4")
    assert 1 <= len(written) <= 50
    assert written == sorted(set(written))
    assert written[-1] - written[0] <= 49 / 25 + 1e-3


def test_the_film_is_whole_if_the_session_fails(tmp_path):
    def fail() -> None:
        with Recording(tmp_path / "film.mp4", SIZE) as film:
            film.add(PICTURE, 0.0)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(times_s(tmp_path / "film.mp4")) == 1


def test_a_picture_that_cannot_be_written_is_an_error_of_the_film_and_not_of_the_session(tmp_path):
    with Recording(tmp_path / "film.mp4", SIZE) as film:
        film.add(np.zeros((3, 3), np.uint8), 0.0)
    assert film.error is not None
    assert list(tmp_path.iterdir()) == []


def test_where_no_film_can_be_written_is_said_at_once(tmp_path):
    with pytest.raises(InputError, match="film"), Recording(tmp_path / "no" / "film.mp4", SIZE):
        pass
