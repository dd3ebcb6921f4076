"""`posecheck stretches`: the list, and one stretch in full."""

import pytest

from posecheck.cli.stretches import stretches
from posecheck.errors import InputError
from posecheck.outputs.numbers import limits_words
from posecheck.stretches.routine import built_in_routines
from posecheck.stretches.stretch import FOLDER, all_built_in, built_in


def test_without_a_name_all_are_listed(capsys):
    stretches()
    listed = capsys.readouterr()
    assert all(stretch.id in listed.out for stretch in all_built_in())
    assert all(f"live {routine.id}" in listed.out for routine in built_in_routines())
    assert listed.err == ""


def test_ones_own_are_listed_too_and_alone_with_their_folder(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    (tmp_path / "stretches").mkdir()
    text = (FOLDER / "bridge.toml").read_text(encoding="utf-8").replace('"bridge"', '"mine"', 1)
    (tmp_path / "stretches" / "mine.toml").write_text(text, encoding="utf-8")
    stretches()
    assert {"mine", "pigeon"} <= set(capsys.readouterr().out.split())
    stretches(own=True)
    listed = capsys.readouterr()
    assert "mine" in listed.out.split()
    assert "pigeon" not in listed.out.split()
    assert str(tmp_path / "stretches") in listed.err


def test_one_of_ones_own_with_a_mistake_is_named_and_hides_no_other(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    (tmp_path / "stretches").mkdir()
    (tmp_path / "stretches" / "broken.toml").write_text("id = ", encoding="utf-8")
    for own in (False, True):
        assert stretches(own=own) == 2
        listed = capsys.readouterr()
        assert ("pigeon" in listed.out.split()) is not own
        assert "broken.toml is not valid TOML" in listed.err


def test_one_is_described_with_its_limits_and_cues(capsys):
    stretches("half_kneeling_lunge")
    described = capsys.readouterr()
    assert described.err == ""
    spec = built_in("half_kneeling_lunge").variants("front_knee")[0]
    limits = limits_words(*spec.good, "deg")
    for words in ("front_knee", f"good {limits}; fix", spec.cue_low, "from the side"):
        assert words in described.out


def test_a_routine_is_described_by_its_stretches(capsys, tmp_path):
    stretches("hip-flexors")
    described = capsys.readouterr().out
    assert all(stretch.title in described for stretch in all_built_in())
    file = tmp_path / "mine.toml"
    file.write_text(
        'id = "mine"\ntitle = "Mine"\n[[step]]\nstretch = "pigeon"\nside = "left"\nhold_s = 45\n'
        'rest_s = 7\n[[step]]\nstretch = "bridge"\n'
    )
    stretches(str(file))
    _, _, pigeon, bridge, *_ = filter(None, capsys.readouterr().out.splitlines())
    assert pigeon.split() == ["1.", "pigeon", "Pigeon", "left", "in", "front", "45", "s", "7", "s"]
    assert bridge.split() == ["2.", "bridge", "Bridge", "both", "30", "s", "-"]


def test_one_that_does_not_exist_is_an_error_that_names_those_that_do():
    with pytest.raises(InputError, match="half_kneeling_lunge"):
        stretches("yoga")
