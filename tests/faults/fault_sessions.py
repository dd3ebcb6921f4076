"""Live sessions that cannot begin, and histories that cannot be used."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest
from clip_maker import make_clip
from fault import Fault
from fault_places import OUT, full_disk

from posecheck.history import History
from posecheck.history.store import COMPANIONS

DATA = "data"
LIVE = ("live", "bridge", "--no-voice", "--no-window", "--speed", "0", "--source")
WINDOW = ("live", "bridge", "--no-voice", "--source", "clip.mp4")
HISTORY = ("history",)


@contextmanager
def own_history(folder: Path) -> Iterator[None]:
    """The history lies in the test's folder, and there is no display."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSECHECK_DATA", str(folder / DATA))
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            patch.delenv(name, raising=False)
        yield


@contextmanager
def mute_camera(folder: Path) -> Iterator[None]:
    """A device that is there, but gives no pictures, as a camera that another program has."""
    device = Path("/dev/video62")
    try:
        device.touch(exist_ok=False)
    except OSError:
        pytest.skip("only root may make a device")
    try:
        with own_history(folder):
            yield
    finally:
        device.unlink()


@contextmanager
def locked_history(folder: Path) -> Iterator[None]:
    """Another program writes to the history and does not come to an end."""
    with own_history(folder):
        with History():
            pass
        other = sqlite3.connect(folder / DATA / "history.sqlite", isolation_level=None)
        try:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("posecheck.history.store.PATIENCE_S", 0.1)
                yield
        finally:
            other.close()


@contextmanager
def history_on_full_disk(folder: Path) -> Iterator[None]:
    with full_disk(folder), pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSECHECK_DATA", str(folder / OUT))
        yield


@contextmanager
def full_disk_and_own_history(folder: Path) -> Iterator[None]:
    with own_history(folder), full_disk(folder):
        yield


def _clip(folder: Path) -> None:
    make_clip(folder / "clip.mp4", 3)


def _picture(folder: Path) -> None:
    encoded = cv2.imencode(".png", np.zeros((9, 9, 3), np.uint8))[1]
    (folder / "photo.png").write_bytes(encoded.tobytes())


def _history(content: bytes) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        _clip(folder)
        (folder / DATA).mkdir()
        (folder / DATA / "history.sqlite").write_bytes(content)

    return make


def _history_of_version(number: int) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / DATA).mkdir()
        with sqlite3.connect(folder / DATA / "history.sqlite") as connection:
            connection.execute("CREATE TABLE held (at TEXT)")
            connection.execute(f"PRAGMA user_version = {number}")

    return make


def _pipe(name: str) -> Callable[[Path], None]:
    """A named pipe in the place of a file of the history."""

    def make(folder: Path) -> None:
        (folder / DATA).mkdir()
        os.mkfifo(folder / DATA / name)

    return make


def _file_in_its_place(folder: Path) -> None:
    (folder / DATA).write_text("something else")


GARBAGE = b"no database at all, but long enough" * 30
SET_ASIDE = "kept as history.sqlite.….backup, a new history was begun"


def _fault(
    what: str,
    call: tuple[str, ...],
    says: str,
    make: Callable[[Path], object] = _clip,
    place: Callable[[Path], AbstractContextManager[None]] = own_history,
    code: int = 2,
) -> Fault:
    return Fault(what, call, make, code, says, place=place)


SESSIONS = (
    _fault(
        "no camera",
        (*LIVE, "63"),
        "camera 63: there is no such camera; plug one in, name another one with --source NUMBER, "
        "or play a recording with --source FILE.",
    ),
    _fault(
        "a camera's number that none has",
        (*LIVE, "99999999999"),
        "99999999999: there is no such file; check the name and the folder.",
    ),
    _fault(
        "a camera that gives no pictures",
        (*LIVE, "62"),
        "camera 62: it gives no pictures; close other programs that use it, let posecheck use it, "
        "or name another one with --source NUMBER.",
        place=mute_camera,
    ),
    _fault(
        "a camera that is neither a number nor a file",
        (*LIVE, "webcam"),
        "webcam: there is no such file; check the name and the folder.",
    ),
    _fault(
        "an address where nobody answers",
        (*LIVE, "rtsp://127.0.0.1:9/a"),
        "rtsp://127.0.0.1:9/a: no pictures come from there; check the address, "
        "and that the camera is on.",
    ),
    _fault(
        "an address of an unknown kind",
        (*LIVE, "gopher://127.0.0.1/a"),
        "gopher://127.0.0.1/a: no pictures come from there; check the address, "
        "and that the camera is on.",
    ),
    _fault(
        "a picture in place of the camera",
        (*LIVE, "photo.png"),
        "photo.png: this is a picture; give a camera's number or a video.",
        _picture,
    ),
    _fault(
        "text in place of the camera",
        (*LIVE, "notes.txt"),
        "notes.txt: there is no video in this file; give one with a picture.",
        lambda folder: (folder / "notes.txt").write_text("Lift your hips.\n" * 50),
    ),
    _fault(
        "no display",
        WINDOW,
        "no window can be opened (no display, or an OpenCV without windows); run it on a desktop, "
        "or use --no-window. `posecheck doctor` says more.",
    ),
    _fault(
        "a speed at which a minute takes hours",
        (*LIVE, "clip.mp4", "--speed", "1e-300"),
        "--speed 1e-300: give 0, or 0.01 to 100.",
    ),
    _fault(
        "a hold of more than a day",
        (*LIVE, "clip.mp4", "--hold", "1e300"),
        "Invalid value for '--hold': Input should be less than or equal to 86400 "
        "(see posecheck --help)",
    ),
    _fault(
        "other devices without a page",
        (*LIVE, "clip.mp4", "--share"),
        "--share goes with --browser: the page there is what is shared.",
    ),
    _fault(
        "a name that no routine has",
        ("live", "yoga", "--source", "clip.mp4"),
        "there is no routine or stretch 'yoga'; known are …",
    ),
    _fault(
        "a recording under a name that is no MP4",
        (*LIVE, "clip.mp4", "--record", "a.avi"),
        "a.avi: films are written as MP4; let the name end in .mp4.",
    ),
    _fault(
        "a recording into a folder that does not exist",
        (*LIVE, "clip.mp4", "--record", "gone/a.mp4"),
        "gone/a.mp4: there is no folder gone; make it first.",
    ),
    _fault(
        "a recording over the recording that is played",
        (*LIVE, "clip.mp4", "--record", "clip.mp4", "--force"),
        "clip.mp4: this file is to be read; use another name.",
    ),
    _fault(
        "a recording over the recording that is played, by its address",
        (*LIVE, "file:clip.mp4", "--record", "clip.mp4", "--force"),
        "clip.mp4: this file is to be read; use another name.",
    ),
    _fault(
        "both recordings under one name",
        (*LIVE, "clip.mp4", "--record", "a.mp4", "--record-clean", "a.mp4"),
        "a.mp4: two outputs would go there; use another name for one.",
    ),
    _fault(
        "a recording over a named pipe",
        (*LIVE, "clip.mp4", "--record", "a.mp4"),
        "a.mp4: this is not a file; give the name of a film.",
        lambda folder: [_clip(folder), os.mkfifo(folder / "a.mp4")],
    ),
    _fault(
        "a recording over an older one",
        (*LIVE, "clip.mp4", "--record", "old.mp4"),
        "old.mp4: this file is there already; name another one, or replace it with --force.",
        lambda folder: [make_clip(folder / name, 1) for name in ("clip.mp4", "old.mp4")],
    ),
    _fault(
        "a recording onto a full disk; the session is kept",
        (*LIVE, "clip.mp4", "--record", f"{OUT}/a.mp4"),
        "out/a.mp4: the film cannot be written (No space left on device); "
        "check the folder's permissions and the space left.",
        place=full_disk_and_own_history,
    ),
    _fault("a session without a person", (*LIVE, "clip.mp4"), "", code=0),
    _fault(
        "a session, and a damaged history",
        (*LIVE, "clip.mp4"),
        f"…/history.sqlite: damaged (file is not a database); {SET_ASIDE}",
        _history(GARBAGE),
        code=0,
    ),
    _fault(
        "a session while another program keeps the history locked",
        (*LIVE, "clip.mp4"),
        "…/history.sqlite: another program keeps the history locked; close it and try again.",
        place=locked_history,
        code=0,
    ),
    _fault("no history yet", HISTORY, "", code=0),
    _fault(
        "the page of the history over the history itself",
        (*HISTORY, "--html", f"{DATA}/history.sqlite"),
        "data/history.sqlite: this file is to be read; use another name.",
    ),
    _fault(
        "a damaged history",
        HISTORY,
        f"…/history.sqlite: damaged (file is not a database); {SET_ASIDE}",
        _history(GARBAGE),
        code=0,
    ),
    _fault(
        "a history of an older kind",
        HISTORY,
        f"…/history.sqlite: damaged (of the older kind 0); {SET_ASIDE}",
        _history_of_version(0),
        code=0,
    ),
    _fault(
        "a history of a kind that never was",
        HISTORY,
        f"…/history.sqlite: damaged (of the older kind -1); {SET_ASIDE}",
        _history_of_version(-1),
        code=0,
    ),
    _fault(
        "a history of a newer kind",
        HISTORY,
        "…/history.sqlite: the history was written by a newer posecheck; update posecheck, "
        "or name another folder in POSECHECK_DATA.",
        _history_of_version(99),
    ),
    _fault(
        "a history that another program keeps locked",
        HISTORY,
        "…/history.sqlite: another program keeps the history locked; close it and try again.",
        place=locked_history,
    ),
    _fault(
        "a history on a full disk",
        HISTORY,
        "…/history.sqlite: the history cannot be used (database or disk is full); check the "
        "folder's permissions and the space left, or name another folder in POSECHECK_DATA.",
        place=history_on_full_disk,
    ),
    _fault(
        "a named pipe in the place of the history",
        HISTORY,
        "…/history.sqlite: the history cannot be used (this is not a file); check the folder's "
        "permissions and the space left, or name another folder in POSECHECK_DATA.",
        _pipe("history.sqlite"),
    ),
    *(
        _fault(
            f"a named pipe in the place of SQLite's own file beside it (`{ending}`)",
            HISTORY,
            f"…/history.sqlite: the history cannot be used (history.sqlite{ending}: this is not a "
            "file); check the folder's permissions and the space left, or name another folder in "
            "POSECHECK_DATA.",
            _pipe(f"history.sqlite{ending}"),
        )
        for ending in COMPANIONS
    ),
    _fault(
        "a file in the place of the history's folder",
        HISTORY,
        "…/history.sqlite: the history cannot be used (File exists); check the folder's "
        "permissions and the space left, or name another folder in POSECHECK_DATA.",
        _file_in_its_place,
    ),
)
