"""Places that cannot be read, or that results cannot be written to."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from clip_maker import make_clip
from fault import Fault
from fault_places import (
    OUT,
    full_disk,
    read_only_disk,
    shared_folder,
    without_home,
    without_rights,
)

from posecheck.outputs.plan import claimed
from posecheck.support.files import Claim

VIDEO = ("analyze", "clip.mp4", "--video")
ALL = ("analyze", "clip.mp4", "--out", OUT)
JSON = ("analyze", "clip.mp4", "--json")
LIVE = ("live", "bridge", "--source", "clip.mp4", "--speed", "0", "--no-window", "--no-voice")
TEACH_LIVE = ("teach", "--live", "--source", "clip.mp4", "--no-window", "--id", "mine", "--out")
LONG = "x" * 245
CHECK = "check the folder's permissions and the space left"
ANOTHER_RUN = (
    "another run of posecheck is writing there; wait until it is done, or use another name."
)
NOT_OURS = "this file was not made by posecheck; name another one, or replace it with --force."


def _clip(folder: Path) -> None:
    make_clip(folder / "clip.mp4", 1)


def _clip_and_link(folder: Path) -> None:
    _clip(folder)
    (folder / "films").symlink_to(folder / "gone")


def _clip_and_file(folder: Path) -> None:
    _clip(folder)
    (folder / "films").write_text("something else")


def _clip_and_results(folder: Path) -> None:
    _clip(folder)
    (folder / OUT).mkdir()
    (folder / OUT / "summary.json").write_text("older")


def _clip_and_empty_files(folder: Path) -> None:
    _clip(folder)
    (folder / OUT).mkdir()
    for name in ("a.json", "a.mp4", "a.toml"):
        (folder / OUT / name).touch()


def _left_to_its_owner(what: str, call: tuple[str, ...], name: str) -> Fault:
    return Fault(
        f"{what} over an empty file of another user in a shared folder like /tmp",
        (*call, f"{OUT}/{name}"),
        _clip_and_empty_files,
        says=f"{OUT}/{name}: cannot be written (Operation not permitted); {CHECK}.",
        place=shared_folder,
    )


def _clips_and_notes(folder: Path) -> None:
    for name in ("clip.mp4", "other.mp4"):
        make_clip(folder / name, 1)
    (folder / "notes.txt").write_text("mine")


@contextmanager
def _another_run(folder: Path) -> Iterator[None]:
    """Another run is writing to some files and a folder."""
    (folder / OUT).mkdir()
    with ExitStack() as stack:
        for name in ("a.jsonl", "a.csv"):
            stack.enter_context(Claim(folder / name))
        stack.enter_context(claimed(folder / OUT))
        yield


def _pipe(name: str) -> Callable[[Path], None]:
    """A clip, and a named pipe at whose other end nobody is."""

    def make(folder: Path) -> None:
        _clip(folder)
        os.mkfifo(folder / name)

    return make


def _without_reader(*call: str) -> Fault:
    option, name = call[-2:]
    return Fault(
        f"`{call[0]} {option}` into a named pipe that nobody reads",
        call,
        _pipe(name),
        says=f"{name}: nobody reads this pipe; start its reader, or name a file.",
    )


def _not_a_file(what: str, call: tuple[str, ...], make: Callable[[Path], object]) -> Fault:
    hint = "name one to resume from." if "--resume" in call else "give a TOML or CSV file."
    return Fault(what, call, make, says=f"{call[-1]}: this is not a file; {hint}")


def _endless_device(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        _clip(folder)
        (folder / name).symlink_to("/dev/zero")

    return make


def _empty(*call: str) -> Fault:
    option = call[-2]
    after = f" (after {option})" if option.startswith("-") else ""
    return Fault(
        f"`{call[0]} {option if after else 'CLIP'} ''`",
        call,
        _clip,
        says=f"an argument is empty{after}; give its value, or leave it out.",
    )


def _also_written_by_another(*call: str) -> Fault:
    option, name = call[-2:]
    return Fault(
        f"`{call[0]} {option}` where another run is writing",
        call,
        _clip,
        says=f"{name}: {ANOTHER_RUN}",
        place=_another_run,
    )


def _clip_of_a_long_name(folder: Path) -> None:
    make_clip(folder / f"{LONG}.mp4", 1)


def _forbidden(*names: str, mode: int = 0) -> Callable[[Path], None]:
    """A clip and other things, some of which may not be used."""

    def make(folder: Path) -> None:
        (folder / "monday").mkdir()
        make_clip(folder / "monday" / "clip.mp4", 1)
        _clip(folder)
        for name in ("own.task", "own.toml", "results.jsonl"):
            (folder / name).touch()
        for name in names:
            (folder / name).chmod(mode)

    return make


def _without_rights(what: str, call: tuple[str, ...], forbidden: str, says: str, mode: int = 0):
    make = _forbidden(forbidden, mode=mode)
    return Fault(what, call, make, says=says, place=without_rights)


OUTPUTS = (
    Fault(
        "--out is a file",
        (*VIDEO, "--out", "films"),
        _clip_and_file,
        says="films: this is a file; name a folder for the results.",
    ),
    Fault(
        "--out is a link to a folder that is not there, as on a disk that is not mounted",
        (*VIDEO, "--out", "films"),
        _clip_and_link,
        says=(
            "films: this link leads to no folder; make that one, or name another for the results."
        ),
    ),
    Fault(
        "--out below a file",
        (*VIDEO, "--out", "films/a"),
        _clip_and_file,
        says="films/a: the folder cannot be made (Not a directory); name another one.",
    ),
    Fault(
        "--out with a name that is too long",
        (*VIDEO, "--out", "x" * 300),
        _clip,
        says="…: the folder cannot be made (File name too long); name another one.",
    ),
    Fault(
        "a folder for the film without space",
        (*VIDEO, "--out", OUT),
        _clip,
        says=(
            "out/annotated.mp4: the film cannot be written (No space left on "
            "device); check the folder's permissions and the space left."
        ),
        place=full_disk,
    ),
    Fault(
        "a folder for the tables without space",
        (*ALL, "--no-video"),
        _clip,
        says=(
            "out/landmarks.csv: cannot be written (No space left on device); "
            "check the folder's permissions and the space left."
        ),
        place=full_disk,
    ),
    Fault(
        "a folder that has results already",
        ALL,
        _clip_and_results,
        says=(
            "out: has results already (summary.json); name another folder, "
            "or overwrite them with --force."
        ),
    ),
    Fault(
        "a folder for the film on a read-only disk",
        (*VIDEO, "--out", OUT),
        _clip,
        says="…/out: nothing can be written here; use another folder.",
        place=read_only_disk,
    ),
    _without_rights(
        "a folder for the film that may not be written into",
        (*VIDEO, "--out", "monday"),
        "monday",
        "…/monday: nothing can be written here; use another folder.",
        0o555,
    ),
    Fault(
        "a film whose name gets too long",
        ("analyze", f"{LONG}.mp4", "--video"),
        _clip_of_a_long_name,
        says=(
            "…_annotated.mp4: File name too long; check the name, the permissions "
            "and the space left"
        ),
    ),
    _without_rights(
        "the demo in a folder that may not be written into",
        ("demo",),
        ".",
        "…: nothing can be written here; use another folder.",
        0o555,
    ),
    Fault(
        "JSON into a folder",
        (*JSON, "."),
        _clip,
        says=f".: cannot be written (Is a directory); {CHECK}.",
    ),
    Fault(
        "JSON into a folder that does not exist",
        (*JSON, "gone/a.json"),
        _clip,
        says=f"gone/a.json: cannot be written (No such file or directory); {CHECK}.",
    ),
    Fault(
        "JSON over the clip itself",
        (*JSON, "clip.mp4"),
        _clip,
        says="clip.mp4: this file is to be read; use another name.",
    ),
    Fault(
        "JSON over the first of several clips",
        ("analyze", "--json", "clip.mp4", "other.mp4"),
        _clips_and_notes,
        says="clip.mp4: .mp4 is for videos and pictures; name another file for the results.",
    ),
    Fault(
        "a table over the first of several clips, even by force",
        ("score", "--force", "--csv", "clip.mp4", "other.mp4"),
        _clips_and_notes,
        says="clip.mp4: .mp4 is for videos and pictures; name another file for the table.",
    ),
    Fault(
        "JSON over a file of somebody else",
        (*JSON, "notes.txt"),
        _clips_and_notes,
        says=f"notes.txt: {NOT_OURS}",
    ),
    Fault(
        "JSON and table into the same file",
        ("score", "clip.mp4", "--json", "a", "--csv", "./a"),
        _clip,
        says="a: two outputs would go there; use another name for one.",
    ),
    Fault(
        "JSON in place of one of the results",
        (*ALL, "--json", f"{OUT}/summary.json"),
        _clip,
        says="out/summary.json: two outputs would go there; use another name for one.",
    ),
    _also_written_by_another("analyze", "clip.mp4", "--json", "a.jsonl"),
    _also_written_by_another("analyze", "clip.mp4", "--out", OUT),
    _also_written_by_another("score", "clip.mp4", "--json", "a.jsonl"),
    _also_written_by_another("score", "clip.mp4", "--resume", "a.jsonl"),
    _also_written_by_another("score", "clip.mp4", "--csv", "a.csv"),
    _without_reader("analyze", "clip.mp4", "--json", "a.jsonl"),
    _without_reader("score", "clip.mp4", "--json", "a.jsonl"),
    _without_reader("score", "clip.mp4", "--csv", "a.csv"),
    _without_reader("history", "--html", "a.html"),
    Fault(
        "`score --resume -`",
        ("score", "clip.mp4", "--resume", "-"),
        _clip,
        says="--resume -: name a file, as from --json FILE.",
    ),
    *(
        Fault(
            f"`{call[0]} {call[-1]} -`",
            (*call, "-"),
            _clip,
            says="-: only JSON and tables can go to stdout; give a name.",
        )
        for call in (
            ("analyze", "clip.mp4", "--out"),
            ("history", "--html"),
            ("live", "bridge", "--source", "clip.mp4", "--record"),
            ("live", "bridge", "--source", "clip.mp4", "--record-clean"),
            ("teach", "clip.mp4", "--id", "mine", "--out"),
        )
    ),
    Fault(
        "an address for the results",
        ("analyze", "clip.mp4", "--out", "s3://bucket/results"),
        _clip,
        says="s3:/bucket/results: this is an address; name a file or a folder of this machine.",
    ),
    Fault(
        "JSON and table both to stdout",
        ("score", "clip.mp4", "--csv", "-", "--json", "-"),
        _clip,
        says="--json - and --csv - cannot both go to stdout; name a file.",
    ),
    _not_a_file(
        "`score --resume` from a named pipe",
        ("score", "clip.mp4", "--resume", "a.jsonl"),
        _pipe("a.jsonl"),
    ),
    _not_a_file(
        "`score --resume` from a device that never ends",
        ("score", "clip.mp4", "--resume", "a.jsonl"),
        _endless_device("a.jsonl"),
    ),
    *(
        _not_a_file(
            f"expectations ({suffix}) in {what}",
            ("score", "clip.mp4", "--expect", f"a{suffix}"),
            make(f"a{suffix}"),
        )
        for suffix in (".toml", ".csv")
        for what, make in (("a named pipe", _pipe), ("a device that never ends", _endless_device))
    ),
    _empty("analyze", "clip.mp4", "--out", ""),
    _empty("analyze", "clip.mp4", "--json", ""),
    _empty("score", ""),
    _empty("live", "--record", ""),
    _empty("history", "--name", ""),
    Fault(
        "JSON onto a full disk",
        (*JSON, f"{OUT}/a.json"),
        _clip,
        says=f"out/a.json: cannot be written (No space left on device); {CHECK}.",
        place=full_disk,
    ),
    Fault(
        "JSON onto a read-only disk",
        (*JSON, f"{OUT}/a.json"),
        _clip,
        says=f"out/a.json: cannot be written (Read-only file system); {CHECK}.",
        place=read_only_disk,
    ),
    Fault(
        "JSON under a name that is too long",
        (*JSON, "x" * 300),
        _clip,
        says=f"…: cannot be written (File name too long); {CHECK}.",
    ),
    _without_rights(
        "JSON over a file that may not be changed",
        (*JSON, "results.jsonl"),
        "results.jsonl",
        f"results.jsonl: cannot be written (Permission denied); {CHECK}.",
        0o444,
    ),
    _left_to_its_owner("JSON", JSON, "a.json"),
    _left_to_its_owner("a recording", (*LIVE, "--record"), "a.mp4"),
    _left_to_its_owner("a stretch that is taught", TEACH_LIVE, "a.toml"),
    _without_rights(
        "a clip that may not be read",
        ("analyze", "clip.mp4"),
        "clip.mp4",
        "clip.mp4: cannot be opened (Permission denied); check the name and the permissions.",
    ),
    _without_rights(
        "a folder that may not be looked into",
        ("analyze", "monday"),
        "monday",
        "monday: cannot be opened (Permission denied); check the name and the permissions.",
    ),
    _without_rights(
        "a clip in such a folder",
        ("analyze", "monday/clip.mp4"),
        "monday",
        (
            "monday/clip.mp4: cannot be opened (Permission denied); check the name "
            "and the permissions."
        ),
    ),
    _without_rights(
        "a model that may not be read",
        ("analyze", "clip.mp4", "--model", "own.task"),
        "own.task",
        (
            "The pose model own.task cannot be read (Permission denied): check the "
            "path and the permissions."
        ),
    ),
    _without_rights(
        "a stretch that may not be read",
        ("stretches", "own.toml"),
        "own.toml",
        "own.toml: cannot be read (Permission denied); "
        "give a stretch or routine's id or its TOML file",
    ),
    Fault(
        "a clip whose name is too long",
        ("analyze", f"{'x' * 300}.mp4"),
        says="….mp4: cannot be opened (File name too long); check the name and the permissions.",
    ),
    Fault("no home folder", ("analyze", "clip.mp4"), _clip, code=3, place=without_home),
    Fault(
        "commands to the terminal in a name",
        ("analyze", "\x1b]0;hello\x07.mp4"),
        says="\\x1b]0;hello\\x07.mp4: there is no such file; check the name and the folder.",
    ),
)
