"""Names that are free, and names that are exchanged."""

import pytest

from posecheck.support import renaming
from posecheck.support.files import unfinished_name
from posecheck.support.renaming import exchange, rename_beside


def test_what_cannot_have_its_name_gets_the_first_that_is_free(tmp_path):
    film = tmp_path / "film.mp4"
    (tmp_path / "film_2.mp4").write_text("mine")
    (tmp_path / "film_3.mp4").mkdir()
    unfinished = unfinished_name(film)
    unfinished.write_text("recorded")
    assert rename_beside(unfinished, film) == tmp_path / "film_4.mp4"
    assert (tmp_path / "film_4.mp4").read_text() == "recorded"
    assert (tmp_path / "film_2.mp4").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 3


def test_where_it_can_have_none_it_stays_what_it_is(tmp_path):
    film = tmp_path / ("x" * 251 + ".mp4")
    unfinished = unfinished_name(film)
    unfinished.write_text("recorded")
    assert rename_beside(unfinished, film) == unfinished
    assert rename_beside(tmp_path / "gone.mp4", tmp_path / "film.mp4") == tmp_path / "gone.mp4"
    assert list(tmp_path.iterdir()) == [unfinished]


@pytest.mark.parametrize("at_once", [True, False])
def test_two_folders_exchange_their_names(tmp_path, monkeypatch, at_once):
    if not at_once:
        monkeypatch.setattr(renaming, "_exchanged", lambda one, other: False)
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "one", tmp_path / "other")
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["other"]
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["one"]
    assert len(list(tmp_path.iterdir())) == 2


def test_names_that_cannot_be_exchanged_stay(tmp_path):
    (tmp_path / "one").mkdir()
    with pytest.raises(OSError, match="No such file"):
        exchange(tmp_path / "one", tmp_path / "gone")
    assert list(tmp_path.iterdir()) == [tmp_path / "one"]
