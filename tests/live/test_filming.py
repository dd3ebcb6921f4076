"""Filming a stretch that is shown to the camera: get ready, hold it for five seconds, done."""

from pathlib import Path

import pytest
from clip_maker import make_clip
from lessons import held, squat
from mounts import mounted
from places import CLIPS

from posecheck.errors import CameraError, InputError
from posecheck.live.filming import READY_S, SHOWN_S, Waiting, film_hold, filmed_hold
from posecheck.pose.model import find_model


def shown(*parts):
    """What is said at every moment, until it is done."""
    waiting, said = Waiting(), []
    for time_s, pose in (moment for part in parts for moment in part):
        waiting.see(pose, time_s)
        said.append(waiting.message)
        if waiting.done:
            return said, time_s
    return said, None


def test_keeping_still_while_there_is_time_to_get_ready_is_no_hold():
    said, done_s = shown(held(squat(), READY_S))
    assert done_s is None
    assert said[0].endswith("picture: 10")


def test_five_calm_seconds_after_it_are_enough():
    said, done_s = shown(held(squat(), READY_S + 2 * SHOWN_S))
    assert READY_S + SHOWN_S - 0.6 <= done_s <= READY_S + SHOWN_S
    assert said[-1].startswith("Hold still")


def test_nobody_in_the_picture_starts_it_again():
    empty = [(READY_S + 3 + index / 10, None) for index in range(10)]
    said, done_s = shown(held(squat(), READY_S + 3), empty, held(squat(), 8, start_s=READY_S + 4))
    assert "Step into the picture" in said
    assert done_s >= READY_S + 4 + SHOWN_S - 0.6


def test_a_source_that_ends_before_leaves_no_film(tmp_path):
    clip, film = tmp_path / "empty.mp4", tmp_path / "film.mp4"
    make_clip(clip, frames=3)
    with pytest.raises(CameraError, match="nobody kept still"):
        film_hold(str(clip), find_model(), film, window=False, speed=0)
    assert not film.exists()


def test_an_older_film_stays_until_something_is_learned_of_the_new_one(tmp_path):
    film, source = tmp_path / "film.mp4", str(CLIPS / "bridge_30s_side_woman.mp4")

    def filmed():
        return filmed_hold(source, find_model(), film, window=False, speed=0)

    with pytest.raises(InputError, match="nothing"), filmed():
        raise InputError("nothing can be learned")
    assert film.stat().st_size > 10_000  # it cannot be made again
    film.write_bytes(b"older")
    with pytest.raises(InputError, match="nothing"), filmed():
        raise InputError("nothing can be learned")
    assert film.read_bytes() == b"older"
    with filmed() as taken:
        assert taken.name == film.name
        new = taken.read_bytes()
    assert film.read_bytes() == new
    assert list(tmp_path.iterdir()) == [film]


def hold_filmed(film: Path):
    source = str(CLIPS / "bridge_30s_side_woman.mp4")
    return filmed_hold(source, find_model(), film, window=False, speed=0)


def test_a_film_may_be_a_link_to_another_disk(tmp_path):
    (tmp_path / "disk").mkdir()
    film, target = tmp_path / "film.mp4", tmp_path / "disk" / "film.mp4"
    film.symlink_to(target)
    with mounted(tmp_path / "disk", "-t", "tmpfs", "tmpfs"):
        with hold_filmed(film) as taken:
            assert taken.is_file()
        assert target.stat().st_size > 10_000
        assert list(target.parent.iterdir()) == [target]
    assert film.is_symlink()


def learn_while_a_folder_takes_its_name(film: Path, *, learned: bool) -> None:
    with hold_filmed(film):
        film.mkdir()
        if not learned:
            raise InputError("nothing can be learned")


@pytest.mark.parametrize("learned", [True, False])
def test_a_film_that_cannot_have_its_name_gets_a_free_one_that_is_told(tmp_path, learned):
    film, kept = tmp_path / "film.mp4", tmp_path / "film_2.mp4"
    with pytest.raises(InputError) as told:
        learn_while_a_folder_takes_its_name(film, learned=learned)
    assert str(told.value) == (
        f"{film}: cannot be written (Is a directory); check the folder's permissions and the space "
        f"left. What was recorded is in {kept}."
    )
    assert kept.stat().st_size > 10_000
    assert {left.name for left in tmp_path.iterdir()} == {"film.mp4", "film_2.mp4"}


def test_without_a_free_name_it_stays_where_it_is(tmp_path):
    film = tmp_path / ("x" * 251 + ".mp4")
    with pytest.raises(InputError) as told, hold_filmed(film) as taken:
        film.mkdir()
    assert str(told.value).endswith(f"What was recorded is in {taken}.")
    assert taken.stat().st_size > 10_000
