"""Memory over a long clip, the size of its report, and what the film costs.

    python benchmarks/long_clip.py memory --frames 54000     # half an hour at 30 frames a second
    python benchmarks/long_clip.py cost

The clip is a sample, played forwards and backwards until it is long enough.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.clips.analysis import analyze_clip, choose_stretches
from posecheck.outputs.catalogue import REPORT
from posecheck.outputs.options import OutputOptions
from posecheck.outputs.plan import plan_for
from posecheck.outputs.targets import Targets
from posecheck.pose.landmarker import Landmarker
from posecheck.pose.model import find_model
from posecheck.video import FilmWriter, Frame, Image, open_clip

SAMPLE = Path(__file__).parents[2] / "posecheck" / "cli" / "demo.mp4"
FPS = 30
REPORTS = 20
"""How often memory is reported on the way."""


def main() -> None:
    """Run the benchmark that was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed.long_clip", description=__doc__.splitlines()[0]
    )
    parser.add_argument("what", choices=["memory", "cost"])
    parser.add_argument("--frames", type=int, default=3000)
    wanted = parser.parse_args()
    with TemporaryDirectory() as folder:
        measure = memory if wanted.what == "memory" else cost
        measure(Path(folder), wanted.frames)


def memory(folder: Path, frames: int) -> None:
    """Print the resident memory on the way, and how large the report became."""
    clip = long_clip(folder / "clip.mp4", frames, (480, 360))
    every = max(1, frames // REPORTS)
    print(f"{'frame':>8} {'memory MB':>10}")

    def tell(frame: Frame) -> None:
        if frame.index % every == 0:
            print(f"{frame.index:8} {memory_mb():10.0f}", flush=True)

    analyse(clip, folder / "results", tell)
    print(f"{frames:8} {memory_mb():10.0f}  (at the end)")
    print(f"report: {(folder / 'results' / REPORT).stat().st_size / 1e6:.2f} MB")


def cost(folder: Path, frames: int) -> None:
    """Print what decoding and landmarks alone take, and everything with the film.

    The film is encoded beside the analysis: on a machine that does nothing else, time tells; on a
    busy one, the work of the processor (cpu) does.
    """
    print(f"{'size':>10} {'bare ms':>8} {'all ms':>8} {'ratio':>6} {'cpu ratio':>10}   per frame")
    for size in ((640, 480), (1280, 720), (1920, 1080)):
        clip = long_clip(folder / f"{size[0]}.mp4", min(frames, 300), size)
        bare_ms = timed_ms(partial(bare, clip))
        all_ms = timed_ms(partial(analyse, clip, folder / f"{size[0]}"))
        (time_ratio, cpu_ratio) = all_ms / bare_ms
        name = f"{size[0]}x{size[1]}"
        print(
            f"{name:>10} {bare_ms[0]:8.1f} {all_ms[0]:8.1f} {time_ratio:6.2f} {cpu_ratio:10.2f}",
            flush=True,
        )


def timed_ms(run: Callable[[], int]) -> NDArray[np.float64]:
    """Milliseconds of (time, processor) for each of the frames that `run` says it went through."""
    start_s = np.array([time.perf_counter(), time.process_time()])
    frames = run()
    end_s = np.array([time.perf_counter(), time.process_time()])
    return np.asarray(1000 * (end_s - start_s) / frames)


def bare(clip: Path) -> int:
    """Decode and find landmarks, nothing else."""
    with open_clip(clip) as frames, Landmarker(find_model()) as landmarker:
        for frame in frames:
            landmarker.detect(frame)
        return frames.frames_read


def analyse(clip: Path, folder: Path, on_frame: Callable[[Frame], None] = lambda f: None) -> int:
    """Everything that `posecheck analyze CLIP --out FOLDER` does."""
    stretches = choose_stretches()
    plan = plan_for([clip], stretches, OutputOptions(), Targets([clip], force=True), folder=folder)
    outputs = plan.outputs[clip]
    analysis = analyze_clip(clip, find_model(), stretches, outputs=outputs, on_frame=on_frame)
    return analysis.result.clip.frames


def long_clip(path: Path, frames: int, size: tuple[int, int]) -> Path:
    """Write the sample, played forwards and backwards, in another size."""
    with FilmWriter(path, size, FPS) as film:
        for number, image in enumerate(islice(looped(size), frames)):
            film.write(image, number / FPS)
    return path


def looped(size: tuple[int, int]) -> Iterator[Image]:
    """The sample's pictures without an end."""
    with open_clip(SAMPLE) as clip:
        images = [np.asarray(cv2.resize(frame.image, size), np.uint8) for frame in clip]
    return cycle(chain(images, images[-2:0:-1]))


def memory_mb() -> float:
    """The resident memory of this process now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


if __name__ == "__main__":
    main()
