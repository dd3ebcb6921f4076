"""Killed at any of its writes, renames and syncs, posecheck leaves the old whole or the new."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import writing
from places import ROOT

from posecheck.history import History, HistoryEntry

CALLS = (
    *("write", "pwrite64", "fsync", "fdatasync", "rename", "renameat2", "unlink", "rmdir"),
    *("mkdir", "ftruncate"),
)
AT_MOST = int(os.environ.get("POSECHECK_CRASHES", "5"))
"""At how many points each way of writing is killed; POSECHECK_CRASHES=1000 tries all of them."""

OLD_AT = datetime(2026, 2, 1, 8, tzinfo=UTC)
JOB = {"content_sha256": None, "settings_sha256": "0"}

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")


def prepared(folder: Path) -> Path:
    """A folder with older results of each kind."""
    (folder / "out").mkdir(parents=True)
    for name in ("page.html", "out/summary.json", "out/report.html"):
        (folder / name).write_text("old")
    old = [{"schema": 1, "clip": {"path": f"{n}.mp4"}, "error": "old", "job": JOB} for n in (1, 9)]
    lines = (f"{json.dumps(line, separators=(',', ':'))}\n" for line in old)
    (folder / "results.jsonl").write_text("".join(lines))
    with History(folder / "history.sqlite") as history:
        history.add([HistoryEntry(OLD_AT, "old", None, 9.0, 30.0, None, {})])
    return folder


def traced(folder: Path, way: str, *options: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [
            *("strace", "-f", "-qq", "-o", str(folder.parent / "trace"), *options),
            *(sys.executable, "-B", writing.__file__, way),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def points(folder: Path, way: str) -> list[tuple[str, int]]:
    """Each call that changes something in the folder, with its number among those of its name."""
    done = traced(folder, way, "-y", "-e", f"trace={','.join(CALLS)}")
    assert done.returncode == 0, done.stderr
    counts: dict[str, int] = {}
    found = []
    for line in (folder.parent / "trace").read_text().splitlines():
        name = re.sub(r"^\d+ +", "", line).partition("(")[0]
        counts[name] = counts.get(name, 0) + 1
        relative = re.search(r'"(\.posecheck|out/|page|results|history)', line)
        if str(folder) in line or relative:
            found.append((name, counts[name]))
    return found


def is_whole(folder: Path, way: str, told: list[str]) -> None:
    if way == "page":
        assert (folder / "page.html").read_text() in ("old", "new" * 9999)
    if way == "folder":
        texts = {path.read_text() for path in (folder / "out").iterdir()}
        assert texts in ({"old"}, {"new" * 9999})
        assert len(list((folder / "out").iterdir())) == 2
    if way == "results":
        text = (folder / "results.jsonl").read_text()
        whole = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
        new = {line["clip"]["path"] for line in whole if line["error"] == "no video"}
        assert {f"{index}.mp4" for index in told} <= new
        assert "9.mp4" in {line["clip"]["path"] for line in whole}
    if way == "history":
        with History(folder / "history.sqlite") as history:
            assert history.notice is None
            old, *new = history.entries()
        assert old.stretch == "old"
        assert [entry.stretch for entry in new] in ([], ["a", "b"])
        assert len({entry.hold_s for entry in new}) <= 1
        assert not told or new[0].hold_s >= float(told[-1])


def spread(found: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    step = max(1.0, len(found) / AT_MOST)
    return (found[int(step * number)] for number in range(min(AT_MOST, len(found))))


@pytest.mark.parametrize("way", writing.WAYS)
def test_killed_at_any_call_everything_is_whole_and_the_next_run_works(tmp_path, way):
    found = points(prepared(tmp_path / "whole"), way)
    assert len(found) >= 5
    for number, (call, when) in enumerate(spread(found)):
        folder = prepared(tmp_path / str(number) / "folder")
        inject = f"inject={call}:signal=KILL:when={when}"
        killed = traced(folder, way, "-e", f"trace={call}", "-e", inject)
        assert killed.returncode != 0, (call, when)
        is_whole(folder, way, killed.stdout.split())
        again = subprocess.run(
            [sys.executable, "-B", writing.__file__, way],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        is_whole(folder, way, again.stdout.split())
        assert not list(folder.rglob(".posecheck-*"))
