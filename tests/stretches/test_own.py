"""The user's own stretches: found by id wherever a built-in one is."""

import pytest

from posecheck.clips.analysis import choose_stretches
from posecheck.errors import RoutineError, StretchError
from posecheck.stretches.own import find_stretch, own_folder, own_ids, own_stretches
from posecheck.stretches.routine import Routine, find_routine
from posecheck.stretches.stretch import BUILT_IN, FOLDER, built_in
from posecheck.support.files import unfinished_name

COPY = (FOLDER / "bridge.toml").read_text(encoding="utf-8").replace('"bridge"', '"my_bridge"', 1)


@pytest.fixture
def own(monkeypatch, tmp_path):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    own_folder().mkdir()
    (own_folder() / "my_bridge.toml").write_text(COPY, encoding="utf-8")
    return own_folder()


def test_one_is_found_by_its_id_like_a_built_in_one(own):
    assert own_ids() == ("my_bridge",)
    stretch = find_stretch("my_bridge")
    assert stretch.check == built_in("bridge").check
    assert choose_stretches("my_bridge") == (stretch,)
    assert find_routine("my_bridge").step[0].stretch == stretch


def test_what_is_being_written_is_none(own):
    unfinished_name(own / "other.toml").write_text("half of it", encoding="utf-8")
    assert own_ids() == ("my_bridge",)


@pytest.mark.parametrize("name", ["._my_bridge.toml", ".#my_bridge.toml"])
def test_what_macos_and_editors_keep_beside_a_file_is_none(own, name):
    (own / name).write_text("of another program", encoding="utf-8")
    assert own_ids() == ("my_bridge",)


def test_a_routine_may_contain_it(own, tmp_path):
    file = tmp_path / "mornings.toml"
    file.write_text('id = "m"\ntitle = "M"\n[[step]]\nstretch = "my_bridge"\n', encoding="utf-8")
    assert [s.id for s in Routine.from_toml(file).stretches] == ["my_bridge"]


def test_it_takes_part_in_recognition_only_when_asked(own):
    assert [stretch.id for stretch in choose_stretches("auto")] == list(BUILT_IN)
    assert [stretch.id for stretch in choose_stretches("auto+own")] == [*BUILT_IN, "my_bridge"]


def test_an_unknown_name_lists_the_known_ones(own):
    for find, error in ((find_stretch, StretchError), (find_routine, RoutineError)):
        with pytest.raises(error) as raised:
            find("splits")
        assert all(id in str(raised.value) for id in ("splits", *BUILT_IN, "my_bridge"))


def test_without_the_folder_there_are_none(monkeypatch, tmp_path):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    assert own_stretches() == ()


@pytest.mark.parametrize("name", ["other", "bridge"])
def test_a_file_with_another_id_or_that_of_a_built_in_one_is_refused(own, name):
    text = COPY if name == "other" else (FOLDER / "bridge.toml").read_text(encoding="utf-8")
    (own / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StretchError, match=f"{name}.toml: its id is"):
        own_stretches()
