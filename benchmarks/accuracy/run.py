"""One clip through posecheck: what it says of it, and what its measures read beside the truth."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.accuracy.clips import Truth
from benchmarks.accuracy.poses import Poses
from benchmarks.accuracy.quantities import Quantity, quantities, true_value
from posecheck.assess.assessor import Assessment, Assessor
from posecheck.assess.classifier import Classifier
from posecheck.clips.result import ClipPart, ClipResult, ModelPart
from posecheck.clips.summary import Summary
from posecheck.measures import Measurement, Sight, take
from posecheck.measures.upright import UprightObserver
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.stretches.stretch import Stretch, all_built_in, built_in

Readings = dict[Quantity, list[tuple[float, float]]]
"""For each quantity the (measured, true) values of the frames in which it could be read."""


@dataclass(frozen=True)
class Run:
    """A clip and what came of it.

    Attributes:
        truth: Of the clip.
        auto: The result with all stretches to choose from.
        judged: The same where the right stretch was found, else the result with the stretch named,
            as a user would do, so that checks are counted apart from recognition; None where the
            clip shows no stretch.
        readings: What was measured in each frame.
    """

    truth: Truth
    auto: ClipResult
    judged: ClipResult | None
    readings: Readings

    @property
    def recognised(self) -> bool:
        """Whether the stretch (or that there is none) and the side are right."""
        return (self.auto.stretch.id, self.auto.side) == (self.truth.stretch, self.truth.side)


def run_clip(truth: Truth, poses: Poses) -> Run:
    """Judge a clip, alone and beside its truth."""
    assessments = assess(poses, all_built_in())
    auto = sum_up(assessments)
    if truth.stretch is None:
        return Run(truth, auto, None, {})
    stretch = built_in(truth.stretch)
    found = auto.stretch.id == truth.stretch
    judged = auto if found else sum_up(assess(poses, (stretch,)), named=True)
    return Run(truth, auto, judged, read(truth, stretch, assessments))


def assess(
    poses: Poses, stretches: Sequence[Stretch], classifier: Classifier | None = None
) -> list[Assessment]:
    """The assessment of every frame, with the shipped classifier or another one."""
    assessor = Assessor(stretches, classifier=classifier)
    return [assessor.assess(pose, time_s) for time_s, pose in poses]


def sum_up(
    assessments: Sequence[Assessment], *, named: bool = False, still: bool = False
) -> ClipResult:
    """The result of a whole clip, as `posecheck analyze` gives it.

    Args:
        assessments: Of each frame.
        named: Whether the stretch was named.
        still: Whether the clip is a picture.
    """
    summary = Summary(still=still, named=named)
    for assessment in assessments:
        summary.add(assessment)
    return summary.result(_no_clip(len(assessments)), ModelPart(file="", sha256=""))


def _no_clip(frames: int) -> ClipPart:
    """Nothing is asked of the file itself here."""
    return ClipPart(
        path="",
        frames=frames,
        frames_analyzed=frames,
        duration_s=0.0,
        fps=0.0,
        size=(0, 0),
        truncated=False,
    )


def read(truth: Truth, stretch: Stretch, assessments: Sequence[Assessment]) -> Readings:
    """What the stretch's measures read in the frames truly in position, with the true front leg.

    Legs that the model plainly gives to each other's side are put right: which leg is which is the
    business of recognition.
    """
    readings: Readings = {quantity: [] for quantity in quantities(stretch)}
    upright = UprightObserver()
    for assessment, frame in zip(assessments, truth.frames, strict=True):
        if assessment.pose is None or assessment.view is None:
            continue
        front = Side(frame["front"]) if frame["front"] else None
        pose = with_true_legs(assessment.pose, frame["joints2d"])
        before = Sight(pose, assessment.view, front, upright.known)
        known = upright.observe(before, in_position=frame["in_position"])
        sight = Sight(pose, assessment.view, front, known)
        if frame["in_position"]:
            _read_frame(readings, sight, frame["measures"])
    return readings


EXCHANGED = 0.5
"""Legs count as exchanged where that brings them to less than this share of their distance from
the truth."""


def with_true_legs(pose: Pose, joints: dict[str, dict[str, int]]) -> Pose:
    """A pose whose legs are exchanged where the model took each for the other.

    Args:
        pose: As the model found it.
        joints: The true joints, in pixels.
    """
    exchanged = pose.with_legs_exchanged()
    as_is, other = (_legs_off_px(some, joints) for some in (pose, exchanged))
    return exchanged if other < EXCHANGED * as_is else pose


def _legs_off_px(pose: Pose, joints: dict[str, dict[str, int]]) -> float:
    """How far knees and ankles are from the true ones, in pixels all together."""
    return sum(
        math.dist(pose[joint.of(side)], [*joints[f"{side.value}_{joint.value.lower()}"].values()])
        for joint in (Joint.KNEE, Joint.ANKLE)
        for side in Side
    )


def _read_frame(readings: Readings, sight: Sight, true: dict[str, object]) -> None:
    for quantity, values in readings.items():
        measured = take(quantity.measure, sight, quantity.role)
        expected = true_value(quantity, true, sight.side_of(quantity.true_role))
        if isinstance(measured, Measurement) and measured.doubt == 1 and expected is not None:
            values.append((measured.value, expected))
