"""Measurements by name: how one is entered, and how one is taken or refused."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from posecheck.measures.estimated import Angle
from posecheck.measures.foreshortened import estimated_in
from posecheck.measures.sight import Baseline, Role, Sight, Upright
from posecheck.pose.pose import Joint, Landmark, Pose, Side
from posecheck.pose.view import ViewKind

SIDE_ONLY = frozenset({ViewKind.SIDE})
SAGITTAL = frozenset({ViewKind.SIDE, ViewKind.OBLIQUE})
FRONTAL = frozenset({ViewKind.FRONT, ViewKind.BACK})
ANY_VIEW = frozenset(ViewKind)


TOO_NEAR_FROM_HERE = "too near a limit to tell from here; needs a camera from the side"
"""Of an estimate that may be good as well as to be fixed."""


@dataclass(frozen=True)
class Measurement:
    """A value that could be read.

    Attributes:
        value: In `unit`, within the range that the measure documents.
        unit: `deg`, `T` (trunk lengths) or `ratio`.
        expected_error: The mean absolute error to expect in this view, in the value's unit.
        note: What a reader must know about how it was read.
        uncertainty: Half the width of the interval that holds the true value in 90 % of cases, in
            the value's unit; 0 where it is read directly, within `expected_error`.
        too_near: What to say where it is too uncertain to be held against a limit.
        doubt: The factor by which its limits must be widened; over 1, nothing above zero is good.
        unsure_below: Why nothing is said of a value below the good ones; None where it is judged as
            any other.
    """

    value: float
    unit: str
    expected_error: float
    note: str | None = None
    doubt: float = 1.0
    uncertainty: float = 0.0
    too_near: str = TOO_NEAR_FROM_HERE
    unsure_below: str | None = None


@dataclass(frozen=True)
class CannotJudge:
    """Why a value could not be read."""

    reason: str


NO_BASELINE = CannotJudge(
    "told only beside your own upright posture; show that from here for two seconds first"
)
NO_OUTLINE = CannotJudge("the outline of the body is not known")

Result = Measurement | CannotJudge
Reading = float | Measurement | CannotJudge
Function = Callable[[Sight, Side], Reading]


@dataclass(frozen=True)
class Measure:
    """A quantity that can be measured, and what it takes to read it: see `take`.

    Attributes:
        name: By which stretches and programs ask for it.
        unit: `deg`, `T` (trunk lengths) or `ratio`.
        function: Reads it from a sight, on one half of the body.
        joints: Needed on the side in question, or on both sides for a measure of both.
        error: The mean absolute error to expect, by view; also says from which views it is read.
        sided: Whether it is read on one half of the body.
        far_side: Whether it may be read on the half of the body turned away from the camera.
        position: It only tells where the body is, so joints that the model infers behind a hand or
            the other leg will do, as long as they lie in the picture. No verdict rests on it.
        bias: What the model's joints make it read too much on every body; `take` subtracts it. The
            hip landmark, for one, lies behind the joint's centre (docs/ACCURACY.md).
        baseline: What of the person's own upright posture it compares with; None where it stands
            for itself.
        oblique: The angle that is estimated in its place where the camera stands between front and
            side; None where it is read there as from anywhere else.
    """

    name: str
    unit: str
    function: Function
    joints: tuple[Joint, ...]
    error: dict[ViewKind, float]
    sided: bool
    far_side: bool
    position: bool
    bias: float
    baseline: Baseline | None
    oblique: Angle | None

    @cached_property
    def views(self) -> frozenset[ViewKind]:
        """The camera views from which it can be read."""
        return frozenset(self.error)

    @property
    def doc(self) -> str:
        """What it measures."""
        return self.function.__doc__ or ""

    def lacks_baseline(self, upright: Upright, view: ViewKind) -> bool:
        """Whether it compares with an upright posture that has not been seen from this view."""
        return self.baseline is not None and not upright.knows(self.baseline, view)


MEASURES: dict[str, Measure] = {}


def measure(
    unit: str,
    joints: tuple[Joint, ...],
    error: dict[ViewKind, float],
    *,
    sided: bool = True,
    far_side: bool = False,
    position: bool = False,
    bias: float = 0.0,
    baseline: Baseline | None = None,
    oblique: Angle | None = None,
) -> Callable[[Function], Measure]:
    """Enter a function into `MEASURES` under its own name; the arguments are those of `Measure`.

    The name then means the measure, not the function: a measure is read by `take` alone.
    """

    def enter(function: Function) -> Measure:
        entered = Measure(
            name=function.__name__,
            unit=unit,
            function=function,
            joints=joints,
            error=error,
            sided=sided,
            far_side=far_side or position,
            position=position,
            bias=bias,
            baseline=baseline,
            oblique=oblique,
        )
        MEASURES[entered.name] = entered
        return entered

    return enter


def from_views(views: frozenset[ViewKind], error: float) -> dict[ViewKind, float]:
    """The same expected error from each of the views."""
    return dict.fromkeys(views, error)


def take(name: str, sight: Sight, role: Role = Role.BOTH) -> Result:
    """Take a measurement, or say why the picture cannot show it.

    Args:
        name: Of the measure.
        sight: One pose and how the camera sees it.
        role: On which half of the body; `BOTH` for a measure that is not sided.

    Raises:
        KeyError: For a name that is not in `MEASURES`.
    """
    measure = MEASURES[name]
    key = (measure.function, role)
    if key not in sight.taken:
        sight.taken[key] = _read(measure, sight, role)
    result: Result = sight.taken[key]
    return result


def _read(measure: Measure, sight: Sight, role: Role) -> Result:
    obstacle = _view_obstacle(measure, sight) or _side_obstacle(measure, sight, role)
    if obstacle:
        return CannotJudge(obstacle)
    side = sight.side_of(role) if measure.sided else Side.LEFT
    assert side is not None
    obstacle = _joint_obstacle(measure, sight, side)
    if obstacle:
        return CannotJudge(obstacle)
    if measure.oblique and sight.view.kind is ViewKind.OBLIQUE:
        return _estimate(measure, measure.oblique, sight, side)
    reading = measure.function(sight, side)
    if not isinstance(reading, float):
        return reading
    if not np.isfinite(reading):
        return CannotJudge("the body's position could not be read")
    value = reading - measure.bias
    if reading >= 0:  # an angle that begins at 0 is never read below it
        value = max(value, 0.0)
    return Measurement(value, measure.unit, measure.error[sight.view.kind])


MOST_UNCERTAIN_DEG = {**dict.fromkeys(Angle, 30.0), Angle.KNEE: 18.0}
"""An estimated angle that is less certain than this is none: hardly any fault is that plain. Knees
whose interval is wider are off by 10 degrees and more against motion capture, the others by 3 to 7
(docs/ACCURACY.md)."""


def _estimate(measure: Measure, angle: Angle, sight: Sight, side: Side) -> Result:
    estimate = estimated_in(sight, angle, side if angle.sided else None)
    if not estimate.uncertainty <= MOST_UNCERTAIN_DEG[angle]:
        view = sight.view.kind.words
        return CannotJudge(f"not certain enough {view}; needs a camera {ViewKind.SIDE.words}")
    return Measurement(
        estimate.value,
        measure.unit,
        measure.error[ViewKind.OBLIQUE],
        note=f"estimated, seen {sight.view.kind.words}",
        uncertainty=estimate.uncertainty,
    )


def _view_obstacle(measure: Measure, sight: Sight) -> str | None:
    if sight.view.kind in measure.views:
        return None
    return view_reason(sight.view.kind, measure.views)


@cache
def view_reason(seen: ViewKind, needed: frozenset[ViewKind]) -> str:
    """Why a view will not do, and which one is needed."""
    wanted = " or ".join(kind.words for kind in ViewKind if kind in needed)
    return f"seen {seen.words}; needs a camera {wanted}"


def _side_obstacle(measure: Measure, sight: Sight, role: Role) -> str | None:
    if not measure.sided:
        return None
    side = sight.side_of(role)
    if side is None:
        either = [joint.of(s) for joint in measure.joints for s in Side]
        missing = joint_reason(sight.pose, sight.pose.untrusted(either))
        return missing or "it is unclear which leg is in front"
    if sight.view.kind is ViewKind.SIDE and side is not sight.view.near and not measure.far_side:
        return f"the {side.value} leg is on the far side; put the camera on your {side.value}"
    return None


def _joint_obstacle(measure: Measure, sight: Sight, side: Side) -> str | None:
    needed = [
        landmark
        for joint in measure.joints
        for landmark in ([joint.of(side)] if measure.sided else joint.both)
    ]
    trusted = sight.pose.in_frame if measure.position else sight.pose.trusted
    return joint_reason(sight.pose, [landmark for landmark in needed if not trusted(landmark)])


def joint_reason(pose: Pose, untrusted: list[Landmark]) -> str | None:
    """Which landmarks are out of the picture or hidden, in words; None for an empty list."""
    outside = [landmark.words for landmark in untrusted if not pose.in_frame(landmark)]
    hidden = [landmark.words for landmark in untrusted if pose.in_frame(landmark)]
    parts = [f"{' and '.join(outside)} outside the picture"] if outside else []
    parts += [f"{' and '.join(hidden)} hidden"] if hidden else []
    return "; ".join(parts) or None
