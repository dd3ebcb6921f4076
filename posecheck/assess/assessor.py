"""Poses in, assessments out: the one way that live, recorded and batch all go."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from posecheck.assess.recognise import NamedStretch, Recogniser
from posecheck.assess.sides import SideState, SideTracker
from posecheck.assess.steadiness import Steadiness
from posecheck.measures import (
    CannotJudge,
    Measurement,
    Result,
    Sight,
    Upright,
    take,
    view_reason,
)
from posecheck.measures.rear_leg_memory import RearLegMemory
from posecheck.measures.upright import UprightObserver
from posecheck.pose.pose import Pose, Side
from posecheck.pose.view import View, ViewTracker
from posecheck.stretches.checks import Grade, Verdict
from posecheck.stretches.stretch import CheckSpec, Condition, Stretch

UNSETTLED = CannotJudge("left and right are being told apart")


@dataclass(frozen=True, eq=False)
class Assessment:
    """What is said of one frame.

    pose: None where nobody was found; then everything else is empty.
    stretch: the one being done, also for a moment out of position; None while none fits.
    recognised: whether it was held long enough to be sure of it.
    side: the front leg; None where the stretch has none or it is not known.
    upright: what is known of the person's own upright posture.
    obstacle: why the clock must not run, where the verdicts do not say it.
    movement: the main movement of the stretch where it can be read, in its measure's unit.
    verdicts: one for each check, in position only. information: values without a verdict.
    """

    time_s: float
    pose: Pose | None = None
    view: View | None = None
    stretch: Stretch | None = None
    recognised: bool = False
    in_position: bool = False
    side: Side | None = None
    upright: Upright = field(default_factory=Upright)
    obstacle: str | None = None
    movement: float | None = None
    verdicts: tuple[Verdict, ...] = ()
    information: tuple[tuple[str, Measurement], ...] = ()

    @property
    def faults(self) -> tuple[Verdict, ...]:
        """What is to be corrected, the most important first."""
        faults = [verdict for verdict in self.verdicts if verdict.grade is Grade.FIX]
        return tuple(sorted(faults, key=lambda verdict: verdict.check.priority))

    @property
    def hold_obstacle(self) -> str | None:
        """Why the hold clock must not run at this moment; None where it may."""
        if self.pose is None:
            return "nobody in view"
        if self.obstacle:
            return self.obstacle
        if not self.in_position:
            return "out of position"
        stopping = [verdict for verdict in self.faults if verdict.stops_hold]
        return (stopping[0].cue or stopping[0].check.id) if stopping else None


class Assessor:
    """Assesses one person's poses in the order of time; one for each clip or session.

    stretches: those to recognise; a single one is taken as named by the user and never overruled.
    side: the front leg where the user named it, else it is found.
    """

    def __init__(self, stretches: Sequence[Stretch], side: Side | None = None) -> None:
        named = len(stretches) == 1
        self._which = NamedStretch(stretches[0]) if named else Recogniser(stretches)
        self._views = ViewTracker()
        self._sides = SideTracker(side)
        self._upright = UprightObserver()
        self._rear_leg = RearLegMemory()
        self._steadiness = Steadiness()
        self._last: Assessment | None = None
        self._aimed_at: tuple[Stretch, Side | None] | None = None

    def aim(self, stretch: Stretch, side: Side | None = None) -> None:
        """Assess this stretch from now on, as if named by the user; the person stays the same.

        Aiming again at the same changes nothing.
        """
        if (stretch, side) == self._aimed_at:
            return
        self._aimed_at = (stretch, side)
        self._which = NamedStretch(stretch)
        self._sides = SideTracker(side)
        self._last = None

    @np.errstate(all="ignore")  # what is missing is NaN, and numbers of no sense end as NaN too
    def assess(self, pose: Pose | None, time_s: float) -> Assessment:
        """Assess one frame; `pose` is None where nobody was found."""
        view = self._views.observe(pose) if pose else None
        if pose is None or view is None:
            return Assessment(time_s, upright=self._upright.known)
        self._which.see(pose)
        sides = self._sides.observe(pose, view, self._which.looks.left_log_odds)
        sight = Sight(sides.pose, view, sides.front, self._upright.known)
        match sides.state:
            case SideState.KNOWN:
                self._last = self._assess(sight)
            case SideState.UNCLEAR:
                self._last = self._carried_over(sight)
            case SideState.OTHER:
                self._last = self._on_other_side(sight)
        return self._last

    def _assess(self, sight: Sight) -> Assessment:
        upright = self._upright.observe(sight)
        rear_leg_reach_t = self._rear_leg.observe(sight)
        sight = Sight(sight.pose, sight.view, sight.front, upright, rear_leg_reach_t)
        stretch, in_position, recognised = self._which.observe(sight)
        if stretch is None or not in_position:
            self._steadiness.leave(sight.pose.time_s)
        doing = stretch if in_position else None
        watched, movement = _movement(doing, sight) if doing else (None, UNSETTLED)
        return Assessment(
            time_s=sight.pose.time_s,
            pose=sight.pose,
            view=sight.view,
            stretch=stretch,
            recognised=recognised,
            in_position=in_position,
            side=sight.front if stretch and stretch.has_front_leg else None,
            upright=upright,
            movement=movement.value if isinstance(movement, Measurement) else None,
            verdicts=self._verdicts(doing, sight, watched, movement) if doing else (),
            information=_information(doing, sight) if doing else (),
        )

    def _on_other_side(self, sight: Sight) -> Assessment:
        """The person does the stretch on the other side than the one the user named."""
        stretch = self._last.stretch if self._last else None
        side = sight.front.other if sight.front else None
        return Assessment(
            time_s=sight.pose.time_s,
            pose=sight.pose,
            view=sight.view,
            stretch=stretch,
            recognised=self._last.recognised if self._last else False,
            side=side,
            upright=sight.upright,
            obstacle=f"the {side.value if side else 'other'} leg is in front",
        )

    def _carried_over(self, sight: Sight) -> Assessment:
        """A frame in which left and right look exchanged: as before, but nothing can be judged."""
        last = self._last
        if last is None or last.stretch is None:
            return Assessment(sight.pose.time_s, sight.pose, sight.view, upright=sight.upright)
        verdicts = tuple(verdict.check.judge(UNSETTLED) for verdict in last.verdicts)
        return Assessment(
            time_s=sight.pose.time_s,
            pose=sight.pose,
            view=sight.view,
            stretch=last.stretch,
            recognised=last.recognised,
            in_position=last.in_position,
            side=last.side,
            upright=sight.upright,
            obstacle=last.hold_obstacle,
            verdicts=verdicts,
        )

    def _verdicts(
        self, stretch: Stretch, sight: Sight, watched: str | None, movement: Result
    ) -> tuple[Verdict, ...]:
        checks = tuple(judge(stretch.variants(id), sight) for id in stretch.check_ids)
        return (*checks, self._steadiness.observe(watched, movement, sight.pose.time_s))


def judge(variants: Sequence[CheckSpec], sight: Sight) -> Verdict:
    """The verdict of a check: that of its first variant that fits the view and the posture."""
    seen = [variant for variant in variants if sight.view.kind in variant.views]
    if not seen:
        needed = frozenset(view for variant in variants for view in variant.views)
        return variants[0].check.judge(CannotJudge(view_reason(sight.view.kind, needed)))
    obstacle = None
    for variant in seen:
        obstacle = _unmet(variant.when, sight)
        if obstacle is None:
            return _judge_variant(variant, sight)
    return seen[-1].check.judge(CannotJudge(obstacle or ""))


def _unmet(conditions: Sequence[Condition], sight: Sight) -> str | None:
    """Why a variant does not apply; a condition that cannot be read is taken as met."""
    for condition in conditions:
        result = take(condition.measure, sight, condition.side)
        if isinstance(result, Measurement) and not condition.holds(result.value):
            return condition.otherwise
    return None


def _judge_variant(variant: CheckSpec, sight: Sight) -> Verdict:
    check, result = variant.check, take(variant.measure, sight, variant.side)
    extra = variant.tolerance.get(sight.view.kind, 0.0)
    if not extra or isinstance(result, CannotJudge):
        return check.judge(result)
    note = f"seen {sight.view.kind.words}: limits widened by {extra:g} {result.unit}"
    return check.judge(result, band=check.band.widened(extra), note=note)


def _movement(stretch: Stretch, sight: Sight) -> tuple[str | None, Result]:
    """The measure that shows the main movement from here, and its value."""
    motion = stretch.motion_seen(sight.view.kind)
    if motion:
        return motion.measure, take(motion.measure, sight, motion.side)
    needed = frozenset(view for motion in stretch.motion for view in motion.views)
    return None, CannotJudge(view_reason(sight.view.kind, needed))


def _information(stretch: Stretch, sight: Sight) -> tuple[tuple[str, Measurement], ...]:
    results = [(info.id, take(info.measure, sight, info.side)) for info in stretch.information]
    return tuple((id, result) for id, result in results if isinstance(result, Measurement))
