"""Looking only where something moves: the pose of most frames of a hold is that of the last one."""

from dataclasses import replace
from math import inf

import numpy as np

from posecheck.pose.landmarker import Landmarker
from posecheck.pose.movement import Glance
from posecheck.pose.pose import VISIBILITY_TRUSTED, Joint, Pose
from posecheck.video.area import Area
from posecheck.video.frame import Frame

LONGEST_S = 0.5
"""However still the picture is, the model looks again after this time."""

REST_SHARE = 0.1
"""The model rests for this share of the time since a look showed another pose: after a movement it
looks at every frame for a third of a second, until the pose and its `visibility`, a running mean
in which each frame counts for a tenth, have settled; from 5 s on for `LONGEST_S`."""

CHANGED_T = 0.02
"""A pose has changed when a joint goes further than this from one look to the next, in trunk
lengths."""

VISIBILITY_KEPT = 0.9
"""The share of the earlier visibility in the mean (`findings/visibility-counts-frames.sh`)."""

APPEARED = 0.3
"""A joint that a frame shows so much more or less than the mean says has come up, or is hidden: the
frames of one that is half seen differ by up to 0.2."""

JOINTS = [
    landmark
    for joint in (Joint.SHOULDER, Joint.HIP, Joint.KNEE, Joint.ANKLE)
    for landmark in joint.both
]
"""The joints that most verdicts rest on: of a person who holds still they stay within 0.002 trunk
lengths, while the model has the toes of the far foot jump by 0.07."""


class Watcher:
    """Finds the person in the frames of one clip, and runs the model only where it is needed.

    It looks at a frame in which the person, or the whole picture while nobody is found, differs
    from the frame it looked at last. It also looks after a rest, which grows the longer the pose
    stays the same. Every other frame gets the last pose, `carried` to its time. After a cut it
    looks for the person afresh, in a new `scene`.

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
        self._shown: Glance | None = None
        self._was_cut = False
        self._scene = 0
        self._where: Area | None = None
        self._seen_s = self._changed_s = -inf

    def detect(self, frame: Frame, glance: Glance | None = None) -> Pose | None:
        """Find the person in a frame, or carry the last pose over.

        Args:
            frame: As for `Landmarker.detect`, which this may raise the errors of.
            glance: At the frame; None to take it now.
        """
        glance = glance or Glance.at(frame)
        if not self._every_frame and self._may_rest(glance, frame.time_s):
            return self._pose.carried_to(frame.time_s) if self._pose else None
        self._notice_cut(glance)
        before, pose = self._pose, self._look(frame)
        self._seen, self._seen_s, self._where = glance, frame.time_s, _extent(pose)
        if _differs(before, pose):
            self._changed_s = frame.time_s
        return pose

    def _notice_cut(self, glance: Glance) -> None:
        """Start over at a cut; a camera that is swung round differs from look to look."""
        if not glance.shows_something:
            return
        is_cut = self._shown is not None and glance.is_cut_from(self._shown)
        self._shown = glance
        if is_cut and not self._was_cut:
            self._landmarker.start_over()
            self._scene += 1
        self._was_cut = is_cut

    def _may_rest(self, glance: Glance, time_s: float) -> bool:
        rest_s = min(LONGEST_S, REST_SHARE * (time_s - self._changed_s))
        if self._seen is None or time_s - self._seen_s >= rest_s:
            return False
        return not glance.moved_since(self._seen, self._where)

    def _look(self, frame: Frame) -> Pose | None:
        self.looks += 1
        pose = self._landmarker.detect(frame)
        self._pose = replace(pose, scene=self._scene) if pose else None
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
    (left, top), (right, bottom) = np.clip(corners, 0, pose.size).astype(int).tolist()
    return Area(left, top, right + 1, bottom + 1)


@np.errstate(all="ignore")  # numbers of no sense end as NaN, or far away
def _differs(before: Pose | None, now: Pose | None) -> bool:
    """Whether a look showed another pose than the one before, or joints that were hidden."""
    if before is None or now is None:
        return before is not now
    if (np.abs(now.points - before.points)[JOINTS] > CHANGED_T * now.trunk_px).any():
        return True
    of_frame = (now.visibility - VISIBILITY_KEPT * before.visibility) / (1 - VISIBILITY_KEPT)
    will_change = (of_frame >= VISIBILITY_TRUSTED) != (now.visibility >= VISIBILITY_TRUSTED)
    return bool((will_change & (np.abs(of_frame - now.visibility) > APPEARED)).any())
