"""`python -m benchmarks.accuracy.draws`: how often posecheck is right on people drawn at random.

Nobody has looked at them: they tell how far the clips of the catalogue can be believed.
"""

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.accuracy.clips import Truth
from benchmarks.accuracy.markdown import document
from benchmarks.accuracy.measure import JOBS, measure
from benchmarks.accuracy.report import Outcome, check_misses, checks, holds, recognition, summary
from posecheck.pose.model import find_model
from posecheck.version import __version__
from samples.generator.catalogue import Clip
from samples.generator.draw import draw, ways
from samples.generator.film import make

SEED, EACH = "8", 4
OF = "drawn"


def drawn(seed: str, each: int) -> Iterator[Clip]:
    """So many clips of every way to do a stretch, from every view that it is drawn from."""
    for way in ways():
        for view in way.views:
            for number in range(each):
                yield draw(way, view, f"{seed}_{number}")


def render(clips: Sequence[Clip], folder: Path, jobs: int) -> list[Truth]:
    """Render those that are not there yet; the truth of all of them."""
    missing = [clip for clip in clips if not (folder / f"{clip.name}.mp4").is_file()]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(partial(make, folder=folder), missing):
            pass
    return [Truth.load(folder / f"{clip.name}.mp4") for clip in clips]


def report(outcome: Outcome, seed: str, each: int) -> str:
    """The results as a Markdown page."""
    return document(
        "# Drawn at random",
        f"Written by `python -m benchmarks.accuracy.draws --seed {seed} --each {each} --out "
        f"docs/DRAWS.md`; do not edit. posecheck {__version__}.",
        "Stretches done well and badly, from the views that posecheck claims, as described in "
        "samples/generator/ways.toml. Person, clothes, room, light (down to very dark), camera "
        "(0.35 to 1.5 m high, 2.3 to 3.8 m away, tilted by up to 3 degrees) and pose are drawn at "
        "random. The clips behind docs/ACCURACY.md were looked at while the rules were made; "
        "nobody chose these.",
        "## In short",
        summary([outcome]),
        "## Recognition",
        recognition([outcome]),
        "## Checks",
        checks([outcome]),
        "### Every miss",
        check_misses([outcome]),
        "## Hold time",
        holds([outcome]),
    )


def main() -> None:
    """Draw, render, judge, and write it down."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.draws", description=__doc__
    )
    parser.add_argument("--seed", default=SEED, help="another seed draws others")
    parser.add_argument("--each", type=int, default=EACH, help="clips of each way and view")
    parser.add_argument("--jobs", type=int, default=JOBS, help="processes to use")
    parser.add_argument("--out", type=Path, help="where to write the page: docs/DRAWS.md")
    parser.add_argument("--keep", type=Path, help="a folder that keeps clips and poses")
    arguments = parser.parse_args()
    clips = [*drawn(arguments.seed, arguments.each)]
    with TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        truths = render(clips, folder, arguments.jobs)
        outcome = measure(OF, truths, find_model(), folder / "poses", arguments.jobs)
    text = report(outcome, arguments.seed, arguments.each)
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
