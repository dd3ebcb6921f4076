"""How fast a live session is.

    python -m benchmarks.speed.live [--seconds 60] [--write]
    python -m benchmarks.speed.live --hold FOLDER/held_720p.mp4 [--write]    # only during a hold

A clip, scaled up to 1280 x 720 at 30 frames a second, is played as if it were a camera, into a
window (so a display is needed; `xvfb-run` makes one). It measures how old each frame is when it is
shown, how many are never shown, the cores that are busy and the memory.
"""

import argparse
import os
import resource
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from benchmarks.speed.sections import Row, replace_section, show, table_lines
from posecheck.live import LiveOptions, run_live
from posecheck.live.window import Window
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.pose.watcher import LONGEST_S
from posecheck.video import FilmWriter, open_clip
from posecheck.video.camera import Shot

ROOT = Path(__file__).parents[2]
CLIP = ROOT / "samples" / "clips" / "bridge_30s_side_woman.mp4"
PAGE = ROOT / "docs" / "LIVE_SPEED.md"
TITLE = "In a window"
SIZE, FPS = (1280, 720), 30
AIM_MS, AIM_CORES, AIM_DROPPED = 50.0, 1.5, 0.01
HOLD_TITLE = "During a hold"
HOLD_FROM_S, HOLD_TO_S = 8.0, 36.0
"""The clip that is held is in position from 3 to 37 s; by 8 s the coach counts the hold."""

AIM_HOLD_CORES = 0.35
LOOKS_A_SECOND = round(1 / LONGEST_S)
LOOKS_TIMED = 60
WARM_S = 3.0
"""The model's first frames are left out."""


@dataclass
class Figures:
    """What was measured.

    Attributes:
        latencies_ms: From the capture of each frame until it was shown.
        indices: The numbers of the frames that were shown.
        memory_mb: Once a second.
        cpu_s: Of the process.
        wall_s: On the clock.
    """

    latencies_ms: list[float] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    cpu_s: float = 0.0
    wall_s: float = 0.0

    def shown(self, shot: Shot) -> None:
        """Note a frame that was just shown."""
        if shot.frame.time_s > WARM_S:
            self.latencies_ms.append((time.monotonic() - shot.taken_s) * 1000)
            self.indices.append(shot.frame.index)

    @property
    def dropped(self) -> float:
        """The share of frames that were never shown."""
        return 1 - len(self.indices) / (self.indices[-1] - self.indices[0] + 1)


class Spent(NamedTuple):
    """Seconds on the clock, of the processor, and of the processor for the thread that draws."""

    wall_s: float
    cpu_s: float
    drawing_s: float


@dataclass
class HoldFigures:
    """What was measured while somebody holds still.

    Attributes:
        start: When its first frame was shown.
        end: When its last frame was shown.
        shown: How many frames were shown.
    """

    start: Spent | None = None
    end: Spent | None = None
    shown: int = 0

    def take(self, shot: Shot) -> None:
        """Note a frame that the calling thread has just shown."""
        if HOLD_FROM_S <= shot.frame.time_s <= HOLD_TO_S:
            self.end = Spent(time.monotonic(), cpu_s(), time.thread_time())
            self.start = self.start or self.end
            self.shown += 1

    @property
    def cores(self) -> tuple[float, float]:
        """How many cores were busy: in all, and with drawing and showing pictures."""
        assert self.start
        assert self.end
        wall_s, all_s, drawing_s = np.subtract(self.end, self.start).tolist()
        return all_s / wall_s, drawing_s / wall_s


def measure_hold(clip: Path) -> HoldFigures:
    """Run a session with the clip of somebody who holds a stretch, from `benchmarks.speed.holds`.

    The clip is made by another process: with the generator's OpenGL loaded, no window opens.
    """
    figures = HoldFigures()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POSECHECK_DATA"] = folder
        options = LiveOptions(
            routine="half_kneeling_lunge", source=str(clip), voice=False, hold_s=10 * HOLD_TO_S
        )
        run_live(options, find_model(), on_shown=figures.take)
    return figures


def measure_bare(clip: Path) -> float:
    """The cores that are busy while the hold is only shown, as it is in a mirror."""
    figures, started_s = HoldFigures(), time.monotonic()
    with open_clip(clip) as opened, Window(SIZE, full_screen=True) as window:
        for frame in opened:
            time.sleep(max(0.0, started_s + frame.time_s - time.monotonic()))
            window.show(np.asarray(cv2.flip(frame.image, 1), np.uint8))
            window.key()
            figures.take(Shot(frame, taken_s=0.0))
    return figures.cores[0]


def measure_looks(clip: Path) -> float:
    """The cores that are busy with `LOOKS_A_SECOND` looks of the pose model, and nothing else."""
    with open_clip(clip) as opened, Landmarker(find_model()) as landmarker:
        frames = list(islice(opened, 2 * LOOKS_TIMED))
        for frame in frames[:LOOKS_TIMED]:
            landmarker.detect(frame)
        began_s = cpu_s()
        for frame in frames[LOOKS_TIMED:]:
            landmarker.detect(frame)
        return (cpu_s() - began_s) / LOOKS_TIMED * LOOKS_A_SECOND


def hold_rows(figures: HoldFigures, bare_cores: float, look_cores: float) -> list[Row]:
    """Each figure of a hold with what it should be."""
    due = round((HOLD_TO_S - HOLD_FROM_S) * FPS) + 1
    cores, drawing = figures.cores
    return [
        ("cores busy", f"{cores:.2f}", f"{AIM_HOLD_CORES:g} or less"),
        ("of them with drawing and showing", f"{drawing:.2f}", ""),
        ("frames dropped", f"{1 - figures.shown / due:.1%}", f"under {AIM_DROPPED:.0%}"),
        ("cores busy where the film is only shown", f"{bare_cores:.2f}", ""),
        (f"cores busy with {LOOKS_A_SECOND} looks a second alone", f"{look_cores:.2f}", ""),
    ]


def hold_section(rows: Sequence[Row]) -> str:
    """What docs/LIVE_SPEED.md says of a hold."""
    lines = [
        "Made by `python -m benchmarks.speed.live --hold FOLDER/held_720p.mp4 --write`: the same "
        "window, with a lunge that is held (`python -m benchmarks.speed.holds FOLDER`), from "
        f"{HOLD_FROM_S:g} to {HOLD_TO_S:g} s; load average {os.getloadavg()[0]:.1f}.",
        "",
        *table_lines(rows),
        "",
        f"Meanwhile the model looks at {LOOKS_A_SECOND} frames a second, and the window draws "
        f"{FPS}. To show the film, it must be decoded, turned as in a mirror and painted by Qt.",
    ]
    return "\n".join(lines)


def make_source(path: Path, seconds: float) -> None:
    """Write the sample clip, over and over, at the size and rate of a camera."""
    repeat = FPS // 10  # the clip has 10 frames a second
    with FilmWriter(path, SIZE, FPS) as film:
        written = 0
        while written < seconds * FPS:
            with open_clip(CLIP) as clip:
                for image in (frame.image for frame in clip for _ in range(repeat)):
                    film.write(image, written / FPS)
                    written += 1


def measure(seconds: float) -> Figures:
    """Run a session of so many seconds."""
    figures, over = Figures(), threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POSECHECK_DATA"] = folder
        source = Path(folder) / "camera.mp4"
        make_source(source, seconds)
        watch = threading.Thread(target=watch_memory, args=(figures, over))
        watch.start()
        started_s, began_cpu_s = time.monotonic(), cpu_s()
        options = LiveOptions(
            routine="bridge", source=str(source), voice=False, hold_s=10 * seconds
        )
        run_live(options, find_model(), on_shown=figures.shown)
        figures.wall_s, figures.cpu_s = time.monotonic() - started_s, cpu_s() - began_cpu_s
        over.set()
        watch.join()
    return figures


def watch_memory(figures: Figures, over: threading.Event) -> None:
    """Note the resident memory once a second (Linux)."""
    page_mb = resource.getpagesize() / 2**20
    while not over.wait(1.0):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        figures.memory_mb.append(pages * page_mb)


def cpu_s() -> float:
    """The processor time that this process has used, in seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def rows(figures: Figures) -> list[Row]:
    """Each figure with what it should be."""
    p50, p95 = np.percentile(figures.latencies_ms, [50, 95])
    settled = figures.memory_mb[len(figures.memory_mb) // 4 :]
    growth = np.mean(settled[len(settled) // 2 :]) - np.mean(settled[: len(settled) // 2])
    return [
        ("frames shown", f"{len(figures.indices)}", ""),
        ("frames dropped", f"{figures.dropped:.1%}", f"under {AIM_DROPPED:.0%}"),
        ("capture to shown, p50", f"{p50:.1f} ms", ""),
        ("capture to shown, p95", f"{p95:.1f} ms", f"{AIM_MS:g} ms or less"),
        ("cores busy", f"{figures.cpu_s / figures.wall_s:.2f}", f"under {AIM_CORES:g}"),
        ("memory", f"{np.median(settled):.0f} MB", ""),
        ("memory, second half over first", f"{growth:+.1f} MB", "flat"),
    ]


def section(figures: Figures, seconds: float) -> str:
    """What docs/LIVE_SPEED.md says of it."""
    load = os.getloadavg()[1]
    lines = [
        f"Made by `python -m benchmarks.speed.live --seconds {seconds:g} --write`: a window of "
        f"{SIZE[0]} x {SIZE[1]} at {FPS} frames a second, {os.cpu_count()} cores, no GPU.",
        f"Other programs kept the machine busy meanwhile (load average {load:.1f})."
        if load > (os.cpu_count() or 1) * 1.2
        else "",
        "",
        *table_lines(rows(figures)),
        "",
        "A frame is shown as soon as it is there, with the newest result that is known: inference",
        "never holds the picture up. Frames that come while the window is still drawing are left",
        "out, so that none is ever late by more than one drawing.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the page where that is wanted."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.live", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    parser.add_argument(
        "--hold", type=Path, metavar="CLIP", help="of `benchmarks.speed.holds`: the held one"
    )
    wanted = parser.parse_args()
    if wanted.hold:
        during_hold = hold_rows(
            measure_hold(wanted.hold), measure_bare(wanted.hold), measure_looks(wanted.hold)
        )
        show(during_hold)
        if wanted.write:
            replace_section(PAGE, HOLD_TITLE, hold_section(during_hold))
        return
    figures = measure(wanted.seconds)
    show(rows(figures))
    if wanted.write:
        replace_section(PAGE, TITLE, section(figures, wanted.seconds))


if __name__ == "__main__":
    main()
