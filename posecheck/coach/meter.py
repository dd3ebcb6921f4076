"""The meter: how near the main check of a stretch is to being good, all the time."""

from dataclasses import dataclass
from math import inf, isfinite

from posecheck.assess.assessor import Assessment
from posecheck.stretches.checks import Band

METER_KEPT_S = 0.5
"""Longer than left and right are exchanged in a row (`support.debounce.SWAP_FRAMES`)."""


@dataclass(frozen=True)
class Meter:
    """The value of the stretch's main check against its limits.

    Attributes:
        check: The id of the check.
        value: In its unit.
        unit: Of the value.
        band: The limits.
        share: 1 while the value is good, 0.5 where fix begins, 0 far beyond.
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
