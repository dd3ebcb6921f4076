"""A measurement compared with its limits."""

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from posecheck.measures import CannotJudge, Measurement, Result
from posecheck.measures.measure import TOO_NEAR_FROM_HERE

MIN_JUDGED_SHARE = 0.2
"""The least share of the frames that count that must be judged, unless a check asks for more."""

NOTHING_GOOD = "beside the average person nothing above zero is surely good; show it upright first"
"""Why a doubtful measurement is not held against limits that are all above zero."""


class Grade(StrEnum):
    """What a check says of a value; equal to its word: `Grade.FIX == "fix"`."""

    GOOD = "good"
    BORDERLINE = "borderline"
    FIX = "fix"
    CANNOT_JUDGE = "cannot_judge"

    @property
    def severity(self) -> int:
        """How severe it is: 0 where nothing could be judged, then 1 for good to 3 for fix."""
        return (Grade.CANNOT_JUDGE, Grade.GOOD, Grade.BORDERLINE, Grade.FIX).index(self)


@dataclass(frozen=True)
class Band:
    """The limits of a value: inside `good` it is good, outside `fix` it is to be fixed.

    What lies between them is borderline.

    Attributes:
        good: (low, high) in the value's unit, infinite where there is no limit.
        fix: The same; must enclose `good`.

    Raises:
        ValueError: If `fix` does not enclose `good`.

    Examples:
        >>> knee = Band(good=(80, 100), fix=(70, 110))
        >>> [knee.grade(angle).value for angle in (90, 75, 120)]
        ['good', 'borderline', 'fix']
    """

    good: tuple[float, float]
    fix: tuple[float, float]

    def __post_init__(self) -> None:
        if not self.fix[0] <= self.good[0] <= self.good[1] <= self.fix[1]:
            raise ValueError(f"the fix limits {self.fix} must enclose the good ones {self.good}")

    def grade(self, value: float, uncertainty: float = 0.0) -> Grade:
        """The grade of a value.

        Args:
            value: The value.
            uncertainty: By how much the true value may be higher or lower. Where that may make it
                good as well as one to be fixed, it cannot be judged; and it is good, or to be
                fixed, only where it is so as it stands.

        Examples:
            >>> knee = Band(good=(80, 100), fix=(70, 110))
            >>> [knee.grade(angle, uncertainty=8).value for angle in (90, 104, 120)]
            ['good', 'cannot_judge', 'fix']
        """
        may_be_good = self.good[0] - uncertainty <= value <= self.good[1] + uncertainty
        may_be_at_fault = not self.fix[0] + uncertainty <= value <= self.fix[1] - uncertainty
        if may_be_good and may_be_at_fault:
            return Grade.CANNOT_JUDGE
        if self.good[0] <= value <= self.good[1]:
            return Grade.GOOD
        return Grade.BORDERLINE if self.fix[0] <= value <= self.fix[1] else Grade.FIX

    def widened(self, by: float) -> "Band":
        """The band with every limit moved outwards by an amount in the value's unit."""
        return Band(_widened(self.good, by), _widened(self.fix, by))

    def doubted(self, factor: float) -> "Band":
        """The band for a deviation from zero that is measured against a stranger's zero.

        Limits are moved away by this factor, so that only a plain fault is called one; and what
        lies above zero is not called good, because it may be one. A factor of 1 changes nothing.
        Something of what is good must not lie above zero.
        """
        if factor == 1:
            return self
        high_good = min(self.good[1], 0.0)
        fix = -_away(-self.fix[0], factor), _away(self.fix[1], factor)
        return Band((-_away(-self.good[0], factor), high_good), fix)

    def with_good(self, low: float, high: float) -> "Band":
        """The band with other good limits; the borderline zones keep their widths."""
        return Band(
            (low, high),
            (low - _zone(self.good[0], self.fix[0]), high + _zone(self.fix[1], self.good[1])),
        )


def open_ended(low: float | None, high: float | None) -> tuple[float, float]:
    """Limits in which None is no limit, as numbers."""
    return -inf if low is None else low, inf if high is None else high


def _widened(limits: tuple[float, float], by: float) -> tuple[float, float]:
    return limits[0] - by, limits[1] + by


def _away(high: float, factor: float) -> float:
    """A high limit moved upwards by a factor, from whichever side of zero."""
    return high * factor if high > 0 else high / factor


def _zone(larger: float, smaller: float) -> float:
    """The width of a borderline zone; 0 where both of its ends are without limit."""
    return 0.0 if larger == smaller else larger - smaller


@dataclass(frozen=True)
class Verdict:
    """What one check says of one frame.

    Attributes:
        check: Which one.
        grade: What it says.
        band: The limits that were applied.
        value: None where it cannot be judged.
        unit: Of the value.
        reason: Why it cannot be judged, or what to know about how it was judged.
        cue: What to say to the person; None where nothing is to be corrected.
        asked: Whether the check is asked at all, from this view and in this posture.
        in_view: Whether it is asked from this view, if not in this posture.
        uncertainty: By how much the true value may be higher or lower than an estimated one; 0
            where it was read directly.
        doubtful: What was estimated where that may be good as well as to be fixed.
        too_near: What to say where it is too uncertain for its limits.
        note: What to know about how the value was read, also where it is doubtful.
    """

    check: "Check"
    grade: Grade
    band: Band
    value: float | None = None
    unit: str = ""
    reason: str | None = None
    cue: str | None = None
    asked: bool = True
    in_view: bool = True
    uncertainty: float = 0.0
    doubtful: float | None = None
    too_near: str = TOO_NEAR_FROM_HERE
    note: str | None = None

    @property
    def is_judged(self) -> bool:
        """Whether there was enough to see for a verdict."""
        return self.grade is not Grade.CANNOT_JUDGE

    @property
    def stops_hold(self) -> bool:
        """Whether the hold clock must not run while this verdict stands."""
        return self.check.required and self.grade is Grade.FIX


@dataclass(frozen=True)
class Check:
    """What is asked of a measurement, and what to say when it is not met.

    Attributes:
        id: Its name.
        band: The limits.
        cue_low: What to say to a value below the good ones; None to say that it is too low.
        cue_high: What to say to a value above the good ones; None to say that it is too high.
        required: Whether the hold clock stops while it says fix.
        priority: 1 is said first when several things are to be corrected.
        worst_counts: Whether a whole clip is judged by its worst moment instead of by its median.
        judged_share: The least share of a clip's frames that must be judged for a verdict on it.
        measure: The name of what is compared; it tells the variants of a check apart.
    """

    id: str
    band: Band
    cue_low: str | None = None
    cue_high: str | None = None
    required: bool = True
    priority: int = 1
    worst_counts: bool = False
    judged_share: float = MIN_JUDGED_SHARE
    measure: str = ""

    def _cue(self, *, low: bool) -> str:
        """What to say to a value beyond the limits; a limit of `--limit` may have no words."""
        plain = f"{self.id.replace('_', ' ').capitalize()}: the value is too"
        return (self.cue_low or f"{plain} low") if low else (self.cue_high or f"{plain} high")

    def judge(self, result: Result, band: Band | None = None, note: str | None = None) -> Verdict:
        """Compare a measurement with the check's own limits or others.

        Args:
            result: The measurement, or why there is none.
            band: Limits to use instead of the check's own.
            note: What to know about how it was judged.
        """
        band = band or self.band
        if isinstance(result, CannotJudge):
            return Verdict(self, Grade.CANNOT_JUDGE, band, reason=result.reason)
        if result.doubt > 1 and band.good[0] > 0:
            return Verdict(self, Grade.CANNOT_JUDGE, band, reason=NOTHING_GOOD)
        applied = band.doubted(result.doubt)
        if result.unsure_below and result.value < applied.good[0]:
            return Verdict(self, Grade.CANNOT_JUDGE, band, reason=result.unsure_below)
        return self._grade(result, applied, result.note or note)

    def in_doubt(self, measured: Measurement, band: Band, note: str | None = None) -> Verdict:
        """No verdict, because what was estimated may be good as well as to be fixed.

        Args:
            measured: What was estimated.
            band: The limits that it is too near to.
            note: What to know about how it was read.
        """
        return Verdict(
            check=self,
            grade=Grade.CANNOT_JUDGE,
            band=band,
            unit=measured.unit,
            reason=measured.too_near,
            uncertainty=measured.uncertainty,
            doubtful=measured.value,
            too_near=measured.too_near,
            note=note,
        )

    def _grade(self, measured: Measurement, band: Band, note: str | None) -> Verdict:
        grade = band.grade(measured.value, measured.uncertainty)
        if grade is Grade.CANNOT_JUDGE:
            return self.in_doubt(measured, band, note)
        return Verdict(
            check=self,
            grade=grade,
            band=band,
            value=measured.value,
            unit=measured.unit,
            reason=note,
            cue=None if grade is Grade.GOOD else self._cue(low=measured.value < band.good[0]),
            uncertainty=measured.uncertainty,
            too_near=measured.too_near,
            note=note,
        )
