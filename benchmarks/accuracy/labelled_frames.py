"""Frames of labelled photos and clips to train on: `python -m benchmarks.accuracy.labelled_frames`.

Of a clip that shows a stretch, only frames in its position are taken; of any other, frames all
along it. A picture shows what its label says. They are written as `samples.generator.frames` writes
rendered ones, for `models.train_classifier`; only landmarks are kept, no pictures.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy.labels import Label, read_labels
from benchmarks.accuracy.poses import Poses, poses_of
from benchmarks.accuracy.run import assess
from posecheck.pose.model import Model, find_model
from posecheck.pose.pose import Pose, Side

FRAMES_OF_A_CLIP = 6
"""How many frames are taken of a clip at most, evenly spread."""

Row = dict[str, Any]


def frames_of(label: Label, poses: Poses) -> list[Row]:
    """Some frames of one file, as rows of what `models.frames` reads."""
    found = list(_shown(label, poses))
    if label.is_still:
        found = found[-1:]
    evenly = np.unique(np.linspace(0, len(found) - 1, FRAMES_OF_A_CLIP).astype(int))
    rows = [_row(label, *found[place]) for place in evenly if found]
    return [row for row in rows if row["side"] or not label.has_front_leg]


def _shown(label: Label, poses: Poses) -> Iterator[tuple[Pose, Side | None]]:
    """The poses that show what the label says, and the front leg where one was found in them."""
    if label.stretch is None:
        yield from ((pose, None) for _, pose in poses if pose)
        return
    assessments = assess(poses, (label.stretch,))
    for (_, pose), assessment in zip(poses, assessments, strict=True):
        if pose and (assessment.in_position or label.is_still):
            yield pose, assessment.side if assessment.in_position else None


def _row(label: Label, pose: Pose, found: Side | None) -> Row:
    labelled = label.side in {side.value for side in Side}
    side = label.side if labelled else found.value if found else ""
    return {
        "label": label.want,
        "side": side if label.has_front_leg else "",
        "body": label.file,
        "points": pose.points,
        "world": pose.world,
    }


def labelled_frames(labels: Path, model: Model, cache: Path | None) -> list[Row]:
    """The rows of every file of a CSV of labels."""
    return [
        row
        for label in read_labels(labels)
        for row in frames_of(label, poses_of(labels.parent / label.file, model, cache))
    ]


def save(path: Path, rows: Sequence[Row]) -> None:
    """Write an array for each column."""
    np.savez_compressed(path, **{name: np.array([row[name] for row in rows]) for name in rows[0]})


def main() -> None:
    """Write frames of the photos and clips of a CSV."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.labelled_frames", description=__doc__
    )
    parser.add_argument("labels", type=Path, help="the CSV of labels")
    parser.add_argument("--poses", type=Path, help="a folder that keeps poses for the next run")
    parser.add_argument("--out", type=Path, required=True, help="the .npz file to write")
    arguments = parser.parse_args()
    rows = labelled_frames(arguments.labels, find_model(None), arguments.poses)
    save(arguments.out, rows)
    print(f"{len(rows)} frames of {len({row['body'] for row in rows})} files")


if __name__ == "__main__":
    main()
