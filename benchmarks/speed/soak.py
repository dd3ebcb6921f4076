"""Runs frames through analyze or live for a long time, and prints what grows.

    python -m benchmarks.speed.soak analyze --frames 216000
    python -m benchmarks.speed.soak coach --frames 216000
    python -m benchmarks.speed.soak live --frames 216000

`coach` is what live does with a frame, in one thread; `live` is whole sessions with all their
threads, one after the other. 216 000 frames are 2 hours at 30 frames a second, 18 000 are 10
minutes. A line is printed for each tenth of them: memory, threads, open files, and the median and
the 99th percentile of the time for a frame. With `--detect-every 100` the model looks at one frame
of a hundred, and its pose stands for the others: 2 hours then take minutes.
"""

import argparse
import gc
import itertools
import os
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch
from weakref import WeakKeyDictionary

import av
import numpy as np

from posecheck.assess.assessor import Assessor
from posecheck.clips.summary import Summary
from posecheck.coach import Coach
from posecheck.history.store import FOLDER_VARIABLE
from posecheck.live import LiveOptions, run_live
from posecheck.live.coaching import Coaching
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.pose.pose import Pose
from posecheck.stretches.routine import find_routine
from posecheck.stretches.stretch import all_built_in
from posecheck.video import Frame, open_clip

CLIP = Path(__file__).parents[2] / "samples" / "quick" / "lunge_side.mp4"
LINES = 10
SESSIONS = 20
"""How many live sessions there are, at least, one after the other."""

LONG_HOLD_S = 36_000.0
"""Not over before the recording."""

Step = Callable[[Frame], object]


@dataclass(frozen=True)
class State:
    """What the process holds after so many frames. Latencies: of the frames since the last line."""

    frames: int
    memory_mb: float
    threads: int
    open_files: int
    median_ms: float
    p99_ms: float


def endless(clip: Path) -> Iterator[Frame]:
    """The frames of a clip over and over, with times and numbers that go on."""
    start_s, number = 0.0, 0
    while True:
        with open_clip(clip) as again:
            for frame in again:
                yield Frame(number, start_s + frame.time_s, frame.image)
                number += 1
            start_s += again.duration_s


def analyze_step(landmarker: Landmarker) -> Step:
    """What `posecheck analyze` does with a frame."""
    assessor, summary = Assessor(all_built_in()), Summary()

    def step(frame: Frame) -> None:
        summary.add(assessor.assess(landmarker.detect(frame), frame.time_s))

    return step


def coach_step(landmarker: Landmarker) -> Step:
    """What `posecheck live` does with a frame, in sessions one after the other."""
    sessions = (Coaching(landmarker, Coach(find_routine("hip-flexors"))) for _ in itertools.count())
    coaching = next(sessions)

    def step(frame: Frame) -> None:
        nonlocal coaching
        if coaching.take(frame).result:
            coaching = next(sessions)

    return step


def steps(make: Callable[[Landmarker], Step]) -> Generator[float]:
    """The milliseconds that each of endless frames took."""
    with Landmarker(find_model()) as landmarker:
        step = make(landmarker)
        for frame in endless(CLIP):
            since_s = time.perf_counter()
            step(frame)
            yield 1000 * (time.perf_counter() - since_s)


def sessions(loops: int) -> Generator[float]:
    """The milliseconds from frame to frame in endless sessions of `posecheck live`.

    The allocator's arenas for all their threads grow to some 500 MB in the first 3000 frames;
    under MALLOC_ARENA_MAX=1 memory stays level from the start.

    Args:
        loops: How often the clip is played in each session.
    """
    with TemporaryDirectory() as folder, patch.dict(os.environ, {FOLDER_VARIABLE: folder}):
        options = LiveOptions(
            routine="half_kneeling_lunge",
            source=str(looped(CLIP, loops, Path(folder) / "looped.mp4")),
            speed=0,
            hold_s=LONG_HOLD_S,
            voice=False,
            window=False,
        )
        while True:
            shown_s: list[float] = []
            run_live(options, find_model(), lambda shot, at=shown_s: at.append(time.perf_counter()))
            yield from 1000 * np.diff(shown_s)


def looped(clip: Path, loops: int, path: Path) -> Path:
    """Write a recording that is a clip so many times over, as it is encoded."""
    with av.open(str(clip)) as once, av.open(str(path), "w") as container:
        given = once.streams.video[0]
        stream = container.add_stream_from_template(given)
        packets = [packet for packet in once.demux(given) if packet.size]
        length = given.duration
        times = [(packet.pts, packet.dts) for packet in packets]
        for loop in range(loops):
            for packet, (pts, dts) in zip(packets, times, strict=True):
                packet.pts, packet.dts = pts + loop * length, dts + loop * length
                packet.time_base, packet.stream = given.time_base, stream
                container.mux(packet)
    return path


MODES: dict[str, Callable[[int], Generator[float]]] = {
    "analyze": lambda loops: steps(analyze_step),
    "coach": lambda loops: steps(coach_step),
    "live": sessions,
}


@contextmanager
def seldom_detected(every: int) -> Iterator[None]:
    """While the block lasts, the pose of one frame in so many stands for those after it."""
    detect, poses, numbers = Landmarker.detect, WeakKeyDictionary(), itertools.count()

    def detected(landmarker: Landmarker, frame: Frame) -> Pose | None:
        if next(numbers) % every == 0 or landmarker not in poses:
            poses[landmarker] = detect(landmarker, frame)
        pose = poses[landmarker]
        return replace(pose, time_s=frame.time_s) if pose else None

    with patch.object(Landmarker, "detect", detected):
        yield


def soak(mode: str, frames: int, lines: int = LINES) -> Iterator[State]:
    """Take in so many frames, and tell the state of the process so many times on the way."""
    with open_clip(CLIP) as clip:
        loops = max(1, frames // SESSIONS // len(list(clip)))
    with closing(MODES[mode](loops)) as each_ms:
        for line in range(1, lines + 1):
            taken_ms = list(itertools.islice(each_ms, frames // lines))
            yield _state(line * (frames // lines), taken_ms)


def _state(frames: int, taken_ms: list[float]) -> State:
    gc.collect()  # closed clips keep the threads of their decoder until then
    resident_pages = int(Path("/proc/self/statm").read_text().split()[1])
    return State(
        frames,
        memory_mb=resident_pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        threads=len(list(Path("/proc/self/task").iterdir())),
        open_files=len(list(Path("/proc/self/fd").iterdir())),
        median_ms=float(np.median(taken_ms)),
        p99_ms=float(np.percentile(taken_ms, 99)),
    )


def main() -> None:
    """Print a line for each part."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.soak", description=__doc__.splitlines()[0]
    )
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("--frames", type=int, default=18_000)
    parser.add_argument("--detect-every", type=int, default=1, metavar="FRAMES")
    options = parser.parse_args()
    print("  frames  memory MB  threads  files  median ms   p99 ms")
    with seldom_detected(options.detect_every):
        for state in soak(options.mode, options.frames):
            print(
                f"{state.frames:8} {state.memory_mb:10.1f} {state.threads:8} {state.open_files:6}"
                f" {state.median_ms:10.1f} {state.p99_ms:8.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
