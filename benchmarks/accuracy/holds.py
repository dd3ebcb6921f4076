"""The hold clock against the truth, and against a model that swaps legs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.accuracy.clips import Truth
from benchmarks.accuracy.poses import Poses
from benchmarks.accuracy.recognition import is_claimed
from benchmarks.accuracy.run import Run, assess, sum_up
from benchmarks.accuracy.verdicts import ZONE_DEG, in_zone, is_hidden
from posecheck.assess.steadiness import STEADY
from posecheck.clips.result import ClipResult
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in
from posecheck.support.debounce import SWAP_FRAMES
from samples.generator import expectations
from samples.generator.body import Side as GeneratorSide
from samples.generator.expectations import (
    CHECKS,
    STEADY_REVERSALS,
    STEADY_SWING_DEG,
    Moment,
    reversals,
    value_of,
)

ALLOWED_S = 0.3
ROUNDING_S = 0.001


@dataclass(frozen=True)
class HoldError:
    """The seconds of the hold clock, given minus true, in one clip.

    Attributes:
        clip: Its name.
        given_s: As posecheck says.
        true_s: In position, while nothing that posecheck judged in the clip is truly at fault.
        unsure_s: Of the time in position, how long a true value lies in the zone around its limit,
            or something is at fault that nobody can judge there; the clock may then run or stand.
    """

    clip: str
    given_s: float
    true_s: float
    unsure_s: float

    @property
    def error_s(self) -> float:
        """Too long positive."""
        return self.given_s - self.true_s

    @property
    def plain(self) -> bool:
        """Whether every true value stays outside its zone all the time."""
        return self.unsure_s == 0

    @property
    def right(self) -> bool:
        """Whether the clock is as near to the truth as can be asked."""
        return abs(self.error_s) <= ALLOWED_S + self.unsure_s + ROUNDING_S


def hold_errors(runs: Iterable[Run]) -> list[HoldError]:
    """The error of every clip with a stretch that can be told from its view, the worst first."""
    errors = [_hold_error(run, run.judged) for run in runs if run.judged and is_claimed(run)]
    return sorted(errors, key=lambda error: -abs(error.error_s))


def clock_s(result: ClipResult) -> float:
    """What the hold clock counted, whether or not the form could be judged meanwhile."""
    return sum(hold.clock_s for hold in result.holds)


def _hold_error(run: Run, judged: ClipResult) -> HoldError:
    truth, stretch = run.truth, run.truth.stretch
    assert stretch is not None
    ids = {check.id for check in judged.checks if check.verdict is not Grade.CANNOT_JUDGE}
    checks = [c for c in CHECKS[stretch] if c.id in ids and truth.view.value in c.views]
    held = [moment for moment in truth.moments if moment.in_position]
    sight = expectations.Sight(truth.view.value, GeneratorSide(truth.near.value), truth.fps)
    good = unsure = 0
    for moment in held:
        faults = [_fault(check, moment, sight, truth) for check in checks]
        if STEADY.id in ids:
            faults.append(_bouncing(stretch, held, moment, sight))
        good += not any(fault.true for fault in faults)
        unsure += any(fault.unsure for fault in faults)
    return HoldError(
        clip=truth.name,
        given_s=clock_s(judged),
        true_s=good / truth.fps,
        unsure_s=unsure / truth.fps,
    )


class _Fault(NamedTuple):
    """Whether a check is truly at fault at a moment, and whether nobody can be sure of it."""

    true: bool
    unsure: bool


def _fault(
    check: expectations.Check, moment: Moment, sight: expectations.Sight, truth: Truth
) -> _Fault:
    value = value_of(check, moment, sight.near)
    wrong = check.verdict(value) == Grade.FIX.value
    if is_hidden(truth.checks[check.id]):
        return _Fault(true=False, unsure=wrong)
    return _Fault(true=wrong, unsure=in_zone(check, value))


def _bouncing(
    stretch: str, held: Sequence[Moment], now: Moment, sight: expectations.Sight
) -> _Fault:
    smallest, usual, largest = (
        reversals(stretch, held, now, sight, STEADY_SWING_DEG + zone_deg) >= STEADY_REVERSALS
        for zone_deg in (-ZONE_DEG, 0.0, ZONE_DEG)
    )
    return _Fault(true=usual, unsure=smallest != largest)


def with_legs_swapped(poses: Poses, frames: int = SWAP_FRAMES) -> Poses:
    """The same poses with left and right exchanged in the frames in the middle."""
    start = (len(poses) - frames) // 2
    return [
        (time_s, pose.with_sides_exchanged() if pose and start <= index < start + frames else pose)
        for index, (time_s, pose) in enumerate(poses)
    ]


@dataclass(frozen=True)
class SwapEffect:
    """What swapped legs change in a clip.

    Attributes:
        clip: Its name.
        same_verdicts: Whether all verdicts stay.
        same_side: Whether the front leg stays.
        hold_s: The good hold with swapped legs minus that without.
    """

    clip: str
    same_verdicts: bool
    same_side: bool
    hold_s: float

    @property
    def harmless(self) -> bool:
        """Whether nothing changes."""
        return self.same_verdicts and self.same_side and abs(self.hold_s) <= ALLOWED_S


def swap_effect(run: Run, poses: Poses) -> SwapEffect:
    """Judge the clip again with left and right exchanged for a moment in its middle."""
    swapped = sum_up(assess(with_legs_swapped(poses), all_built_in()))
    return SwapEffect(
        clip=run.truth.name,
        same_verdicts=_verdicts(swapped) == _verdicts(run.auto),
        same_side=swapped.side == run.auto.side and swapped.stretch.id == run.auto.stretch.id,
        hold_s=clock_s(swapped) - clock_s(run.auto),
    )


def _verdicts(result: ClipResult) -> dict[str, Grade]:
    return {check.id: check.verdict for check in result.checks}
