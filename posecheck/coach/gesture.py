"""A raised hand that is held: the way to pause and resume without a keyboard."""

import numpy as np

from posecheck.pose.geometry import CAMERA_UP, angle_between, distance
from posecheck.pose.pose import Joint, Pose, Side

HOLD_S = 1.5
"""Longer than a hand passes the head in a stretch, short enough to be held on purpose."""

LOST_S = 0.4
"""A hand that is lost for no longer than this is still up: the model misses single frames."""

WRIST_ABOVE_M = 0.06
"""The wrist is above the shoulder by at least this. On rendered people a hand beside the head reads
0.11 to 0.14, one before the chin -0.02."""

ELBOW_ABOVE_M = 0.1
"""The elbow is not: in an arm stretched overhead it is 0.25 m above the shoulder. On the back it
is, or the forearm stands on the floor."""

FOREARM_LEAN_DEG = 40.0
"""How far the forearm may lean from upright, so that a hand on the hip or the head is none."""

OCCUPIED_M = 0.25
"""A hand this near to a hip, a foot or the other hand props the hips or holds one of the others."""

ON_THE_BACK_DEG = 50.0
"""On the back, the chest faces up within this angle."""


@np.errstate(all="ignore")  # what is missing is NaN, and no hand
def raised_hand(pose: Pose) -> Side | None:
    """The hand that is raised as if to say stop: elbow low and bent, forearm upright.

    An arm stretched overhead, as in the lunge, is not that, because its elbow is high. On the back
    the arm must be in the air, as in no stretch: some people do the bridge with the elbows on the
    floor and the forearms upright. Nor is a hand raised that props the hips or holds a foot or the
    other hand, as in the bridge and the mermaid, nor are two at once.

    Up is up in the picture. For a camera at the head end of somebody on the back the far end of the
    floor is up as well, where the hands rest: from there no hand is ever raised.
    """
    if _seen_from_the_head_end(pose):
        return None
    scale = pose.pixels_per_metre
    raised = [side for side in Side if _is_raised(pose, side, scale)]
    return raised[0] if len(raised) == 1 and not _is_occupied(pose, raised[0], scale) else None


def _is_raised(pose: Pose, side: Side, scale: float) -> bool:
    joints = [joint.of(side) for joint in (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST)]
    shoulder, elbow, wrist = (pose[joint] / scale for joint in joints)
    forearm = wrist - elbow
    lean_deg = np.degrees(np.arctan2(abs(forearm[0]), -forearm[1]))
    return bool(
        shoulder[1] - wrist[1] >= WRIST_ABOVE_M
        and (shoulder[1] - elbow[1] > ELBOW_ABOVE_M) == _on_the_back(pose)
        and lean_deg <= FOREARM_LEAN_DEG
        and not pose.untrusted(joints)
    )


def _is_occupied(pose: Pose, side: Side, scale: float) -> bool:
    """Whether a hand props the hips, or it or the crook of its elbow holds something."""
    feet = [joint.of(of) for joint in (Joint.ANKLE, Joint.FOOT_INDEX) for of in Side]
    hips = [Joint.HIP.of(of) for of in Side]
    near = {
        Joint.WRIST.of(side): [Joint.WRIST.of(side.other), *hips, *feet],
        Joint.ELBOW.of(side): feet,
    }
    return any(
        distance(pose[one], pose[other]) < OCCUPIED_M * scale
        for one, others in near.items()
        for other in others
    )


def _seen_from_the_head_end(pose: Pose) -> bool:
    """Whether the shoulders lie below the hips in the picture, as only of people who lie."""
    across, down = pose.trunk
    return bool(down > abs(across))


def _on_the_back(pose: Pose) -> bool:
    _, _, forward = pose.body_axes
    return bool(angle_between(forward, CAMERA_UP) <= ON_THE_BACK_DEG)


class HandSignal:
    """Notices once that a hand has been up for `HOLD_S`; it must come down before the next time."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._seen_s = 0.0
        self._given = False

    def observe(self, pose: Pose | None, time_s: float) -> bool:
        """Take in one pose and return whether the signal is given at this moment."""
        if pose is not None and raised_hand(pose):
            self._since_s = time_s if self._since_s is None else self._since_s
            self._seen_s = time_s
        elif time_s - self._seen_s > LOST_S:
            self._since_s, self._given = None, False
        if self._since_s is None or self._given or self._seen_s - self._since_s < HOLD_S:
            return False
        self._given = True
        return True
