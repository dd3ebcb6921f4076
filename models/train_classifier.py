"""Train the classifier that recognises the stretches: `python -m models.train_classifier`.

    python -m samples.generator.frames --count 12000 --seed train --out frames.npz   # an hour
    python -m models.train_classifier frames.npz                                     # minutes

The frames are rendered people as MediaPipe sees them. The same frames, scikit-learn version and
machine give the same weights. A tenth of the people (by their number) is kept out of training and
tells how good it is. Needs scikit-learn (`pip install -e ".[train]"`).
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.neural_network import MLPClassifier

from models.frames import Columns, landmarks_of, load, trained
from posecheck.assess.classifier import NONE, Classifier, mirror_image
from posecheck.pose.features import Floats, features_of, mirrored
from posecheck.stretches.stretch import all_built_in

OUT = Path(__file__).parent / "stretch_classifier.npz"

HIDDEN = (128, 64)
"""Units of the hidden layers. One layer of 64 recognises 3 % fewer of the frames kept out."""

NETWORKS = 4
"""Networks trained from different starts, whose answers are averaged against their chance."""

DECAY = 0.3
"""The penalty on large weights (scikit-learn's `alpha`). With 0.03 and 30 epochs frames of the same
seed are known better, but fewer real people."""

EPOCHS = 12
"""Passes over the training frames; see DECAY."""


COPIES = 3
"""Each frame is shown as it is, and in copies with noise and a camera that is tilted."""

NOISE = 0.06
"""Deviation of the copies' landmarks, in the extent of the body: less than half of
it knows rendered people better, but fewer real ones."""

TILT_DEG = 8.0
"""Deviation of the copies' tilt; cameras in homes stand askew by a few degrees."""

KEPT_OUT = 10
"""Every so many-th person proves the classifier instead of training it."""

Landmarks = tuple[Floats, Floats]
"""(n, 33, 2) points in the picture and (n, 33, 3) in space."""


def classes() -> tuple[str, ...]:
    """None, and each built-in stretch, twice where one leg is in front."""
    names = [NONE]
    for stretch in all_built_in():
        sides = (":left", ":right") if stretch.has_front_leg else ("",)
        names += [stretch.id + side for side in sides]
    return tuple(names)


def class_names(frames: Columns) -> list[str]:
    """The class of each frame."""
    return [
        f"{label}:{side}" if side and f"{label}:{side}" in classes() else str(label)
        for label, side in zip(frames["label"], frames["side"], strict=True)
    ]


def train(frames: Columns) -> Classifier:
    """A classifier of all frames and their mirror images."""
    inputs, targets = _examples(frames)
    networks = trained(inputs, targets, [_network(seed) for seed in range(NETWORKS)])
    return Classifier(classes(), networks)


def _examples(frames: Columns) -> tuple[Floats, NDArray[np.intp]]:
    """The features and classes of all frames, of their mirror images and of copies of both."""
    seen = landmarks_of(frames)
    chance = np.random.default_rng(0)
    inputs = []
    for landmarks in (seen, mirrored(*seen)):
        copies = [_disturbed(landmarks, chance) for _ in range(COPIES)]
        inputs += [features_of(*some) for some in (landmarks, *copies)]
    names = class_names(frames)
    targets = [classes().index(name) for name in names]
    in_mirror = [classes().index(mirror_image(name)) for name in names]
    return np.vstack(inputs), np.array((1 + COPIES) * targets + (1 + COPIES) * in_mirror)


def _disturbed(landmarks: Landmarks, chance: np.random.Generator) -> Landmarks:
    """The landmarks as a tilted camera and a less certain model would have them."""
    points, world = landmarks
    tilt = np.radians(chance.normal(0, TILT_DEG, len(points)))
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]]).transpose(
        2, 1, 0
    )
    turned_world = np.concatenate([world[..., :2] @ turn, world[..., 2:]], axis=-1)
    turned = (
        (places + chance.normal(0, NOISE, places.shape) * _extent(places)).astype(np.float32)
        for places in (points @ turn, turned_world)
    )
    in_picture, in_space = turned
    return in_picture, in_space


def _extent(places: Floats) -> Floats:
    return np.asarray(np.ptp(places[..., :2], axis=1).max(axis=-1)[:, None, None])


def _network(seed: int) -> MLPClassifier:
    return MLPClassifier(HIDDEN, alpha=DECAY, max_iter=EPOCHS, batch_size=512, random_state=seed)


def kept_out_report(classifier: Classifier, frames: Columns) -> str:
    """How much of each class is known, as lines."""
    given = classifier.probabilities(features_of(*landmarks_of(frames))).argmax(axis=1)
    names, lines = class_names(frames), []
    for number, name in enumerate(classes()):
        of_class = np.array([one == name for one in names])
        right = (given[of_class] == number).mean() if of_class.any() else float("nan")
        lines.append(f"{name:28}{right:7.1%} of {of_class.sum()}")
    return "\n".join(lines)


def main() -> None:
    """Train on most frames, print how well the rest is known, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m models.train_classifier", description=__doc__)
    parser.add_argument("frames", type=Path, nargs="+", help="files of samples.generator.frames")
    parser.add_argument("--out", type=Path, default=OUT, help="where to write the weights")
    arguments = parser.parse_args()
    frames = load(arguments.frames)
    _, people = np.unique(frames["body"], return_inverse=True)
    kept_out = people % KEPT_OUT == 0
    classifier = train({name: values[~kept_out] for name, values in frames.items()})
    print(kept_out_report(classifier, {name: values[kept_out] for name, values in frames.items()}))
    classifier.save(arguments.out)


if __name__ == "__main__":
    main()
