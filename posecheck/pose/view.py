"""From where the camera sees the person.

The view comes from the world landmarks: the left-right axis of the shoulders tells how far the body
is turned away from the camera. The hips' axis is worse. Of rendered people seen from the side who
sit, the model draws it at 54 to 81 degrees, in the pigeon at 35 to 121; the shoulders' at 70 to
104.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from posecheck.pose.geometry import CAMERA_UP, angle_between, norm, ratio
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.support.debounce import Debounced

# How far the body looks turned, by its shoulders: 0 from the front, 180 from behind. Rendered
# people read 65 to 104 from the side (true 72 to 105) and mostly up to 12 from the front (19 at
# 15). Turned by 36 to 59 degrees those who sit read 18 to 49, those who lie 39 to 68
# (`python -m benchmarks.accuracy`).

FRONT_UP_TO_DEG = 17.0
"""Up to this turn a person is seen from the front, or from the feet end."""

SIDE_FROM_DEG = 63.0
"""From this turn on a person is seen from the side."""

LYING_SIDE_FROM_DEG = 66.0
"""The same for a person who lies."""

BACK_FROM_DEG = 109.0
"""From this turn on a person is seen from behind."""

TURNED_DEG = 10.0
"""Further beyond the limits of the view that holds, a body is turning at this moment. The turn of
one that lies wavers: at the top of real bridges seen from the side it reads up to 117 degrees."""

HYSTERESIS_DEG = 3.0
"""A view is left only this far beyond its limits, so that one near a limit does not flicker."""

# Where shoulders look as if from behind and hips as if from the side, the chest is turned away from
# the camera, as in the mermaid: there the shoulders read 102 to 139 degrees. Of people seen from
# behind the hips are 0.15 T apart and more across the picture.

TWISTED_FROM_DEG = 100.0
"""A chest turned away reads more than this."""

TWISTED_HIP_GAP_T = 0.15
"""The hips, seen from the side, are less than this apart across the picture, in trunk lengths."""

HIP_WIDTH_T = 0.45
"""How far apart the model puts the hips of a person, in trunk lengths."""

TWISTED_SHARE = 0.7
"""And they are less than this share apart of what the shoulders' turn would make of that width."""

LYING_FROM_DEG = 55.0
"""A trunk that leans further than this from the camera's upright counts as lying."""


class ViewKind(Enum):
    """The side of the body that the camera looks at."""

    SIDE = "side"
    OBLIQUE = "oblique"
    FRONT = "front"
    BACK = "back"
    FEET = "feet"

    @property
    def words(self) -> str:
        """Where the camera stands, as said to a person: `from the side`."""
        return {
            ViewKind.SIDE: "from the side",
            ViewKind.OBLIQUE: "at 45 degrees between front and side",
            ViewKind.FRONT: "from the front",
            ViewKind.BACK: "from behind",
            ViewKind.FEET: "from the feet end",
        }[self]


@dataclass(frozen=True)
class View:
    """How the camera sees the person in one frame.

    Attributes:
        kind: The side of the body that the camera looks at.
        yaw_deg: 0 from the front, 90 from the side, 180 from behind.
        near: The half of the body nearer to the camera; None where both are equally near.
        lying: Whether the trunk is nearer to the horizontal than to upright.
        twisted: Whether the hips are seen from the side and the chest is turned away.
        passing: The view at this very moment where it is not `kind` and may not last, as while the
            person turns; else None.
    """

    kind: ViewKind
    yaw_deg: float
    near: Side | None
    lying: bool
    twisted: bool = False
    passing: ViewKind | None = None

    @property
    def kinds(self) -> frozenset[ViewKind]:
        """The views that a measure must know to be read at this moment."""
        return frozenset({self.kind, self.passing or self.kind})


def signed_yaw_deg(pose: Pose) -> float:
    """The turn of the body against the camera, -180 to 180; positive = left side nearer.

    Near the front a sideways lean is left out of it. NaN where shoulders or hips are missing.
    """
    return pose.once(signed_yaw_deg, lambda: _signed_yaw_deg(pose))


def _signed_yaw_deg(pose: Pose) -> float:
    left, right = (pose.world[shoulder] for shoulder in Joint.SHOULDER.both)
    x, y, z = left - right
    if not np.isfinite([pose.world[hip] for hip in Joint.HIP.both]).all():
        return np.nan
    leans = x > abs(z)
    return float(np.degrees(np.arctan2(-z, np.hypot(x, y) if leans else x)))


def near_side(pose: Pose) -> Side | None:
    """The half of the body nearer to the camera, from this frame alone."""
    yaw = signed_yaw_deg(pose)
    if not FRONT_UP_TO_DEG <= abs(yaw) <= 180 - FRONT_UP_TO_DEG:
        return None
    return Side.LEFT if yaw > 0 else Side.RIGHT


def is_lying(pose: Pose) -> bool:
    """Whether the trunk is nearer to the horizontal than to upright, from this frame alone."""
    _, up, _ = pose.body_axes
    return pose.once(is_lying, lambda: bool(angle_between(up, CAMERA_UP) > LYING_FROM_DEG))


def folds_towards_camera(pose: Pose) -> bool:
    """Whether the shoulders are nearer to the camera than the hips, from this frame alone."""
    _, up, _ = pose.body_axes
    return bool(up[2] < 0)


def is_twisted(pose: Pose) -> bool:
    """Whether the hips are seen from the side and the chest is turned away from the camera."""
    yaw = abs(signed_yaw_deg(pose))
    left, right = (pose[hip] for hip in Joint.HIP.both)
    gap_t = ratio(abs(left[0] - right[0]), norm(pose.trunk))
    untwisted_t = HIP_WIDTH_T * abs(np.cos(np.radians(yaw)))
    return bool(
        yaw > TWISTED_FROM_DEG and gap_t < min(TWISTED_HIP_GAP_T, TWISTED_SHARE * untwisted_t)
    )


SAME_PLACE = {ViewKind.FRONT, ViewKind.FEET}
"""Nobody turns between these: how the person lies is told from the pose."""


class ViewTracker:
    """The view over time: it changes only when the change lasts."""

    def __init__(self) -> None:
        self._kind: Debounced[ViewKind] = Debounced()
        self._near: Debounced[Side] = Debounced()
        self._lying: Debounced[bool] = Debounced()

    def observe(self, pose: Pose) -> View | None:
        """Take in one pose.

        Returns:
            The view that holds now; None before shoulders and hips have been seen.
        """
        yaw = abs(signed_yaw_deg(pose))
        lying = self._lying.observe(is_lying(pose) if np.isfinite(yaw) else None, pose.time_s)
        near = self._near.observe(near_side(pose), pose.time_s)
        twisted = not lying and is_twisted(pose)
        from_feet = bool(lying) and not folds_towards_camera(pose)
        seen = yaw, bool(lying), from_feet
        kind_now = ViewKind.SIDE if twisted else self._kind_at(*seen, HYSTERESIS_DEG)
        kind = self._kind.observe(kind_now, pose.time_s)
        if kind is None:
            return None
        turned = ViewKind.SIDE if twisted else self._kind_at(*seen, TURNED_DEG)
        passing = None if {turned, kind} <= SAME_PLACE or turned is kind else turned
        sees_both_alike = kind in (ViewKind.FRONT, ViewKind.BACK, ViewKind.FEET)
        return View(kind, yaw, None if sees_both_alike else near, bool(lying), twisted, passing)

    def _kind_at(
        self, yaw_deg: float, lying: bool, from_feet: bool, margin_deg: float
    ) -> ViewKind | None:
        """The view from a turn; that which holds stays up to a margin beyond its limits."""
        if not np.isfinite(yaw_deg):
            return None
        ends = (
            (FRONT_UP_TO_DEG, ViewKind.FEET if from_feet else ViewKind.FRONT),
            (LYING_SIDE_FROM_DEG if lying else SIDE_FROM_DEG, ViewKind.OBLIQUE),
            (BACK_FROM_DEG, ViewKind.SIDE),
            (180.0, ViewKind.BACK),
        )
        start = 0.0
        for end, kind in ends:
            margin = margin_deg if kind is self._kind.value else 0.0
            if start - margin <= yaw_deg <= end + margin and margin:
                return kind
            start = end
        return next(kind for end, kind in ends if yaw_deg <= end)
