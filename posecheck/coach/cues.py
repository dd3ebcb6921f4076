"""What to say about the form and when: one cue at a time.

A constant flood of corrections discourages, so cues are few; the meter in between is continuous.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from math import inf

from posecheck.assess.assessor import Assessment
from posecheck.coach import wording
from posecheck.stretches.checks import Grade, Verdict

STEADY_S = 1.0
"""A fault is worth a cue, and its correction worth praise, from this many seconds on."""

APART_S = 5.0
"""Time to follow a cue before the next one."""

AFTER_PRAISE_S = 2.0
"""Time for praise to be heard before the next cue."""

MOST_IN_A_ROW = 3
"""Further repetitions of a cue that changes nothing would only annoy."""


@dataclass(frozen=True)
class Cue:
    """A correction, or praise once it was followed.

    Attributes:
        check: The id of the check it is about.
        words: What is said.
        praise: Whether it is praise.
    """

    check: str
    words: str
    praise: bool = False


@dataclass
class _Watched:
    """A check over time: the last verdict that could be given, when, and since when it is so.

    Not seen for a moment, it stays as it was; for longer than `STEADY_S`, it starts over.
    """

    verdict: Verdict
    since_s: float = -inf
    seen_s: float = -inf
    cued: bool = False

    @property
    def is_fault(self) -> bool:
        return self.verdict.grade is Grade.FIX

    def observe(self, verdict: Verdict, time_s: float) -> None:
        if verdict.grade is Grade.CANNOT_JUDGE:
            return
        changed = (verdict.grade is Grade.FIX) is not self.is_fault
        if changed or time_s - self.seen_s > STEADY_S:
            self.since_s = time_s
        self.verdict, self.seen_s = verdict, time_s

    def is_steady(self, time_s: float) -> bool:
        return self.seen_s == time_s and time_s - self.since_s >= STEADY_S


@dataclass
class Cueing:
    """Chooses what to say about the form over time; one for each hold.

    Of the faults that have lasted for `STEADY_S` the most important one is said, at least `APART_S`
    after the last cue, and the same cue at most `MOST_IN_A_ROW` times in a row: then it is the next
    fault's turn. A cued fault that has been corrected for `STEADY_S` is praised once.
    """

    _watched: dict[str, _Watched] = field(default_factory=dict)
    _quiet_until_s: float = -inf
    _last: str | None = None
    _in_a_row: int = 0
    _praise: Iterator[str] = field(default_factory=lambda: cycle(wording.PRAISE))

    def observe(self, assessment: Assessment) -> Cue | None:
        """Take in one assessment and return what is to be said at this moment, mostly nothing."""
        time_s = assessment.time_s
        for verdict in assessment.verdicts:
            id = verdict.check.id
            self._watched.setdefault(id, _Watched(verdict)).observe(verdict, time_s)
        steady = [watched for watched in self._watched.values() if watched.is_steady(time_s)]
        return self._praised(steady, time_s) or self._corrected(steady, time_s)

    def _praised(self, steady: list[_Watched], time_s: float) -> Cue | None:
        corrected = next((w for w in steady if w.cued and not w.is_fault), None)
        if corrected is None:
            return None
        corrected.cued = False
        self._last, self._in_a_row = None, 0
        self._quiet_until_s = max(self._quiet_until_s, time_s + AFTER_PRAISE_S)
        return Cue(corrected.verdict.check.id, next(self._praise), praise=True)

    def _corrected(self, steady: list[_Watched], time_s: float) -> Cue | None:
        faults = [w for w in steady if w.is_fault and w.verdict.cue and not self._worn_out(w)]
        if not faults or time_s < self._quiet_until_s:
            return None
        fault = min(faults, key=lambda w: w.verdict.check.priority)
        return self._say(fault, time_s)

    def _worn_out(self, watched: _Watched) -> bool:
        return watched.verdict.cue == self._last and self._in_a_row >= MOST_IN_A_ROW

    def _say(self, fault: _Watched, time_s: float) -> Cue:
        words = fault.verdict.cue or ""
        self._in_a_row = self._in_a_row + 1 if words == self._last else 1
        self._last = words
        self._quiet_until_s = time_s + APART_S
        fault.cued = True
        return Cue(fault.verdict.check.id, words)
