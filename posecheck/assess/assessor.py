"""Poses in, assessments out: the one way that live, recorded and batch all go."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf, isfinite

import numpy as np

from posecheck.assess.classifier import Classifier, shipped_classifier
from posecheck.assess.leg_order import LegOrder
from posecheck.assess.position import RuleReading, read_rules
from posecheck.assess.recognise import MAYBE, STAYS_SHARE, NamedStretch, Recogniser
from posecheck.assess.sides import SideState, SideTracker
from posecheck.assess.steadiness import STEADY, Steadiness
from posecheck.errors import InputError
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

NOBODY_IN_VIEW = "nobody in view"
OUT_OF_POSITION = "out of position"
"""Obstacles of a hold that are not about the form."""

NOTHING_SEEN = "nothing of it can be seen from here"
"""Why the form is not judged where no check says why."""

TURNING = "the person is turning"
"""Why nothing is judged while one view changes to another, though both would do."""

UNSETTLED = CannotJudge("left and right are being told apart")


@dataclass(frozen=True, eq=False)
class Assessment:
    """What is said of one frame.

    Attributes:
        time_s: Of the frame, in seconds from the start of the clip or session.
        pose: None where nobody was found; then everything else is empty.
        view: From where the camera sees the person; None where nobody was found.
        stretch: The one being done, also for a moment out of position; None while none fits.
        recognised: Whether the stretch was held long enough to be sure of it.
        in_position: Whether the person is in the position of the stretch.
        side: The front leg; None where the stretch has none or it is not known.
        upright: What is known of the person's own upright posture.
        obstacle: Why the hold clock must not run, where the verdicts do not say it.
        movement: The main movement of the stretch, in its measure's unit; None where it cannot be
            read.
        verdicts: One for each check; empty out of position.
        information: The id and the value of each measurement without a verdict.
        nearest: The stretch that the person may be coming into; None in position, or where the pose
            is like none.
        rules: What the position rules of that stretch read.
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
    nearest: Stretch | None = None
    rules: tuple[RuleReading, ...] = ()

    @property
    def carried(self) -> bool:
        """Whether the pose is that of an earlier frame; not where nobody was found."""
        return self.pose is not None and self.pose.carried

    @property
    def scene(self) -> int | None:
        """Which scene of the film it is in; None where nobody was found."""
        return self.pose.scene if self.pose else None

    @property
    def faults(self) -> tuple[Verdict, ...]:
        """What is to be corrected, the most important first."""
        faults = [verdict for verdict in self.verdicts if verdict.grade is Grade.FIX]
        return tuple(sorted(faults, key=lambda verdict: verdict.check.priority))

    @property
    def main(self) -> Verdict | None:
        """The verdict of the stretch's main check: of those asked from here, the most important.

        Only required checks count, unless the stretch has none. `steady` alone says nothing about
        the form.
        """
        own = [verdict for verdict in self.verdicts if verdict.check.id != STEADY.id]
        required = [verdict for verdict in own if verdict.check.required] or own
        asked = [verdict for verdict in required if verdict.asked]
        return min(asked, key=lambda verdict: verdict.check.priority, default=None)

    @property
    def is_judged(self) -> bool:
        """Whether the form is judged at this moment: whether the main check has a verdict."""
        return self.main is not None and self.main.is_judged

    @property
    def why_unjudged(self) -> str | None:
        """Why the form is not judged at this moment, by the main check if one is asked, or None."""
        if self.is_judged:
            return None
        required = [verdict for verdict in self.verdicts if verdict.check.required]
        asked = [self.main] if self.main else required
        return next((verdict.reason for verdict in asked if verdict.reason), NOTHING_SEEN)

    @property
    def hold_obstacle(self) -> str | None:
        """Why the hold clock must not run at this moment; None where it may."""
        if self.pose is None:
            return NOBODY_IN_VIEW
        if self.obstacle:
            return self.obstacle
        if not self.in_position:
            return OUT_OF_POSITION
        stopping = [verdict for verdict in self.faults if verdict.stops_hold]
        return (stopping[0].cue or stopping[0].check.id) if stopping else None


class Assessor:
    """Assesses one person's poses in the order of time; one for each clip or session.

    Args:
        stretches: Those to recognise; a single one counts as named by the user and is not doubted.
        side: The front leg; None to find it from the pose. Without meaning where none of the
            stretches has one.
        classifier: What tells posecheck's own stretches from other positions; None for the one that
            is shipped.
    """

    def __init__(
        self,
        stretches: Sequence[Stretch],
        side: Side | None = None,
        classifier: Classifier | None = None,
    ) -> None:
        self._classifier = classifier or shipped_classifier()
        self._aimed_at: tuple[Stretch, Side | None] | None = None
        self._scene = 0
        self._latest_s = -inf
        self._begin(stretches, side)

    def _begin(self, stretches: Sequence[Stretch], side: Side | None) -> None:
        """Start with a person of whom nothing is known."""
        self._views = ViewTracker()
        self._upright = UprightObserver()
        self._rear_leg = RearLegMemory()
        self._steadiness = Steadiness()
        self._look_for(stretches, side)

    def _look_for(self, stretches: Sequence[Stretch], side: Side | None) -> None:
        named = len(stretches) == 1
        self._which = (
            NamedStretch(stretches[0], self._classifier)
            if named
            else Recogniser(stretches, self._classifier)
        )
        self._stretches, self._side = tuple(stretches), side
        # Where no leg is in front, none can be the wrong one.
        self._sides = SideTracker(side if any(s.has_front_leg for s in stretches) else None)
        self._legs = LegOrder(stretches)
        self._last: Assessment | None = None

    def aim(self, stretch: Stretch, side: Side | None = None) -> None:
        """Assess this stretch from now on, as if named by the user; the person stays the same.

        Aiming again at the same changes nothing.
        """
        if (stretch, side) != self._aimed_at:
            self._aimed_at = (stretch, side)
            self._look_for((stretch,), side)

    @np.errstate(all="ignore")  # what is missing is NaN, and numbers of no sense end as NaN too
    def assess(self, pose: Pose | None, time_s: float) -> Assessment:
        """Assess one frame; `pose` is None where nobody was found.

        A cut is a fresh start: the next scene may show somebody else, or another view.

        Raises:
            InputError: If its time is no number, or before that of the frame before.
        """
        self._go_on_to(pose.time_s if pose else time_s)
        if pose and pose.scene != self._scene:
            self._scene = pose.scene
            self._begin(self._stretches, self._side)
        view = self._views.observe(pose) if pose else None
        if pose is None or view is None:
            return Assessment(time_s, upright=self._upright.known)
        self._which.see(pose)
        holds = self._last is not None and self._last.in_position and self._last.side is not None
        sides = self._sides.observe(pose, view, self._which.looks.left_log_odds, holds=holds)
        sight = Sight(sides.pose, view, sides.front, self._upright.known)
        match sides.state:
            case SideState.KNOWN:
                self._last = self._assess(sight)
            case SideState.UNCLEAR:
                self._last = self._carried_over(sight)
            case SideState.OTHER:
                self._last = self._on_other_side(sight)
        return self._last

    def _go_on_to(self, time_s: float) -> None:
        """Refuse a clock that was set back: holds and movements would be made of nonsense."""
        if not isfinite(time_s) or time_s < self._latest_s:
            raise InputError(
                f"a frame's time is {time_s:.3f} s, that of the one before {self._latest_s:.3f} s: "
                "give seconds that never go back, as those of time.monotonic()."
            )
        self._latest_s = time_s

    def _assess(self, sight: Sight) -> Assessment:
        held = self._last is not None and self._last.in_position
        sight = replace(sight, upright=self._upright.observe(sight, in_position=held))
        sight = replace(sight, rear_leg_reach_t=self._rear_leg.observe(sight))
        sight = self._legs.observe(sight)
        stretch, in_position, recognised = self._which.observe(sight)
        doing = stretch if in_position else None
        watched, movement = _movement(stretch, sight) if stretch else (None, UNSETTLED)
        if not doing:
            self._steadiness.observe_away(
                watched, movement, sight.pose.time_s, carried=sight.pose.carried
            )
        nearest = None if in_position else self._nearest
        return Assessment(
            time_s=sight.pose.time_s,
            pose=sight.pose,
            view=sight.view,
            stretch=stretch,
            recognised=recognised,
            in_position=in_position,
            nearest=nearest,
            rules=tuple(read_rules(nearest, sight)) if nearest else (),
            side=sight.front if stretch and stretch.has_front_leg else None,
            upright=sight.upright,
            movement=movement.value if doing and isinstance(movement, Measurement) else None,
            verdicts=self._verdicts(doing, sight, watched, movement) if doing else (),
            information=_information(doing, sight) if doing else (),
        )

    @property
    def _nearest(self) -> Stretch | None:
        """The stretch that the person may be coming into: the one looked for, or the likeliest."""
        if len(self._stretches) == 1:
            return self._stretches[0]
        likeness = self._which.looks.of
        likeliest = max(self._stretches, key=lambda stretch: likeness(stretch.id))
        return likeliest if likeness(likeliest.id) >= MAYBE else None

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
        before = self._last.verdicts if self._last else ()
        asked = {verdict.check.id: verdict.check.measure for verdict in before if verdict.asked}
        checks = tuple(
            judge(stretch.variants(id), sight, asked.get(id)) for id in stretch.check_ids
        )
        pose = sight.pose
        steady = self._steadiness.observe(watched, movement, pose.time_s, carried=pose.carried)
        return (*checks, steady)


def judge(variants: Sequence[CheckSpec], sight: Sight, before: str | None = None) -> Verdict:
    """The verdict of a check: that of its first variant that fits the view and the posture.

    Args:
        variants: All entries of the check.
        sight: The pose and what is known of it.
        before: The measure of the variant that was asked a moment ago. It is asked until the
            posture is clearly another one: a trunk at the limit would change variant with every
            frame.
    """
    seen = [variant for variant in variants if sight.view.kinds <= variant.views]
    if not seen:
        needed = frozenset(view for variant in variants for view in variant.views)
        elsewhere = next(iter(sight.view.kinds - needed), None)
        reason = view_reason(elsewhere, needed) if elsewhere else TURNING
        return replace(variants[0].check.judge(CannotJudge(reason)), asked=False, in_view=False)
    obstacle = None
    for variant in sorted(seen, key=lambda variant: variant.measure != before):
        stays = len(seen) > 1 and variant.measure == before
        obstacle = _unmet(variant.when, sight, STAYS_SHARE if stays else 0.0)
        if obstacle is None:
            return _judge_variant(variant, sight)
    return replace(seen[-1].check.judge(CannotJudge(obstacle or "")), asked=False)


def _unmet(conditions: Sequence[Condition], sight: Sight, slack: float) -> str | None:
    """Why a variant does not apply; a condition that cannot be read is taken as met."""
    for condition in conditions:
        result = take(condition.measure, sight, condition.side)
        if isinstance(result, Measurement) and not condition.holds(result.value, slack):
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
    results = (
        (info.id, take(info.measure, sight, info.side))
        for info in stretch.information
        if sight.view.kind in info.views
    )
    return tuple((id, result) for id, result in results if isinstance(result, Measurement))
