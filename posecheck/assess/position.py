"""Whether a pose fits the position rules of a stretch, and which rule speaks against it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from posecheck.measures import Measurement, Result, Role, Sight, take
from posecheck.stretches.stretch import Rule, Stretch


class InPosition(Enum):
    """Whether a pose fits the position rules of a stretch."""

    YES = "yes"
    NO = "no"
    """A rule is broken, or none applies from here."""

    UNKNOWN = "unknown"
    """Every rule that applies from here holds, but that does not tell it from others: not from
    here, or not with values so far from the usual ones."""

    UNREADABLE = "unreadable"
    """No rule is broken, but some could not be read."""


@dataclass(frozen=True)
class RuleReading:
    """A position rule and what it reads in a pose.

    Attributes:
        rule: The rule.
        result: The measurement, or why there is none.
        holds: Whether the rule is met; None where it could not be read.
    """

    rule: Rule
    result: Result
    holds: bool | None


def read_rules(stretch: Stretch, sight: Sight, slack: float = 0.0) -> list[RuleReading]:
    """Read the position rules that apply from where the camera stands.

    Args:
        stretch: The stretch whose rules are asked.
        sight: The pose and what is known of it.
        slack: The share by which the rules' limits are widened.
    """
    return list(_read(stretch.position, sight, slack))


def in_position(stretch: Stretch, sight: Sight, slack: float = 0.0) -> InPosition:
    """Whether the pose fits the position rules of a stretch; see `read_rules` for the arguments."""
    readings = []
    for reading in _read(stretch.position, sight, slack):
        if reading.holds is False:
            return InPosition.NO
        readings.append(reading)
    if not readings:
        return InPosition.NO
    if any(reading.holds is None for reading in readings):
        return InPosition.UNREADABLE
    is_usual = mean_deviation(readings) <= stretch.mean_deviation
    certain = sight.view.kind in stretch.told_from and is_usual
    return InPosition.YES if certain else InPosition.UNKNOWN


def mean_deviation(readings: Iterable[RuleReading]) -> float:
    """How far values lie from the middle of their rules' limits on average; see `Rule.deviation`.

    0 where no rule that could be read has two limits.
    """
    deviations = [
        deviation
        for reading in readings
        if isinstance(reading.result, Measurement)
        and (deviation := reading.rule.deviation(reading.result.value)) is not None
    ]
    return sum(deviations) / len(deviations) if deviations else 0.0


def breaks_binding_rule(stretch: Stretch, sight: Sight, slack: float = 0.0) -> bool:
    """Whether the pose breaks a rule that holds whatever it looks like."""
    binding = [rule for rule in stretch.position if rule.binding]
    return any(reading.holds is False for reading in _read(binding, sight, slack))


def breaks_rules_of_one_leg_alone(stretch: Stretch, sight: Sight) -> bool:
    """Whether all rules that the pose breaks are of the front or the rear leg.

    Which leg is which may be mistaken; other rules do not depend on it.
    """
    broken = (reading.rule for reading in read_rules(stretch, sight) if reading.holds is False)
    return all(rule.side in (Role.FRONT, Role.REAR) for rule in broken)


def _read(rules: Iterable[Rule], sight: Sight, slack: float) -> Iterator[RuleReading]:
    """Those of the rules that apply from where the camera stands, each read when it is asked."""
    for rule in rules:
        if sight.view.kind in rule.views:
            result = take(rule.measure, sight, rule.side)
            holds = rule.holds(result.value, slack) if isinstance(result, Measurement) else None
            yield RuleReading(rule, result, holds)
