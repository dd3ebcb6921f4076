"""Where the camera should stand for a stretch, and how to turn until it does."""

from posecheck.coach.shown import CameraHint
from posecheck.pose.pose import Pose, Side
from posecheck.pose.view import ViewKind, signed_yaw_deg
from posecheck.stretches.stretch import Stretch

DISTANCE_M = (2.0, 4.0)
"""Nearer, a body does not fit into a webcam's picture; farther, the pose model sees less of it."""

ANGLE_DEG = {
    ViewKind.FRONT: 0.0,
    ViewKind.FEET: 0.0,
    ViewKind.OBLIQUE: 45.0,
    ViewKind.SIDE: 90.0,
    ViewKind.BACK: 180.0,
}
"""Where the camera stands around the person: 0 straight ahead, or at the feet of a lying person."""


def camera_hint(stretch: Stretch, side: Side | None, pose: Pose | None) -> CameraHint:
    """Where the camera should stand: at the side of the front leg, or at the nearer side.

    Args:
        stretch: The one to be filmed.
        side: The leg in front; None where it is not known, or there is none.
        pose: The person as seen now; None where nobody is.
    """
    camera = stretch.camera
    seen_deg = signed_yaw_deg(pose) if pose else None
    to_left = side is Side.LEFT if side else seen_deg is None or seen_deg >= 0
    angle_deg = ANGLE_DEG[camera.view]
    return CameraHint(
        view=camera.view,
        wanted_deg=angle_deg if to_left else -angle_deg,
        seen_deg=seen_deg,
        height_m=camera.height_m,
        distance_m=DISTANCE_M,
        why=camera.why,
    )


def turn_deg(hint: CameraHint) -> float | None:
    """How far the person must turn, in degrees, -180 to 180; None where nobody is seen.

    Positive is a turn to their own right.
    """
    if hint.seen_deg is None:
        return None
    return (hint.wanted_deg - hint.seen_deg + 180.0) % 360.0 - 180.0
