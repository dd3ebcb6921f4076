"""Looking only where something moves: the pose of most frames of a hold is that of the last one."""

from math import inf

import numpy as np

from posecheck.pose.landmarker import Landmarker
from posecheck.pose.movement import Glance
from posecheck.pose.pose import VISIBILITY_TRUSTED, Joint, Pose
from posecheck.video.frame import Area, Frame

LONGEST_S = 0.25
"""However still the picture is, the model looks again after this time."""

SETTLING_LOOKS = 10
"""Where a look shows another pose than the one before, up to so many frames are looked at until the
pose has settled: a joint that jumps for a frame is not kept, and `visibility` is a running mean in
which each frame counts for a tenth."""

SETTLED_T = 0.02
"""A pose has settled when no joint goes further than this from one look to the next, in trunk
lengths."""

VISIBILITY_KEPT = 0.9
"""The share of the earlier visibility in that mean (`findings/visibility-counts-frames.sh`)."""


LIMBS = [landmark for joint in Joint for landmark in joint.both]


class Watcher:
    """Finds the person in the frames of one clip, and runs the model only where it is needed.

    A frame is looked at where the picture of the person, or of whoever may come into it, differs
    from the frame that was looked at last; where what the model says has not settled since; and at
    the latest after `LONGEST_S`. Every other frame gets the last pose, `carried` to its time.

    Args:
        landmarker: Finds the person; opened and closed by the caller.
        every_frame: Whether to look at every frame, whatever moves.

    Attributes:
        looks: How many frames the model has looked at.
    """

    def __init__(self, landmarker: Landmarker, *, every_frame: bool = False) -> None:
        self.looks = 0
        self._landmarker = landmarker
        self._every_frame = every_frame
        self._pose: Pose | None = None
        self._seen: Glance | None = None
        self._where: Area | None = None
        self._seen_s = -inf
        self._settling = 0

    def detect(self, frame: Frame) -> Pose | None:
        """Find the person in a frame, or carry the last pose over.

        Args:
            frame: As for `Landmarker.detect`, which this may raise the errors of.
        """
        if self._every_frame:
            return self._look(frame)
        glance = Glance.at(frame)
        moved = self._seen is None or glance.moved_since(self._seen, self._where)
        if moved or self._settling or frame.time_s - self._seen_s >= LONGEST_S:
            before, rested = self._pose, not self._settling
            pose = self._look(frame)
            self._seen, self._seen_s, self._where = glance, frame.time_s, _extent(pose)
            if not _differs(before, pose):
                self._settling = 0
            else:
                self._settling = SETTLING_LOOKS if moved or rested else self._settling - 1
            return pose
        return self._pose.carried_to(frame.time_s) if self._pose else None

    def _look(self, frame: Frame) -> Pose | None:
        self.looks += 1
        self._pose = self._landmarker.detect(frame)
        return self._pose


def _extent(pose: Pose | None) -> Area | None:
    """The part of the frame that the person takes up; None, for all of it, without a person."""
    if pose is None or not np.isfinite(pose.points).all():
        return None
    corners = np.array([pose.points.min(axis=0), pose.points.max(axis=0)])
    if pose.mask is not None and pose.mask.any():
        columns, rows = (np.flatnonzero(pose.mask.any(axis=axis)) for axis in (0, 1))
        corners[0] = np.minimum(corners[0], (columns[0], rows[0]))
        corners[1] = np.maximum(corners[1], (columns[-1] + 1, rows[-1] + 1))
    (left, top), (right, bottom) = corners.astype(int).tolist()
    return Area(left, top, right + 1, bottom + 1)


def _differs(before: Pose | None, now: Pose | None) -> bool:
    """Whether a look showed another pose than the one before, or says that it soon will.

    A joint will be called visible, or hidden, once its visibility has settled.
    """
    if before is None or now is None:
        return before is not now
    if (np.abs(now.points - before.points)[LIMBS] > SETTLED_T * now.trunk_px).any():
        return True
    of_frame = (now.visibility - VISIBILITY_KEPT * before.visibility) / (1 - VISIBILITY_KEPT)
    return bool(((of_frame >= VISIBILITY_TRUSTED) != (now.visibility >= VISIBILITY_TRUSTED)).any())
