"""Where the body is, from any view: to tell which stretch this is, and which leg is in front."""

import numpy as np

from posecheck.measures.measure import (
    ANY_VIEW,
    FRONTAL,
    SAGITTAL,
    CannotJudge,
    Reading,
    from_views,
    joint_reason,
    measure,
)
from posecheck.measures.rear_leg import LEG_LOST, rear_leg_is_lost
from posecheck.measures.sight import LEG, TRUNK, Sight
from posecheck.pose import geometry
from posecheck.pose.pose import Joint, Side
from posecheck.pose.view import ViewKind


@measure(
    "T",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    from_views(ANY_VIEW, 0.1),
    sided=False,
    position=True,
)
def hip_height(sight: Sight, side: Side) -> float:
    """How high the hips are above the lower ankle, in trunk lengths T; negative where below."""
    return sight.hip_height_t


@measure("T", (), from_views(ANY_VIEW, 0.08), sided=False)
def hip_lift(sight: Sight, side: Side) -> Reading:
    """How far the hips are above the line from shoulder to ankle, in trunk lengths T, or below.

    On the near half of the body; where both halves are seen alike, half way between them.
    """
    sides = [sight.view.near] if sight.view.near else list(Side)
    joints = (*TRUNK, Joint.ANKLE)
    untrusted = sight.pose.untrusted(joint.of(s) for joint in joints for s in sides)
    if untrusted:
        return CannotJudge(joint_reason(sight.pose, untrusted) or "")
    shoulder, hip, ankle = (
        np.mean([sight.pose[joint.of(s)] for s in sides], axis=0) for joint in joints
    )
    lift = geometry.distance_past(hip, shoulder, ankle, geometry.UP)
    return geometry.ratio(lift, sight.trunk_px)


@measure(
    "T",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    from_views(SAGITTAL, 0.08),
    sided=False,
    position=True,
)
def hip_lift_space(sight: Sight, side: Side) -> float:
    """How far the hips are above the line from shoulders to ankles in space, in T, or below.

    For views in which that line runs towards the camera: there `hip_lift` is off.
    """
    shoulder, hip, ankle = (sight.middle(j) for j in (Joint.SHOULDER, Joint.HIP, Joint.ANKLE))
    line, up = geometry.unit(ankle - shoulder), geometry.CAMERA_UP
    up_from_line = geometry.unit(up - (up @ line) * line)
    return geometry.ratio((hip - shoulder) @ up_from_line, sight.trunk_m)


@measure(
    "T",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    from_views(ANY_VIEW, 0.15),
    sided=False,
    position=True,
)
def heel_distance(sight: Sight, side: Side) -> float:
    """The distance from between the hips to between the ankles, in trunk lengths T."""
    reach = geometry.distance(sight.middle(Joint.HIP), sight.middle(Joint.ANKLE))
    return geometry.ratio(reach, sight.trunk_m)


@measure("deg", (Joint.HIP, Joint.KNEE), from_views(ANY_VIEW, 15.0), sided=False, position=True)
def knees_apart(sight: Sight, side: Side) -> float:
    """The angle between the two thighs, 0 (parallel) to 180."""
    left, right = (sight.world(Joint.KNEE, s) - sight.world(Joint.HIP, s) for s in Side)
    return geometry.angle_between(left, right)


@measure("T", (*TRUNK, Joint.KNEE), from_views(ANY_VIEW, 0.2), sided=False, position=True)
def knees_lead(sight: Sight, side: Side) -> Reading:
    """How far one knee is ahead of the other along the walking direction, in T, 0 upwards."""
    if rear_leg_is_lost(sight):
        return LEG_LOST
    left, right = (sight.world(Joint.KNEE, s) for s in Side)
    return geometry.ratio(abs((left - right) @ sight.pose.walking_direction), sight.trunk_m)


@measure("T", (Joint.HIP, Joint.KNEE), {ViewKind.FRONT: 0.1}, position=True)
def knee_out(sight: Sight, side: Side) -> float:
    """How far the knee is out to its own side of the middle of the hips, in T; across negative."""
    hip, other_hip = (sight.pose[Joint.HIP.of(s)][0] for s in (side, side.other))
    out = sight.pose[Joint.KNEE.of(side)][0] - (hip + other_hip) / 2
    return geometry.ratio(float(np.sign(hip - other_hip)) * out, sight.trunk_px)


@measure("deg", TRUNK, from_views(ANY_VIEW, 10.0), sided=False, position=True)
def facing_up(sight: Sight, side: Side) -> float:
    """How far the chest faces up: 90 = lying on the back, 0 = upright, -90 = face down."""
    return sight.facing_up_deg


@measure("deg", TRUNK, from_views(ANY_VIEW, 8.0), sided=False, position=True)
def trunk_inclination(sight: Sight, side: Side) -> float:
    """The angle of the trunk away from the camera's upright in any direction, 0 to 180."""
    _, up, _ = sight.pose.body_axes
    return geometry.angle_between(up, geometry.CAMERA_UP)


@measure("T", (Joint.SHOULDER, Joint.HIP, Joint.KNEE), from_views(ANY_VIEW, 0.15), position=True)
def knee_ahead(sight: Sight, side: Side) -> float:
    """How far the knee is ahead of the hip along the walking direction, in T; behind negative."""
    return sight.ahead_t(Joint.KNEE, side)


@measure("T", (Joint.SHOULDER, Joint.HIP, Joint.ANKLE), from_views(ANY_VIEW, 0.2), position=True)
def ankle_ahead(sight: Sight, side: Side) -> float:
    """How far the ankle is ahead of the hip along the walking direction, in T; behind negative."""
    return sight.ahead_t(Joint.ANKLE, side)


@measure(
    "T",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    from_views(ANY_VIEW, 0.15),
    sided=False,
    position=True,
)
def ankles_apart(sight: Sight, side: Side) -> float:
    """The distance between the ankles in space, in trunk lengths T, 0 upwards."""
    left, right = (sight.world(Joint.ANKLE, s) for s in Side)
    return geometry.ratio(geometry.distance(left, right), sight.trunk_m)


@measure(
    "T",
    (Joint.SHOULDER, Joint.HIP, Joint.ANKLE),
    from_views(FRONTAL, 0.1),
    sided=False,
    position=True,
)
def ankles_uncrossed(sight: Sight, side: Side) -> float:
    """How far the left ankle lies to the left of the right one, in trunk lengths T; crossed -.

    Along the line of the hips. Of butterflies it reads 0.13 to 0.77, of people who sit with their
    legs crossed -0.34 to 0.02.
    """
    hips, ankles = ([sight.pose[one] for one in joint.both] for joint in (Joint.HIP, Joint.ANKLE))
    to_the_left = geometry.unit(hips[0] - hips[1])
    return geometry.ratio(float((ankles[0] - ankles[1]) @ to_the_left), sight.trunk_px)


@measure("deg", LEG, from_views(ANY_VIEW, 14.0), position=True)
def knee_angle_space(sight: Sight, side: Side) -> float:
    """Interior angle of the knee in space, 0 to 180: rough, for telling stretches apart only."""
    hip, knee, ankle = (sight.world(joint, side) for joint in LEG)
    return geometry.interior_angle(hip, knee, ankle)


HELD_BEHIND_T, HELD_BELOW_T = 0.3, 0.1
"""A hand that holds the back foot is 0.39 to 0.84 T behind the shoulders and at most 0.04 below
(11 real pigeons, whose ankles are 0.05 to 0.7 T above the hips); arms that are stretched upwards
are less than 0.1 behind. A hand on the back of somebody who leans forward is as far behind, but the
foot is then on the floor."""


@measure(
    "T",
    (Joint.SHOULDER, Joint.WRIST, Joint.ANKLE),
    from_views(SAGITTAL, 0.1),
    sided=False,
    position=True,
)
def hand_to_back_foot(sight: Sight, side: Side) -> Reading:
    """The distance from the ankle further behind to the nearer hand, in trunk lengths T, 0 up.

    0 where a hand is raised behind the shoulders and that ankle above the hips: the hand is there
    to hold the foot, whose ankle the model then puts up to 1 T away.
    """
    if rear_leg_is_lost(sight):
        return LEG_LOST
    ankles = [sight.pose[ankle] for ankle in Joint.ANKLE.both]
    behind = min(ankles, key=lambda ankle: float(ankle @ sight.pose.forward))
    is_lifted = behind[1] < sight.pose.middle(Joint.HIP)[1]
    if is_lifted and any(_is_raised_behind(sight, hand) for hand in Side):
        return 0.0
    hands = [sight.pose[wrist] for wrist in Joint.WRIST.both]
    nearest = min(geometry.distance(behind, hand) for hand in hands)
    return geometry.ratio(nearest, sight.pose.trunk_px)


def _is_raised_behind(sight: Sight, side: Side) -> bool:
    """Whether a hand is behind the shoulders, and about as high as they are or higher."""
    away = sight.pose[Joint.WRIST.of(side)] - sight.pose.middle(Joint.SHOULDER)
    behind_t = geometry.ratio(-away @ sight.pose.forward, sight.pose.trunk_px)
    below_t = geometry.ratio(away[1], sight.pose.trunk_px)
    return bool(behind_t >= HELD_BEHIND_T and below_t <= HELD_BELOW_T)
