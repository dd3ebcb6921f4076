"""What stands at the end of an MP4 film's index."""

import pytest
from clip_maker import make_clip, pattern

from posecheck.video.boxes import WORDS_BYTES, words_at_end_of_index
from posecheck.video.film import FilmWriter
from posecheck.video.growing_film import GrowingFilmWriter


@pytest.mark.parametrize("writer", [FilmWriter, GrowingFilmWriter])
def test_the_comment_of_a_film_is_found_without_opening_it(tmp_path, writer):
    with writer(tmp_path / "film.mp4", (64, 48), 30, comment="just so") as film:
        for number in range(40):
            film.write(pattern(number, (64, 48)), number / 30)
    assert b"just so" in words_at_end_of_index(tmp_path / "film.mp4")


def test_an_index_behind_the_pictures_is_found_too(tmp_path):
    clip = make_clip(tmp_path / "clip.mp4", 30)
    data = clip.read_bytes()
    assert data.index(b"mdat") < data.index(b"moov")
    assert words_at_end_of_index(clip).endswith(data[-20:])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"\0\0\0\1mdat",
        b"\0\0\0\0mdat" + bytes(100),
        b"\0\0\0\4moov",
        b"\0\0\0\x10free" * 1000,
        bytes(5000),
    ],
)
def test_what_is_no_film_has_none(tmp_path, content):
    path = tmp_path / "file.mp4"
    path.write_bytes(content)
    assert words_at_end_of_index(path) == b""
    assert words_at_end_of_index(tmp_path / "missing.mp4") == b""


def test_an_index_that_claims_more_than_there_is_is_read_to_the_end(tmp_path):
    path = tmp_path / "cut.mp4"
    path.write_bytes(b"\0\1\0\0moov" + bytes(WORDS_BYTES) + b"words")
    assert words_at_end_of_index(path).endswith(b"words")
