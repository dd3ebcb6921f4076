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

from benchmarks.accuracy.check_tables import check_misses, checks
from benchmarks.accuracy.clips import Truth
from benchmarks.accuracy.markdown import document
from benchmarks.accuracy.measure import JOBS, measure
from benchmarks.accuracy.measure_tables import measures
from benchmarks.accuracy.outcome import Outcome
from benchmarks.accuracy.report import holds, recognition, summary
from posecheck.pose.model import find_model
from posecheck.version import __version__
from samples.generator.catalogue import Clip
from samples.generator.draw import AZIMUTHS_DEG, draw, draw_negative, draw_variant, ways
from samples.generator.film import make
from samples.generator.poses.variants import variants

WAYS, AROUND, OTHER = "claimed views", "all around", "other positions"
SEED, EACH, NEGATIVES = "9", 4, 300
TURN = 7
"""A variant is drawn this many steps of azimuth further than the last: with 24 steps, which 7 does
not divide, all of them come in turn."""


def drawn_ways(seed: str, each: int) -> Iterator[Clip]:
    """So many clips of every way to do a stretch, from every view that it is drawn from."""
    for way in ways():
        for view in way.views:
            for number in range(each):
                yield draw(way, view, f"{seed}_{number}")


def drawn_variants(seed: str, each: int) -> Iterator[Clip]:
    """So many clips of every variant, with the camera anywhere around the person."""
    for index, variant in enumerate(variant for variant in variants() for _ in range(each)):
        azimuth_deg = AZIMUTHS_DEG[index * TURN % len(AZIMUTHS_DEG)]
        yield draw_variant(variant, azimuth_deg, f"{seed}_{index % each}")


def drawn_negatives(seed: str, count: int) -> Iterator[Clip]:
    """So many clips of people in other positions."""
    return (draw_negative(f"{seed}_{number}") for number in range(count))


def render(clips: Sequence[Clip], folder: Path, jobs: int) -> list[Truth]:
    """Render those that are not there yet; the truth of all of them."""
    missing = [clip for clip in clips if not (folder / f"{clip.name}.mp4").is_file()]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(partial(make, folder=folder), missing):
            pass
    return [Truth.load(folder / f"{clip.name}.mp4") for clip in clips]


def report(outcomes: Sequence[Outcome], arguments: argparse.Namespace) -> str:
    """The results as a Markdown page."""
    return document(
        "# Drawn at random",
        f"Written by `python -m benchmarks.accuracy.draws --seed {arguments.seed} --each "
        f"{arguments.each} --negatives {arguments.negatives} --out docs/DRAWS.md`; do not edit. "
        f"posecheck {__version__}.",
        f"*{WAYS}*: stretches done well and badly, from the views that posecheck claims "
        f"(samples/generator/ways.toml). *{AROUND}*: the variants that people do "
        "(samples/generator/poses/variants.toml), the camera anywhere around them in steps of 15 "
        f"degrees. *{OTHER}*: other positions on the floor and on the way there "
        "(samples/generator/poses/figures.toml), also from anywhere. Person, clothes, room, light "
        "(down to very dark), camera (0.35 to 1.5 m high, 2.3 to 3.8 m away, tilted by up to 3 "
        "degrees) and pose are drawn at random. The clips behind docs/ACCURACY.md were looked at "
        "while the rules were made; nobody chose these. Rates come with their 95 % intervals.",
        "## In short",
        summary(outcomes),
        "## Recognition",
        recognition(outcomes),
        "## Measures",
        measures(outcomes),
        "## Checks",
        checks(outcomes),
        "### Every miss",
        check_misses(outcomes),
        "## Hold time",
        holds(outcomes),
    )


def main() -> None:
    """Draw, render, judge, and write it down."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.draws", description=__doc__
    )
    parser.add_argument("--seed", default=SEED, help="another seed draws others")
    parser.add_argument(
        "--each", type=int, default=EACH, help="clips of each way and view, and of each variant"
    )
    parser.add_argument("--negatives", type=int, default=NEGATIVES, help="clips of other positions")
    parser.add_argument("--jobs", type=int, default=JOBS, help="processes to use")
    parser.add_argument("--model", type=Path, help="another pose model than the shipped one")
    parser.add_argument("--out", type=Path, help="where to write the page: docs/DRAWS.md")
    parser.add_argument("--keep", type=Path, help="a folder that keeps clips and poses")
    arguments = parser.parse_args()
    with TemporaryDirectory() as temporary:
        text = report(outcomes(arguments, arguments.keep or Path(temporary)), arguments)
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


def outcomes(arguments: argparse.Namespace, folder: Path) -> list[Outcome]:
    """Draw, render and judge all kinds of clips."""
    model = find_model(arguments.model)
    kinds = {
        WAYS: drawn_ways(arguments.seed, arguments.each),
        AROUND: drawn_variants(arguments.seed, arguments.each),
        OTHER: drawn_negatives(arguments.seed, arguments.negatives),
    }
    return [
        measure(
            name,
            render([*clips], folder, arguments.jobs),
            model,
            folder / "poses",
            arguments.jobs,
        )
        for name, clips in kinds.items()
    ]


if __name__ == "__main__":
    main()
