"""`python -m benchmarks.speed [--out docs/SPEED.md]`: measure, print, and write down the speed."""

import argparse
import os
import platform
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.speed.timing import Times, command, in_turn, middle, on_one_core, ratio
from posecheck.pose.telemetry import REFUSING_PROXY

# For the bare loop: posecheck itself sees to it that MediaPipe reports nothing.
os.environ["https_proxy"] = REFUSING_PROXY

from benchmarks.speed import loops
from benchmarks.speed.sections import replace_page
from posecheck.scoring.run import cores
from posecheck.version import __version__

CLIPS = Path(__file__).parents[2] / "samples" / "clips"
NAMES = ("lunge_left_good_side_man", "bridge_good_side_woman")
SCORED_FRAMES = 60
SCORED_EVERY = 3
HIGH_PX = 720


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--out", type=Path, help="where to write the page: docs/SPEED.md")
    parser.add_argument("--rounds", type=int, default=7, help="how often each loop is run")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        page = "\n".join(measured(Path(folder), arguments.rounds)) + "\n"
    print(page)
    if arguments.out:
        replace_page(arguments.out, page)


def measured(folder: Path, rounds: int) -> Iterator[str]:
    """The page, written while it is measured."""
    clips = [CLIPS / f"{name}.mp4" for name in NAMES]
    high = [loops.enlarged(clip, folder, HIGH_PX) for clip in clips]
    yield from _head()
    yield from _loops(clips, high, rounds)
    yield from _jobs(scored_clips(), rounds // 2 + 1)
    yield from _starts(clips[0], folder, rounds)


def scored_clips() -> list[Path]:
    """Some of the sample clips, all equally long: so none of them is waited for at the end."""
    equal = [c for c in sorted(CLIPS.glob("*.mp4")) if loops.frames_of(c) == SCORED_FRAMES]
    return equal[::SCORED_EVERY]


def _head() -> Iterator[str]:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    yield "# Speed"
    yield ""
    yield (
        "Written by `python -m benchmarks.speed --out docs/SPEED.md` (with `pip install -e "
        f"'.[benchmarks]'`); do not edit. posecheck {__version__}, Python "
        f"{platform.python_version()}, {cores()} cores, load {load:.1f} at the start."
    )
    yield ""
    yield (
        "Everything is run in turn, round after round; a ratio is the median over the rounds. "
        "*CPU* counts the seconds of all threads and says what is done, *wall* is what one waits "
        "for. On a machine that does other work beside, trust the ratios and not the seconds."
    )


def _loops(clips: list[Path], high: list[Path], rounds: int) -> Iterator[str]:
    network = loops.Network()
    things = {
        "network": partial(network, clips),
        "bare": partial(loops.bare, clips),
        "analyze": partial(loops.analyze, clips),
        "bare, 720p": partial(loops.bare, high),
        "analyze, 720p": partial(loops.analyze, high),
        "film, 720p": partial(loops.analyze_with_film, high),
    }
    times = in_turn(things, rounds)
    frames = sum(map(loops.frames_of, clips))
    yield "\n## One clip after the other\n"
    yield (
        f"{len(clips)} clips, {frames} frames. The bare loop is PyAV and MediaPipe's landmarker in "
        "VIDEO mode with masks, and nothing else. The network is the landmark network alone in "
        "LiteRT, on one thread: the floor under all of them."
    )
    yield "\n| | ms a frame | CPU ms a frame | to the bare loop, wall | CPU | aim |"
    yield "| --- | --- | --- | --- | --- | --- |"
    rows = {
        "network": ("the network alone", "bare", ""),
        "bare": ("bare loop, 480p", "bare", ""),
        "analyze": ("`analyze`, 480p", "bare", "1.08"),
        "bare, 720p": ("bare loop, 720p", "bare, 720p", ""),
        "analyze, 720p": ("`analyze`, 720p", "bare, 720p", "1.08"),
        "film, 720p": ("`analyze --video`, 720p", "bare, 720p", "1.6"),
    }
    for name, (words, to, aim) in rows.items():
        cells = (
            f"{1000 * middle(times, name) / frames:.1f}",
            f"{1000 * middle(times, name, 'cpu_s') / frames:.1f}",
            f"{ratio(times, name, to):.2f}",
            f"{ratio(times, name, to, 'cpu_s'):.2f}",
            f"at most {aim}" if aim else "-",
        )
        yield f"| {words} | {' | '.join(cells)} |"


ONE_CORE = "jobs 1 on one core"


def _jobs(clips: list[Path], rounds: int) -> Iterator[str]:
    counts = sorted({1, 2, cores()})
    few = clips[::3]
    bare = {f"bare {n}": command(*few, module=loops.__name__, processes=n) for n in counts}
    jobs = {f"jobs {n}": command("score", *clips, "--jobs", n) for n in counts}
    one_core = {ONE_CORE: on_one_core(jobs["jobs 1"])}
    times = in_turn(bare | one_core | jobs, rounds, warm_up=False)
    yield "\n## Several at a time\n"
    yield (
        f"`posecheck score` of {len(clips)} clips of {SCORED_FRAMES} frames, the start of the "
        f"command included. Bare loops that run at once, each over {len(few)} of the clips, show "
        "what the machine has to give: they share nothing and wait for nobody. One job alone keeps "
        "more than one core busy, because it decodes and finds the person ahead; kept to one core "
        "it shows what a second core adds."
    )
    yield "\n| | seconds | CPU ms a frame | clips a minute | to one | to one on one core | aim |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for n in counts:
        yield _rate(times, _loops_at_once(n), f"bare {n}", "bare 1", n * len(few), n)
    words = {ONE_CORE: "`--jobs 1`, kept to one core"} | {name: f"`--{name}`" for name in jobs}
    for name in words:
        yield _rate(times, words[name], name, "jobs 1", len(clips), 1)


def _loops_at_once(count: int) -> str:
    return "bare loop" if count == 1 else f"{count} bare loops at once"


def _rate(times: Times, words: str, name: str, one: str, clips: int, times_as_many: int) -> str:
    """A row of the table: how many clips are done in the time, and how many more than by one."""
    wall_s, cpu_s = middle(times, name), middle(times, name, "cpu_s")
    cells = (
        f"{wall_s:.1f}",
        f"{1000 * cpu_s / (clips * SCORED_FRAMES):.1f}",
        f"{60 * clips / wall_s:.0f}",
        f"{times_as_many * ratio(times, one, name):.2f}",
        f"{ratio(times, ONE_CORE, name):.2f}" if name.startswith("jobs") else "-",
        "at least 1.8, on two cores" if name == "jobs 2" else "-",
    )
    return f"| {words} | {' | '.join(cells)} |"


def _starts(clip: Path, folder: Path, rounds: int) -> Iterator[str]:
    import cv2

    from posecheck.video import open_clip

    picture = folder / "picture.png"
    with open_clip(clip) as frames:
        cv2.imwrite(str(picture), next(iter(frames)).image[:, :, ::-1])
    times = in_turn({"help": command("--help"), "picture": command("analyze", picture)}, 2 * rounds)
    yield "\n## From the command to the first frame\n"
    yield "With compiled bytecode. A picture is one frame: the whole command, to its end.\n"
    yield "| | seconds | CPU seconds | aim |"
    yield "| --- | --- | --- | --- |"
    for name, words, aim in (
        ("help", "`posecheck --help`", "0.3"),
        ("picture", "`posecheck analyze PICTURE`", "1.2"),
    ):
        wall_s, cpu_s = middle(times, name), middle(times, name, "cpu_s")
        yield f"| {words} | {wall_s:.2f} | {cpu_s:.2f} | at most {aim} |"


if __name__ == "__main__":
    main()
