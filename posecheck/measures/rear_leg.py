"""The legs of a person who sits, above all one stretched out behind, read from the body's mask.

Of a leg stretched out behind the joints tell little, while the mask shows it whole.
"""

import numpy as np

from posecheck.measures.measure import (
    NO_OUTLINE,
    SAGITTAL,
    SIDE_ONLY,
    CannotJudge,
    Reading,
    from_views,
    measure,
)
from posecheck.measures.sight import TRUNK, Sight
from posecheck.pose import geometry
from posecheck.pose.geometry import Vector
from posecheck.pose.pose import Joint, Side
from posecheck.pose.silhouette.seated_legs import bend, drop_ahead, reach
from posecheck.pose.view import ViewKind

LEG_LOST = CannotJudge("the model has lost the leg behind; begin with both legs in plain view")
NOTHING_BEHIND = CannotJudge("no leg is stretched out behind")

SEATED_HIP_T = 0.55
"""Seated on the floor the hips are at most this far above the ankles (in trunk lengths)."""

# ------------------------------------------------------------ a leg that the model has lost
#
# The limits come from rendered people in the pigeon, butterfly and diamond
# (`python -m benchmarks.accuracy`).

STRAIGHT_AHEAD_T = 0.82
"""A knee this far ahead of the hips is its thigh's whole length ahead: 0.9 in the pigeon, at most
0.79 in the butterfly, whose thighs point outward, and 0.88 in the diamond."""

SHIN_FOLDED_FROM_T = 0.15
"""Beside a knee so far ahead, the ankle is at least this far ahead of the hips (in trunk lengths):
sitting on the heels has it below them."""

SHIN_FOLDED_UP_TO_T = 0.6
"""And at most this far: the diamond has it further ahead."""

THIGH_FALLS_DEG = -8.0
"""The thigh rises by less than this from hip to knee; with bent or straight legs in front the knee
is no lower than the hip."""

DIAMOND_AHEAD_T = 1.2
"""The outline of a pigeon whose leg behind is lost reaches 0.86 to 1.2 T ahead, in a few frames
1.24; that of a diamond taken for one 1.2 to 1.6."""


def rear_leg_is_lost(sight: Sight) -> bool:
    """Whether the person sits with one leg stretched out behind that the model does not see.

    From the side the model sometimes follows only the leg in front: both knees and ankles are put
    ahead, and the mask ends at the hips. The near thigh gives it away: it points straight ahead
    and falls, its shin folded ahead of the hips. Nobody sits so without the other leg behind.
    """
    near = sight.view.near
    if sight.view.kind is not ViewKind.SIDE or near is None or sight.hip_height_t > SEATED_HIP_T:
        return False
    hip, knee = (sight.pose[joint.of(near)] for joint in (Joint.HIP, Joint.KNEE))
    return (
        sight.ahead_t(Joint.KNEE, near) >= STRAIGHT_AHEAD_T
        and SHIN_FOLDED_FROM_T <= sight.ahead_t(Joint.ANKLE, near) <= SHIN_FOLDED_UP_TO_T
        and sight.ahead_t(Joint.ANKLE, near.other) >= 0.0
        and geometry.elevation(hip, knee) <= THIGH_FALLS_DEG
        and not _reaches_as_a_diamond(sight)
    )


def _reaches_as_a_diamond(sight: Sight) -> bool:
    ahead_t = _outline_ahead_t(sight)
    return ahead_t is not None and ahead_t > DIAMOND_AHEAD_T


def _outline_ahead_t(sight: Sight) -> float | None:
    """How far the outline reaches ahead of the hips near the floor, in T; None without one."""
    mask, hip = sight.pose.mask, sight.pose.middle(Joint.HIP)
    if mask is None or not np.isfinite([*hip, sight.trunk_px]).all():
        return None
    return geometry.ratio(reach(mask, hip, sight.pose.forward, sight.trunk_px), sight.trunk_px)


# ----------------------------------------------------------------------------- how far legs reach

STRETCHED_OUT_T = 1.2
"""A leg stretched out behind reaches further back than this; 1.6 to 2.2 in all bodies."""


@measure("T", TRUNK, from_views(SAGITTAL, 0.1), sided=False)
def reach_behind(sight: Sight, side: Side) -> Reading:
    """How far the body reaches back from the hips near the floor, in trunk lengths T, 0 upwards.

    Where the mask has lost a leg, as far as it reached a moment ago; where the near leg shows that
    there must be one, as far as a leg reaches at least.
    """
    if rear_leg_is_lost(sight):
        return max(STRETCHED_OUT_T, sight.rear_leg_reach_t)
    line = sight.pose.line_behind
    if line is None:
        return NO_OUTLINE
    return max(_length_t(line, sight), sight.rear_leg_reach_t)


def _length_t(line: Vector, sight: Sight) -> float:
    """How far a centre line reaches along x, in trunk lengths T."""
    return geometry.ratio(np.ptp(line[:, 0]), sight.pose.trunk_px) if len(line) else 0.0


@measure("T", TRUNK, from_views(SAGITTAL, 0.1), sided=False)
def reach_ahead(sight: Sight, side: Side) -> Reading:
    """How far a seated body reaches ahead of the hips near the floor, in T, 0 upwards.

    The feet's distance that the model's joints do not tell: they draw far feet near.
    """
    ahead_t = _outline_ahead_t(sight)
    return NO_OUTLINE if ahead_t is None else ahead_t


FACE_UP_DEG = 30.0
"""A person who lies on the back faces up by more; nobody sits leaning back by as much."""


@measure("T", (*TRUNK, Joint.WRIST), from_views(SIDE_ONLY, 0.05), sided=False, position=True)
def leg_ahead_lower(sight: Sight, side: Side) -> Reading:
    """How much lower the leg ahead of a seated person lies in the picture than the one behind.

    In trunk lengths T. On the same floor what is nearer to a raised camera lies lower: positive
    where the leg ahead is the near one. It tells which leg is in front where the model takes one
    leg for the other.
    """
    pose = sight.pose
    if pose.mask is None:
        return NO_OUTLINE
    if not sight.hip_height_t <= SEATED_HIP_T or sight.facing_up_deg > FACE_UP_DEG:
        return NOTHING_BEHIND
    line = _line(sight)
    if isinstance(line, CannotJudge):
        return line
    if _length_t(line, sight) < STRETCHED_OUT_T:
        return NOTHING_BEHIND
    hip, hands = pose.middle(Joint.HIP), [pose[wrist] for wrist in Joint.WRIST.both]
    drop = drop_ahead(pose.mask, hip, pose.forward, hands, pose.trunk_px)
    return geometry.ratio(drop, pose.trunk_px)


# ------------------------------------------------------------------- the angles of the rear leg
#
# The centre line runs lower than the joints near the hips: the fall reads 2 to 7 degrees too
# small on straight back legs of all bodies, and the knee 3 to 5 too straight (docs/ACCURACY.md).

FRAME_MARGIN_PX = 1
"""A line that ends this near the picture's edge continues outside it."""


@measure("deg", TRUNK, {ViewKind.SIDE: 4.0}, sided=False, bias=4.0)
def back_leg_angle(sight: Sight, side: Side) -> Reading:
    """Interior angle of the knee of a leg stretched out behind, 0 (folded) to 180 (straight)."""
    directions = _thigh_and_shin(sight)
    if isinstance(directions, CannotJudge):
        return directions
    thigh, shin = directions
    return 180.0 - geometry.angle_between(thigh, shin)


@measure("deg", TRUNK, {ViewKind.SIDE: 4.0}, sided=False, bias=-5.5)
def back_thigh_fall(sight: Sight, side: Side) -> Reading:
    """How steeply the thigh of a leg stretched out behind falls, -90 to 90 degrees; 0 = level."""
    directions = _thigh_and_shin(sight)
    if isinstance(directions, CannotJudge):
        return directions
    thigh, _ = directions
    return -geometry.elevation((0.0, 0.0), thigh)


def _thigh_and_shin(sight: Sight) -> tuple[Vector, Vector] | CannotJudge:
    """The (2,) directions of thigh and shin of the leg behind the hips."""
    line = _line(sight)
    if isinstance(line, CannotJudge):
        return line
    x_end = float(line[-1, 0]) if len(line) else 0.0
    area = sight.pose.area
    if not FRAME_MARGIN_PX < x_end - area.left < area.size[0] - 1 - FRAME_MARGIN_PX:
        return CannotJudge("the back foot is outside the picture")
    return bend(line) or CannotJudge("the back leg cannot be distinguished from the trunk")


def _line(sight: Sight) -> Vector | CannotJudge:
    """The (n, 2) centre line of the leg behind the hips, in pixels, or why it is not known."""
    if sight.pose.mask is not None and rear_leg_is_lost(sight):
        return LEG_LOST
    line = sight.pose.line_behind
    return NO_OUTLINE if line is None else line
