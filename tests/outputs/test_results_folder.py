"""Results appear in their folder all at once, or nothing changes."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from access_lists import READABLE_TO_ONE_MORE, give_list
from foreign_disk import let_no_permissions_change
from mounts import mounted

from posecheck.clips.output import FileOutput
from posecheck.errors import InputError
from posecheck.outputs.results_folder import ResultsFolder, claimed
from posecheck.support import files, renaming

NAMES = ("summary.json", "report.html", "landmarks.csv")
AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a folder away"
)
OLD = {"summary.json": "old", "report.html": "old", "landmarks.csv": "old"}
NEW = {"summary.json": "new", "report.html": "new"}


class Text(FileOutput):
    """Writes a word; a full disk shows when it is closed, as for a report."""

    def __init__(self, path: Path, *, full: bool = False) -> None:
        super().__init__(path)
        self._full = full

    def add(self, frame, assessment, hold) -> None:
        self._file.write("new")

    def __exit__(self, kind, error, trace) -> None:
        if self._full:
            failure = files.cannot_write(self.path, OSError(28, "No space left on device"))
            super().__exit__(InputError, failure, None)
            raise failure
        super().__exit__(kind, error, trace)


def write(folder: Path, *, full: str = "", error: BaseException | None = None) -> ResultsFolder:
    def make(unfinished: Path) -> list[Text]:
        return [Text(unfinished / name, full=name == full) for name in NEW]

    with ResultsFolder(folder, make, NAMES, "summary.json", is_claimed=False) as made:
        made.add(None, None, None)
        if error:
            raise error
    return made


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


KINDS = (
    "a folder of its own",
    "among other files",
    "the working folder",
    "mounted from the same disk",
    "of a container's image",
    "of links to another disk",
)


@pytest.fixture(params=KINDS)
def folder(request, tmp_path, monkeypatch) -> Iterator[Path]:
    """A folder with earlier results."""
    folder = tmp_path / "out"
    folder.mkdir(mode=0o700)
    for name, text in OLD.items():
        (folder / name).write_text(text)
    if request.param == "among other files":
        (folder / "mine.txt").write_text("mine")
    if request.param == "the working folder":
        monkeypatch.chdir(folder)
    if request.param == "mounted from the same disk":
        with mounted_again(folder, tmp_path) as folder:
            yield folder
    elif request.param == "of a container's image":
        with in_image(tmp_path) as image:
            yield image / folder.name
    elif request.param == "of links to another disk":
        with another_disk() as disk:
            for name in OLD:
                link_to(disk / name, folder / name)
            yield folder
    else:
        yield folder


@contextmanager
def mounted_again(folder: Path, place: Path) -> Iterator[Path]:
    """A folder under another name as well, which cannot be renamed."""
    other = place / "above" / "mounted"
    other.mkdir(parents=True)
    with mounted(other, "--bind", str(folder)):
        yield other


@contextmanager
def in_image(image: Path) -> Iterator[Path]:
    """The files of a folder as a container has those of its image: no folder can be renamed."""
    with TemporaryDirectory() as own:
        made = {name: Path(own) / name for name in ("upperdir", "workdir", "seen")}
        for folder in made.values():
            folder.mkdir()
        layers = f"lowerdir={image},upperdir={made['upperdir']},workdir={made['workdir']}"
        with mounted(made["seen"], "-t", "overlay", "-o", layers, "overlay"):
            yield made["seen"]


@contextmanager
def another_disk() -> Iterator[Path]:
    """A folder on it, where the system has one to write to."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def link_to(target: Path, link: Path) -> None:
    """Move an older result elsewhere, and leave a link to it in its place."""
    shutil.move(link, target)
    link.symlink_to(target)


def mine(folder: Path) -> dict[str, str]:
    return {"mine.txt": "mine"} if (folder / "mine.txt").exists() else {}


def test_results_are_replaced_and_nothing_is_left_beside_them(folder):
    made = write(folder)
    assert content(folder) == {**NEW, **mine(folder)}
    assert [file.name for file in made.files] == list(NEW)
    assert all(file.parent == folder for file in made.files)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.parametrize("full", NEW)
def test_where_one_cannot_be_completed_all_older_ones_stay(folder, full):
    with pytest.raises(InputError) as refused:
        write(folder, full=full)
    assert str(refused.value).startswith(f"{folder / full}: cannot be written (No space left")
    assert content(folder) == {**OLD, **mine(folder)}
    assert list(folder.parent.iterdir()) == [folder]


def test_an_interrupt_changes_nothing(folder):
    with pytest.raises(KeyboardInterrupt):
        write(folder, error=KeyboardInterrupt())
    assert content(folder) == {**OLD, **mine(folder)}
    assert list(folder.parent.iterdir()) == [folder]


def test_where_names_cannot_be_exchanged_at_once_it_takes_two_steps(folder, monkeypatch):
    monkeypatch.setattr(renaming, "_exchanged", lambda one, other: False)
    write(folder)
    assert content(folder) == {**NEW, **mine(folder)}
    assert list(folder.parent.iterdir()) == [folder]


def test_where_no_permissions_can_be_changed_results_are_replaced_all_the_same(folder, monkeypatch):
    folder.chmod(0o755)
    let_no_permissions_change(monkeypatch)
    write(folder)
    assert content(folder) == {**NEW, **mine(folder)}
    assert folder.stat().st_mode & 0o777 == 0o755


@AS_ROOT
def test_a_folder_of_another_user_or_group_stays_theirs(folder):
    os.chown(folder, 12345, 23456)
    folder.chmod(0o2775)
    write(folder)
    assert content(folder) == {**NEW, **mine(folder)}
    found = folder.stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o7777) == (12345, 23456, 0o2775)


@AS_ROOT
def test_the_results_in_a_folder_of_a_team_are_for_the_team(folder):
    for path in (folder, *folder.iterdir()):
        os.chown(path, -1, 23456)
    folder.chmod(0o2770)
    (folder / "summary.json").unlink()
    write(folder)
    assert content(folder) == {**NEW, **mine(folder)}
    groups = {path.stat().st_gid for path in (folder, *folder.iterdir())}
    assert groups == {23456}
    assert folder.stat().st_mode & 0o7777 == 0o2770


def test_results_get_the_access_list_that_their_folder_gives_and_it_keeps_its_own(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    for kind in (files.ACCESS_LIST, files.DEFAULT_LIST):
        give_list(folder, kind)
    (folder / "report.html").write_text("old")
    write(folder)
    assert content(folder) == NEW
    for kind in (files.ACCESS_LIST, files.DEFAULT_LIST):
        assert os.getxattr(folder, kind) == READABLE_TO_ONE_MORE
    for name in NEW:
        assert files.ACCESS_LIST in os.listxattr(folder / name)


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_unfinished_results_are_for_nobody_else(folder):
    seen = []

    def make(unfinished: Path) -> list[Text]:
        seen.append(unfinished.stat().st_mode & 0o777)
        return [Text(unfinished / name) for name in NEW]

    with ResultsFolder(folder, make, NAMES, "summary.json", is_claimed=False) as made:
        made.add(None, None, None)
    assert seen == [0o700]


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_results_are_as_private_as_those_that_they_replace(folder):
    folder.chmod(0o755)
    (folder / "report.html").chmod(0o600)
    (folder / "summary.json").chmod(0o644)
    write(folder)
    modes = {name: (folder / name).stat().st_mode & 0o777 for name in NEW}
    assert modes == {"report.html": 0o600, "summary.json": 0o644}
    assert folder.stat().st_mode & 0o777 == 0o755


@pytest.fixture
def results(tmp_path) -> Path:
    """A folder of nothing but earlier results."""
    folder = tmp_path / "out"
    folder.mkdir()
    for name, text in OLD.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("among_others", [False, True])
@pytest.mark.parametrize("name", NEW)
def test_a_link_stays_one_and_what_it_leads_to_is_replaced(results, name, among_others):
    if among_others:
        (results / "mine.txt").write_text("mine")
    with another_disk() as disk:
        link_to(disk / "kept", results / name)
        (disk / "kept").chmod(0o600)
        write(results)
        assert (results / name).readlink() == disk / "kept"
        assert content(disk) == {"kept": "new"}
        assert (disk / "kept").stat().st_mode & 0o777 == 0o600
        assert content(results) == {**NEW, **mine(results)}


@pytest.mark.parametrize("name", NEW)
def test_a_link_to_nothing_leads_to_the_new_result(results, name):
    (results / name).unlink()
    (results / name).symlink_to(Path("..") / "kept")
    write(results)
    assert (results / name).is_symlink()
    assert (results.parent / "kept").read_text() == "new"
    assert content(results) == NEW


def test_a_link_of_what_is_not_made_any_more_goes_and_what_it_led_to_stays(results):
    kept = results.parent / "kept"
    link_to(kept, results / "landmarks.csv")
    write(results)
    assert content(results) == NEW
    assert kept.read_text() == "old"


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("gone/report.html", "No such file or directory"),
        ("out/report.html", "Too many levels of symbolic links"),
    ],
)
def test_a_link_to_where_nothing_can_be_written_is_refused_at_once(results, target, why):
    (results / "report.html").unlink()
    (results / "report.html").symlink_to(results.parent / target)
    made = []
    with pytest.raises(InputError) as refused:
        ResultsFolder(results, made.append, NAMES, "summary.json", is_claimed=False).__enter__()
    assert str(refused.value).startswith(f"{results / 'report.html'}: cannot be written ({why})")
    assert made == []
    assert list(results.parent.iterdir()) == [results]


def test_where_the_disk_that_a_link_leads_to_is_full_all_older_results_stay(results):
    disk = results.parent / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=8k", "tmpfs"):
        link_to(disk / "kept", results / "report.html")
        fill(disk / "filler")
        before = set(disk.iterdir())
        with pytest.raises(InputError) as refused:
            write(results)
        assert content(results) == OLD
        assert set(disk.iterdir()) == before
    link = results / "report.html"
    assert str(refused.value).startswith(f"{link}: cannot be written (No space left on device)")


def fill(path: Path) -> None:
    """Take all the space that is left on a disk."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(512))


def test_what_another_run_is_writing_is_not_written_through_a_link(results):
    kept = results.parent / "kept"
    link_to(kept, results / "report.html")
    with files.Claim(kept), pytest.raises(InputError, match=r"report.html: another run"):
        write(results)
    assert content(results) == OLD


def test_a_second_run_is_refused(folder):
    with claimed(folder), pytest.raises(InputError, match=f"{folder}: another run"):
        write(folder)
    assert content(folder) == {**OLD, **mine(folder)}
