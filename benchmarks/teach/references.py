"""`python -m benchmarks.teach.references`: write what other positions read.

It takes the clips and poses that `python -m benchmarks.accuracy.draws --keep FOLDER` keeps, and
those of the tuning half of the samples: what the other half and other seeds show is left for
proving (`python -m benchmarks.teach`).
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.accuracy.clips import CLIPS, Half, Truth, load_truths, of_half
from benchmarks.accuracy.poses import Poses, poses_of
from posecheck.pose.model import find_model
from posecheck.support.resources import PACKAGE
from posecheck.teaching.readings import HALVES, LEGS, TELLING, Moment, Reader, quantities
from posecheck.teaching.references import TABLE, References
from samples.generator.poses.figure import figures

MOMENTS = (0.4, 0.95)
"""The shares of a clip's frames at which it is read: drawn clips show one or two positions."""


def label_of(truth: Truth, share: float) -> str:
    """The position at a share of a clip: a stretch, or the figure that was drawn."""
    if truth.stretch:
        return truth.stretch
    drawn = truth.name.removeprefix("negative_")
    names = [name for name in figures() if drawn.startswith(f"{name}_")]
    firsts = [name for name in names if _is_drawn(drawn.removeprefix(f"{name}_"))]
    if not firsts:
        return drawn
    first = max(firsts, key=len)
    second = drawn.removeprefix(f"{first}_").rstrip("0123456789_")
    return second if second and share > 0.5 else first


def _is_drawn(rest: str) -> bool:
    """Whether this is a seed, or another figure and a seed."""
    name = rest.rstrip("0123456789_")
    return not name or name in figures()


def moments_of(poses: Poses) -> Iterator[tuple[float, Moment]]:
    """The share and the reading of some moments of a clip."""
    found = [pose for _, pose in poses if pose]
    wanted = {int(share * (len(found) - 1)): share for share in MOMENTS} if found else {}
    reader = Reader()
    for index, pose in enumerate(found):
        if index not in wanted:
            reader.follow(pose)
        elif moment := reader.read(pose):
            yield wanted[index], moment


def main() -> None:
    """Read all clips and write the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.teach.references", description=__doc__
    )
    parser.add_argument("draws", type=Path, help="the folder of `benchmarks.accuracy.draws --keep`")
    parser.add_argument("--poses", type=Path, help="a folder that keeps the poses of the samples")
    arguments = parser.parse_args()
    model = find_model()
    groups = [
        (load_truths(arguments.draws), arguments.draws / "poses"),
        (of_half(load_truths(CLIPS), Half.TUNING), arguments.poses),
    ]
    labelled = [
        (label_of(truth, share), moment)
        for truths, cache in groups
        for truth in truths
        for share, moment in moments_of(poses_of(truth.path, model, cache))
    ]
    table = References.from_moments(labelled, quantities(TELLING, (*HALVES, *LEGS)))
    table.save(PACKAGE / TABLE)
    print(f"{len(labelled)} moments of {len(set(table.labels))} positions")


if __name__ == "__main__":
    main()
