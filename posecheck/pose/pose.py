"""One person in one frame: the 33 landmarks of MediaPipe, in pixels and in metres."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum, IntEnum
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from posecheck.pose import geometry
from posecheck.pose.silhouette.seated_legs import leg_behind
from posecheck.video.area import Area

Points = NDArray[np.float64]
Made = TypeVar("Made")

VISIBILITY_TRUSTED = 0.5
"""A landmark under this visibility is treated as hidden (MediaPipe's own default threshold)."""

NEAR_MASK_T = 0.08
"""A joint may lie this far outside the body's mask (in trunk lengths)."""

CUT_OFF_T = 0.1
"""A body that leaves the picture is at least this wide there (in trunk lengths): a shin is twice as
wide, and what only touches the edge, as toes or hands do, is narrower."""


class Side(Enum):
    """A half of the body, as the person has it."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The other half of the body."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Landmark(IntEnum):
    """The landmarks of MediaPipe Pose, in the order of its output."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32

    @property
    def words(self) -> str:
        """The name as a person says it: `left knee`."""
        return self.name.lower().replace("_", " ").replace("foot index", "toes")


class Joint(Enum):
    """A landmark that the body has twice; `of(side)` tells which one is meant.

    Attributes:
        both: The landmarks on the left and on the right.
    """

    EAR = "EAR"
    SHOULDER = "SHOULDER"
    ELBOW = "ELBOW"
    WRIST = "WRIST"
    HIP = "HIP"
    KNEE = "KNEE"
    ANKLE = "ANKLE"
    HEEL = "HEEL"
    FOOT_INDEX = "FOOT_INDEX"

    def __init__(self, name: str) -> None:
        # Once for all: they are asked for hundreds of times in every frame.
        self.both = (Landmark[f"LEFT_{name}"], Landmark[f"RIGHT_{name}"])

    def of(self, side: Side) -> Landmark:
        """The landmark on one side."""
        left, right = self.both
        return left if side is Side.LEFT else right


PAIRS = tuple(
    (landmark, Landmark[landmark.name.replace("LEFT", "RIGHT")])
    for landmark in Landmark
    if "LEFT" in landmark.name
)
"""Every landmark of the left half of the body with its counterpart on the right."""

LOWER_LEG = (Joint.KNEE, Joint.ANKLE, Joint.HEEL, Joint.FOOT_INDEX)
"""The joints that the model may exchange between the legs while it keeps the hips."""


@dataclass(frozen=True, eq=False)
class Pose:
    """The landmarks of one person in one frame.

    Attributes:
        time_s: Seconds from the start of the clip or session.
        points: (33, 2) pixels, x to the right, y down; may lie outside the picture.
        world: (33, 3) metres, origin between the hips, x right, y down, z away from the camera.
        visibility: (33,) from 0 (hidden) to 1 (plainly seen).
        size: (width, height) of the frame in pixels.
        mask: (height, width) bool, True on the body, in the size of the frame; or None.
        presence: (33,) from 0 (outside the picture) to 1 (inside it), hidden or not. The visibility
            where it is not known.
        filmed: Where in the frame the camera's picture is, within bars; None where it fills it.
        carried: Whether the model did not look at this frame: the pose is that of an earlier one,
            from which the picture hardly differs.
        scene: Which scene of the film it is in, from 0; each cut starts another one.
    """

    time_s: float
    points: Points
    world: Points
    visibility: Points
    size: tuple[int, int]
    mask: NDArray[np.bool_] | None = None
    presence: Points = None  # type: ignore[assignment]
    filmed: Area | None = None
    carried: bool = False
    scene: int = 0

    def __post_init__(self) -> None:
        if self.presence is None:
            object.__setattr__(self, "presence", self.visibility)

    def __getstate__(self) -> dict[str, Any]:
        # What was worked out of it may not be picklable, and is worked out again where needed.
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def carried_to(self, time_s: float) -> "Pose":
        """The same pose at a later time, with all that was worked out of it so far."""
        self._known  # noqa: B018 - made here, so that both share it
        later = replace(self, time_s=time_s, carried=True)
        for name, value in vars(self).items():
            vars(later).setdefault(name, value)
        return later

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives for this pose, worked out once, wherever the pose is carried to.

        Args:
            key: What is worked out, and from what besides the pose.
            make: Works it out; the time must not matter.
        """
        if key not in self._known:
            self._known[key] = make()
        made: Made = self._known[key]
        return made

    @cached_property
    def _known(self) -> dict[Hashable, Any]:
        return {}

    def __getitem__(self, landmark: Landmark) -> Points:
        """The (2,) pixel position of a landmark."""
        return np.array(self.points[landmark])

    def middle(self, joint: Joint) -> Points:
        """The (2,) pixel position half way between a joint's left and right."""
        left, right = joint.both
        return np.asarray((self.points[left] + self.points[right]) / 2)

    @property
    def trunk(self) -> Points:
        """The (2,) pixel vector from the middle of the hips to the middle of the shoulders."""
        return self.middle(Joint.SHOULDER) - self.middle(Joint.HIP)

    @cached_property
    def trunk_px(self) -> float:
        """The length of the trunk in pixels, the T of every ratio."""
        return geometry.norm(self.trunk)

    @cached_property
    def pixels_per_metre(self) -> float:
        """The picture's scale where the person is; NaN where the body has no extent."""
        limbs = [i for joint in (Joint.SHOULDER, Joint.HIP, Joint.KNEE) for i in joint.both]
        spread_px = self.points[limbs] - self.points[limbs].mean(axis=0)
        spread_m = self.world[limbs, :2] - self.world[limbs, :2].mean(axis=0)
        return geometry.ratio(np.linalg.norm(spread_px), np.linalg.norm(spread_m))

    @cached_property
    def body_axes(self) -> tuple[Points, Points, Points]:
        """The person's (left, up, forward): (3,) unit vectors in camera axes, x right, y down."""
        hips, shoulders = (
            [self.world[landmark] for landmark in joint.both]
            for joint in (Joint.HIP, Joint.SHOULDER)
        )
        left = geometry.unit(hips[0] - hips[1] + shoulders[0] - shoulders[1])
        up = geometry.unit((shoulders[0] + shoulders[1] - hips[0] - hips[1]) / 2)
        return left, up, geometry.unit(geometry.cross(left, up))

    @cached_property
    def walking_direction(self) -> Points:
        """The (3,) horizontal direction that the hips face, in camera axes."""
        left, _, _ = self.body_axes
        return geometry.unit(np.array([left[2], 0.0, -left[0]]))  # left x up, written out

    @cached_property
    def forward(self) -> Points:
        """The (2,) picture direction that the hips face, as far as it lies along x."""
        return np.array([np.sign(self.walking_direction[0]), 0.0])

    @cached_property
    def line_behind(self) -> Points | None:
        """The (n, 2) centre line of the body behind the hips, in pixels; None without a mask.

        Of a person who sits with a leg stretched out behind it is the centre line of that leg.
        """
        if self.mask is None:
            return None
        return leg_behind(self.mask, self.middle(Joint.HIP), -self.forward, self.trunk_px)

    @property
    def area(self) -> Area:
        """The part of the frame that was filmed."""
        return self.filmed or Area.whole(self.size)

    @cached_property
    def is_cut_off(self) -> bool:
        """Whether the body's mask goes on beyond an edge of the picture; False without a mask."""
        if self.mask is None:
            return False
        filmed = self.mask[self.area.rows_and_columns]
        edges = filmed[:, 0], filmed[:, -1], filmed[0], filmed[-1]
        return any(np.count_nonzero(edge) > CUT_OFF_T * self.trunk_px for edge in edges)

    @cached_property
    def shows_legs(self) -> bool:
        """Whether hips and knees lie inside the picture, one of each at least, and on the body."""
        return not self.legs_are_made_up and all(
            any(map(self.in_frame, joint.both)) for joint in (Joint.HIP, Joint.KNEE)
        )

    @cached_property
    def legs_are_made_up(self) -> bool:
        """Whether the body is cut off, and knees or ankles are put where no body is.

        What the picture's edge hides of a leg, the model may put inside the picture.
        """
        return self.is_cut_off and any(
            self.in_frame(landmark) and not self.on_body(landmark)
            for joint in (Joint.KNEE, Joint.ANKLE)
            for landmark in joint.both
        )

    def in_frame(self, landmark: Landmark) -> bool:
        """Whether the landmark lies inside the picture; bars around it do not belong to it."""
        return bool(self._in_frame[landmark])

    @cached_property
    def _in_frame(self) -> NDArray[np.bool_]:
        """(33,) for all landmarks at once: every measure asks for several."""
        area = self.area
        inside = (self.points >= (area.left, area.top)) & (self.points < (area.right, area.bottom))
        return np.asarray(inside.all(axis=1))

    def visible(self, landmark: Landmark) -> bool:
        """Whether the model claims to see the landmark."""
        return bool(self.visibility[landmark] >= VISIBILITY_TRUSTED)

    def on_body(self, landmark: Landmark) -> bool:
        """Whether the body's mask has the landmark on it or close by; True without a mask.

        The model's landmarks and its mask are found apart: a joint far from the mask is invented.
        """
        if self.mask is None:
            return True
        reach = max(2.0, NEAR_MASK_T * self.trunk_px)
        columns, rows = (
            _within(reach, of, length)
            for of, length in zip(self.points[landmark].tolist(), self.size, strict=True)
        )
        return bool(self.mask[rows, columns].any())

    def trusted(self, landmark: Landmark) -> bool:
        """Inside the picture, seen and on the body; outside nothing is trusted, however visible."""
        if landmark not in self._trusted:
            seen = self.in_frame(landmark) and self.visible(landmark)
            self._trusted[landmark] = seen and self.on_body(landmark)
        return self._trusted[landmark]

    @cached_property
    def _trusted(self) -> dict[Landmark, bool]:
        """What was found out so far: every measure asks for the same few landmarks."""
        return {}

    def with_legs_exchanged(self) -> "Pose":
        """The pose with the landmarks from the knees down given to the other leg."""
        return self._at_this_time(
            self.once(LOWER_LEG, lambda: self._exchanged([joint.both for joint in LOWER_LEG]))
        )

    def with_sides_exchanged(self) -> "Pose":
        """The pose with every landmark given to the other half of the body."""
        return self._at_this_time(self.once(PAIRS, lambda: self._exchanged(PAIRS)))

    def _at_this_time(self, pose: "Pose") -> "Pose":
        return pose if pose.time_s == self.time_s else pose.carried_to(self.time_s)

    def _exchanged(self, pairs: Sequence[tuple[Landmark, Landmark]]) -> "Pose":
        left, right = ([*landmarks] for landmarks in zip(*pairs, strict=True))
        order = np.arange(len(Landmark))
        order[left + right] = order[right + left]
        return replace(
            self,
            points=self.points[order],
            world=self.world[order],
            visibility=self.visibility[order],
            presence=self.presence[order],
        )

    def untrusted(self, landmarks: Iterable[Landmark]) -> list[Landmark]:
        """Those of the landmarks that cannot be trusted, in the given order."""
        return [landmark for landmark in landmarks if not self.trusted(landmark)]


def _within(reach: float, of: float, length: int) -> slice:
    """The pixels of a row or column, so many long, that lie within reach of a place on it."""
    # In plain Python: NumPy takes ten times as long for two numbers.
    first, end = (int(min(max(0.0, of + to), length)) for to in (-reach, reach + 1))
    return slice(first, end)
