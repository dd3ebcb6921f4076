"""The checks of a learned stretch: limits around what was shown, or between good and bad."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from posecheck.measures import MEASURES, Role
from posecheck.measures.measure import SAGITTAL
from posecheck.pose.view import ViewKind
from posecheck.teaching.posture import UPRIGHT_DEG, foot_stands, legs_are_spread
from posecheck.teaching.readings import Moment, Quantity, quantities_on, series
from posecheck.teaching.words import WORDS, check_id

Limits = tuple[float, float]

PEOPLE = {"deg": 6.0, "T": 0.1, "ratio": 0.1}
"""How far the same stretch differs from person to person, both done well: of rendered people told
to do the same, trunks by 1 to 6 degrees and most knees by 1 to 10: `python -m benchmarks.teach`."""

GOOD_ERRORS, FIX_ERRORS = 0.5, 1.5
"""How many expected errors a good value may lie beyond that, and one that is not to be fixed."""

MOST_CHECKS = 5
"""With more, somebody who does it well is told too often to change something."""

ONLY_ASKED_FOR = ("head_angle", "hip_lift")
"""Everybody holds their head as they like, and how high the hips are follows from their angle."""

KNEE_AND_SHIN = ("knee_angle", "shin_lean")
"""What a foot that stands on the floor before the hips decides, and the length of the legs: of
rendered people who lie with the same bend of the hip, knees differ by up to 31 degrees."""

OF_BOTH_LEGS = ("thighs_elevation",)
"""What says no more than the same of one leg, where one can be meant."""

OF_SPREAD_LEGS = ("knee_angle",)
"""What can be read of a leg that points at the camera: whether its knee is straight or folded."""

READ_SHARE = 0.8
"""The share of the hold in which a value must be read. It must not vary by more than the measure's
expected error either: a joint that the model guesses wanders."""

LARGEST_ERROR = {"deg": 7.0, "T": 0.1, "ratio": 0.1}
"""A measure that is less exact from this view makes no check by itself."""

NEVER_BELOW_ZERO = ("trunk_side_lean", "ankle_gap", "knee_height_difference")

HIPS = ("hip_angle", "hip_angle_signed", "hip_extension")

BENT_DEG = 150.0
"""A hip up to this angle is plainly bent: whether it lies above or below the line from shoulder to
knee, or behind it, tells nothing then, and may change at the slightest movement."""

ON_THE_FLOOR = ("trunk_lean", "shin_lean")
LYING_DEG = 75.0
"""A trunk or a shin that leans further lies on the floor, and leans as the floor lets it, and as
the camera looks down on it."""


@dataclass(frozen=True)
class Learned:
    """A check as it was learned.

    Attributes:
        id: Of the check.
        quantity: What is measured.
        shown: The lowest and the highest value of the good recordings (their medians).
        good: The limits of good values.
        fix: The limits of values that are not to be fixed.
        bad: The value of the recording in which it is done badly; None without one.
        told: Whether the measure tells good from bad; True without a bad recording.
    """

    id: str
    quantity: Quantity
    shown: Limits
    good: Limits
    fix: Limits
    bad: float | None = None
    told: bool = True

    @property
    def middle(self) -> float:
        """The value shown; half way between them where there are several."""
        return sum(self.shown) / 2


def choose_checks(
    recordings: Sequence[Sequence[Moment]],
    view: ViewKind,
    roles: Sequence[Role],
    wanted: Sequence[str] = (),
) -> list[Learned]:
    """Choose what to check, and its limits.

    Args:
        recordings: The moments of the hold in each recording.
        view: From where the stretch is seen.
        roles: The halves of the body that sided measures are taken on.
        wanted: The ids of checks to have in any case, where they can be read.

    Returns:
        Joints before limbs, the near half of the body first.
    """
    candidates = _candidates(recordings, view, roles)
    asked = [learned for learned in candidates if learned.id in wanted]
    own = [
        learned
        for learned in candidates
        if learned not in asked
        and _is_usual(learned.quantity, learned.middle, view)
        and not (roles and learned.quantity.measure in OF_BOTH_LEGS)
        and not _why_left_out(learned.quantity, recordings, view)
    ]
    return sorted([*asked, *own[: max(0, MOST_CHECKS - len(asked))]], key=candidates.index)


def left_out(
    recordings: Sequence[Sequence[Moment]], view: ViewKind, roles: Sequence[Role]
) -> dict[str, list[str]]:
    """The checks that can be read but are better not made, by why; arguments as `choose_checks`."""
    reasons: dict[str, list[str]] = {}
    for learned in _candidates(recordings, view, roles):
        reason = _why_left_out(learned.quantity, recordings, view)
        if reason and _is_usual(learned.quantity, learned.middle, view):
            reasons.setdefault(reason, []).append(learned.id)
    return reasons


def _candidates(
    recordings: Sequence[Sequence[Moment]], view: ViewKind, roles: Sequence[Role]
) -> list[Learned]:
    return [
        learned
        for quantity in quantities_on(tuple(WORDS), roles)
        if (learned := _learned(recordings, view, quantity))
    ]


def _learned(
    recordings: Sequence[Sequence[Moment]], view: ViewKind, quantity: Quantity
) -> Learned | None:
    read = _read(recordings, view, quantity)
    if not read or any(_varies(values, quantity, view) for values in read):
        return None
    measure = MEASURES[quantity.measure]
    error, people = measure.error[view], PEOPLE[measure.unit]
    medians = [float(np.nanmedian(values)) for values in read]
    shown = min(medians), max(medians)
    good, fix = (_around(shown, people + errors * error) for errors in (GOOD_ERRORS, FIX_ERRORS))
    return Learned(check_id(*quantity), quantity, shown, good, fix)


def _read(
    recordings: Sequence[Sequence[Moment]], view: ViewKind, quantity: Quantity
) -> list[NDArray[np.float64]]:
    """The values in each recording of what is well seen in all of them; empty for all else."""
    if view not in MEASURES[quantity.measure].views or _is_far(quantity.role, recordings[0]):
        return []
    if quantity.measure in HIPS and quantity.measure != _hip_measure(recordings[0], quantity.role):
        return []
    read = [series(moments, quantity) for moments in recordings]
    return read if all(np.isfinite(values).mean() >= READ_SHARE for values in read) else []


def _varies(values: NDArray[np.float64], quantity: Quantity, view: ViewKind) -> bool:
    return bool(np.nanstd(values) > MEASURES[quantity.measure].error[view])


def moves(moments: Sequence[Moment], view: ViewKind, roles: Sequence[Role]) -> bool:
    """Whether something would be checked if it kept still.

    Args:
        moments: Of the hold in one recording, seen from the view.
        view: From where the stretch is seen.
        roles: The halves of the body that sided measures are taken on.
    """
    return any(
        _varies(values, quantity, view)
        and _is_usual(quantity, float(np.nanmedian(values)), view)
        and not _why_left_out(quantity, [moments], view)
        for quantity in quantities_on(tuple(WORDS), roles)
        for values in _read([moments], view, quantity)
    )


def _is_far(role: Role, moments: Sequence[Moment]) -> bool:
    """Whether that half of the body was turned away from the camera."""
    if role is Role.FAR:
        return True
    fronts = [m.front is m.near for m in moments if m.near and m.front]
    near_in_front = sum(fronts) > len(fronts) / 2
    return bool(fronts) and role is (Role.REAR if near_in_front else Role.FRONT)


def _around(shown: Limits, by: float) -> Limits:
    return shown[0] - by, shown[1] + by


def _is_usual(quantity: Quantity, shown: float, view: ViewKind) -> bool:
    """Whether it is checked without being asked for."""
    name, measure = quantity.measure, MEASURES[quantity.measure]
    lies = name in ON_THE_FLOOR and abs(shown) > LYING_DEG
    exact = measure.error[view] <= LARGEST_ERROR[measure.unit]
    return exact and not lies and name not in ONLY_ASKED_FOR


def _why_left_out(
    quantity: Quantity, recordings: Sequence[Sequence[Moment]], view: ViewKind
) -> str | None:
    """Why a leg's angle says nothing about how well it is done; None where it does."""
    measure, role = quantity
    if not MEASURES[measure].sided or measure == "trunk_lean":
        return None
    if measure in KNEE_AND_SHIN and any(foot_stands(moments, role) for moments in recordings):
        return "the foot stands on the floor, and the length of the legs decides"
    spread = view in SAGITTAL and any(legs_are_spread(moments) for moments in recordings)
    if spread and measure not in OF_SPREAD_LEGS:
        return "the legs point to the sides, which is at the camera"
    return None


def _hip_measure(moments: Sequence[Moment], role: Role) -> str:
    """The measure of the hip that fits how it is held."""
    angles = series(moments, Quantity("hip_angle", role))
    if np.isnan(angles).all() or np.nanmedian(angles) <= BENT_DEG:
        return "hip_angle"
    lean_deg = np.nanmedian(series(moments, Quantity("trunk_inclination", Role.BOTH)))
    return "hip_extension" if lean_deg <= UPRIGHT_DEG else "hip_angle_signed"


def with_bad(learned: Learned, bad: float, view: ViewKind) -> Learned:
    """The check with its limit half way between the good recordings and a bad one.

    Never nearer to either than the measure's expected error: where they are not so far apart, the
    measure cannot tell them, and the limits stay as they are.

    Args:
        learned: The check as the good recordings have it.
        bad: The value of the bad recording.
        view: From where both are seen.
    """
    error = MEASURES[learned.quantity.measure].error[view]
    low, high = learned.shown
    apart = low - bad if bad < low else bad - high
    if apart < 2 * error:
        return Learned(**{**vars(learned), "bad": bad, "told": False})
    good, fix = max(error, apart / 4), apart / 2
    if bad < low:
        limits = (low - good, learned.good[1]), (low - fix, learned.fix[1])
    else:
        limits = (learned.good[0], high + good), (learned.fix[0], high + fix)
    return Learned(**{**vars(learned), "good": limits[0], "fix": limits[1], "bad": bad})


def bad_value(learned: Learned, moments: Sequence[Moment]) -> float | None:
    """What a bad recording reads; None where it cannot be read."""
    values = series(moments, learned.quantity)
    return float(np.nanmedian(values)) if np.isfinite(values).mean() >= READ_SHARE else None


def one_sided(learned: Learned) -> Learned:
    """Without a lower limit that no value can be below: a gap of nothing is not too small."""
    if learned.quantity.measure not in NEVER_BELOW_ZERO or learned.good[0] > 0:
        return learned
    return replace(learned, good=(-inf, learned.good[1]), fix=(-inf, learned.fix[1]))
