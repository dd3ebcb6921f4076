"""What a measure may look at."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

import numpy as np

from posecheck.pose import geometry
from posecheck.pose.geometry import Vector
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.pose.silhouette.back import back_depths
from posecheck.pose.silhouette.shins import gaps_of_shins
from posecheck.pose.view import View, ViewKind

LEG = (Joint.HIP, Joint.KNEE, Joint.ANKLE)
TRUNK = (Joint.SHOULDER, Joint.HIP)
ARM = (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST)


class Role(Enum):
    """Which half of the body a measurement is taken on."""

    NEAR = "near"
    FAR = "far"
    FRONT = "front"
    REAR = "rear"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Baseline(Enum):
    """What of a person's own upright posture a measure compares with."""

    BACK_OUTLINE = "back_outline"
    BACK_DEPTH = "back_depth"
    HEAD_ANGLE = "head_angle"


@dataclass(frozen=True)
class Upright:
    """What the person's own upright posture measures; None where it has not been seen yet.

    Attributes:
        back_outline: The measure of that name, in trunk lengths.
        back_depth: The measure of that name, in trunk lengths.
        head_angle: The measure of that name, in degrees.
        head_view: From where the head's angle was seen; it depends on the view.
        trunk_px: The length of the trunk in pixels, where the person is now.
        rounding_varies, rise_varies: By how much `back_rounding` and `back_rise` differ between its
            upright moments, in trunk lengths; 0 where these are alike.
    """

    back_outline: float | None = None
    back_depth: float | None = None
    head_angle: float | None = None
    head_view: ViewKind | None = None
    trunk_px: int | None = None
    rounding_varies: float = 0.0
    rise_varies: float = 0.0

    def knows(self, baseline: Baseline, view: ViewKind) -> bool:
        """Whether a baseline has been seen that holds in this view."""
        match baseline:
            case Baseline.BACK_OUTLINE:
                return self.back_outline is not None
            case Baseline.BACK_DEPTH:
                return self.back_depth is not None
            case Baseline.HEAD_ANGLE:
                return self.head_angle is not None and self.head_view is view


@dataclass(frozen=True, eq=False)
class Sight:
    """All that a measure may look at: one pose, how the camera sees it, what is known.

    What several measures need is worked out once.

    Attributes:
        pose: The person in one frame.
        view: From where the camera sees the person.
        front: The leg in front; None where it is not known or there is none.
        upright: What is known of the person's own upright posture.
        rear_leg_reach_t: How far a leg reached back a moment ago, in trunk lengths; 0 where none
            did.
    """

    pose: Pose
    view: View
    front: Side | None = None
    upright: Upright = Upright()
    rear_leg_reach_t: float = 0.0

    @cached_property
    def taken(self) -> dict[Hashable, Any]:
        """The measurements taken of this pose, seen and known about as it is here."""
        known = self.view, self.front, self.upright, self.rear_leg_reach_t
        return self.pose.once(("taken", *known), dict[Hashable, Any])

    def side_of(self, role: Role) -> Side | None:
        """The half of the body that a role means here; None for both, or while it is unknown.

        Where the camera sees both halves alike, the better seen one counts as near.
        """
        return self._sides[role]

    @cached_property
    def _sides(self) -> dict[Role, Side | None]:
        near = self.view.near or self.better_seen
        return {
            Role.NEAR: near,
            Role.FAR: near.other,
            Role.FRONT: self.front,
            Role.REAR: self.front.other if self.front else None,
            Role.LEFT: Side.LEFT,
            Role.RIGHT: Side.RIGHT,
            Role.BOTH: None,
        }

    @cached_property
    def better_seen(self) -> Side:
        """The half of the body whose leg the model sees better."""
        legs = {side: [joint.of(side) for joint in LEG] for side in Side}
        return max(Side, key=lambda side: float(self.pose.visibility[legs[side]].mean()))

    # ------------------------------------------------------------------ in space

    def world(self, joint: Joint, side: Side) -> Vector:
        """The (3,) world position of a joint in metres."""
        return np.asarray(self.pose.world[joint.of(side)])

    def middle(self, joint: Joint) -> Vector:
        """The (3,) world position half way between a joint's left and right."""
        return (self.world(joint, Side.LEFT) + self.world(joint, Side.RIGHT)) / 2

    @cached_property
    def trunk_m(self) -> float:
        """The length of the trunk in metres."""
        return geometry.distance(self.middle(Joint.HIP), self.middle(Joint.SHOULDER))

    @cached_property
    def trunk_px(self) -> float:
        """The trunk's full length in pixels, also where it leans towards the camera.

        The picture's scale (pixels per metre) times the trunk's length in metres.
        """
        return self.pose.pixels_per_metre * self.trunk_m

    def ahead_t(self, joint: Joint, side: Side) -> float:
        """How far a joint is ahead of the hip on its side as the person would walk.

        In trunk lengths; negative where it is behind.
        """
        ahead = self.world(joint, side) - self.world(Joint.HIP, side)
        return geometry.ratio(ahead @ self.pose.walking_direction, self.trunk_m)

    @cached_property
    def hip_height_t(self) -> float:
        """How high the hips are above the lower ankle in the picture, in trunk lengths."""
        ankles = max(self.pose[ankle][1] for ankle in Joint.ANKLE.both)
        return geometry.ratio(ankles - self.pose.middle(Joint.HIP)[1], self.trunk_px)

    @cached_property
    def facing_up_deg(self) -> float:
        """How far the chest faces up: 90 = lying on the back, 0 = upright, -90 = face down."""
        _, _, forward = self.pose.body_axes
        return 90.0 - geometry.angle_between(forward, geometry.CAMERA_UP)

    # ------------------------------------------------------------- from the mask

    @cached_property
    def back_depths(self) -> Vector | None:
        """How far the back lies behind the line from hips to shoulders; None without a mask.

        (19,) trunk lengths, all NaN where an arm hides the back: see `silhouette.back`.
        """
        pose = self.pose
        if pose.mask is None:
            return None
        # Where the filmed part ends, the outline leaves the picture.
        start = np.array([pose.area.left, pose.area.top])
        filmed = pose.mask[pose.area.rows_and_columns]
        hip, shoulder = (pose.middle(joint) - start for joint in (Joint.HIP, Joint.SHOULDER))
        arms = [(one - start, other - start) for one, other in self._arms]
        return back_depths(filmed, hip, shoulder, self._dorsal, arms)

    @property
    def _dorsal(self) -> Vector:
        """The (2,) picture direction that the person's back faces."""
        trunk = self.pose.trunk
        normal = np.array([-trunk[1], trunk[0]])
        return normal if float(normal @ self.pose.forward) < 0 else -normal

    @property
    def _arms(self) -> list[tuple[Vector, Vector]]:
        """Both arms as picture segments; the upper half of the upper arm lies on the trunk."""
        segments = []
        for side in Side:
            shoulder, elbow, wrist = (self.pose[joint.of(side)] for joint in ARM)
            segments += [((shoulder + elbow) / 2, elbow), (elbow, wrist)]
        return segments

    @cached_property
    def shin_gaps_t(self) -> tuple[float, float] | None:
        """The gaps of the ankles and of the knees of a person who lies face up, in trunk lengths.

        From the directions of the shins in the mask; None without one and where the legs cover
        each other.
        """
        pose = self.pose
        if pose.mask is None:
            return None
        further_ankle_y = min(pose[ankle][1] for ankle in Joint.ANKLE.both)
        hip = pose.middle(Joint.HIP)
        gaps = gaps_of_shins(pose.mask, hip, -pose.trunk, further_ankle_y, self.trunk_px)
        if gaps is None:
            return None
        ankles_px, knees_px = gaps
        return (
            geometry.ratio(ankles_px, self.trunk_px),
            geometry.ratio(knees_px, self.trunk_px),
        )
