"""Left and right over time: which leg is in front, and whether a frame has them exchanged.

The pose model exchanges left and right, of the legs or of the whole body, for a few frames or for a
whole clip. Three things tell them apart: the outline, from which one sees whether the near leg or
the far one is ahead; the frames before; and the side that the user named.
"""

from dataclasses import dataclass
from enum import Enum
from math import inf

from posecheck.measures import CannotJudge, Role, Sight, take
from posecheck.measures.rear_leg import rear_leg_is_lost
from posecheck.measures.rear_leg_memory import sits
from posecheck.pose.pose import Pose, Side
from posecheck.pose.view import View, near_side
from posecheck.support.debounce import SETTLE_S, Debounced
from posecheck.support.fading import FadingMean

KNEE_OUT_T = 0.4
"""In trunk lengths. From the front, the knees of rendered people who open them to the side are
0.8 T out and more; that of a leg stretched out behind 0.2 at the most."""

FRONT_LEAD_T = 0.4
"""A leg is in front when knee and ankle together lead the other's by this many trunk lengths."""

FAR_LEG_T = -0.13
NEAR_LEG_T = 0.04
"""Up to the one `leg_ahead_lower` shows that the leg ahead is the far one, from the other on that
it is the near one: with the camera 0.4 to 1.5 m high it reads 0.04 to 0.56 with the near leg ahead,
and -0.19 to 0.02 with the far one. Between them the model is believed: seen from a level camera
both legs lie equally low."""


LEAD_WEIGHT = 2.5
OUTLINE_WEIGHT = 1.5
"""What joints and outline weigh beside the classifier's log odds, which are 3 where it gives one
leg 95 %. Of 37 labelled real people the joints alone tell 31 right, the outline before the joints
29, the classifier 30, and the three together 34."""

AVERAGED_S = 0.4
"""Time over which the evidence of single frames is averaged while nobody holds a stretch."""

LEAST_EVIDENCE = 0.1
"""With less on one side than on the other it is not known which leg is in front."""


# -------------------------------------------------------------------------------- from one frame


def front_leg(pose: Pose, view: View, looks_left: float = 0.0) -> Side | None:
    """The leg in front, from one frame; None where nothing tells.

    Args:
        pose: As the model gave it.
        view: From where the camera sees it.
        looks_left: The classifier's log odds for the left leg; 0 where it does not know.
    """
    sight = Sight(pose, view)
    return _leg_of(_evidence_for_left(sight, _leg_ahead(sight), looks_left))


def _evidence_for_left(sight: Sight, ahead: Side | None, looks_left: float) -> float:
    """What speaks for the left leg in front, less what speaks for the right one.

    Args:
        sight: The pose as the model gave it.
        ahead: The leg that is ahead by its joints.
        looks_left: The classifier's log odds for the left leg.
    """
    lost, near = rear_leg_is_lost(sight), sight.view.near
    by_joints = _leg_with_knee_out(sight) or ahead
    by_outline = near if lost else leg_in_front_by_outline(sight.pose, sight.view)
    return LEAD_WEIGHT * _sign(by_joints) + OUTLINE_WEIGHT * _sign(by_outline) + looks_left


def _leg_of(evidence_for_left: float) -> Side | None:
    if abs(evidence_for_left) < LEAST_EVIDENCE:
        return None
    return Side.LEFT if evidence_for_left > 0 else Side.RIGHT


def _sign(side: Side | None) -> int:
    return {Side.LEFT: 1, Side.RIGHT: -1, None: 0}[side]


def leg_in_front_by_outline(pose: Pose, view: View) -> Side | None:
    """The leg in front of somebody who sits with the other stretched out behind.

    Only from the side, by the outline; None where it does not show. In the mermaid the chest turns
    to the leg behind: a chest turned away from the camera means that this is the far one.
    """
    near, sight = view.near, Sight(pose, view)
    if near is None:
        return None
    if view.twisted and sits(sight):
        return near
    lower = take("leg_ahead_lower", sight)
    if isinstance(lower, CannotJudge):
        return None
    if lower.value >= NEAR_LEG_T:
        return near
    return near.other if lower.value <= FAR_LEG_T else None


def _leg_with_knee_out(sight: Sight) -> Side | None:
    """The leg whose knee is out to its side, from the front, while the other leg lies behind.

    From there this is more reliable than the depth of the world landmarks.
    """
    left, right = (take("knee_out", sight, role) for role in (Role.LEFT, Role.RIGHT))
    if isinstance(left, CannotJudge) or isinstance(right, CannotJudge):
        return None
    if min(left.value, right.value) > KNEE_OUT_T or max(left.value, right.value) < KNEE_OUT_T:
        return None
    return Side.LEFT if left.value > right.value else Side.RIGHT


def _leg_ahead(sight: Sight) -> Side | None:
    """The leg whose knee and ankle are ahead of the other's; None where neither leads."""
    lead = _lead_t(sight, Role.LEFT) - _lead_t(sight, Role.RIGHT)
    if not abs(lead) >= FRONT_LEAD_T:
        return None
    return Side.LEFT if lead > 0 else Side.RIGHT


def _lead_t(sight: Sight, role: Role) -> float:
    """How far knee and ankle are ahead together; an ankle out of the picture goes with its knee."""
    knee, ankle = (take(name, sight, role) for name in ("knee_ahead", "ankle_ahead"))
    if isinstance(knee, CannotJudge):
        return float("nan")
    return knee.value + (knee.value if isinstance(ankle, CannotJudge) else ankle.value)


# ------------------------------------------------------------------------------------- over time


class SideState(Enum):
    """What a frame shows of left and right, held against what is known of them."""

    KNOWN = "known"
    """They are as known, or were put right in the pose."""

    UNCLEAR = "unclear"
    """They contradict what is known, and no exchange explains it: nothing can be judged."""

    OTHER = "other"
    """They have contradicted it for long: the person does the other side than the one named."""


@dataclass(frozen=True, eq=False)
class Sides:
    """Left and right in one frame.

    Attributes:
        pose: The pose, with left and right put right as far as possible.
        front: The leg that is known to be in front; None where neither is.
        state: Whether the frame agrees with that.
    """

    pose: Pose
    front: Side | None
    state: SideState


class SideTracker:
    """Keeps left and right apart over the frames of one person.

    Nobody changes legs without leaving the position. So the longer a position is held, the longer
    is the time whose evidence tells the front leg, and no doubtful moment turns it.

    Args:
        named: The front leg, where the user named it; it is never overruled.
    """

    def __init__(self, named: Side | None = None) -> None:
        self._named = named
        self._now, self._held = FadingMean(), FadingMean()
        self._since_s = self._last_held_s = -inf
        self._front: Debounced[Side] = Debounced()
        self._contradicted: Debounced[bool] = Debounced()

    def observe(
        self, pose: Pose, view: View, looks_left: float = 0.0, *, holds: bool = False
    ) -> Sides:
        """Take in one pose, and put its left and right right where the model exchanged them.

        Args:
            pose: As the model gave it.
            view: From where the camera sees it.
            looks_left: The classifier's log odds for the left leg in front; 0 where it does not
                know.
            holds: Whether the person is in a position with one leg in front.
        """
        sight = Sight(pose, view)
        ahead = _leg_ahead(sight)
        evidence = _evidence_for_left(sight, ahead, looks_left)
        held_s = self._held_s(pose.time_s, holds=holds)
        seen = _leg_of(self._now.add(evidence, pose.time_s, AVERAGED_S))
        over_time = _leg_of(self._held.add(evidence, pose.time_s, max(AVERAGED_S, held_s)))
        near_agrees = _near_agrees(pose, view)
        if near_agrees and seen and ahead is seen.other:
            # From the side the model often gives the leg that a seated person stretches out behind
            # to the wrong half of the body.
            pose = pose.with_legs_exchanged()
        front = self._named or self._front.observe(over_time, pose.time_s)
        agrees = near_agrees and seen in (None, front)
        for_long = self._contradicted.observe(not agrees, pose.time_s)
        if agrees:
            return Sides(pose, front, SideState.KNOWN)
        if for_long and (self._named or not held_s):
            return Sides(pose, front, SideState.OTHER)
        corrected = _with_sides_exchanged(pose, view, front)
        if corrected is None:
            return Sides(pose, front, SideState.UNCLEAR)
        return Sides(corrected, front, SideState.KNOWN)

    def _held_s(self, time_s: float, *, holds: bool) -> float:
        """How long the position has been held; a short stumble does not end it."""
        left_it = time_s - self._last_held_s > SETTLE_S
        if holds:
            self._since_s = time_s if left_it else self._since_s
            self._last_held_s = time_s
        return 0.0 if left_it else time_s - self._since_s


def _near_agrees(pose: Pose, view: View) -> bool:
    """Whether a pose shows the near side that is known from the frames before."""
    return view.near is None or near_side(pose) in (None, view.near)


def _with_sides_exchanged(pose: Pose, view: View, front: Side | None) -> Pose | None:
    """A pose that contradicts what is known, left and right of its legs or of all exchanged.

    None where neither shows the near side and the front leg that are known.
    """
    exchanged = (pose.with_legs_exchanged(), pose.with_sides_exchanged())
    return next(
        (
            other
            for other in exchanged
            if _near_agrees(other, view) and front_leg(other, view) in (None, front)
        ),
        None,
    )
