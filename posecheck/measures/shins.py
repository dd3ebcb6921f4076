"""Feet and knees of a person who lies face up, read from the directions of the shins in the mask.

From the feet end the model loses the legs, so these measures are read obliquely.
"""

import numpy as np

from posecheck.measures.measure import NO_OUTLINE, CannotJudge, Reading, measure
from posecheck.measures.sight import LEG, TRUNK, Sight
from posecheck.pose import geometry
from posecheck.pose.geometry import Vector
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.pose.view import ViewKind

# The model draws hips and shoulders at half their true gap or less here, so the body's usual
# proportions are used instead. They look narrower as the body turns, as the ankles' gap does.

HIP_GAP_T = 0.56
"""The usual gap of the hips in trunk lengths, as wide as the ankles' looks from ahead."""

SHOULDER_GAP_T = 0.94
"""The usual gap of the shoulders in trunk lengths, as wide as the ankles' looks from ahead."""

# Where the legs cover each other, only joints that put the knees plainly together are believed. The
# limits come from rendered bridges (`python -m benchmarks.accuracy`).

KNEES_TOGETHER = 0.8
"""Knees at most this far apart, as a share of hips and ankles, are plainly together."""

TURNED_DEG = 56.0
"""From this turn of the body on, joints put parallel knees at 0.57."""

KNEES_TOGETHER_TURNED = 0.5
"""There, knees at most this far apart are plainly together."""

# An outline that contradicts the joints is not believed.

OUTLINE_KNEES_IN = 0.85
"""Below it, the outline shows knees that fall in."""

OUTLINE_KNEES_OUT = 1.25
"""Above it, the outline shows knees that fall out."""

JOINTS_KNEES_FORWARD = 1.1
"""By the joints, knees that fall in read less and those that fall out 1.4 and more."""

LEGS_COVERED = CannotJudge("the legs cover each other; put the camera more towards the feet")


@measure("ratio", (*TRUNK, Joint.ANKLE), {ViewKind.OBLIQUE: 0.08}, sided=False)
def knee_tracking(sight: Sight, side: Side) -> Reading:
    """The gap between the knees over the mean gap of hips and ankles; negative where they cross.

    1 = the knees point forward; smaller = falling in, larger = falling out. Read from the
    directions of the shins in the body's mask; from the feet end the model loses the legs. Where
    one leg covers the other, only knees that are clearly together can be judged, from the joints.
    """
    gaps, by_joints = _gaps_t(sight), _tracking_by_joints(sight.pose)
    if isinstance(gaps, CannotJudge):
        plain = by_joints < _together(sight) and _shows_both_shins(sight.pose)
        return by_joints if plain else gaps
    ankles_t, knees_t = gaps
    tracking = geometry.ratio(knees_t, (_as_seen(HIP_GAP_T, sight) + ankles_t) / 2)
    in_and_out = tracking < OUTLINE_KNEES_IN and by_joints > JOINTS_KNEES_FORWARD
    out_and_in = tracking > OUTLINE_KNEES_OUT and by_joints < JOINTS_KNEES_FORWARD
    if in_and_out or out_and_in:
        return CannotJudge("outline and joints tell different things of the knees")
    return tracking


@measure("ratio", (*TRUNK, Joint.ANKLE), {ViewKind.OBLIQUE: 0.12}, sided=False)
def feet_width(sight: Sight, side: Side) -> Reading:
    """The gap between the ankles over that between the shoulders, 0 upwards; 1 = equally wide."""
    gaps = _gaps_t(sight)
    if isinstance(gaps, CannotJudge):
        return gaps
    ankles_t, _ = gaps
    return geometry.ratio(ankles_t, _as_seen(SHOULDER_GAP_T, sight))


def _gaps_t(sight: Sight) -> tuple[float, float] | CannotJudge:
    """The gaps of the ankles and of the knees in trunk lengths, or why they are not known."""
    if sight.pose.mask is None:
        return NO_OUTLINE
    return sight.shin_gaps_t or LEGS_COVERED


def _as_seen(gap: float, sight: Sight) -> float:
    """A gap from left to right as it looks from here."""
    return gap * float(np.cos(np.radians(sight.view.yaw_deg)))


def _together(sight: Sight) -> float:
    """The tracking below which joints put the knees plainly together."""
    return KNEES_TOGETHER_TURNED if sight.view.yaw_deg > TURNED_DEG else KNEES_TOGETHER


def _tracking_by_joints(pose: Pose) -> float:
    """`knee_tracking` from the joints: rough, and too wide on sturdy legs."""
    hips, knees, ankles = ([pose[landmark] for landmark in joint.both] for joint in LEG)
    axis = hips[0] - hips[1] + ankles[0] - ankles[1]
    hip_gap, knee_gap, ankle_gap = (
        geometry.gap_along(left, right, axis) for left, right in (hips, knees, ankles)
    )
    return geometry.ratio(knee_gap, (hip_gap + ankle_gap) / 2)


def _shows_both_shins(pose: Pose) -> bool:
    """Whether the mask has both shins where the joints are: in the dark it may lack one leg."""
    shins = [(pose[Joint.KNEE.of(side)] + pose[Joint.ANKLE.of(side)]) / 2 for side in Side]
    return all(_is_on_body(pose, middle) for middle in shins)


def _is_on_body(pose: Pose, point: Vector) -> bool:
    if pose.mask is None or not ((point >= 0) & (point < pose.size)).all():
        return False
    return bool(pose.mask[int(point[1]), int(point[0])])
