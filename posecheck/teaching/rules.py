"""The position rules of a learned stretch: few, generous, and enough to tell it from others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from posecheck.measures import MEASURES, Role
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import Rule
from posecheck.teaching.readings import TELLING, Moment, Quantity, quantities, series
from posecheck.teaching.references import References
from posecheck.teaching.words import WORDS

Limits = tuple[float, float]

FAULT = {"deg": 25.0, "T": 0.3, "ratio": 0.3}
"""Doing it badly is still doing it: a joint may be off by 20 degrees, which turns other limbs by up
to 25, and moves the end of one by 0.3 trunk lengths, about a third of its own length."""

ERRORS = 2.0
"""Beyond that, a value may be off by this many expected errors."""

PROPORTIONS = 0.15
"""People's limbs differ by this share of their length, measured by their trunks."""

NARROW_SHARE = 0.5
"""Where others fit within these limits, those that hardly change when a joint does are made this
much narrower; the others must leave room for the faults that are to be found."""

READ_SHARE = 0.9
"""A rule's value must have been read in this share of the hold: one that cannot be read makes no
position."""

READ_OF_OTHERS_SHARE = 0.95
"""And in this share of other positions: what they often hide is hidden of other people, too."""

FEW_SHARE = 0.002
"""If at most this share of the other positions fits, it is told from them."""

MOST_RULES = 8

STEP = {"deg": 1.0, "T": 0.05, "ratio": 0.05}
"""Limits are rounded outwards to these steps."""


@dataclass(frozen=True)
class Position:
    """What tells the stretch from other positions.

    Attributes:
        rules: The position rules.
        fits_too: The other positions that fit them, a label for each row that does.
    """

    rules: tuple[Rule, ...]
    fits_too: tuple[str, ...]


def choose_rules(
    recordings: Sequence[Sequence[Moment]],
    view: ViewKind,
    roles: Sequence[Role],
    references: References,
) -> Position:
    """Choose the rules that other positions break, the one that most of them break first.

    Args:
        recordings: The moments of the hold in each recording.
        view: From where the stretch is seen; the rules apply from there.
        roles: The halves of the body that sided measures are taken on.
        references: Other positions.
    """
    others = references.seen_from(view)
    for share in (1.0, NARROW_SHARE):
        limits = {
            quantity: _limits(values, quantity, view, share)
            for quantity, values in _shown(recordings, view, roles).items()
            if _is_read(others.of(quantity), READ_OF_OTHERS_SHARE)
        }
        chosen, left = _telling(limits, others)
        if left.mean() <= FEW_SHARE if len(left) else True:
            break
    chosen = chosen or list(limits)[:1]  # keeps nobody out, but a stretch needs a rule
    relaxed = _relaxed({quantity: limits[quantity] for quantity in chosen}, others)
    rules = (_rule(quantity, ends, view) for quantity, ends in relaxed.items())
    return Position(tuple(rules), tuple(others.labels[left].tolist()))


def _shown(
    recordings: Sequence[Sequence[Moment]], view: ViewKind, roles: Sequence[Role]
) -> dict[Quantity, list[float]]:
    """The median in each recording of what can be read in all of them."""
    shown = {}
    for quantity in quantities(TELLING, roles):
        read = [series(moments, quantity) for moments in recordings]
        if view in MEASURES[quantity.measure].views and all(
            _is_read(values, READ_SHARE) for values in read
        ):
            shown[quantity] = [float(np.nanmedian(values)) for values in read]
    return shown


def _is_read(values: NDArray[np.float64], share: float) -> bool:
    return bool(np.isfinite(values).mean() >= share)


def _limits(values: Sequence[float], quantity: Quantity, view: ViewKind, share: float) -> Limits:
    measure = MEASURES[quantity.measure]
    room = FAULT[measure.unit] * (1.0 if quantity.measure in WORDS else share)
    slack = ERRORS * measure.error[view] + room
    longer = PROPORTIONS if measure.unit == "T" else 0.0
    low, high = min(values), max(values)
    return low - slack - longer * abs(low), high + slack + longer * abs(high)


def _telling(
    limits: Mapping[Quantity, Limits], others: References
) -> tuple[list[Quantity], NDArray[np.bool_]]:
    """The quantities that tell it from others, and which of the others fit all the same."""
    left = np.ones(len(others.labels), bool)
    breaks = {quantity: _broken(others.of(quantity), limits[quantity]) for quantity in limits}
    chosen: list[Quantity] = []
    while breaks and len(chosen) < MOST_RULES:
        best = max(breaks, key=lambda quantity: int((breaks[quantity] & left).sum()))
        if not (breaks[best] & left).any():
            break
        chosen.append(best)
        left &= ~breaks[best]
        if left.mean() <= FEW_SHARE:
            break
    return chosen, left


def _relaxed(limits: Mapping[Quantity, Limits], others: References) -> dict[Quantity, Limits]:
    """The limits without those ends that keep nothing out that the others would let in."""
    relaxed = dict(limits)
    fitting = _fitting(relaxed, others)
    for quantity in limits:
        for ends in ((-inf, relaxed[quantity][1]), (relaxed[quantity][0], inf)):
            tried = {**relaxed, quantity: ends}
            if ends != (-inf, inf) and _fitting(tried, others) == fitting:
                relaxed = tried
                break
    return relaxed


def _fitting(limits: Mapping[Quantity, Limits], others: References) -> int:
    """How many of the others fit."""
    fits = [~_broken(others.of(quantity), ends) for quantity, ends in limits.items()]
    return int(np.logical_and.reduce(fits).sum()) if fits else len(others.labels)


def _broken(values: NDArray[np.float64], limits: Limits) -> NDArray[np.bool_]:
    """Where a value lies beyond the limits; one that cannot be read does not count."""
    return np.asarray((values < limits[0]) | (values > limits[1]))


def _rule(quantity: Quantity, limits: Limits, view: ViewKind) -> Rule:
    step = STEP[MEASURES[quantity.measure].unit]
    low, high = np.floor(limits[0] / step) * step, np.ceil(limits[1] / step) * step
    return Rule(
        measure=quantity.measure,
        side=quantity.role,
        min=round(float(low), 2),
        max=round(float(high), 2),
        views=frozenset({view}),
    )
