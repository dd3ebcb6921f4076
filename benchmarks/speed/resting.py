"""What is saved where nothing moves.

    python -m benchmarks.speed.resting [--clips FOLDER] [--rounds N] [--write]

Clips as people film them (`benchmarks.speed.holds`): half a minute held, and repetitions without a
rest. The figures go with those of the bare loop, run in turn. Rendering the clips takes much longer
than measuring: keep them in a folder.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.speed.timing import Times, command, in_turn, middle, ratio
from posecheck.pose.telemetry import REFUSING_PROXY

# For the bare loop: posecheck itself sees to it that MediaPipe reports nothing.
os.environ["https_proxy"] = REFUSING_PROXY

from benchmarks.speed import holds, loops
from benchmarks.speed.sections import replace_section
from posecheck.clips.analysis import analyze_clip
from posecheck.scoring.run import cores

PAGE = Path(__file__).parents[2] / "docs" / "SPEED.md"
TITLE = "Where nothing moves"
HEIGHTS = (720, 1080)
HELD, REPEATED = "held", "repeated"
SCORED, JOBS = 20, 2
MEMORY_AIM_MB = 350
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
BARE = """
import sys
from pathlib import Path
from benchmarks.speed import loops
loops.bare([Path(sys.argv[1])])
"""


@dataclass(frozen=True)
class Looks:
    """How much of a clip the model saw.

    Attributes:
        frames: How many the clip has.
        looks: How many of them the model looked at.
    """

    frames: int
    looks: int

    @property
    def share(self) -> float:
        """The looks of all frames."""
        return self.looks / self.frames


def main() -> None:
    """Measure, print, and write the section where that is wanted."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.resting", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--clips", type=Path, help="where the clips are kept")
    parser.add_argument("--rounds", type=int, default=1, help="how often each loop is run")
    parser.add_argument("--write", action="store_true", help=f"write the section of {PAGE.name}")
    wanted = parser.parse_args()
    with ExitStack() as stack:
        folder = wanted.clips or Path(stack.enter_context(TemporaryDirectory()))
        section = "\n".join(measured(clips_in(folder), wanted.rounds))
    print(section)
    if wanted.write:
        replace_section(PAGE, TITLE, section)


def clips_in(folder: Path) -> dict[str, Path]:
    """The clips by name, such as `held 720p`; those that the folder lacks are made first.

    Those of 1080p are those of 720p scaled up: they decode like clips of that size, and the same
    frames are looked at.
    """
    low, *higher = HEIGHTS
    made = {}
    for name, kind in ((HELD, holds.held), (REPEATED, holds.repeated)):
        (first,) = holds.make(folder, [kind(low)])
        made[f"{name} {low}p"] = first
        for height in higher:
            made[f"{name} {height}p"] = _scaled(first, folder / f"{height}", height)
    return made


def _scaled(clip: Path, folder: Path, height: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / clip.name).exists():
        with TemporaryDirectory(dir=folder) as unfinished:
            loops.enlarged(clip, Path(unfinished), height).rename(folder / clip.name)
    return folder / clip.name


def measured(clips: Mapping[str, Path], rounds: int) -> Iterator[str]:
    """The section, written while it is measured."""
    looks = {name: _looks(clip) for name, clip in clips.items()}
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    held = looks[f"{HELD} {HEIGHTS[0]}p"]
    yield (
        "Made by `python -m benchmarks.speed.resting --write`, on "
        f"{cores()} cores, load {load:.1f} at the start; rounds: {rounds}. Clips of "
        f"{held.frames} frames, 30 a second (`python -m benchmarks.speed.holds`): a lunge that is "
        "held for half a minute, with the way in and out, breathing, sway and the camera's noise; "
        "and bridges repeated without a rest. Those of 1080p are scaled up."
    )
    yield ""
    yield (
        "*Its looks* is what the bare loop takes for as many frames as the model looked at, "
        "without decoding; *decoding* is PyAV alone. The processor's time cannot be less than both "
        "together, nor the time on the clock less than the looks: the landmarker of one clip works "
        "on one frame after the other."
    )
    yield ""
    yield "| | looked at | wall, to the bare loop | CPU | its looks | decoding | aim, wall |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    times = in_turn(_things(clips), rounds, warm_up=False)
    for name, seen in looks.items():
        yield _row(times, name, seen, "analyze", "1.0" if name.startswith(REPEATED) else "0.25")
        if name.startswith(HELD):
            yield _row(times, name, seen, "film", "0.5")
    yield ""
    yield from _allowed(times, f"{HELD} {HEIGHTS[0]}p", held)
    yield from _scoring(clips[f"{HELD} {HEIGHTS[0]}p"], times, held)
    yield _memory(clips[f"{HELD} {HEIGHTS[-1]}p"])


def _things(clips: Mapping[str, Path]) -> dict[str, partial[None]]:
    """What is timed, by its kind and its clip."""
    kinds = {"decode": loops.decode, "bare": loops.bare, "analyze": loops.analyze}
    things = {
        f"{kind} {name}": partial(loop, [clip])
        for name, clip in clips.items()
        for kind, loop in kinds.items()
    }
    films = {
        f"{kind} {name}": partial(loop, [clip])
        for name, clip in clips.items()
        if name.startswith(HELD)
        for kind, loop in {"film": loops.analyze_with_film, "write": loops.write_film}.items()
    }
    return things | films


def _looks(clip: Path) -> Looks:
    part = analyze_clip(clip, loops.MODEL, loops.STRETCHES).result.clip
    return Looks(part.frames, part.frames_analyzed)


def _row(times: Times, name: str, seen: Looks, kind: str, aim: str) -> str:
    what, bare = f"{kind} {name}", f"bare {name}"
    decoding = ratio(times, f"decode {name}", bare, "cpu_s")
    cells = (
        f"{seen.looks} of {seen.frames}",
        f"{ratio(times, what, bare):.2f}",
        f"{ratio(times, what, bare, 'cpu_s'):.2f}",
        f"{seen.share * (1 - decoding):.2f}",
        f"{decoding:.2f}",
        f"at most {aim}",
    )
    words = f"`analyze{' --video' if kind == 'film' else ''}`, {name}"
    return f"| {words} | {' | '.join(cells)} |"


def _allowed(times: Times, name: str, seen: Looks) -> Iterator[str]:
    """What a film takes at least: looks and encoding, shared evenly among all cores."""
    bare = f"bare {name}"
    decoding, writing = (
        ratio(times, f"{kind} {name}", bare, "cpu_s") for kind in ("decode", "write")
    )
    least = (seen.share * (1 - decoding) + writing) / cores()
    yield (
        f"Decoding the clip of {name} and encoding its pictures as they are takes {writing:.2f} of "
        f"the bare loop's processor time. With the looks, on {cores()} cores that are never idle, "
        f"that is {least:.2f} on the clock, before anything is judged or drawn."
    )
    yield ""


def _scoring(clip: Path, times: Times, seen: Looks) -> Iterator[str]:
    """`score` of copies of a clip, against as many bare loops one after the other."""
    with TemporaryDirectory() as folder:
        for number in range(SCORED):
            (Path(folder) / f"{number:02}.mp4").symlink_to(clip.resolve())
        score = {"score": command("score", folder, "--jobs", JOBS)}
        taken = in_turn(score, 1, warm_up=False)
    bare = f"bare {HELD} {HEIGHTS[0]}p"
    wall, cpu = (
        middle(taken, "score", what) / (SCORED * middle(times, bare, what))
        for what in ("wall_s", "cpu_s")
    )
    decoding = ratio(times, f"decode {HELD} {HEIGHTS[0]}p", bare, "cpu_s")
    least = (seen.share * (1 - decoding) + decoding) / JOBS
    yield (
        f"`score` of {SCORED} such holds at {HEIGHTS[0]}p with {JOBS} jobs takes {wall:.2f} of the "
        f"time of {SCORED} bare loops one after the other (aim: at most 0.14), and {cpu:.2f} of "
        f"the processor's time. Looks and decoding alone would take {least:.2f}, on {JOBS} cores "
        "that are never idle."
    )


def _memory(clip: Path) -> str:
    peak_mb = peak_memory_mb("-m", "posecheck", "analyze", clip)
    bare_mb = peak_memory_mb("-c", BARE, clip)
    return (
        f"`analyze` of the hold at {HEIGHTS[-1]}p takes {peak_mb:.0f} MB of memory at its peak "
        f"(aim: at most {MEMORY_AIM_MB} MB), the bare loop {bare_mb:.0f} MB."
    )


def peak_memory_mb(*arguments: object) -> float:
    """The most resident memory that Python takes with these arguments (Linux).

    A process of its own starts it: a command counts what the process that starts it takes itself.
    """
    words = [sys.executable, "-c", PEAK, sys.executable, *map(str, arguments)]
    return int(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout) * 1024 / 1e6


if __name__ == "__main__":
    main()
