"""Angles and gaps that are read from the joints in the picture."""

from itertools import pairwise

from posecheck.measures.estimated import Angle
from posecheck.measures.measure import (
    ANY_VIEW,
    FRONTAL,
    NO_BASELINE,
    SIDE_ONLY,
    CannotJudge,
    Reading,
    from_views,
    measure,
)
from posecheck.measures.sight import LEG, TRUNK, Baseline, Sight
from posecheck.pose import geometry
from posecheck.pose.pose import Joint, Side
from posecheck.pose.view import ViewKind

# ------------------------------------- angles, seen from the side; at 45 degrees they are estimated


_of_the_knee = measure(
    "deg",
    LEG,
    {ViewKind.SIDE: 3.0, ViewKind.OBLIQUE: 7.0},
    far_side=True,
    bias=1.5,
    oblique=Angle.KNEE,
)


@_of_the_knee
def knee_angle(sight: Sight, side: Side) -> float:
    """Interior angle of the knee between thigh and shin, 0 (folded) to 180 (straight)."""
    return _knee_angle_seen(sight, side)


@measure("deg", LEG, {ViewKind.SIDE: 3.0, ViewKind.OBLIQUE: 14.0}, far_side=True, bias=1.5)
def knee_angle_seen(sight: Sight, side: Side) -> float:
    """The same angle as the picture shows it, also at 45 degrees, 0 to 180.

    It tells from there how the knee moves, not how far it is bent.
    """
    return _knee_angle_seen(sight, side)


@_of_the_knee
def knee_angle_in_plane(sight: Sight, side: Side) -> Reading:
    """The same angle of a leg that may point at the camera, 0 (folded) to 180 (straight).

    Only where thigh and shin lie about in the plane of the picture: the front shin of a pigeon that
    is seen from the side points out of it, and the picture shows its knee anywhere from 0 to 130
    degrees.
    """
    if _points_at_camera(sight, side):
        return CannotJudge(f"the {side.value} leg points towards the camera, or away from it")
    return _knee_angle_seen(sight, side)


def _knee_angle_seen(sight: Sight, side: Side) -> float:
    hip, knee, ankle = (sight.pose[joint.of(side)] for joint in LEG)
    return geometry.interior_angle(hip, knee, ankle)


OUT_OF_PLANE_DEG = 25.0
"""Seen from the side, thighs and shins of the sample lunges leave the plane of the picture by up to
21 degrees; of the sample pigeons one of them does by more, or the shin looks too short."""

LONGEST_THIGH = 1.35
"""In shins; see `SHORTEST_THIGH`."""


def _points_at_camera(sight: Sight, side: Side) -> bool:
    hip, knee, ankle = (sight.pose[joint.of(side)] for joint in LEG)
    if geometry.distance(hip, knee) > LONGEST_THIGH * geometry.distance(knee, ankle):
        return True
    places = [sight.world(joint, side) for joint in LEG]
    away = [geometry.angle_of_lines(b - a, geometry.CAMERA_AHEAD) for a, b in pairwise(places)]
    return min(away) < 90 - OUT_OF_PLANE_DEG


SHORTEST_THIGH = 0.75
"""In shins. Seen from the side a thigh of the rendered people looks 0.84 to 1.28 shins long, and
0.67 where a barbell hides it."""


def _thigh_looks_short(sight: Sight, side: Side) -> bool:
    """Whether the joints of a leg seen from the side cannot be where the model has them."""
    if sight.view.kind is not ViewKind.SIDE or not sight.pose.trusted(Joint.ANKLE.of(side)):
        return False
    hip, knee, ankle = (sight.pose[joint.of(side)] for joint in LEG)
    return geometry.distance(hip, knee) < SHORTEST_THIGH * geometry.distance(knee, ankle)


@measure(
    "deg",
    (*TRUNK, Joint.KNEE),
    {ViewKind.SIDE: 4.0, ViewKind.OBLIQUE: 7.0},
    bias=7.5,
    oblique=Angle.HIP_SAGITTAL,
)
def hip_angle_signed(sight: Sight, side: Side) -> Reading:
    """Angle shoulder-hip-knee, 0 to 360; over 180 with the hip above the line between the others.

    Signed because hips that are pushed up past that line fold the plain angle back: unsigned, a
    deep, good bridge (137) reads lower than a lazy one (144).
    """
    if _thigh_looks_short(sight, side):
        return CannotJudge("something hides the hip or the knee: the thigh looks too short")
    shoulder, hip, knee = (sight.pose[joint.of(side)] for joint in (*TRUNK, Joint.KNEE))
    return geometry.turned_angle(shoulder, hip, knee, towards=geometry.UP)


@measure("deg", (*TRUNK, Joint.KNEE), {ViewKind.SIDE: 4.0})
def hip_angle(sight: Sight, side: Side) -> Reading:
    """Interior angle of the hip between trunk and thigh, 0 (folded) to 180 (in line).

    For a hip that is plainly bent, whichever way the body lies. It reads up to 10 degrees too much,
    by as much on everybody in the same position: compare with what somebody else reads in it.
    """
    if _thigh_looks_short(sight, side):
        return CannotJudge("something hides the hip or the knee: the thigh looks too short")
    shoulder, hip, knee = (sight.pose[joint.of(side)] for joint in (*TRUNK, Joint.KNEE))
    return geometry.interior_angle(shoulder, hip, knee)


@measure(
    "deg",
    TRUNK,
    {ViewKind.SIDE: 3.0, ViewKind.OBLIQUE: 5.0},
    bias=-3.5,
    oblique=Angle.TRUNK_LEAN,
)
def trunk_lean(sight: Sight, side: Side) -> float:
    """Angle of the hip-to-shoulder line away from the vertical, -180 to 180; forward positive."""
    shoulder, hip = (sight.pose[joint.of(side)] for joint in TRUNK)
    return geometry.lean(hip, shoulder, sight.pose.forward)


@measure("deg", (Joint.HIP, Joint.KNEE), from_views(ANY_VIEW, 5.0), far_side=True)
def thigh_elevation(sight: Sight, side: Side) -> float:
    """How far the thigh rises from hip to knee above the horizontal, -90 to 90."""
    return geometry.elevation(sight.pose[Joint.HIP.of(side)], sight.pose[Joint.KNEE.of(side)])


@measure("deg", (Joint.HIP, Joint.KNEE), from_views(ANY_VIEW, 5.0), sided=False)
def thighs_elevation(sight: Sight, side: Side) -> float:
    """How far both thighs rise from hip to knee above the horizontal on average, -90 to 90."""
    thighs = [(sight.pose[Joint.HIP.of(s)], sight.pose[Joint.KNEE.of(s)]) for s in Side]
    return sum(geometry.elevation(hip, knee) for hip, knee in thighs) / len(thighs)


@measure("deg", (Joint.KNEE, Joint.ANKLE), {ViewKind.SIDE: 3.0}, far_side=True)
def shin_lean(sight: Sight, side: Side) -> float:
    """Angle of the ankle-to-knee line away from the vertical, -180 to 180; knee ahead positive."""
    knee, ankle = sight.pose[Joint.KNEE.of(side)], sight.pose[Joint.ANKLE.of(side)]
    return geometry.lean(ankle, knee, sight.pose.forward)


@measure("deg", (*TRUNK, Joint.KNEE), {ViewKind.SIDE: 6.0}, far_side=True)
def hip_extension(sight: Sight, side: Side) -> float:
    """Angle between trunk and thigh, 0 to 360; 180 = in line, more = the thigh behind the trunk."""
    shoulder, hip, knee = (sight.pose[joint.of(side)] for joint in (*TRUNK, Joint.KNEE))
    return geometry.turned_angle(shoulder, hip, knee, towards=sight.pose.forward)


HEAD = (Joint.EAR, *TRUNK)


@measure("deg", HEAD, {ViewKind.SIDE: 5.0, ViewKind.OBLIQUE: 7.0})
def head_angle(sight: Sight, side: Side) -> float:
    """Interior angle ear-shoulder-hip, 0 to 180; 180 = the head in line with the trunk."""
    return _head_angle(sight, side)


@measure("deg", HEAD, {ViewKind.SIDE: 5.0, ViewKind.OBLIQUE: 7.0}, baseline=Baseline.HEAD_ANGLE)
def head_drop(sight: Sight, side: Side) -> Reading:
    """How far `head_angle` is below the person's own upright one; positive = head dropped."""
    upright = sight.upright
    if upright.head_angle is None or not upright.knows(Baseline.HEAD_ANGLE, sight.view.kind):
        return NO_BASELINE
    return upright.head_angle - _head_angle(sight, side)


def _head_angle(sight: Sight, side: Side) -> float:
    ear, shoulder, hip = (sight.pose[joint.of(side)] for joint in HEAD)
    return geometry.interior_angle(ear, shoulder, hip)


NEAR_KNEE_OFFSET_T = 0.115
"""What `knee_height` adds on the near leg, for landmarks that lie above the floor, and for a camera
above it, which shows the floor under the near leg lower than halfway between both. With it the
measure reads the rendered lunges without bias (`python -m benchmarks.accuracy`)."""

FAR_KNEE_OFFSET_T = 0.035
"""What it adds on the far leg, whose floor looks higher."""


RAISED_FOOT_T = 0.25
"""Toes this high above the knee of a kneeling leg are off the floor: the foot is held or lifted.
Beside a knee that rests they read up to 0.12 above it, with a foot that is held 0.3 to 1.0."""


@measure("T", (*TRUNK, Joint.KNEE, Joint.FOOT_INDEX), from_views(SIDE_ONLY, 0.06), far_side=True)
def knee_height(sight: Sight, side: Side) -> Reading:
    """How high the knee is above the floor, in trunk lengths T, 0 upwards (lower negative).

    The floor is the line from this leg's toes to the other leg's heel: the height of the camera,
    its tilt and a turn of the person move them apart, and the knee lies between them.
    """
    knee, toes = sight.pose[Joint.KNEE.of(side)], sight.pose[Joint.FOOT_INDEX.of(side)]
    if geometry.ratio(knee[1] - toes[1], sight.pose.trunk_px) > RAISED_FOOT_T:
        return CannotJudge(f"the {side.value} foot is off the floor")
    heel = sight.pose[Joint.HEEL.of(side.other)]
    share = geometry.ratio(abs(knee[0] - toes[0]), abs(knee[0] - toes[0]) + abs(knee[0] - heel[0]))
    floor = toes[1] + share * (heel[1] - toes[1])
    offset = NEAR_KNEE_OFFSET_T if side is sight.view.near else FAR_KNEE_OFFSET_T
    return geometry.ratio(floor - knee[1], sight.pose.trunk_px) + offset


@measure(
    "T",
    (*TRUNK, Joint.KNEE, Joint.ANKLE, Joint.HEEL, Joint.FOOT_INDEX),
    from_views(ANY_VIEW, 0.15),
    position=True,
)
def knee_lift(sight: Sight, side: Side) -> float:
    """How high the knee is above the lowest point of its own foot, in T; lower negative.

    Rough, but from every view: it tells a knee that rests beside its foot from one that is lifted.
    """
    knee_y = sight.pose[Joint.KNEE.of(side)][1]
    foot = (Joint.ANKLE, Joint.HEEL, Joint.FOOT_INDEX)
    lowest_y = max(sight.pose[joint.of(side)][1] for joint in foot)
    return geometry.ratio(lowest_y - knee_y, sight.trunk_px)


@measure("deg", TRUNK, from_views(FRONTAL, 3.0), sided=False)
def trunk_side_lean(sight: Sight, side: Side) -> Reading:
    """How far the trunk leans sideways from the vertical, 0 to 180."""
    pose = sight.pose
    lean_deg = abs(geometry.lean(pose.middle(Joint.HIP), pose.middle(Joint.SHOULDER)))
    return _beside_the_trunk(sight, lean_deg)


TILT_SEEN_DEG = 8.0
"""A hip line that looks more level than this may be tilted all the same: the model draws level hips
with up to 5 degrees and hips tilted by 16 with 4 (`python -m benchmarks.accuracy`)."""


@measure("deg", (Joint.HIP,), {ViewKind.FRONT: 6.0}, sided=False)
def hip_line_tilt(sight: Sight, side: Side) -> Reading:
    """The angle between the line through both hips and the horizontal, 0 to 90.

    The model draws hips more level than they are (16 degrees as 4), so only a plain tilt is read.
    """
    left, right = (sight.pose[hip] for hip in Joint.HIP.both)
    return _plain_tilt(geometry.tilt(left, right))


@measure("deg", TRUNK, {ViewKind.FEET: 8.0}, sided=False)
def pelvis_tilt(sight: Sight, side: Side) -> Reading:
    """The angle between the line through the hips and the line through the shoulders, 0 to 90.

    Only a plain tilt is read: the model draws 20 degrees as 5 to 9, level hips as up to 5.
    """
    hips, shoulders = ([sight.pose[i] for i in joint.both] for joint in (Joint.HIP, Joint.SHOULDER))
    return _plain_tilt(geometry.angle_of_lines(hips[0] - hips[1], shoulders[0] - shoulders[1]))


def _plain_tilt(tilt_deg: float) -> Reading:
    if tilt_deg < TILT_SEEN_DEG:
        return CannotJudge("the hips look level, but a tilt of up to 16 degrees may not show")
    return tilt_deg


@measure("T", (*TRUNK, Joint.KNEE, Joint.ANKLE), from_views(FRONTAL, 0.08), sided=False)
def ankle_gap(sight: Sight, side: Side) -> Reading:
    """The distance between the ankles in trunk lengths T, 0 upwards."""
    left, right = (sight.pose[ankle] for ankle in Joint.ANKLE.both)
    gap_t = geometry.ratio(geometry.distance(left, right), sight.trunk_px)
    return _beside_the_trunk(sight, gap_t)


@measure("T", (*TRUNK, Joint.KNEE), from_views(FRONTAL, 0.05), sided=False)
def knee_height_difference(sight: Sight, side: Side) -> Reading:
    """How much higher one knee is than the other in trunk lengths T, 0 upwards."""
    left, right = (sight.pose[knee] for knee in Joint.KNEE.both)
    return _beside_the_trunk(sight, geometry.ratio(abs(left[1] - right[1]), sight.trunk_px))


def _beside_the_trunk(sight: Sight, value: float) -> Reading:
    """A value for which the trunk is the scale: folded towards the camera it is drawn too short."""
    folded = sight.view.lying and sight.view.kind is ViewKind.FRONT
    return CannotJudge("the trunk leans too far toward the camera") if folded else value
