"""How real people are recognised that a classifier has not learned from.

    python -m benchmarks.accuracy.crossed LABELS.csv --frames frames.npz --real real.npz

The shipped classifier has learned from labelled real people too, so what it says of these proves
little. Here each photo and clip is judged by a classifier that was trained without it and a fifth
of the others, chosen by a hash of their names.
"""

import argparse
from hashlib import sha256
from pathlib import Path

import numpy as np

from benchmarks.accuracy.labelled import Labelled, judged, labelled_report
from benchmarks.accuracy.labels import read_labels
from benchmarks.accuracy.poses import poses_of
from models.frames import Columns, load, load_real
from models.train_classifier import train
from posecheck.pose.model import Model, find_model

FOLDS = 5
"""Into how many parts the real people are divided."""


def fold_of(file: str) -> int:
    """The part that a photo or clip belongs to: it never changes."""
    return int.from_bytes(sha256(f"fold {file}".encode()).digest()) % FOLDS


def without(fold: int, real: Columns) -> Columns:
    """The frames of all real people but those of one part."""
    learned = np.array([fold_of(file) != fold for file in real["body"]])
    return {name: values[learned] for name, values in real.items()}


def crossed(
    labels: Path, model: Model, cache: Path | None, frames: Columns, real: Columns
) -> list[Labelled]:
    """Judge every photo and clip by a classifier that has not learned from it."""
    media = []
    for fold in range(FOLDS):
        classifier = train(frames, without(fold, real))
        media += [
            judged(label, poses_of(labels.parent / label.file, model, cache), classifier)
            for label in read_labels(labels)
            if fold_of(label.file) == fold
        ]
    return media


def main() -> None:
    """Train a classifier for each part of the real people and print what they say of it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.crossed", description=__doc__
    )
    parser.add_argument("labels", type=Path, help="the CSV of labels")
    parser.add_argument(
        "--frames", type=Path, nargs="+", required=True, help="files of samples.generator.frames"
    )
    parser.add_argument(
        "--real", type=Path, required=True, help="the file of benchmarks.accuracy.labelled_frames"
    )
    parser.add_argument("--poses", type=Path, help="a folder that keeps poses for the next run")
    arguments = parser.parse_args()
    frames, real = load(arguments.frames), load_real(arguments.real)
    media = crossed(arguments.labels, find_model(None), arguments.poses, frames, real)
    print(labelled_report(media))


if __name__ == "__main__":
    main()
