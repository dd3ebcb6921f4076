"""A file is complete or not there, and only one run at a time writes it."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from access_lists import READABLE_TO_ONE_MORE, give_list
from foreign_disk import let_no_permissions_change
from mounts import mounted

from posecheck.errors import InputError
from posecheck.support.files import (
    ACCESS_LIST,
    DEFAULT_LIST,
    HEAD_BYTES,
    Claim,
    WholeFile,
    copy_inheritance,
    head_of,
    is_plain,
    unfinished_name,
)

AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away"
)
WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", sys.executable, "-c")


def write(path: Path, error: Exception | None) -> None:
    with WholeFile(path) as file:
        file.write("new")
        if error:
            raise error


def test_a_file_is_there_when_it_is_whole_and_an_error_keeps_the_old_one(tmp_path):
    path = tmp_path / "file.txt"
    write(path, None)
    assert path.read_text() == "new"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        write(path, RuntimeError("half way"))
    assert path.read_text() == "old"
    assert [left.name for left in tmp_path.iterdir()] == ["file.txt"]


def test_a_folder_that_is_gone_is_named_in_one_line(tmp_path):
    with pytest.raises(InputError, match=r"gone.*No such file"):
        write(tmp_path / "gone" / "file.txt", None)
    assert not (tmp_path / "gone").exists()


def test_a_link_stays_a_link_and_permissions_stay(tmp_path):
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to("real.txt")
    write(link, None)
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["loop", "loop/file.txt"])
def test_a_link_to_itself_is_named_in_one_line_and_stays(tmp_path, name):
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    with pytest.raises(InputError, match=r"loop.*cannot be written \(Too many levels"):
        write(tmp_path / name, None)
    assert loop.is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs /dev/stdout")
def test_a_device_is_written_to_and_not_replaced(tmp_path):
    call = "from posecheck.support.files import WholeFile; from pathlib import Path\n"
    call += "with WholeFile(Path('/dev/stdout')) as file: file.write('new')"
    done = subprocess.run([sys.executable, "-c", call], stdout=subprocess.PIPE, check=True)
    assert done.stdout == b"new"


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("folder", ["/dev/fd", "/proc/self/fd"])
def test_a_stream_that_is_open_already_keeps_what_is_in_its_file(tmp_path, folder):
    log = tmp_path / "log.txt"
    log.write_text("older, ")
    with log.open("a") as stream:  # as the shell does for `3>> log.txt`
        write(Path(folder) / str(stream.fileno()), None)
        stream.write(", newer")
    assert log.read_text() == "older, new, newer"
    with pytest.raises(InputError, match="Bad file descriptor"):
        write(Path(folder) / "987654", None)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_to_if_somebody_reads_it_and_refused_else(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="pipe: nobody reads this pipe"):
        write(pipe, None)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(pipe, None)
    assert os.read(reader, 9) == b"new"
    os.close(reader)
    assert pipe.is_fifo()


def test_of_two_runs_the_second_is_refused_until_the_first_is_done(tmp_path):
    path = tmp_path / "file.txt"
    (tmp_path / "link.txt").symlink_to("file.txt")
    with WholeFile(path) as file:
        file.write("first")
        for name in ("file.txt", "link.txt"):
            with pytest.raises(InputError, match=f"{name}: another run of posecheck"):
                write(tmp_path / name, None)
        write(tmp_path / "other.txt", None)
    assert path.read_text() == "first"
    write(path, None)
    assert path.read_text() == "new"


def test_what_a_killed_run_left_is_deleted_by_the_next_and_nothing_else(tmp_path):
    path, other = tmp_path / "file.txt", tmp_path / "other.txt"
    script = (
        "import os, sys; from pathlib import Path; from posecheck.support.files import WholeFile\n"
        "file = WholeFile(Path(sys.argv[1])).__enter__(); file.write('half'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script, path], check=False).returncode == 9
    unfinished_name(path).mkdir()
    kept = unfinished_name(other)
    kept.touch()
    assert len(list(tmp_path.iterdir())) == 4
    write(path, None)
    assert {left.name for left in tmp_path.iterdir()} == {"file.txt", kept.name}
    assert path.read_text() == "new"


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_a_lock_that_was_left_keeps_no_other_user_of_the_folder_out(tmp_path):
    with Claim(tmp_path / "file.txt"):
        (lock,) = tmp_path.iterdir()
        assert stat.S_IMODE(lock.stat().st_mode) == 0o666


def test_a_link_under_an_unfinished_name_is_not_written_through(tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    file = WholeFile(tmp_path / "file.txt")
    file._unfinished.symlink_to(mine)
    with file:
        file.write("new")
    assert mine.read_text() == "mine"
    assert not (tmp_path / "file.txt").is_symlink()


def test_a_name_of_the_longest_kind_can_be_claimed(tmp_path):
    path = tmp_path / ("x" * 255)
    with Claim(path):
        pass
    write(path, None)
    assert path.read_text() == "new"


def test_a_file_that_comes_and_goes_is_never_taken_for_a_device(tmp_path):
    path, done = tmp_path / "history.sqlite-journal", Event()

    def come_and_go():
        while not done.is_set():
            path.touch()
            path.unlink()

    other = Thread(target=come_and_go)
    other.start()
    try:
        assert all(is_plain(path) for _ in range(20_000))
    finally:
        done.set()
        other.join()


def test_where_no_permissions_can_be_changed_a_file_is_replaced_all_the_same(tmp_path, monkeypatch):
    path = tmp_path / "file.txt"
    path.write_text("old")
    let_no_permissions_change(monkeypatch)
    write(path, None)
    assert path.read_text() == "new"


def test_a_file_that_is_mounted_is_refused_at_once_since_no_other_can_replace_it(tmp_path):
    file, other = tmp_path / "file.txt", tmp_path / "other.txt"
    file.touch()
    other.touch()
    with mounted(file, "--bind", str(other)):
        with pytest.raises(InputError, match="busy"), Claim(file):
            pass
        with Claim(other):
            pass


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o060])
def test_an_unfinished_file_is_no_more_open_than_the_one_that_it_replaces(tmp_path, mode):
    path = tmp_path / "file.txt"
    path.write_text("old")
    path.chmod(mode)
    with WholeFile(path) as file:
        (unfinished,) = tmp_path.glob(".posecheck-*.txt")
        assert unfinished.stat().st_mode & 0o777 == 0o600
        file.write("new")
    assert path.stat().st_mode & 0o777 == mode


@AS_ROOT
def test_a_file_stays_with_its_group(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")
    os.chown(path, -1, 23456)
    path.chmod(0o640)
    write(path, None)
    found = path.stat()
    assert path.read_text() == "new"
    assert (found.st_gid, found.st_mode & 0o777) == (23456, 0o640)


@AS_ROOT
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
@pytest.mark.parametrize(("mode", "left"), [(0o660, 0o600), (0o664, 0o644), (0o604, 0o604)])
def test_where_its_group_cannot_be_kept_another_may_do_no_more_than_all(tmp_path, mode, left):
    path = tmp_path / "file.txt"
    path.write_text("old")
    os.chown(path, -1, 23456)
    path.chmod(mode)
    code = (
        "import sys; from pathlib import Path; from posecheck.support.files import WholeFile\n"
        "with WholeFile(Path(sys.argv[1])) as file: file.write('new')"
    )
    subprocess.run([*WITHOUT_RIGHTS, code, path], check=True)
    found = path.stat()
    assert path.read_text() == "new"
    assert (found.st_gid, found.st_mode & 0o777) == (os.getegid(), left)


def test_a_file_keeps_its_access_list(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")
    give_list(path, ACCESS_LIST)
    write(path, None)
    assert path.read_text() == "new"
    assert os.getxattr(path, ACCESS_LIST) == READABLE_TO_ONE_MORE


def test_a_file_without_an_access_list_gets_none_from_its_folder(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")
    path.chmod(0o640)
    give_list(tmp_path, DEFAULT_LIST)
    write(path, None)
    assert path.read_text() == "new"
    assert ACCESS_LIST not in os.listxattr(path)
    assert path.stat().st_mode & 0o777 == 0o640


@AS_ROOT
def test_only_a_folder_with_the_setgid_bit_passes_its_group_on(tmp_path):
    groups = []
    for number, mode in enumerate((0o2770, 0o770)):
        folder, new = tmp_path / f"team{number}", tmp_path / f"new{number}"
        folder.mkdir()
        os.chown(folder, -1, 23456)
        folder.chmod(mode)
        new.mkdir(mode=0o700)
        copy_inheritance(folder, new)
        (new / "file.txt").touch()
        groups.append((new / "file.txt").stat().st_gid)
        assert new.stat().st_mode & 0o777 == 0o700
    assert groups == [23456, os.getegid()]


@AS_ROOT
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
def test_a_file_that_a_shared_folder_leaves_to_its_owner_is_refused_at_once(tmp_path):
    path = tmp_path / "shared" / "file.txt"
    path.parent.mkdir()
    path.touch()
    path.chmod(0o666)
    path.parent.chmod(0o1777)
    for given in (path, path.parent):
        os.chown(given, 12345, -1)
    (tmp_path / "link.txt").symlink_to(path)
    code = (
        "import sys; from pathlib import Path; from posecheck.support.files import *\n"
        "from posecheck.errors import InputError\n"
        "try: Claim(Path(sys.argv[1])).__enter__()\n"
        "except InputError as error: print(error)"
    )
    for name in (path, tmp_path / "link.txt"):
        done = subprocess.run(
            [*WITHOUT_RIGHTS, code, name],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.startswith(f"{name}: cannot be written (Operation not permitted)")


def test_the_head_of_a_file_is_its_beginning_and_nothing_where_there_is_none(tmp_path):
    content = bytes(range(256)) * 8
    (tmp_path / "long").write_bytes(content)
    (tmp_path / "short").write_bytes(b"ab")
    assert head_of(tmp_path / "long") == content[:HEAD_BYTES]
    assert head_of(tmp_path / "short") == b"ab"
    assert head_of(tmp_path) == head_of(tmp_path / "missing") == b""
