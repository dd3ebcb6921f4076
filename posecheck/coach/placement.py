"""What still keeps a hold from starting, one thing at a time, and what to do about it.

The ladder, from the first that matters to the last: nobody in view, somebody else, several people,
too far, too near or cut off, the wrong view, no upright posture seen yet, the wrong leg in front,
not in position yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.coach import wording
from posecheck.coach.camera import camera_hint
from posecheck.measures import MEASURES, Upright
from posecheck.pose.pose import Joint, Landmark, Pose, Side
from posecheck.pose.view import View, ViewKind
from posecheck.stretches.stretch import Stretch
from posecheck.support.debounce import Debounced

TRUNK_M = 0.5
"""The length of an adult's trunk, shoulders to hips."""

FARTHEST_TRUNK_SHARE = 0.1
"""The trunk takes at least this share of the picture's shorter side: about 5 m from a webcam."""

FITTING_SHARE = 0.95
"""A body that takes more than this share of the picture's width or height needs more distance."""

CROWD_S = 6.0
"""How long the person is asked to be alone; then the coach stays with the one it began with."""

BASELINE_S = 12.0
"""How long an upright posture is waited for; without it, the limits are wider."""

BODY: Mapping[Landmark, str] = {
    Landmark.NOSE: "head",
    **dict.fromkeys(Joint.SHOULDER.both, "shoulders"),
    **dict.fromkeys(Joint.HIP.both, "hips"),
    **dict.fromkeys(Joint.KNEE.both, "knees"),
    **dict.fromkeys(Joint.ANKLE.both, "feet"),
}
"""What must be in the picture, and what a person calls it."""


class Obstacle(Enum):
    """What keeps a hold from starting, in the order in which it is said."""

    NOBODY = "nobody"
    SOMEBODY_ELSE = "somebody_else"
    CROWD = "crowd"
    TOO_FAR = "too_far"
    TOO_NEAR = "too_near"
    CUT_OFF = "cut_off"
    WRONG_VIEW = "wrong_view"
    NO_BASELINE = "no_baseline"
    WRONG_LEG = "wrong_leg"
    NOT_IN_POSITION = "not_in_position"


UNSEEN = {Obstacle.TOO_FAR, Obstacle.TOO_NEAR, Obstacle.CUT_OFF, Obstacle.WRONG_VIEW}
"""Where the camera cannot see what is to be judged, though somebody may be in position."""


@dataclass(frozen=True)
class Rung:
    """One message of the ladder; without an obstacle nothing keeps the hold from starting."""

    obstacle: Obstacle | None = None
    words: str = ""

    @property
    def unseen(self) -> bool:
        """Whether the form cannot be judged from where the camera stands."""
        return self.obstacle in UNSEEN


CLEAR = Rung()
NOBODY = Rung(Obstacle.NOBODY, wording.NOBODY)
SOMEBODY_ELSE = Rung(Obstacle.SOMEBODY_ELSE, wording.SOMEBODY_ELSE)


@dataclass(frozen=True)
class Target:
    """What the next pose is to be assessed as: `assessor.aim(target.stretch, target.side)`.

    Attributes:
        stretch: The one to come into.
        side: The front leg; None while either leg may go in front, and where there is none.
        seen: The leg that was in front when the person was last in position; None before that.
    """

    stretch: Stretch
    side: Side | None
    seen: Side | None = None


class Placement:
    """Guides a person into one stretch; a message stays until another one has lasted."""

    def __init__(self) -> None:
        self._rung: Debounced[Rung] = Debounced()
        self._waited_s: dict[Obstacle, float] = {}

    def observe(
        self,
        assessment: Assessment,
        target: Target,
        step_s: float,
        *,
        people: int | None = None,
        somebody_else: bool = False,
    ) -> Rung:
        """Take in one frame and return what to say now.

        Args:
            assessment: Of the frame.
            target: The stretch and side to come into.
            step_s: Seconds since the frame before; 0 while nothing is said, so that nobody is
                waited for.
            people: How many are in the picture, if they were counted lately.
            somebody_else: Whether only another person is seen.
        """
        pose = assessment.pose
        if pose is None or assessment.view is None:
            rung = SOMEBODY_ELSE if somebody_else else NOBODY
        else:
            crowded = people is not None and people > 1
            rungs = self._ladder(assessment, pose, assessment.view, target, crowded)
            rung = next(iter(rungs), CLEAR)
        self._wait(rung, step_s)
        settled = self._rung.observe(rung, assessment.time_s)
        return settled or CLEAR

    def restart(self) -> None:
        """Start over with the next stretch or side, but ask for nothing that was asked in vain."""
        self._rung = Debounced()
        self._waited_s.pop(Obstacle.NOT_IN_POSITION, None)

    def _ladder(
        self, assessment: Assessment, pose: Pose, view: View, target: Target, crowded: bool
    ) -> Iterator[Rung]:
        stretch = target.stretch
        in_position = is_in_position(assessment, target)
        if crowded and not in_position and self._patient(Obstacle.CROWD, CROWD_S):
            yield Rung(Obstacle.CROWD, wording.CROWD)
        if pose.pixels_per_metre * TRUNK_M < FARTHEST_TRUNK_SHARE * min(pose.area.size):
            yield Rung(Obstacle.TOO_FAR, wording.TOO_FAR)
        if cut := cut_off(pose):
            yield cut
        if not _will_do(view, stretch, assessment):
            hint = camera_hint(stretch, leg_to_film(assessment, target), pose)
            yield Rung(Obstacle.WRONG_VIEW, wording.turn(hint, lying=view.lying))
        lacking = lacks_baseline(stretch, view, assessment.upright)
        if lacking and self._patient(Obstacle.NO_BASELINE, BASELINE_S):
            yield Rung(Obstacle.NO_BASELINE, wording.NO_BASELINE)
        if target.side and assessment.side is target.side.other:
            yield Rung(Obstacle.WRONG_LEG, wording.change_legs(target.side))
        if not in_position:
            yield Rung(Obstacle.NOT_IN_POSITION, self._how(stretch))

    def _patient(self, obstacle: Obstacle, for_s: float) -> bool:
        return self._waited_s.get(obstacle, 0.0) < for_s

    def _wait(self, rung: Rung, step_s: float) -> None:
        if rung.obstacle:
            self._waited_s[rung.obstacle] = self._waited_s.get(rung.obstacle, 0.0) + step_s

    def _how(self, stretch: Stretch) -> str:
        """The step to say now: each for as long as it takes to hear and do it, then again."""
        steps = stretch.how_to_enter
        lengths_s = [wording.STEP_S + wording.spoken_s(step) for step in steps]
        since_s = self._waited_s.get(Obstacle.NOT_IN_POSITION, 0.0) % sum(lengths_s)
        for step, length_s in zip(steps, lengths_s, strict=True):
            if since_s < length_s:
                return step
            since_s -= length_s
        return steps[-1]


def _will_do(view: View, stretch: Stretch, assessment: Assessment) -> bool:
    """Whether a stretch is best seen from a view, or is being judged between front and side."""
    if view.kind in (stretch.camera.view, stretch.camera.also):
        return True
    return view.kind is ViewKind.OBLIQUE and assessment.in_position and assessment.is_judged


def is_in_position(assessment: Assessment, target: Target) -> bool:
    """Whether the person is in this very stretch, with a leg in front that may be."""
    stretch = assessment.stretch
    if not assessment.in_position or stretch is None or stretch.id != target.stretch.id:
        return False
    if not target.stretch.has_front_leg:
        return True
    return assessment.side is not None and assessment.side is not (
        target.side.other if target.side else None
    )


def leg_to_film(assessment: Assessment, target: Target) -> Side | None:
    """The leg in front that is asked for; while either may be, the one that is, or was last."""
    if target.side:
        return target.side
    return assessment.side if is_in_position(assessment, target) else target.seen


def cut_off(pose: Pose) -> Rung | None:
    """What of the body is furthest outside the picture, and what to do; None where all is in."""
    outside = [landmark for landmark in BODY if not pose.in_frame(landmark)]
    if not outside:
        return None
    area = pose.area
    size, start, end = (
        np.array(corner) for corner in (area.size, (area.left, area.top), (area.right, area.bottom))
    )
    beyond = np.maximum(start - pose.points[outside], pose.points[outside] - end).max(axis=1)
    furthest = outside[int(np.argmax(beyond))]
    extent = np.ptp(pose.points[list(BODY)], axis=0)
    if (extent > FITTING_SHARE * size).any():
        return Rung(Obstacle.TOO_NEAR, wording.too_near(BODY[furthest]))
    y = pose[furthest][1]
    edge: wording.Edge = "top" if y < area.top else "bottom" if y >= area.bottom else "side"
    return Rung(Obstacle.CUT_OFF, wording.cut_off(BODY[furthest], edge))


def lacks_baseline(stretch: Stretch, view: View, upright: Upright) -> bool:
    """Whether a check that can be judged from here needs an upright posture not seen yet."""
    return any(
        MEASURES[check.measure].lacks_baseline(upright, view.kind)
        and view.kind in check.views
        and not check.when
        for check in stretch.check
    )
