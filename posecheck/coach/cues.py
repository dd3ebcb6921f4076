"""What to say about the form and when: one cue at a time, a meter between cues, the breath.

A constant flood of corrections discourages, so cues are few; the meter in between is continuous.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import cycle
from math import inf, isfinite

from posecheck.assess.assessor import Assessment
from posecheck.stretches.checks import Band, Grade, Verdict

STEADY_S = 1.0
"""A fault is worth a cue, and its correction worth praise, from this many seconds on."""

APART_S = 5.0
"""Time to follow a cue before the next one."""

AFTER_PRAISE_S = 2.0

MOST_IN_A_ROW = 3
"""Who has heard a cue this often without a change has heard it."""

PRAISE = ("Good, that's it.", "Well done.", "Better, keep it there.")


@dataclass(frozen=True)
class Cue:
    """A correction, or praise once it was followed. check: the id of the check it is about."""

    check: str
    words: str
    praise: bool = False


# ------------------------------------------------------------------------------------ the breath

IN_S, OUT_S = 4.0, 6.0
"""Six breaths a minute, with the longer half out."""


class Breath(Enum):
    """The two halves of a breath."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True)
class Breathing:
    """Where in the paced breath we are. share: of this half, 0 at its start to 1 at its end."""

    breath: Breath
    share: float

    @property
    def fullness(self) -> float:
        """How full the lungs are, 0 to 1: what a drawn circle follows."""
        return self.share if self.breath is Breath.IN else 1.0 - self.share


def breathing(held_s: float) -> Breathing:
    """The paced breath after so many seconds of holding: 4 s in, 6 s out."""
    since_s = held_s % (IN_S + OUT_S)
    if since_s < IN_S:
        return Breathing(Breath.IN, since_s / IN_S)
    return Breathing(Breath.OUT, (since_s - IN_S) / OUT_S)


# ------------------------------------------------------------------------------------- the meter


METER_KEPT_S = 0.5
"""Longer than left and right may look exchanged."""


@dataclass(frozen=True)
class Meter:
    """The value of the stretch's main check against its limits.

    share: 1 while it is good, 0.5 where fix begins, 0 far beyond.
    """

    check: str
    value: float
    unit: str
    band: Band
    share: float


def meter(assessment: Assessment) -> Meter | None:
    """The meter of the most important check that can be judged now; None where none can.

    A check without room between good and fix, such as `steady`, makes no meter.
    """
    for verdict in sorted(assessment.verdicts, key=lambda verdict: verdict.check.priority):
        if verdict.value is not None and _zones(verdict.band) != (0.0, 0.0):
            share = closeness(verdict.value, verdict.band)
            return Meter(verdict.check.id, verdict.value, verdict.unit, verdict.band, share)
    return None


class SteadyMeter:
    """The meter over time: it stays for `METER_KEPT_S` while nothing can be judged, not longer."""

    def __init__(self) -> None:
        self._shown: Meter | None = None
        self._read_s = -inf

    def observe(self, assessment: Assessment) -> Meter | None:
        """Take in one assessment and return the meter that is to be shown."""
        if now := meter(assessment):
            self._shown, self._read_s = now, assessment.time_s
        elif assessment.time_s - self._read_s > METER_KEPT_S:
            self._shown = None
        return self._shown


def closeness(value: float, band: Band) -> float:
    """How near a value is to being good: 1 inside, 0.5 where fix begins, down to 0 beyond."""
    below, above = band.good[0] - value, value - band.good[1]
    if below <= 0 and above <= 0:
        return 1.0
    low, high = _zones(band)
    beyond, zone = (below, low) if below > 0 else (above, high)
    if zone == inf:
        return 1.0
    return max(0.0, 1.0 - beyond / (2 * zone)) if zone else 0.0


def _zones(band: Band) -> tuple[float, float]:
    """How far good is from fix on either side; 0 where there is nothing between them."""
    (low_good, high_good), (low_fix, high_fix) = band.good, band.fix
    return (
        low_good - low_fix if isfinite(low_good) else 0.0,
        high_fix - high_good if isfinite(high_good) else 0.0,
    )


# -------------------------------------------------------------------------------------- the cues


@dataclass
class _Watched:
    """A check over time: the last verdict that could be given, when, and since when it is so.

    Not seen for a moment, it stays as it was; for longer than `STEADY_S`, it begins anew.
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

    Of the faults that have lasted for `STEADY_S` the most important one is said, `APART_S` after
    the last cue at the soonest, and the same not more than `MOST_IN_A_ROW` times in a row: then the
    next fault has its turn. A cued fault that has been mended for `STEADY_S` is praised once.
    """

    _watched: dict[str, _Watched] = field(default_factory=dict)
    _quiet_until_s: float = -inf
    _last: str | None = None
    _in_a_row: int = 0
    _praise: Iterator[str] = field(default_factory=lambda: cycle(PRAISE))

    def observe(self, assessment: Assessment) -> Cue | None:
        """Take in one assessment and return what is to be said at this moment, mostly nothing."""
        time_s = assessment.time_s
        for verdict in assessment.verdicts:
            id = verdict.check.id
            self._watched.setdefault(id, _Watched(verdict)).observe(verdict, time_s)
        steady = [watched for watched in self._watched.values() if watched.is_steady(time_s)]
        return self._praised(steady, time_s) or self._corrected(steady, time_s)

    def _praised(self, steady: list[_Watched], time_s: float) -> Cue | None:
        mended = next((w for w in steady if w.cued and not w.is_fault), None)
        if mended is None:
            return None
        mended.cued = False
        self._last, self._in_a_row = None, 0
        self._quiet_until_s = max(self._quiet_until_s, time_s + AFTER_PRAISE_S)
        return Cue(mended.verdict.check.id, next(self._praise), praise=True)

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
