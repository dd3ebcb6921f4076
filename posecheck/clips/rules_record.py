"""What kept a person out of position: the position rules over the frames, in little memory."""

from array import array
from dataclasses import dataclass, field
from math import isfinite, nan

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.assess.position import RuleReading
from posecheck.clips.result import RulePart
from posecheck.measures import MEASURES, CannotJudge
from posecheck.stretches.stretch import Rule


@dataclass
class _RuleRecord:
    """What one rule read in each frame in which it applied; NaN where it could not be read."""

    rule: Rule
    values: "array[float]" = field(default_factory=lambda: array("d"))
    held: bytearray = field(default_factory=bytearray)
    reasons: dict[str, int] = field(default_factory=dict)

    def add(self, reading: RuleReading) -> None:
        self.held.append(reading.holds is True)
        if isinstance(reading.result, CannotJudge):
            self.values.append(nan)
            reason = reading.result.reason
            self.reasons[reason] = self.reasons.get(reason, 0) + 1
        else:
            self.values.append(reading.result.value)

    def part(self, stretch_id: str) -> RulePart:
        values, rule = np.asarray(self.values), self.rule
        read = values[np.isfinite(values)]
        return RulePart(
            stretch=stretch_id,
            measure=rule.measure,
            side=rule.side,
            unit=MEASURES[rule.measure].unit,
            min=rule.min if isfinite(rule.min) else None,
            max=rule.max if isfinite(rule.max) else None,
            value=round(float(np.median(read)), 3) if len(read) else None,
            held_fraction=round(sum(self.held) / len(self.held), 3),
            reason=max(self.reasons, key=self.reasons.__getitem__, default=None),
        )


class RulesRecord:
    """Takes in the frames out of position, and sums up the rules of the nearest stretch."""

    def __init__(self) -> None:
        self._stretches: dict[str, dict[Rule, _RuleRecord]] = {}
        self._frames: dict[str, int] = {}

    def add(self, assessment: Assessment) -> None:
        """Take in one frame; frames in position count for nothing."""
        if assessment.nearest is None or assessment.in_position:
            return
        id = assessment.nearest.id
        self._frames[id] = self._frames.get(id, 0) + 1
        records = self._stretches.setdefault(id, {})
        for reading in assessment.rules:
            records.setdefault(reading.rule, _RuleRecord(reading.rule)).add(reading)

    def parts(self, stretch_id: str | None) -> tuple[RulePart, ...]:
        """The rules of a stretch, or where it is None of that which was nearest most often."""
        id = stretch_id or max(self._frames, key=self._frames.__getitem__, default="")
        return tuple(record.part(id) for record in self._stretches.get(id, {}).values())
