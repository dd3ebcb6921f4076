"""What a chart shows of a check: its values, verdicts and limits, frame by frame."""

from array import array
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from posecheck.clips.result import CheckPart
from posecheck.measures import MEASURES
from posecheck.outputs.report.thinning import NOTHING
from posecheck.stretches.checks import Band, Check, Grade, Verdict


def code_of(grade: Grade) -> int:
    """What a strip of the timeline shows for a grade: the severer, the higher."""
    return 1 + grade.severity


@dataclass(frozen=True)
class Limits:
    """The limits that values were compared with.

    Attributes:
        band: The limits.
        note: Why they are not those of the stretch; None where they are.
    """

    band: Band
    note: str | None = None


@dataclass
class Track:
    """The values and codes of one chart, frame by frame.

    Attributes:
        values: NaN where unknown.
        uncertainties: By how much the true value may be higher or lower; 0 where unknown.
        codes: Of the strip.
        known_limits: The limits that were applied, in the order of their first use.
        applied: Which of them, from 1; 0 where the value is unknown.
        is_comparison: Whether the values are compared with a posture, which is not the person's own
            where other limits hold. Then they are not on one scale.
        judged_by: The good limits of the verdict on the clip; None where it has none.
        unit: Of the values.
    """

    values: "array[float]" = field(default_factory=lambda: array("f"))
    uncertainties: "array[float]" = field(default_factory=lambda: array("f"))
    codes: bytearray = field(default_factory=bytearray)
    known_limits: list[Limits] = field(default_factory=list)
    applied: bytearray = field(default_factory=bytearray)
    is_comparison: bool = False
    judged_by: tuple[float, float] | None = None
    unit: str = ""

    def put(self, index: int, value: float | None, code: int, uncertainty: float = 0.0) -> None:
        """Take in one frame.

        Args:
            index: Of the frame, higher than all before; frames left out get NaN and NOTHING.
            value: None where unknown.
            code: Of the strip.
            uncertainty: Of the value.
        """
        self.pad(index)
        self.uncertainties.append(uncertainty)
        self.values.append(float("nan") if value is None else value)
        self.codes.append(code)
        self.applied.append(0)

    def judge(self, index: int, verdict: Verdict) -> None:
        """Take in the verdict of a check on a frame."""
        self.put(index, verdict.value, code_of(verdict.grade), verdict.uncertainty)
        if verdict.value is not None:
            self.unit = verdict.unit
            self.applied[-1] = self._number_of(_limits_of(verdict))
            self.is_comparison = is_comparison(verdict.check)

    def _number_of(self, limits: Limits) -> int:
        if limits not in self.known_limits:
            self.known_limits.append(limits)
        return 1 + self.known_limits.index(limits)

    def pad(self, frames: int) -> None:
        """Fill up to a number of frames with NaN and NOTHING."""
        missing = frames - len(self.codes)
        self.values.extend([float("nan")] * missing)
        self.uncertainties.extend([0.0] * missing)
        self.codes.extend([NOTHING] * missing)
        self.applied.extend([0] * missing)

    @property
    def known(self) -> bool:
        """Whether any frame has a value."""
        return bool(self.known_limits)

    @property
    def limits(self) -> Limits:
        """Those of the verdict on the clip; where it has none, those applied most often."""
        for limits in self.known_limits:
            if limits.band.good == self.judged_by:
                return limits
        return max(self.known_limits, key=lambda one: self.applied.count(self._number_of(one)))

    @property
    def numbers(self) -> NDArray[np.float64]:
        """The values, all on one scale: that of `limits`, (frames,)."""
        numbers = np.array(self.values, np.float64)
        if self.is_comparison:
            numbers[np.frombuffer(self.applied, np.uint8) != self._number_of(self.limits)] = np.nan
        return numbers

    def limits_over_time(self) -> list[tuple[int, Limits]]:
        """From which frame on which limits hold for `numbers`."""
        if self.is_comparison or len(self.known_limits) < 2:
            return [(0, self.limits)]
        applied = np.frombuffer(self.applied, np.uint8)
        frames = np.flatnonzero(applied)
        changes = frames[np.diff(applied[frames], prepend=0) != 0]
        return [(int(frame), self.known_limits[applied[frame] - 1]) for frame in changes]


def _limits_of(verdict: Verdict) -> Limits:
    own = verdict.band == verdict.check.band
    return Limits(verdict.band, None if own else verdict.note)


def is_comparison(check: Check | CheckPart) -> bool:
    """Whether a check compares the person with a posture: their own upright one, or an average."""
    measure = MEASURES.get(check.measure)
    return bool(measure and measure.baseline)
