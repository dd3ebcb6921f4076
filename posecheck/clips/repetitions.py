"""The repetitions of a stretch while they are being done."""

from array import array
from collections.abc import Iterable, Sequence
from math import inf, isfinite, nan

from posecheck.assess.assessor import Assessment
from posecheck.clips.course import LONG_HOLD_S, SWING_DEG, course_of
from posecheck.clips.result import TurningPointPart
from posecheck.measures import MEASURES, CannotJudge

ROUGH_DEG = 10.0
"""Where a larger error is to be expected, a value tells how a joint moves, not how far it is bent:
the knee of a lunge, as the picture shows it at 45 degrees."""

NO_BOUNCING = CannotJudge("done as repetitions, which are no bouncing")
"""Why a check of holding still says nothing of an exercise."""


def depth_of(assessment: Assessment) -> float:
    """The main movement of a frame in degrees; NaN where its value cannot be told from there."""
    stretch, view = assessment.stretch, assessment.view
    motion = stretch.motion_seen(view.kind) if stretch and view else None
    if motion is None or view is None or assessment.movement is None:
        return nan
    return assessment.movement if MEASURES[motion.measure].error[view.kind] <= ROUGH_DEG else nan


def turning_point_parts(
    times_s: Sequence[float], depths: Sequence[float], turns: Iterable[int]
) -> tuple[TurningPointPart, ...]:
    """When each repetition turned, and how deep it was there, as far as that can be told.

    Args:
        times_s: Of each frame.
        depths: Of each frame (`depth_of`).
        turns: The frames in which the repetitions turned.
    """
    return tuple(
        TurningPointPart(
            at_s=round(times_s[turn], 3),
            value=round(depths[turn], 1) if isfinite(depths[turn]) else None,
            unit="deg",
        )
        for turn in turns
    )


class Repetitions:
    """Counts how often a stretch was done so far, frame by frame, as `course_of` does at the end.

    The course is asked again only where it can have changed: after a swing back, after the position
    was left, and, while there are repetitions, after a rest that may be the hold.

    Args:
        deep_is_high: Whether the stretch is deepest at its highest values.

    Attributes:
        count: How often it was done; 0 while it is held.
        is_exercise: Whether the repetitions are too slow for bouncing.
        depths: How deep it was where it turned, in degrees, as far as that can be told.
    """

    def __init__(self, *, deep_is_high: bool) -> None:
        self.count = 0
        self.is_exercise = False
        self.depths: tuple[float, ...] = ()
        self._deep_is_high = deep_is_high
        self._deepest = -inf
        self._times_s = array("d")
        self._movement = array("d")
        self._depths = array("d")
        self._asked, self._due_s = True, inf

    def add(self, time_s: float, movement: float | None, depth: float) -> None:
        """Take in one frame in position.

        Args:
            time_s: Later than that of the frame before.
            movement: The main movement, in degrees; None where it could not be read.
            depth: The same; NaN where its value cannot be told (`depth_of`).
        """
        self._times_s.append(time_s)
        self._movement.append(nan if movement is None else movement)
        self._depths.append(depth)
        self._asked = False
        if time_s >= self._due_s or self._goes_back(movement):
            self._ask()

    def leave(self) -> None:
        """The position was left."""
        if not self._asked:
            self._ask()

    def _goes_back(self, movement: float | None) -> bool:
        """Whether the stretch got shallower by a whole swing since the course was asked."""
        if movement is None:
            return False
        depth = movement if self._deep_is_high else -movement
        self._deepest = max(self._deepest, depth)
        return depth <= self._deepest - SWING_DEG

    def _ask(self) -> None:
        course = course_of(self._times_s, self._movement, deep_is_high=self._deep_is_high)
        self.count = len(course.turning_points)
        self.is_exercise = course.is_exercise
        depths = (self._depths[turn] for turn in course.turning_points)
        self.depths = tuple(depth for depth in depths if isfinite(depth))
        self._deepest = -inf
        self._asked = True
        self._due_s = self._times_s[-1] + LONG_HOLD_S if self.count else inf
