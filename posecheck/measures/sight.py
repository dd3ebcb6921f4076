"""What a measure may look at."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np

from posecheck.pose import geometry
from posecheck.pose.geometry import Vector
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.pose.view import View, ViewKind, body_axes, unit

LEG = (Joint.HIP, Joint.KNEE, Joint.ANKLE)
TRUNK = (Joint.SHOULDER, Joint.HIP)


class Role(Enum):
    """Which half of the body a measurement is taken on."""

    NEAR = "near"
    FRONT = "front"
    REAR = "rear"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True)
class Upright:
    """What the person's own upright posture measures; None where it has not been seen yet.

    head_view: from where the head's angle was seen; it depends on the view.
    """

    back_outline: float | None = None
    back_depth: float | None = None
    head_angle: float | None = None
    head_view: ViewKind | None = None


@dataclass(frozen=True, eq=False)
class Sight:
    """All that a measure may look at: one pose, how the camera sees it, what is known.

    leg_behind_t: how far a leg reached back a moment ago, in trunk lengths; 0 where none did.
    """

    pose: Pose
    view: View
    front: Side | None = None
    upright: Upright = Upright()
    leg_behind_t: float = 0.0

    def side_of(self, role: Role) -> Side | None:
        """The half of the body that a role means here; None for both, or while it is unknown.

        Where the camera sees both halves alike, the better seen one counts as near.
        """
        return self._sides[role]

    @cached_property
    def _sides(self) -> dict[Role, Side | None]:
        return {
            Role.NEAR: self.view.near or self.better_seen,
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

    @cached_property
    def forward(self) -> Vector:
        """The (2,) picture direction that the hips face, as far as it lies along x."""
        return np.array([np.sign(self.walking_direction[0]), 0.0])

    @cached_property
    def walking_direction(self) -> Vector:
        """The (3,) horizontal direction that the hips face, in camera axes."""
        left, _, _ = body_axes(self.pose)
        return unit(np.array([left[2], 0.0, -left[0]]))  # left x up; np.cross takes far longer

    def world(self, joint: Joint, side: Side) -> Vector:
        """The (3,) world position of a joint in metres."""
        return np.array(self.pose.world[joint.of(side)])

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
