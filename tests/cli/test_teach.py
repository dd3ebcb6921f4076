"""`posecheck teach`: a recording in, a stretch file and its page out."""

import shutil
import stat
from pathlib import Path

import pytest
from clip_maker import scribble
from command_line import LUNGE
from fault_places import OUT, small_disk

from posecheck.cli.teach import teach
from posecheck.clips.analysis import analyze_clip
from posecheck.errors import InputError
from posecheck.pose.model import find_model
from posecheck.stretches.checks import Grade
from posecheck.stretches.own import own_ids, own_stretch
from posecheck.stretches.stretch import Stretch
from posecheck.support.files import Claim


@pytest.fixture
def own(monkeypatch, tmp_path):
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "stretches"


def test_a_picture_is_enough_and_the_file_judges_it_as_good(own, picture, capsys):
    teach([picture], id="my_lunge", title="My lunge", hold=20)
    stretch = own_stretch("my_lunge")
    assert (stretch.title, stretch.hold_s) == ("My lunge", 20)
    result = analyze_clip(picture, find_model(), (stretch,)).result
    assert {check.verdict for check in result.checks if check.id != "steady"} == {Grade.GOOD}
    shown = capsys.readouterr()
    assert "My lunge (my_lunge)" in shown.out
    assert "posecheck live my_lunge" in shown.out
    assert str(own / "my_lunge.toml") in shown.err
    page = (own / "my_lunge.html").read_text(encoding="utf-8")
    assert "What is judged" in page
    assert "data:image/jpeg" in page


def test_a_recording_with_damage_is_named(own, tmp_path, capsys):
    damaged = scribble(Path(shutil.copy(LUNGE, tmp_path / "lunge.mp4")), 0.8, 0.85)
    teach([damaged], id="mine", from_="0", to="2")
    assert "lunge.mp4: some frames from" in capsys.readouterr().err


def test_only_the_user_may_look_into_the_folder_of_own_stretches(own, picture, tmp_path):
    teach([picture], id="mine")
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (own, own.parent)] == [0o700] * 2
    (tmp_path / "usual").mkdir()
    teach([picture], id="theirs", out=tmp_path / "shared" / "theirs.toml")
    assert (tmp_path / "shared").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_only_the_user_may_read_what_is_put_into_a_folder_that_all_may_look_into(own, picture):
    own.mkdir(parents=True)
    own.chmod(0o755)
    teach([picture], id="mine")
    assert {stat.S_IMODE(file.stat().st_mode) for file in own.iterdir()} == {0o600}
    assert stat.S_IMODE(own.stat().st_mode) == 0o755


def test_a_file_that_is_there_is_kept_unless_forced(own, picture, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("edited by hand", encoding="utf-8")
    with pytest.raises(InputError, match="is there already"):
        teach([picture], id="mine", out=file)
    assert file.read_text(encoding="utf-8") == "edited by hand"
    teach([picture], id="mine", out=file, force=True)
    assert Stretch.from_toml(file).id == "mine"


def test_not_even_by_force_it_replaces_what_it_reads(own, picture, tmp_path):
    model, film = tmp_path / "own.task", tmp_path / "own.mp4"
    shutil.copy(find_model().path, model)
    shutil.copy(LUNGE, film)
    with pytest.raises(InputError, match=r"own\.task: this file is to be read"):
        teach([picture], id="mine", out=model, model=model, force=True)
    with pytest.raises(InputError, match=r"own\.mp4: this file is to be read"):
        teach(id="mine", live=True, source=str(film), out=film.with_suffix(".toml"), force=True)


def test_another_run_that_learns_the_same_is_refused_before_anything_is_read(own, nobody):
    own.mkdir(parents=True)
    with Claim(own / "mine.toml"), pytest.raises(InputError, match="another run"):
        teach([nobody], id="mine")
    assert own_ids() == ()


@pytest.mark.parametrize("name", ["a\udcff.png", "a\x1b]0;b\x07.png"])
def test_a_recording_may_have_any_name(own, picture, tmp_path, name):
    shutil.copy(picture, tmp_path / name)
    teach([tmp_path / name], id="mine", out=tmp_path / f"{name}.toml")
    assert Stretch.from_toml(tmp_path / f"{name}.toml").id == "mine"


def test_on_a_full_disk_the_older_file_and_its_page_stay(own, picture, tmp_path):
    with small_disk(tmp_path):
        file = tmp_path / OUT / "mine.toml"
        for path in (file, file.with_suffix(".html")):
            path.write_text("older", encoding="utf-8")
        with pytest.raises(InputError, match=r"mine\.html: cannot be written \(No space"):
            teach([picture], id="mine", out=file, force=True)
        assert {path.read_text(encoding="utf-8") for path in file.parent.iterdir()} == {"older"}
        assert len(list(file.parent.iterdir())) == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"id": ""}, "--id"),
        ({"id": "Figure Four"}, "small letters"),
        ({"id": "a" * 300}, "up to 100 small letters"),
        ({"id": "mine", "title": "\x1b[2J"}, "--title"),
        ({"id": "mine", "title": "x" * 9999}, "--title"),
        ({"id": "bridge"}, "posecheck has a stretch of this name"),
        *(({"id": id}, f"--id {id}: this has another meaning") for id in ("auto", "none")),
        ({"id": "mine", "hold": float("inf")}, "--hold inf"),
        ({"id": "mine", "bad": ["bent.mp4"]}, r"BAD\.mp4=CHECK"),
        ({"id": "mine", "good": []}, "give a recording"),
        ({"id": "mine", "live": True}, "give a recording"),
        ({"id": "mine", "from_": "5", "to": "2"}, "--to 2"),
        *(({"id": "mine", "out": Path(name)}, "this is a folder") for name in (".", "..", "/")),
        *(({"id": "mine", "out": Path(name)}, r"end in \.toml") for name in ("mine", "mine.TOML")),
    ],
)
def test_wrong_usage_is_one_clear_line(own, picture, options, words):
    with pytest.raises(InputError, match=words):
        teach(**{"good": [picture], **options})
    assert not list(own.glob("*.toml"))


def test_a_recording_that_nothing_can_be_learned_from_leaves_no_file(own, nobody):
    with pytest.raises(InputError, match="nobody is found"):
        teach([nobody], id="mine")
    assert not list(own.glob("*"))


def test_a_faulty_recording_that_is_gone_is_named_before_anything_is_filmed(own, monkeypatch):
    filmed = []
    monkeypatch.setattr(
        "posecheck.live.filming.filmed_hold", lambda *given, **more: filmed.append(1)
    )
    with pytest.raises(InputError, match=r"gone\.mp4: there is no such file"):
        teach(id="mine", live=True, bad=["gone.mp4=knee"])
    assert not filmed
    assert not own.exists()
