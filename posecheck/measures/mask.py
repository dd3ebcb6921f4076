"""What is read from the body mask: the back, a leg stretched out behind, the shins from ahead."""

from functools import lru_cache

import numpy as np

from posecheck.measures.measure import (
    SAGITTAL,
    SIDE_ONLY,
    CannotJudge,
    Measurement,
    Reading,
    from_views,
    measure,
)
from posecheck.measures.position import (
    LOST_LEG,
    SEATED_HIP_T,
    facing_up,
    hip_height,
    leg_behind_is_lost,
    outline_ahead,
)
from posecheck.measures.sight import LEG, TRUNK, Sight
from posecheck.pose import geometry
from posecheck.pose.geometry import Vector
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.pose.silhouette import (
    back_depths,
    bend,
    bulge,
    drop_ahead,
    gaps_of_shins,
    leg_behind,
    middle_depth,
)
from posecheck.pose.view import ViewKind

AVERAGE_BACK_OUTLINE = -0.018
"""The back's outline of an upright person, mean over the rendered bodies (docs/ACCURACY.md)."""


NO_OUTLINE = CannotJudge("the outline of the body is not known")

# --------------------------------------------------------------------- the back, from its outline


RISE_SHARE, RISE_ALONE_SHARE, BULGE_ALONE_SHARE = 0.4, 0.75, 2.2
"""How much of the rise of the back's middle counts with its bulge, and how much of either alone.

Of people drawn at random with a straight spine the bulge moves by -0.02 to 0.034 T and the middle
by -0.08 to 0.05; flexed by 30 to 55 degrees by 0.02 to 0.05 and 0.054 to 0.17, arched by as much
by -0.03 to -0.05 and -0.06 to -0.09. At its best limit the bulge alone took 3 of 118 straight backs
for rounded and 1 of 26 rounded ones for straight, both together 0 and 1."""

AVERAGE_BACK_DEPTH, PLAINLY_ROUNDED_T = 0.2, 0.36
"""`back_depth` of upright people, 0.13 to 0.27 T, and how deep only a rounded back is: folded far
forward straight ones read up to 0.33."""


@lru_cache(maxsize=1)
def _back_depths(sight: Sight) -> Vector | CannotJudge:
    """The back's outline (see `back_depths`), which many measures need."""
    if sight.pose.mask is None:
        return NO_OUTLINE
    hip, shoulder = sight.pose.middle(Joint.HIP), sight.pose.middle(Joint.SHOULDER)
    depths = back_depths(sight.pose.mask, hip, shoulder, _dorsal(sight), _arms(sight))
    return (
        depths if np.isfinite(depths).all() else CannotJudge("an arm hides the outline of the back")
    )


@measure("T", TRUNK, {ViewKind.SIDE: 0.01})
def back_outline(sight: Sight, side: Side) -> Reading:
    """How much the back's outline bulges beyond its own chord, in trunk lengths T; rounded +.

    Every body has its own offset: compare it with the same person's upright posture.
    """
    depths = _back_depths(sight)
    return depths if isinstance(depths, CannotJudge) else bulge(depths)


@measure("T", TRUNK, {ViewKind.SIDE: 0.03})
def back_depth(sight: Sight, side: Side) -> Reading:
    """How far the middle of the back lies behind the line from hips to shoulders, in T, 0 upwards.

    It grows as the back is rounded, but clothes and the model's hips move it as well.
    """
    depths = _back_depths(sight)
    return depths if isinstance(depths, CannotJudge) else middle_depth(depths)


@measure("T", TRUNK, {ViewKind.SIDE: 0.015})
def back_rounding(sight: Sight, side: Side) -> Reading:
    """How much the back has rounded since the person was upright, in T; rounded +, arched -.

    The change of `back_outline`, and a share of that of `back_depth`: a rounded back bulges and its
    middle moves out; long hair and loose clothes may hide the one, a lean may feign the other.
    Flexing the spine by 30 degrees gives about 0.05, by 50 degrees 0.08; leaning with a straight
    spine up to 0.03. Without an upright baseline the average person stands in, and limits must be
    doubled.
    """
    depths, upright = _back_depths(sight), sight.upright
    if isinstance(depths, CannotJudge):
        return depths
    if upright.back_outline is None:
        return Measurement(
            value=BULGE_ALONE_SHARE * (bulge(depths) - AVERAGE_BACK_OUTLINE),
            unit="T",
            expected_error=0.03,
            note="no upright posture seen: compared with the average person, limits doubled",
            doubt=2.0,
        )
    return _rounding(depths, upright.back_outline, upright.back_depth)


def _rounding(depths: Vector, upright_outline: float, upright_depth: float | None) -> float:
    rise = 0.0 if upright_depth is None else middle_depth(depths) - upright_depth
    rounding = bulge(depths) - upright_outline + RISE_SHARE * rise
    return max(rounding, RISE_ALONE_SHARE * rise) if rise > 0 else rounding


@measure("T", TRUNK, {ViewKind.SIDE: 0.03})
def back_rise(sight: Sight, side: Side) -> Reading:
    """How much further `back_depth` is than in the person's own upright posture, in T; rounded +.

    For a trunk folded far forward, where the outline begins on the seat: with a straight spine it
    reads -0.02 to 0.09 T there, flexed by 32 to 55 degrees 0.09 to 0.18, once 0.03. Without an
    upright baseline only a back is read that no straight one comes near.
    """
    depths = _back_depths(sight)
    if isinstance(depths, CannotJudge):
        return depths
    depth, upright = middle_depth(depths), sight.upright.back_depth
    if upright is None and depth < PLAINLY_ROUNDED_T:
        return CannotJudge("no upright baseline yet; sit tall for two seconds first")
    return depth - (AVERAGE_BACK_DEPTH if upright is None else upright)


def _dorsal(sight: Sight) -> Vector:
    """The (2,) picture direction that the person's back faces."""
    trunk = sight.pose.trunk
    normal = np.array([-trunk[1], trunk[0]])
    return normal if float(normal @ sight.forward) < 0 else -normal


def _arms(sight: Sight) -> list[tuple[Vector, Vector]]:
    """Both arms as picture segments; the upper half of the upper arm lies on the trunk."""
    segments = []
    for side in Side:
        arm = (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST)
        shoulder, elbow, wrist = (sight.pose[joint.of(side)] for joint in arm)
        segments += [((shoulder + elbow) / 2, elbow), (elbow, wrist)]
    return segments


# ------------------------------------------------------- a leg stretched out behind, from the mask


def _leg_behind(sight: Sight) -> Vector | CannotJudge:
    """The (n, 2) centre line of the leg behind the hips, in pixels; many measures need it."""
    if sight.pose.mask is None:
        return NO_OUTLINE
    return LOST_LEG if leg_behind_is_lost(sight) else _line_behind(sight.pose, sight.forward[0])


@lru_cache(maxsize=1)  # it is the same however the pose is looked at
def _line_behind(pose: Pose, forward_x: float) -> Vector:
    assert pose.mask is not None
    backward = np.array([-forward_x, 0.0])
    return leg_behind(pose.mask, pose.middle(Joint.HIP), backward, pose.trunk_px)


def _thigh_and_shin(sight: Sight) -> tuple[Vector, Vector] | CannotJudge:
    """The (2,) directions of thigh and shin of the leg behind the hips."""
    line = _leg_behind(sight)
    if isinstance(line, CannotJudge):
        return line
    x_end = float(line[-1, 0]) if len(line) else 0.0
    if not 1 < x_end < sight.pose.size[0] - 2:
        return CannotJudge("the back foot is outside the picture")
    return bend(line) or CannotJudge("the back leg cannot be told from the trunk")


@measure("T", TRUNK, from_views(SAGITTAL, 0.1), sided=False)
def reach_behind(sight: Sight, side: Side) -> Reading:
    """How far the body reaches back from the hips near the floor, in trunk lengths T, 0 upwards.

    Where the mask has lost a leg, as far as it reached a moment ago; where the near leg shows that
    there must be one, as far as a leg reaches at least.
    """
    if leg_behind_is_lost(sight):
        return max(STRETCHED_OUT_T, sight.leg_behind_t)
    line = _leg_behind(sight)
    if isinstance(line, CannotJudge):
        return line
    return max(_length(line, sight), sight.leg_behind_t)


def _length(line: Vector, sight: Sight) -> float:
    """How far a centre line reaches along x, in trunk lengths T."""
    return geometry.ratio(np.ptp(line[:, 0]), sight.pose.trunk_px) if len(line) else 0.0


@measure("T", TRUNK, from_views(SAGITTAL, 0.1), sided=False)
def reach_ahead(sight: Sight, side: Side) -> Reading:
    """How far a seated body reaches ahead of the hips near the floor, in T, 0 upwards.

    The feet's distance that the model's joints do not tell: they draw far feet near.
    """
    ahead = outline_ahead(sight)
    return NO_OUTLINE if ahead is None else ahead


FACE_UP_DEG = 30.0
"""One who lies on the back faces up by more; leaning back by as much nobody sits."""

STRETCHED_OUT_T = 1.2
"""A leg stretched out behind reaches further back than this; 1.6 to 2.2 in all bodies."""


@measure("T", (*TRUNK, Joint.WRIST), from_views(SIDE_ONLY, 0.05), sided=False, position=True)
def leg_ahead_lower(sight: Sight, side: Side) -> Reading:
    """How much lower the leg ahead of a seated person lies in the picture than the one behind.

    In trunk lengths T. On the same floor what is nearer to a raised camera lies lower: positive
    where the leg ahead is the near one. It tells which leg is in front where the model takes one
    leg for the other.
    """
    if sight.pose.mask is None:
        return NO_OUTLINE
    nothing_behind = CannotJudge("no leg is stretched out behind")
    if not hip_height(sight, side) <= SEATED_HIP_T or facing_up(sight, side) > FACE_UP_DEG:
        return nothing_behind
    line = _leg_behind(sight)
    if isinstance(line, CannotJudge):
        return line
    if _length(line, sight) < STRETCHED_OUT_T:
        return nothing_behind
    hip, hands = sight.pose.middle(Joint.HIP), [sight.pose[w] for w in Joint.WRIST.both]
    drop = drop_ahead(sight.pose.mask, hip, sight.forward, hands, sight.pose.trunk_px)
    return geometry.ratio(drop, sight.pose.trunk_px)


# The centre line runs lower than the joints near the hips: the fall reads 2 to 7 degrees too
# small on straight back legs of all bodies, and the knee 3 to 5 too straight (docs/ACCURACY.md).


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
    return -geometry.elevation((0.0, 0.0), directions[0])


# --------------------------------------------- legs of a person lying face up, from the mask

HIP_GAP_T, SHOULDER_GAP_T = 0.56, 0.94
"""The usual gaps of hips and shoulders in trunk lengths, as wide as the ankles' looks from ahead.

There the model draws hips and shoulders at half their true gap or less, so the body's usual
proportions stand in for them. They look narrower as the body turns, as the ankles' gap does.
"""


def _seen_gap(gap: float, sight: Sight) -> float:
    """A gap from left to right as it looks from here."""
    return gap * float(np.cos(np.radians(sight.view.yaw_deg)))


def _shows_both_shins(sight: Sight) -> bool:
    """Whether the mask has both shins where the joints are: in the dark it may lack one leg."""
    shins = [(sight.pose[Joint.KNEE.of(s)] + sight.pose[Joint.ANKLE.of(s)]) / 2 for s in Side]
    return all(_is_on_body(sight.pose, middle) for middle in shins)


def _is_on_body(pose: Pose, point: Vector) -> bool:
    if pose.mask is None or not ((point >= 0) & (point < pose.size)).all():
        return False
    return bool(pose.mask[int(point[1]), int(point[0])])


@lru_cache(maxsize=1)
def _shin_gaps(sight: Sight) -> tuple[float, float] | CannotJudge:
    """The gaps of the ankles and of the knees, in trunk lengths T."""
    pose = sight.pose
    if pose.mask is None:
        return NO_OUTLINE
    further_ankle_y = min(pose[ankle][1] for ankle in Joint.ANKLE.both)
    hip, trunk_px = pose.middle(Joint.HIP), sight.trunk_px
    gaps = gaps_of_shins(pose.mask, hip, -pose.trunk, further_ankle_y, trunk_px)
    if gaps is None:
        return CannotJudge("the legs cover each other; put the camera more towards the feet")
    return geometry.ratio(gaps[0], trunk_px), geometry.ratio(gaps[1], trunk_px)


KNEES_TOGETHER, TURNED_DEG, KNEES_TOGETHER_TURNED = 0.8, 56.0, 0.5
"""Joints that put the knees this close are believed where the legs cover each other; of a body
turned further only closer ones: there they put parallel knees at 0.57."""

KNEES_FORWARD, JOINTS_FORWARD = (0.85, 1.25), 1.1
"""Knees that point forward read between those by the outline; by the joints, those falling in read
up to 1.1 and those falling out 1.4 and more. An outline that tells the contrary is not believed."""


def _joint_tracking(sight: Sight) -> float:
    """`knee_tracking` from the joints: rough, and too wide on sturdy legs."""
    pose = sight.pose
    hips, knees, ankles = ([pose[i] for i in joint.both] for joint in LEG)
    axis = hips[0] - hips[1] + ankles[0] - ankles[1]
    hip_gap, knee_gap, ankle_gap = (
        geometry.gap_along(left, right, axis) for left, right in (hips, knees, ankles)
    )
    return geometry.ratio(knee_gap, (hip_gap + ankle_gap) / 2)


@measure("ratio", (*TRUNK, Joint.ANKLE), {ViewKind.OBLIQUE: 0.08}, sided=False)
def knee_tracking(sight: Sight, side: Side) -> Reading:
    """The gap between the knees over the mean gap of hips and ankles; negative where they cross.

    1 = the knees point forward; smaller = falling in, larger = falling out. Read from the
    directions of the shins in the body's mask; from the feet end the model loses the legs. Where
    one leg covers the other, only knees that are plainly together can be told, from the joints.
    """
    gaps, from_joints = _shin_gaps(sight), _joint_tracking(sight)
    if isinstance(gaps, CannotJudge):
        turned = sight.view.yaw_deg > TURNED_DEG
        together = KNEES_TOGETHER_TURNED if turned else KNEES_TOGETHER
        plain = from_joints < together and _shows_both_shins(sight)
        return from_joints if plain else gaps
    ankles, knees = gaps
    tracking = geometry.ratio(knees, (_seen_gap(HIP_GAP_T, sight) + ankles) / 2)
    falling_in, falling_out = tracking < KNEES_FORWARD[0], tracking > KNEES_FORWARD[1]
    if (falling_in and from_joints > JOINTS_FORWARD) or (
        falling_out and from_joints < JOINTS_FORWARD
    ):
        return CannotJudge("outline and joints tell different things of the knees")
    return tracking


@measure("ratio", (*TRUNK, Joint.ANKLE), {ViewKind.OBLIQUE: 0.12}, sided=False)
def feet_width(sight: Sight, side: Side) -> Reading:
    """The gap between the ankles over that between the shoulders, 0 upwards; 1 = equally wide."""
    gaps = _shin_gaps(sight)
    if isinstance(gaps, CannotJudge):
        return gaps
    return geometry.ratio(gaps[0], _seen_gap(SHOULDER_GAP_T, sight))
