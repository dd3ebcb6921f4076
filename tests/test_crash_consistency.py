"""Killed at any of its writes, renames and syncs, posecheck leaves the old whole or the new."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import writing
from clip_maker import number_in
from command_line import LUNGE
from places import ROOT

from posecheck.history import History, HistoryEntry
from posecheck.video import open_clip
from posecheck.video.growing_film import FRAGMENT_US

CALLS = (
    *("write", "writev", "pwrite64", "fsync", "fdatasync", "rename", "renameat2", "unlink"),
    *("unlinkat", "rmdir", "mkdir", "ftruncate", "chmod", "fchmodat"),
)
AT_MOST = int(os.environ.get("POSECHECK_CRASHES", "2"))
"""At how many points each way of writing is killed; POSECHECK_CRASHES=1000 tries all of them."""

WAYS = [
    way.__name__
    for way in (*writing.QUICK, *(writing.SLOW if "POSECHECK_CRASHES" in os.environ else ()))
]
OLD_AT = datetime(2026, 2, 1, 8, tzinfo=UTC)
JOB = {"content_sha256": None, "settings_sha256": "0"}
RESULTS = {"summary.json", "report.html", "frames.csv", "landmarks.csv", "annotated.jpg"}

HELD_BACK = 70 + writing.FILM_FPS * FRAGMENT_US // 1_000_000
"""How many pictures of a film may be on their way: in the queue, the encoder, the next fragment."""

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def prepared(folder: Path, picture: Path) -> Path:
    """A folder with something to read, and with older results of each kind."""
    (folder / "out").mkdir(parents=True)
    shutil.copy(picture, folder / writing.PICTURE)
    shutil.copy(LUNGE, folder / writing.RECORDING)
    for name in ("page.html", "table.csv", "out/summary.json", "out/report.html"):
        (folder / name).write_text("old")
    for name in ("linked", "elsewhere"):
        (folder / name).mkdir()
    for name in ("linked/summary.json", "elsewhere/report.html"):
        (folder / name).write_text("old")
    (folder / "linked" / "report.html").symlink_to(Path("..", "elsewhere", "report.html"))
    old = [{"schema": 1, "clip": {"path": f"{n}.mp4"}, "error": "old", "job": JOB} for n in (1, 9)]
    lines = (f"{json.dumps(line, separators=(',', ':'))}\n" for line in old)
    (folder / "results.jsonl").write_text("".join(lines))
    with History(folder / "history.sqlite") as history:
        history.add([HistoryEntry(OLD_AT, "old", None, 9.0, 30.0, None, {})])
    return folder


def started(folder: Path, way: str, *before: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*before, sys.executable, "-B", writing.__file__, way],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def traced(folder: Path, way: str, *options: str) -> subprocess.CompletedProcess:
    log = str(folder.parent / "trace")
    return started(folder, way, "strace", "-f", "-qq", "-o", log, *options)


def points(folder: Path, way: str) -> list[tuple[str, int]]:
    """Each call that changes something in the folder, with its number among those of its name.

    Calls are counted in each thread by itself, as strace does when it kills.
    """
    done = traced(folder, way, "-y", "-e", f"trace={','.join(CALLS)}")
    assert done.returncode == 0, done.stderr
    counts: Counter[tuple[str, str]] = Counter()
    found = []
    for line in (folder.parent / "trace").read_text().splitlines():
        if call := re.match(r"(\d+) +(\w+)\(", line):
            counts[call.groups()] += 1
            if str(folder) in line:
                found.append((call[2], counts[call.groups()]))
    return list(dict.fromkeys(found))


def is_whole(folder: Path, way: str, told: list[str]) -> None:
    """Fails unless all is as before or as it should become, and what was told is there."""
    if way == "page":
        assert (folder / "page.html").read_text() in ("old", writing.NEW)
    if way == "folder":
        assert_all_of(folder / "out", {"old"}, {writing.NEW})
    if way == "folder_with_a_link":
        assert_each_whole(folder / "linked")
    if way in ("resumed", "scores"):
        assert_results(folder, told, resumed=way == "resumed")
    if way == "film":
        assert_film(folder / "film.mp4", told)
    if way == "history":
        old, *new = entries(folder)
        assert old.stretch == "old"
        assert [entry.stretch for entry in new] in ([], ["a", "b"])
        assert len({entry.hold_s for entry in new}) <= 1
        assert not told or new[0].hold_s >= float(told[-1])
    if way == "history_deleted":
        assert [entry.stretch for entry in entries(folder)] in (["old"], [])
    if way == "history_page":
        page = (folder / "page.html").read_text()
        assert page == "old" or page.rstrip().endswith("</html>")
    if way == "analyze":
        names = {path.name for path in (folder / "out").iterdir()}
        assert names in ({"summary.json", "report.html"}, RESULTS)
        summary = (folder / "out" / "summary.json").read_text()
        assert summary == "old" if names != RESULTS else json.loads(summary)["checks"]
    if way == "live":
        assert "old" in [entry.stretch for entry in entries(folder)]
        if (folder / "film.mp4").exists():
            with open_clip(folder / "film.mp4") as clip:
                assert len(list(clip)) > 1


def assert_all_of(out: Path, *allowed: set[str]) -> None:
    texts = [path.read_text() for path in out.iterdir()]
    assert len(texts) == 2
    assert set(texts) in allowed


def assert_each_whole(out: Path) -> None:
    """A link stays one, each file is whole, and with the summary all are of the same run."""
    assert (out / "report.html").is_symlink()
    texts = {path.name: path.read_text() for path in out.iterdir()}
    assert set(texts.values()) <= {"old", writing.NEW}
    assert "summary.json" not in texts or len(set(texts.values())) == 1


def assert_results(folder: Path, told: list[str], *, resumed: bool) -> None:
    """All that was told is there; older lines stay, or all of them go at once."""
    lines = (folder / "results.jsonl").read_text().splitlines(keepends=True)
    whole = [json.loads(line) for line in lines if line.endswith("\n")]
    new = {line["clip"]["path"] for line in whole if line["error"] == "no video"}
    old = {line["clip"]["path"] for line in whole if line["error"] == "old"}
    assert {f"{index}.mp4" for index in told} <= new
    assert "9.mp4" in old if resumed else not (new and old)
    table = (folder / "table.csv").read_text()
    assert table == "old" or table.startswith("clip,stretch,")
    assert all(f"\n{index}.mp4," in table for index in told)


def assert_film(film: Path, told: list[str]) -> None:
    """It plays from the first picture on, and has all that was told except for the last seconds."""
    numbers = []
    if film.exists():
        with open_clip(film) as clip:
            numbers = [number_in(frame.image) for frame in clip]
        assert numbers
    assert numbers == list(range(len(numbers)))
    assert len(numbers) >= len(told) - HELD_BACK


def entries(folder: Path) -> list[HistoryEntry]:
    with History(folder / "history.sqlite") as history:
        assert history.notice is None
        return history.entries()


def spread(found: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    step = max(1.0, len(found) / AT_MOST)
    return (found[int(step * number)] for number in range(min(AT_MOST, len(found))))


@pytest.mark.parametrize("way", WAYS)
def test_killed_at_any_call_everything_is_whole_and_the_next_run_works(tmp_path, picture, way):
    found = points(prepared(tmp_path / "whole", picture), way)
    assert len(found) >= 5
    for number, (call, when) in enumerate(spread(found)):
        folder = prepared(tmp_path / str(number) / "folder", picture)
        inject = f"inject={call}:signal=KILL:when={when}"
        killed = traced(folder, way, "-e", f"trace={call}", "-e", inject)
        assert killed.returncode != 0, (call, when)
        is_whole(folder, way, killed.stdout.split())
        again = started(folder, way)
        assert again.returncode == 0, (call, when, again.stderr)
        is_whole(folder, way, again.stdout.split())
        assert not list(folder.rglob(".posecheck-*")), (call, when)
        shutil.rmtree(folder.parent)
