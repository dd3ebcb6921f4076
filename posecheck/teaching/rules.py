"""The position rules of a learned stretch: few, generous, and enough to tell it from others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from posecheck.measures import MEASURES, Role
from posecheck.measures.measure import SAGITTAL
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import Rule
from posecheck.teaching.posture import far_leg_may_be_hidden, legs_are_spread
from posecheck.teaching.readings import TELLING, Moment, Quantity, quantities_on, series
from posecheck.teaching.references import References

Limits = tuple[float, float]

FAULT = {"deg": 25.0, "T": 0.3, "ratio": 0.3}
"""Doing it badly is still doing it: a joint may be off by 20 degrees, which turns other limbs by up
to 25, and moves the end of one by 0.3 trunk lengths, about a third of its own length."""

ERRORS = 2.0
"""Beyond that, a value may be off by this many expected errors."""

PROPORTIONS = 0.15
"""People's limbs differ by this share of their length, measured by their trunks."""

READ_SHARE = 0.9
"""A rule's value must have been read in this share of the hold: one that cannot be read makes no
position."""

READ_OF_OTHERS_SHARE = 0.95
"""And in this share of other positions: what they often hide is hidden of other people, too."""

SIDEWAYS = ("knees_apart", "ankles_apart", "thigh_elevation")
"""What cannot be read of legs that point to the sides, from the side: they point at the camera."""

OF_BOTH_LEGS = ("hip_height", "heel_distance", "knees_apart", "knees_lead", "ankles_apart")
"""What takes the far leg, too. Of people who lie with one leg lifted the pose model often has both
where the near one is: of a hamstring stretch taught with rules about the far leg a third were not
recognised."""

MOST_RULES = 12
"""More keep hardly anybody else out (`python -m benchmarks.teach`), and nobody would read them."""

FEW_SHARE = 0.003
"""If at most this share of the other positions fits, it is told from them."""

FEW_FROM_ELSEWHERE_SHARE = 0.01
"""The same for a camera that stands a little further round than the one that showed it. There
fewer of the others are known, and `View` may take one direction for the other."""

TYPICAL = (0.22, 0.25)
"""How far values may lie from the middle of their limits on average, as a share of half the limits'
width: as far as keeps the others out, between these. Of the rendered people of `python -m
benchmarks.teach` those who do it well are 0.03 to 0.3 off, with a joint off by 20 degrees 0.04 to
0.4. With up to 0.35, of 300 other positions drawn at random 16 are taken for one of its twelve
stretches instead of 9, and not one person more is recognised."""

STEP = {"deg": 1.0, "T": 0.05, "ratio": 0.05}
"""Limits are rounded outwards to these steps."""


@dataclass(frozen=True)
class Position:
    """What tells the stretch from other positions.

    Attributes:
        rules: The position rules.
        mean_deviation: How far from the middle of their limits values may lie on average.
        fits_too: The other positions that fit them, a label for each row that does.
        told_from: From where hardly any other position fits them: from where it was shown, and
            perhaps from further round.
    """

    rules: tuple[Rule, ...]
    mean_deviation: float
    fits_too: tuple[str, ...]
    told_from: frozenset[ViewKind]


def choose_rules(
    recordings: Sequence[Sequence[Moment]],
    view: ViewKind,
    roles: Sequence[Role],
    references: References,
    also: Sequence[ViewKind] = (),
    bad: Sequence[Sequence[Moment]] = (),
) -> Position:
    """Choose the rules that other positions break, the one that most of them break first.

    Args:
        recordings: The moments of the hold in each recording.
        view: From where the stretch is seen.
        roles: The halves of the body that sided measures are taken on.
        references: Other positions.
        also: From where else the rules apply, as far as their measures are read from there.
        bad: The moments of recordings in which it is done badly, which is still doing it.
    """
    others = references.seen_from(view)
    limits = {
        quantity: _with_bad(_limits(values, quantity, view), bad, quantity, view)
        for quantity, values in _shown(recordings, view, roles).items()
        if _is_read(others.of(quantity), READ_OF_OTHERS_SHARE)
    }
    if any(far_leg_may_be_hidden(moments) for moments in recordings):
        of_near_half = {q: ends for q, ends in limits.items() if not _needs_far_leg(q)}
        position = _position(of_near_half, references, view, also)
        if len(position.fits_too) <= FEW_SHARE * len(others.labels):
            return position
    return _position(limits, references, view, also)


def _needs_far_leg(quantity: Quantity) -> bool:
    return quantity.role is Role.FAR or quantity.measure in OF_BOTH_LEGS


def _position(
    limits: Mapping[Quantity, Limits],
    references: References,
    view: ViewKind,
    also: Sequence[ViewKind],
) -> Position:
    others = references.seen_from(view)
    chosen = {quantity: limits[quantity] for quantity in _telling(limits, others)}
    away = _mean_deviations(chosen, others)
    deviation = _typical(away)
    told_from = {
        other for other in also if _is_told(chosen, deviation, references.seen_from(other), other)
    }
    return Position(
        tuple(_rule(quantity, ends, {view, *also}) for quantity, ends in chosen.items()),
        deviation,
        tuple(others.labels[away <= deviation].tolist()),
        frozenset({view, *told_from}),
    )


def _is_told(
    limits: Mapping[Quantity, Limits], deviation: float, others: References, view: ViewKind
) -> bool:
    """Whether hardly any of the others, seen from there, fits what can be read there."""
    read = {q: ends for q, ends in limits.items() if view in MEASURES[q.measure].views}
    fit = _mean_deviations(read, others) <= deviation
    return len(fit) > 0 and bool(fit.mean() <= FEW_FROM_ELSEWHERE_SHARE)


def _shown(
    recordings: Sequence[Sequence[Moment]], view: ViewKind, roles: Sequence[Role]
) -> dict[Quantity, list[float]]:
    """The median in each recording of what can be read in all of them."""
    shown = {}
    seen_sideways = view in SAGITTAL and any(legs_are_spread(moments) for moments in recordings)
    for quantity in quantities_on(TELLING, roles):
        if seen_sideways and quantity.measure in SIDEWAYS:
            continue
        read = [series(moments, quantity) for moments in recordings]
        if view in MEASURES[quantity.measure].views and all(
            _is_read(values, READ_SHARE) for values in read
        ):
            shown[quantity] = [float(np.nanmedian(values)) for values in read]
    return shown


def _is_read(values: NDArray[np.float64], share: float) -> bool:
    return bool(np.isfinite(values).mean() >= share)


def _limits(values: Sequence[float], quantity: Quantity, view: ViewKind) -> Limits:
    measure = MEASURES[quantity.measure]
    slack = FAULT[measure.unit] + ERRORS * measure.error[view]
    longer = PROPORTIONS if measure.unit == "T" else 0.0
    low, high = min(values), max(values)
    return low - slack - longer * abs(low), high + slack + longer * abs(high)


def _with_bad(
    limits: Limits, bad: Sequence[Sequence[Moment]], quantity: Quantity, view: ViewKind
) -> Limits:
    """The limits, widened to hold the recordings in which it is done badly."""
    low, high = limits
    error = ERRORS * MEASURES[quantity.measure].error[view]
    for values in (series(moments, quantity) for moments in bad):
        if _is_read(values, READ_SHARE):
            value = float(np.nanmedian(values))
            low, high = min(low, value - error), max(high, value + error)
    return low, high


def _telling(limits: Mapping[Quantity, Limits], others: References) -> list[Quantity]:
    """The quantities whose limits most of those break who keep to the limits before them.

    Once nobody does, those that most of all others break: whom nobody has seen yet may fit the
    first few.
    """
    breaks = {quantity: _broken(others.of(quantity), ends) for quantity, ends in limits.items()}
    left = np.ones(len(others.labels), bool)
    chosen: list[Quantity] = []
    while breaks and len(chosen) < MOST_RULES:
        best = max(breaks, key=lambda q: ((breaks[q] & left).sum(), breaks[q].sum()))
        left &= ~breaks.pop(best)
        chosen.append(best)
    return chosen


def _mean_deviations(limits: Mapping[Quantity, Limits], others: References) -> NDArray[np.float64]:
    """How far each of the others lies from the middle on average; infinite beyond a limit."""
    away = np.zeros(len(others.labels))
    for quantity, (low, high) in limits.items():
        deviation = np.abs(others.of(quantity) - (low + high) / 2) / ((high - low) / 2)
        deviation[deviation > 1] = inf
        away += np.nan_to_num(deviation, nan=0.0, posinf=inf)  # what is not read keeps nobody out
    return np.asarray(away / max(1, len(limits)))


def _typical(away: NDArray[np.float64]) -> float:
    """The mean deviation that only few of the others do not exceed, within `TYPICAL`."""
    low, high = TYPICAL
    few = int(FEW_SHARE * len(away))
    nearest = np.sort(away)[few] if len(away) else inf
    return float(np.clip(np.floor(100 * min(nearest, 1.0) - 1) / 100, low, high))


def _broken(values: NDArray[np.float64], limits: Limits) -> NDArray[np.bool_]:
    """Where a value lies beyond the limits; one that cannot be read does not count."""
    return np.asarray((values < limits[0]) | (values > limits[1]))


def _rule(quantity: Quantity, limits: Limits, views: set[ViewKind]) -> Rule:
    measure = MEASURES[quantity.measure]
    step = STEP[measure.unit]
    low, high = np.floor(limits[0] / step) * step, np.ceil(limits[1] / step) * step
    return Rule(
        measure=quantity.measure,
        side=quantity.role,
        min=round(float(low), 2),
        max=round(float(high), 2),
        views=frozenset(views & measure.views),
    )
