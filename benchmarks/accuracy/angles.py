"""How far estimated angles are off, by the turn of the body, and how often their intervals hold.

On people whom the networks have not seen (`models.angle_examples`), in frames of
`samples.generator.frames`.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.intervals import Agreement, Rate
from benchmarks.accuracy.markdown import document, table
from models.angle_examples import Examples, difference_deg
from posecheck.measures.estimated import ANGLES, Angle, AngleEstimator, shipped_estimator
from posecheck.measures.measure import MOST_UNCERTAIN_DEG

TURNS_DEG = ((15, 30), (30, 45), (45, 60), (60, 75))
"""The true turns of the body, away from facing the camera, that are told apart."""

WORDS = {
    Angle.KNEE: "knee",
    Angle.HIP: "hip, in space",
    Angle.HIP_SAGITTAL: "hip, in the sagittal plane",
    Angle.TRUNK: "trunk from the vertical",
    Angle.TRUNK_LEAN: "trunk lean, in the sagittal plane",
}


def angles_report(frames: Sequence[Path]) -> str:
    """The errors as Markdown.

    Args:
        frames: Files of `samples.generator.frames`.
    """
    examples = Examples.load(frames)
    return angles_table(examples.chosen(examples.kept_out), shipped_estimator())


def angles_table(proof: Examples, estimator: AngleEstimator) -> str:
    """The errors on some examples as Markdown."""
    estimated, widths = estimator.estimate(proof.features)
    off = difference_deg(estimated, proof.true[: len(estimated)])
    head = ["angle", "turn", "all: MAE", "estimated", "MAE", "RMS", "bias (limits)", "held"]
    rows = []
    for angle in Angle:
        places = [place for place, (one, _) in enumerate(ANGLES) if one is angle]
        for low, high in TURNS_DEG:
            turned = np.flatnonzero((proof.turn_deg >= low) & (proof.turn_deg < high))
            chosen = np.ix_(turned, places)
            certain = widths[chosen] <= MOST_UNCERTAIN_DEG[angle]
            figures = _figures(off[chosen], widths[chosen], certain)
            rows.append([WORDS[angle], f"{low} to {high}°", *figures])
    return document(
        f"{len(np.unique(proof.people))} rendered people whom the networks have not seen, in all "
        "the positions of the generator, from cameras 0.3 to 1.8 m high, by the true turn of the "
        "body (0 = facing the camera, 90 = from the side); both halves of the body. Degrees. "
        "Estimated: the share of the angles whose interval is narrow enough (at most "
        f"± {MOST_UNCERTAIN_DEG[Angle.KNEE]:g}° for a knee, ± {MOST_UNCERTAIN_DEG[Angle.HIP]:g}° "
        "for the others), of which the figures behind it speak: mean absolute error, root mean "
        "square, bias with 95 % limits of agreement, and how often the true angle lies in the 90 % "
        "interval, which is wider for trunks than rendered people need (models/train_angles.py).",
        table(head, rows),
    ).strip()


def _figures(
    off: NDArray[np.float32], widths: NDArray[np.float32], certain: NDArray[np.bool_]
) -> list[object]:
    some = off[certain]
    if not off.size:
        return ["-"] * 6
    if not some.size:
        return [f"{np.abs(off).mean():.1f}", "0%", *["-"] * 4]
    agreement = Agreement.of(some.tolist())
    return [
        f"{np.abs(off).mean():.1f}",
        f"{certain.mean():.0%}",
        f"{np.abs(some).mean():.1f}",
        f"{np.sqrt(np.square(some).mean()):.1f}",
        f"{agreement.bias:+.1f} ({agreement.low:+.1f} to {agreement.high:+.1f})",
        Rate(int((np.abs(some) <= widths[certain]).sum()), some.size),
    ]
