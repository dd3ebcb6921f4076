"""`python -m samples.bench.draws`: recognition and false alarms on people drawn at random.

Nobody has looked at them: they tell how far the clips of the catalogue can be believed.
"""

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from posecheck.model import Model, find_model
from posecheck.stretch import all_built_in
from posecheck.version import __version__
from posecheck.view import ViewKind
from samples.bench.clips import Truth
from samples.bench.markdown import bullets, document, table
from samples.bench.poses import poses_of
from samples.bench.recognition import by_stretch_and_view, invented, mistaken, recognised
from samples.bench.run import Run, run_clip
from samples.bench.verdicts import cannot_judge, cases_of, claimed, clear, specificity
from samples.generator.catalogue import Clip
from samples.generator.draw import draw
from samples.generator.film import make

SEED, EACH, JOBS = 5, 8, 2


def drawn(seed: int, each: int) -> Iterator[Clip]:
    """So many clips of every stretch, well done, from every view that it can be told from."""
    for stretch in all_built_in():
        near_leg = stretch.told_near.value if stretch.told_near else None
        for view in sorted(stretch.told_from, key=list(ViewKind).index):
            for number in range(each):
                yield draw(stretch.id, view.value, f"{seed}_{number}", near_leg)


def run_drawn(clip: Clip, folder: Path, model: Model) -> Run:
    """Render a clip and judge it."""
    make(clip, folder)
    path = folder / f"{clip.name}.mp4"
    return run_clip(Truth.load(path), poses_of(path, model))


def report(runs: Sequence[Run], seed: int, each: int) -> str:
    """What came of them, as the document."""
    cases = [case for run in runs for case in cases_of(run)]
    groups = by_stretch_and_view(runs)
    return document(
        "# Drawn at random",
        f"Written by `python -m samples.bench.draws --seed {seed} --each {each} --out "
        f"docs/DRAWS.md`; do not edit. posecheck {__version__}.",
        "Stretches well done, 2 s each, from the views that posecheck claims. Person, clothes, "
        "room, light (down to very dark), camera (0.35 to 1.5 m high, 2.3 to 3.8 m away, tilted by "
        "up to 3 degrees) and the pose within its good limits are drawn. The clips behind "
        "docs/ACCURACY.md were looked at while the rules were made; nobody chose these.",
        table(
            ["", ""],
            [
                ["clips", len(runs)],
                ["stretch and side recognised", recognised(runs, claimed=True)],
                ["another stretch mistaken for it", len(mistaken(runs)) + len(invented(runs))],
                ["checks: specificity outside the zone", specificity(clear(cases))],
                ["refused although it can be judged", cannot_judge(claimed(cases))],
            ],
        ),
        table(
            ["stretch", "view", "stretch recognised", "side"],
            [[g.stretch, g.view.value, g.right_stretch, g.right_side] for g in groups],
        ),
        "Missed (clip: what was found, and the side):",
        bullets(miss for group in groups for miss in group.misses),
    )


def main() -> None:
    """Draw, render, judge, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m samples.bench.draws", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help="another seed draws others")
    parser.add_argument("--each", type=int, default=EACH, help="clips of each stretch and view")
    parser.add_argument("--jobs", type=int, default=JOBS, help="processes to use")
    parser.add_argument("--out", type=Path, help="where to write the document: docs/DRAWS.md")
    arguments = parser.parse_args()
    clips = [*drawn(arguments.seed, arguments.each)]
    with TemporaryDirectory() as folder:
        run = partial(run_drawn, folder=Path(folder), model=find_model())
        # A process of its own for each job: MediaPipe hangs after a fork.
        with ProcessPoolExecutor(arguments.jobs, mp_context=get_context("spawn")) as pool:
            runs = [*pool.map(run, clips)]
    text = report(runs, arguments.seed, arguments.each)
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
