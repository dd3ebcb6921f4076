"""How fast a session in the browser is: `python -m benchmarks.speed.browser [--seconds 60]`.

A headless Chromium takes a clip of 1280 x 720 at 30 frames a second for its camera. Measured are
how long after its capture each frame has its overlay, how many frames a second get one, and how
many cores posecheck keeps busy, without the browser's share. `--write` writes the figures down.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np

from benchmarks.speed.camera_page import CHROMIUM
from benchmarks.speed.live import CLIP, FPS, PAGE, SIZE, cpu_s
from benchmarks.speed.sections import Row, replace_section, show, table_lines
from posecheck.live import LiveOptions, run_live
from posecheck.pose.model import find_model
from posecheck.video import open_clip

TITLE = "In the browser"
AIM_MS, AIM_CORES = 120.0, 1.8
CLOSE_PATIENCE_S = 60.0
"""The browser closes after the session, on a busy machine long after."""

JPEG_QUALITY = 95
"""Of the clip that stands for the camera, as most webcams send it."""


def make_camera(path: Path) -> None:
    """Write the sample clip as Motion JPEG at the size and rate of a camera; it plays in a loop."""
    repeat = FPS // 10  # the clip has 10 frames a second
    with open_clip(CLIP) as clip, path.open("wb") as film:
        for frame in clip:
            image = cv2.cvtColor(cv2.resize(frame.image, SIZE), cv2.COLOR_RGB2BGR)
            options = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
            film.write(bytes(cv2.imencode(".jpg", image, options)[1]) * repeat)


def measure(seconds: float) -> dict[str, float]:
    """Run a session of so many seconds: its figures by name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = folder / "overlays.json"
        make_camera(folder / "camera.mjpeg")
        os.environ |= {
            "POSECHECK_DATA": name,
            "CAMERA": str(folder / "camera.mjpeg"),
            "SECONDS": str(seconds),
            "RESULTS": str(results),
            "BROWSER": f"{sys.executable} -m benchmarks.speed.camera_page %s &",
        }
        shown_s: list[tuple[float, float]] = []
        options = LiveOptions(routine="bridge", browser=True, hold_s=10 * seconds)
        run_live(
            options,
            find_model(),
            on_shown=lambda shot: shown_s.append((time.monotonic(), cpu_s())),
        )
        captured_ms, latencies_ms = np.transpose(_read(results))
    (first_s, first_cpu_s), (last_s, last_cpu_s) = shown_s[len(shown_s) // 5], shown_s[-1]
    p50, p95 = np.percentile(latencies_ms, [50, 95])
    return {
        "p50": float(p50),
        "p95": float(p95),
        "per_s": 1000 / float(np.diff(captured_ms).mean()),
        "cores": (last_cpu_s - first_cpu_s) / (last_s - first_s),
    }


def _read(results: Path) -> list[tuple[float, float]]:
    give_up_s = time.monotonic() + CLOSE_PATIENCE_S
    while not results.exists() and time.monotonic() < give_up_s:
        time.sleep(0.1)
    time.sleep(0.1)
    return list(json.loads(results.read_text(encoding="utf-8")))


def rows(figures: dict[str, float]) -> list[Row]:
    """Each figure with what it should be."""
    return [
        ("capture to overlay, p50", f"{figures['p50']:.0f} ms", ""),
        ("capture to overlay, p95", f"{figures['p95']:.0f} ms", f"{AIM_MS:g} ms or less"),
        ("overlays a second", f"{figures['per_s']:.1f}", ""),
        ("cores busy, without the browser", f"{figures['cores']:.2f}", f"{AIM_CORES:g} or less"),
    ]


def section(figures: dict[str, float], seconds: float) -> str:
    """What docs/LIVE_SPEED.md says of it."""
    load = os.getloadavg()[1]
    lines = [
        f"Made by `python -m benchmarks.speed.browser --seconds {seconds:g} --write`: a headless",
        f"Chromium without a GPU on the same {os.cpu_count()} cores, whose camera gives"
        f" {SIZE[0]} x {SIZE[1]} at {FPS} frames a second.",
        f"The load average was {load:.1f}, the browser's own work included.",
        "",
        *table_lines(rows(figures)),
        "",
        "The picture itself is the browser's own, at its full rate; only the overlay waits for the",
        "pose model. Half of the usual time goes by in the browser, until it has given the picture",
        "and made it JPEG. The slowest frames are those at which the pose model looked; while",
        "nothing moves, it rests, and what it saw before is drawn.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the section where that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.browser", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--write", action="store_true", help=f"write into {PAGE.name}")
    wanted = parser.parse_args()
    if not Path(CHROMIUM).exists():
        parser.error(f"there is no Chromium at {CHROMIUM}; install it, or set POSECHECK_CHROMIUM")
    figures = measure(wanted.seconds)
    show(rows(figures))
    if wanted.write:
        replace_section(PAGE, TITLE, section(figures, wanted.seconds))


if __name__ == "__main__":
    main()
