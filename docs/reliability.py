"""Write docs/RELIABILITY.md from the faults that the tests try.

    python docs/reliability.py

A test fails while the file differs from what this writes.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
TESTS = FOLDER.parent / "tests"
sys.path[:0] = [str(TESTS / "helpers"), str(TESTS / "faults")]

from fault import Fault  # noqa: E402
from fault_catalogue import ELSEWHERE, FAULTS  # noqa: E402
from writing import QUICK, SLOW  # noqa: E402

HEAD = """\
<!-- Written by docs/reliability.py: change the source, not this file. -->

# What happens when something is wrong

Every line of these tables is a test. Those up to "Over the length of a run" are in `tests/faults/`:
posecheck is called as a user would call it, and must end with this exit code and with exactly this
line on stderr. `…` replaces what differs from machine to machine. Exit codes: 0 done, 2 bad input,
3 nothing could be judged (the clips made for these tests show nobody). `--debug` adds the log and
the traceback.

With several clips, one that cannot be read does not stop the others.
"""

NOT_TRIED = """\
Not tested: a real camera that another program has open. To posecheck this looks like a device that
gives no pictures, which is tested above.
"""


KILLED = {
    **{"page": 7, "folder": 22, "folder_with_a_link": 28, "resumed": 33, "scores": 36},
    **{"film": 32, "history": 47},
    **{"history_deleted": 48, "history_page": 9, "analyze": 48, "live": 49},
}
"""At how many calls each way of writing was killed; `tests/helpers/writing.py` says what it is."""

KILLED_HEAD = """\
## Killed at any call

Whatever writes is run under strace and killed at each call in turn that changes something: a write,
a sync, a renaming, a new folder, a deletion. Each time the old is whole, or the new; what was told
is kept; and the next run works and leaves nothing hidden behind. `POSECHECK_CRASHES=1000 pytest
tests/test_crash_consistency.py` tries all of them; without it a few are tried.
"""


LONG_RUNS = (
    # mode, frames, and at the first and the last line: memory in MB, threads, open files
    ("analyze", 108_000, (772.3, 15, 8), (829.1, 15, 8)),
    ("live", 108_000, (489.6, 9, 6), (886.1, 9, 6)),
)
"""What `python -m benchmarks.speed.soak MODE --frames 108000 --detect-every 200` printed."""

LONG_RUNS_FPS = 15

LONG_RUNS_HEAD = """\
## Over a long run

`python -m benchmarks.speed.soak MODE --detect-every 200`: a clip over and over, the pose model on
every 200th frame, and all that follows on each. `live` is one session of 6 minutes after the other.
Each pair is after the first 12 minutes, and at the end. `analyze` keeps the values of each frame
for the medians, and grew by 0.6 kB a frame. What grows in `live` are the allocator's arenas for the
threads of each session: they grew to 922 MB after 75600 frames, and no further; under
MALLOC_ARENA_MAX=1 memory is 439 MB after 3200 frames and 439 MB after 8000, many sessions later. A
command is one session.
"""


def reliability_page() -> str:
    """The text of docs/RELIABILITY.md."""
    tables = (line for group in FAULTS for line in _table(group))
    return "\n".join([HEAD, *tables, *_elsewhere(), *_killed(), *_long_runs(), NOT_TRIED])


def _table(group: str) -> Iterator[str]:
    yield f"## {group}\n"
    yield "| what is wrong | what posecheck does | exit code |"
    yield "|---|---|---|"
    for fault in FAULTS[group]:
        yield f"| {fault.what} | {'; '.join(_outcome(fault))} | {fault.code} |"
    yield ""


def _elsewhere() -> Iterator[str]:
    yield "## Over the length of a run\n"
    yield "| what is wrong | what posecheck does | test |"
    yield "|---|---|---|"
    for what, outcome, test in ELSEWHERE:
        yield f"| {what} | {outcome} | `{test}` |"
    yield ""


def _killed() -> Iterator[str]:
    yield KILLED_HEAD
    yield "| what is written | killed at |"
    yield "|---|---|"
    for way in (*QUICK, *SLOW):
        yield f"| {way.__doc__} | {KILLED[way.__name__]} calls |"
    yield f"| all of these | {sum(KILLED.values())} calls |"
    yield ""


def _long_runs() -> Iterator[str]:
    yield LONG_RUNS_HEAD
    yield "| mode | frames | video | memory | threads | open files |"
    yield "|---|---|---|---|---|---|"
    for mode, frames, early, late in LONG_RUNS:
        pairs = (f"{one:.0f}, {other:.0f}" for one, other in zip(early, late, strict=True))
        memory, threads, files = pairs
        minutes = frames / LONG_RUNS_FPS / 60
        yield f"| {mode} | {frames} | {minutes:.0f} min | {memory} MB | {threads} | {files} |"
    yield ""


def _outcome(fault: Fault) -> Iterator[str]:
    if fault.reads:
        frames, (width, height) = fault.reads
        yield f"read: {frames or 'some'} frame{'s' * (frames != 1)} of {width} x {height}"
    if fault.says:
        yield f"`{fault.says}`"
    if not fault.reads and not fault.says:
        yield "works as usual"


if __name__ == "__main__":
    (FOLDER / "RELIABILITY.md").write_text(reliability_page(), encoding="utf-8")
