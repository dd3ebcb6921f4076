"""How far angles in the picture, in space and as estimated are from motion capture.

The clips lie in a folder with one CSV each: `t` (seconds) and the interior angles of the joint
centres in degrees: knee3pt_l, knee3pt_r (hip, knee, ankle), hip3pt_l, hip3pt_r (shoulder, hip,
knee) and trunk_from_vertical (middle of the hips to middle of the shoulders).
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.intervals import Agreement, Rate
from benchmarks.accuracy.markdown import document, table
from benchmarks.accuracy.poses import Poses, poses_of
from posecheck.measures import Sight
from posecheck.measures.estimated import Angle, AngleOf
from posecheck.measures.foreshortened import estimated_in
from posecheck.measures.measure import MOST_UNCERTAIN_DEG
from posecheck.measures.upright import UprightObserver
from posecheck.pose.geometry import CAMERA_UP, UP, angle_between, interior_angle
from posecheck.pose.model import Model
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.pose.view import ViewTracker

Floats = NDArray[np.float64]
Series = Mapping[str, Floats]

JOINTS = {
    "knee3pt": (Joint.HIP, Joint.KNEE, Joint.ANKLE),
    "hip3pt": (Joint.SHOULDER, Joint.HIP, Joint.KNEE),
}
WORDS = {"knee3pt": "knee", "hip3pt": "hip", "trunk_from_vertical": "trunk from the vertical"}
ESTIMATED = {
    "knee3pt": Angle.KNEE,
    "hip3pt": Angle.HIP,
    "trunk_from_vertical": Angle.TRUNK,
}
SIDES = {"l": Side.LEFT, "r": Side.RIGHT}

MOST_SHIFT_S, SHIFT_STEP_S = 0.3, 0.01
"""How far the clocks of camera and motion capture may be apart, and how finely that is looked for:
motion capture has 100 samples a second."""


@dataclass(frozen=True)
class Comparison:
    """One angle in one clip, against motion capture.

    Attributes:
        clip: The clip's name.
        angle: What it is, in words.
        picture: Measured in pixels, less motion capture.
        space: The same from the model's world landmarks.
        estimates: What posecheck estimates, less motion capture, where it is certain enough.
        held: How many of these have the true angle in their interval.
        frames: Of the clip.
    """

    clip: str
    angle: str
    picture: Sequence[float]
    space: Sequence[float]
    estimates: Sequence[float]
    held: int
    frames: int


def compared(folder: Path, model: Model, cache: Path | None) -> list[Comparison]:
    """Compare every clip of a folder with the CSV beside it."""
    return [
        comparison
        for clip in sorted(folder.glob("*.mp4"))
        for comparison in _compared(clip, poses_of(clip, model, cache))
    ]


def _compared(clip: Path, poses: Poses) -> Iterator[Comparison]:
    true = _series(clip.with_suffix(".csv"))
    found = [(time_s, pose) for time_s, pose in poses if pose]
    times_s = np.array([time_s for time_s, _ in found])
    sights = _sights([pose for _, pose in found])
    in_picture, in_space = (
        {name: np.array([read(pose, name) for _, pose in found]) for name in true if name != "t"}
        for read in (_in_picture, _in_space)
    )
    shift_s = _shift_s(times_s, in_space, true)
    for name, values in in_picture.items():
        exact = np.interp(times_s + shift_s, true["t"], true[name])
        angle, side = _angle_of(name)
        guesses = [estimated_in(sight, angle, side) for sight in sights]
        certain = [
            (guess.value - true_value, guess.uncertainty)
            for guess, true_value in zip(guesses, exact.tolist(), strict=True)
            if guess.uncertainty <= MOST_UNCERTAIN_DEG[angle]
        ]
        yield Comparison(
            clip=clip.stem,
            angle=_words(name),
            picture=list(values - exact),
            space=list(in_space[name] - exact),
            estimates=[off for off, _ in certain],
            held=sum(abs(off) <= width for off, width in certain),
            frames=len(found),
        )


def _sights(poses: Sequence[Pose]) -> list[Sight]:
    """The poses as posecheck sees them, with what it has learned of the person by then."""
    views, observer = ViewTracker(), UprightObserver()
    sights = []
    for pose in poses:
        view = views.observe(pose)
        assert view is not None
        upright = observer.observe(Sight(pose, view, upright=observer.known))
        sights.append(Sight(pose, view, upright=upright))
    return sights


def _series(path: Path) -> Series:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}


def _shift_s(times_s: Floats, measured: Series, true: Series) -> float:
    """The shift of the clocks with which all angles move together best."""
    shifts_s = np.arange(-MOST_SHIFT_S, MOST_SHIFT_S + SHIFT_STEP_S, SHIFT_STEP_S)

    def agreement(shift_s: float) -> float:
        return sum(
            float(np.corrcoef(values, np.interp(times_s + shift_s, true["t"], true[name]))[0, 1])
            for name, values in measured.items()
        )

    return float(max(shifts_s, key=agreement))


def _words(name: str) -> str:
    what, _, side = name.rpartition("_")
    return f"{SIDES[side].value} {WORDS[what]}" if side in SIDES else WORDS[name]


def _in_picture(pose: Pose, name: str) -> float:
    return _angle(pose.points, name, UP)


def _in_space(pose: Pose, name: str) -> float:
    return _angle(pose.world, name, CAMERA_UP)


def _angle_of(name: str) -> AngleOf:
    what, _, side = name.rpartition("_")
    return (ESTIMATED[what], SIDES[side]) if side in SIDES else (ESTIMATED[name], None)


def _angle(places: Floats, name: str, up: Floats) -> float:
    what, _, side = name.rpartition("_")
    if side in SIDES:
        a, vertex, b = (places[joint.of(SIDES[side])] for joint in JOINTS[what])
        return interior_angle(a, vertex, b)
    hips, shoulders = (
        np.mean([places[landmark] for landmark in joint.both], axis=0)
        for joint in (Joint.HIP, Joint.SHOULDER)
    )
    return angle_between(shoulders - hips, up)


def mocap_report(comparisons: Sequence[Comparison]) -> str:
    """The errors as Markdown."""
    head = [
        "clip",
        "angle",
        *(f"{where}: {what}" for where in ("picture", "space", "estimate") for what in _OF),
        "estimated",
        "within the interval",
    ]
    rows = [
        [
            one.clip,
            one.angle,
            *_figures(one.picture),
            *_figures(one.space),
            *(_figures(one.estimates) if one.estimates else ("-", "-")),
            f"{len(one.estimates) / one.frames:.0%}",
            Rate(one.held, len(one.estimates)),
        ]
        for one in comparisons
    ]
    return document(
        "Squats and sit-to-stands of one person with markers on the skin, the camera in front and "
        "to the left, 720 x 1280 at 60 frames/s (sample data of the public repository "
        "Seeeeeyo/opencap-visualizer, Apache-2.0). From such a view an angle "
        "in the picture (in pixels) or in space (the model's world landmarks) is no measure; "
        "posecheck estimates it (posecheck/measures/estimated.py), the trunk with its own "
        "length once it was seen upright (posecheck/measures/foreshortened.py), and leaves out "
        f"what may be off by more than {MOST_UNCERTAIN_DEG[Angle.KNEE]:g} degrees (knee) or "
        f"{MOST_UNCERTAIN_DEG[Angle.HIP]:g} (hip, trunk). Nobody real was in the training data; "
        "how much wider the trunk's intervals are than on rendered people was set on these clips. "
        "Degrees, minus motion capture: root mean square, and bias with 95 % limits of agreement; "
        "how many of the frames have an estimate, and how often the true angle lies in its 90 % "
        "interval.",
        table(head, rows),
    ).strip()


_OF = ("RMS", "bias (limits)")


def _figures(differences: Sequence[float]) -> tuple[str, str]:
    agreement = Agreement.of(differences)
    rms = float(np.sqrt(np.mean(np.square(differences))))
    return (
        f"{rms:.1f}",
        f"{agreement.bias:+.1f} ({agreement.low:+.1f} to {agreement.high:+.1f})",
    )
