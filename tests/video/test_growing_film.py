"""Films that play while they are still being written."""

import os
import resource
import shutil
import sys
from pathlib import Path

import pytest
from clip_maker import number_in, pattern

from posecheck.errors import InputError
from posecheck.video import open_clip
from posecheck.video.film import FilmWriter, is_ours
from posecheck.video.growing_film import FRAGMENT, FRAGMENT_US, GrowingFilmWriter

SIZE = (128, 96)
FPS = 10
COUNT = 200

HELD_BACK = 70 + FPS * FRAGMENT_US // 1_000_000
"""How many pictures may be on their way: in the queue, in the encoder, in the next fragment."""


def growing(path: Path) -> GrowingFilmWriter:
    return GrowingFilmWriter(path, SIZE, FPS)


def fill(film: FilmWriter, count: int = COUNT) -> None:
    for number in range(count):
        film.write(pattern(number), number / FPS)


def numbers_in(film: Path) -> list[int]:
    with open_clip(film) as clip:
        frames = list(clip)
        assert [frame.time_s for frame in frames] == pytest.approx(
            [number / FPS for number in range(len(frames))], abs=1e-4
        )
        return [number_in(frame.image) for frame in frames]


def test_at_its_end_it_is_as_any_other_film(tmp_path):
    times_s = [0.0, 0.033, 0.1, 0.5, 0.501, 2.0, 2.04, 7.1]
    for name, writer in (("film.mp4", FilmWriter), ("grown.mp4", GrowingFilmWriter)):
        with writer(tmp_path / name, SIZE, 30) as film:
            for number, time_s in enumerate(times_s):
                film.write(pattern(number), time_s)
    plain, grown = (tmp_path / name for name in ("film.mp4", "grown.mp4"))
    with open_clip(plain) as one, open_clip(grown) as other:
        assert [frame.time_s for frame in one] == [frame.time_s for frame in other]
        assert (one.duration_s, one.fps) == (other.duration_s, other.fps)
    data = grown.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert FRAGMENT not in data
    assert {path.name for path in tmp_path.iterdir()} == {"film.mp4", "grown.mp4"}


def test_meanwhile_it_plays_up_to_its_last_seconds(tmp_path):
    with growing(tmp_path / "film.mp4") as film:
        fill(film)
        copy = Path(shutil.copy(tmp_path / "film.mp4", tmp_path / "copy.mp4"))
    seen = numbers_in(copy)
    assert COUNT - HELD_BACK <= len(seen) < COUNT
    assert seen == list(range(len(seen)))
    assert numbers_in(tmp_path / "film.mp4") == list(range(COUNT))


def test_an_older_film_stays_until_there_is_something_to_show(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"older")
    with growing(tmp_path / "film.mp4") as film:
        fill(film, 1)
        assert (tmp_path / "film.mp4").read_bytes() == b"older"
    assert numbers_in(tmp_path / "film.mp4") == [0]


@pytest.mark.skipif(sys.platform == "win32", reason="keeps a folder that is used")
def test_where_its_folder_is_gone_one_line_says_so_and_what_there_is_stays(tmp_path):
    folder = tmp_path / "films"
    folder.mkdir()
    film = growing(folder / "film.mp4")
    film.__enter__()
    fill(film)
    folder.rename(tmp_path / "moved")
    with pytest.raises(InputError, match=r"film\.mp4: the film cannot be written \(No such file"):
        film.__exit__(None, None, None)
    assert numbers_in(tmp_path / "moved" / "film.mp4") == list(range(COUNT))


def without_its_name(path, count):
    """A film with so many pictures, whose name a folder has taken meanwhile."""
    film = growing(path)
    film.__enter__()
    path.mkdir()
    fill(film, count)
    return film


@pytest.mark.parametrize("count", [COUNT, 1])
def test_where_it_cannot_have_its_name_it_stays_under_a_free_one_that_is_told(tmp_path, count):
    path, kept = tmp_path / "film.mp4", tmp_path / "film_2.mp4"
    film = without_its_name(path, count)
    with pytest.raises(InputError) as told:
        film.__exit__(None, None, None)
    assert str(told.value) == (
        f"{path}: the film cannot be written (Is a directory); check the folder's permissions and "
        f"the space left. What was recorded is in {kept}."
    )
    assert numbers_in(kept) == list(range(count))
    assert FRAGMENT not in kept.read_bytes()
    assert {left.name for left in tmp_path.iterdir()} == {"film.mp4", "film_2.mp4"}


def test_without_a_free_name_it_stays_under_the_one_that_it_has(tmp_path):
    film = without_its_name(tmp_path / ("x" * 251 + ".mp4"), COUNT)
    with pytest.raises(InputError, match=r"What was recorded is in .*/\.posecheck-") as told:
        film.__exit__(None, None, None)
    (kept,) = (left for left in tmp_path.iterdir() if left.is_file())
    assert str(told.value).endswith(f"{kept}.")
    assert numbers_in(kept) == list(range(COUNT))


@pytest.mark.parametrize("count", [COUNT, 1])
def test_after_an_exception_it_stays_under_a_free_name_too(tmp_path, count):
    path, kept = tmp_path / "film.mp4", tmp_path / "film_2.mp4"
    film = without_its_name(path, count)
    film._encoder.finish(abandon=False)
    film.__exit__(RuntimeError, RuntimeError(), None)
    assert numbers_in(kept) == list(range(count))


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_it_is_as_private_as_the_one_that_it_replaces_from_the_start(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"older")
    path.chmod(0o600)
    with growing(path) as film:
        (unfinished,) = tmp_path.glob(".posecheck-*.mp4")
        assert unfinished.stat().st_mode & 0o777 == 0o600
        fill(film)
        assert path.stat().st_size > len(b"older")
        assert path.stat().st_mode & 0o777 == 0o600
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_is_a_recording_and_no_film_that_can_be_made_again(tmp_path):
    fragments, whole = tmp_path / "fragments.mp4", tmp_path / "whole.mp4"
    with growing(whole) as film:
        fill(film)
        shutil.copy(whole, fragments)
    assert not is_ours(fragments)
    assert not is_ours(whole)


def test_without_a_picture_there_is_no_film(tmp_path):
    with growing(tmp_path / "film.mp4"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_after_an_exception_what_was_written_stays(tmp_path):
    def fail() -> None:
        with growing(tmp_path / "film.mp4") as film:
            fill(film)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
    with open_clip(tmp_path / "film.mp4") as clip:
        seen = [number_in(frame.image) for frame in clip]
    # The last picture is encoded before those just ahead of it, which may be lost.
    assert seen[: COUNT - HELD_BACK] == list(range(COUNT - HELD_BACK))


def test_where_it_cannot_be_written_anew_it_stays_in_fragments(tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with growing(tmp_path / "film.mp4") as film:
            fill(film)
            film._encoder.finish(abandon=False)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
    assert FRAGMENT in (tmp_path / "film.mp4").read_bytes()
    assert numbers_in(tmp_path / "film.mp4") == list(range(COUNT))
