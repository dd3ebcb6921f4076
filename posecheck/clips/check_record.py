"""What a check said of each frame of a clip, and its verdict on all of them, in little memory."""

from array import array
from dataclasses import dataclass, field
from math import ceil, isfinite

import numpy as np

from posecheck.assess.hold import LASTING_LOOKS
from posecheck.clips.course import Flags, Values
from posecheck.clips.result import CheckPart
from posecheck.measures import CannotJudge, Measurement
from posecheck.stretches.checks import MIN_JUDGED_SHARE, Band, Check, Grade, Verdict

IN_WORDS = {"deg": (1, "°"), "T": (100, "% of the trunk")}
"""How values of these units are written: by what they are multiplied, and what follows."""


@dataclass
class Series:
    """Values of some of the frames, and by how much each may be off."""

    frames: "array[int]" = field(default_factory=lambda: array("L"))
    values: "array[float]" = field(default_factory=lambda: array("d"))
    uncertainties: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, frame: int, value: float, uncertainty: float = 0.0) -> None:
        """Take in one value."""
        self.frames.append(frame)
        self.values.append(value)
        self.uncertainties.append(uncertainty)

    def of(self, counted: Flags) -> tuple[Values, Values]:
        """The values of the frames that count, and by how much they may be off."""
        chosen = counted[np.asarray(self.frames, int)]
        values, uncertainties = (np.asarray(a, float) for a in (self.values, self.uncertainties))
        return values[chosen], uncertainties[chosen]


def _count(frames: "array[int]", counted: Flags) -> int:
    return int(counted[np.asarray(frames, int)].sum())


@dataclass
class VariantRecord:
    """What one variant of a check said of each frame.

    Attributes:
        unit: The unit of the values.
        values: The values by the limits and the remarks they were judged with; also those that were
            too uncertain for a verdict on their frame.
        frames: The frames that were judged.
        good, faults: Those of them that were good, and those that were at fix.
    """

    check: Check
    unit: str = ""
    values: dict[tuple[Band, str | None, str], Series] = field(default_factory=dict)
    frames: "array[int]" = field(default_factory=lambda: array("L"))
    good: "array[int]" = field(default_factory=lambda: array("L"))
    faults: "array[int]" = field(default_factory=lambda: array("L"))

    def add(self, frame: int, verdict: Verdict, value: float) -> None:
        """Take in one verdict on a value."""
        self.unit = verdict.unit
        if verdict.is_judged:
            self.frames.append(frame)
        if verdict.grade is Grade.GOOD:
            self.good.append(frame)
        elif verdict.grade is Grade.FIX:
            self.faults.append(frame)
        limits = verdict.band, verdict.note, verdict.too_near
        series = self.values.setdefault(limits, Series())
        series.add(frame, value, verdict.uncertainty)

    def measured(self, counted: Flags) -> int:
        """In how many of the frames that count there was a value."""
        return sum(_count(series.frames, counted) for series in self.values.values())

    def result(self, counted: Flags) -> CheckPart:
        """The verdict on the frames that count, by the limits under which most were judged.

        Where each of them is in doubt, so are all together, however their middle lies.
        """
        series = {limits: series.of(counted) for limits, series in self.values.items()}
        (band, note, too_near), (values, uncertainties) = max(
            series.items(), key=lambda item: len(item[1][0])
        )
        measurement = Measurement(
            value=float(values.max() if self.check.worst_counts else np.median(values)),
            unit=self.unit,
            expected_error=0.0,
            note=note,
            uncertainty=float(np.median(uncertainties)),
            too_near=too_near,
        )
        judged = _count(self.frames, counted)
        judge = self.check.judge if judged else self.check.in_doubt
        return _check_part(
            judge(measurement, band),
            good_fraction=round(_count(self.good, counted) / judged, 3) if judged else None,
            frames_judged=judged,
        )


@dataclass
class CheckRecord:
    """What one check said of each frame.

    Attributes:
        variants: What each of its variants said, by what it measures.
        reasons: The frames in which it could not be judged, by whether their view shows it, and the
            reason.
    """

    check: Check
    variants: dict[str, VariantRecord] = field(default_factory=dict)
    reasons: dict[tuple[bool, str], "array[int]"] = field(default_factory=dict)

    def add(self, frame: int, verdict: Verdict) -> None:
        """Take in one verdict."""
        value = verdict.doubtful if verdict.value is None else verdict.value
        if value is None:
            why = verdict.in_view, verdict.reason or ""
            self.reasons.setdefault(why, array("L")).append(frame)
            return
        variant = self.variants.setdefault(verdict.check.measure, VariantRecord(verdict.check))
        variant.add(frame, verdict, value)

    def is_shown_in(self, counted: Flags) -> bool:
        """Whether the view of some of the frames shows it."""
        measured = any(variant.measured(counted) for variant in self.variants.values())
        hindered = (seen for (in_view, _), seen in self.reasons.items() if in_view)
        return measured or any(_count(seen, counted) for seen in hindered)

    def results(self, counted: Flags, enough_frames: int) -> tuple[CheckPart, ...]:
        """Sum up the frames that count: the variant seen most often, then the others.

        Args:
            counted: (frames,) which frames count.
            enough_frames: The least number of them that must be judged.
        """
        parts = self._results(counted, enough_frames)
        is_unscored = self.check.required and parts[0].verdict is Grade.CANNOT_JUDGE
        if is_unscored and self._was_at_fix(counted):
            return tuple(part.model_copy(update={"unscored_fault": True}) for part in parts)
        return parts

    def _results(self, counted: Flags, enough_frames: int) -> tuple[CheckPart, ...]:
        enough = max(enough_frames, self.check.judged_share * counted.sum())
        measured = {name: variant.measured(counted) for name, variant in self.variants.items()}
        if sum(measured.values()) < enough:
            return (self._cannot_judge(counted, enough_frames),)
        names = sorted(measured, key=lambda name: -measured[name])
        shown = [name for name in names if name == names[0] or measured[name] >= enough]
        return tuple(self.variants[name].result(counted) for name in shown)

    def _was_at_fix(self, counted: Flags) -> bool:
        """Whether the check was at fix in more than a moment of the frames that count."""
        frames = len(counted)
        if not self.faults(frames).any():
            return False
        return int((self.at_fault(frames) & counted).sum()) >= LASTING_LOOKS

    def unjudged(self, why: CannotJudge) -> tuple[CheckPart, ...]:
        """That there is no verdict, whatever was seen."""
        return (_check_part(self.check.judge(why), good_fraction=None, frames_judged=0),)

    def _cannot_judge(self, counted: Flags, enough_frames: int) -> CheckPart:
        """That there is no verdict, and why.

        What was judged at moments may have stopped the clock then, so it is said that it was.
        """
        judged = sum(_count(variant.frames, counted) for variant in self.variants.values())
        good = sum(_count(variant.good, counted) for variant in self.variants.values())
        reason = self._main_reason(counted)
        if reason and judged >= enough_frames:
            percent = ceil(100 * judged / counted.sum())
            reason = f"judged in only {percent}% of the time; mostly {reason}"
        return _check_part(
            self.check.judge(CannotJudge(reason or "too few frames could be judged")),
            good_fraction=round(good / judged, 3) if judged else None,
            frames_judged=judged,
        )

    def _main_reason(self, counted: Flags) -> str:
        """The most frequent reason; what hindered where the view shows the check goes first.

        Somebody who was filmed from the right side long enough is not to be sent there.
        """
        frames = {why: _count(seen, counted) for why, seen in self.reasons.items()}
        in_view = {why: count for why, count in frames.items() if why[0]}
        if in_view and sum(in_view.values()) >= MIN_JUDGED_SHARE * counted.sum():
            frames = in_view
        return max(frames, key=frames.__getitem__, default=(False, ""))[1]

    def faults(self, frames: int) -> Flags:
        """(frames,) whether the check was seen to be at fix."""
        faults = np.zeros(frames, bool)
        for variant in self.variants.values():
            faults[variant.faults] = True
        return faults

    def at_fault(self, frames: int) -> Flags:
        """(frames,) whether the check was at fix, by the frame in which it was last judged.

        Before the first such frame it is as in that one. A fault that cannot be seen is not taken
        as corrected, unless it was seen in too few frames to be one.
        """
        judged, faults = np.zeros(frames, bool), self.faults(frames)
        for variant in self.variants.values():
            judged[variant.frames] = True
        seen = np.flatnonzero(judged)
        faults_seen = faults[seen]
        lasting = faults_seen.copy()
        for earlier in range(1, LASTING_LOOKS):
            lasting[earlier:] &= faults_seen[:-earlier]
        latest = np.searchsorted(seen, np.arange(frames), side="right") - 1
        return np.asarray(np.where(judged, faults, lasting[np.maximum(latest, 0)]))


def _reason(verdict: Verdict) -> str | None:
    if verdict.doubtful is None:
        return verdict.reason
    factor, unit = IN_WORDS.get(verdict.unit, (1, f" {verdict.unit}"))
    value, uncertainty = factor * verdict.doubtful, factor * verdict.uncertainty
    return f"{value:.0f} ± {uncertainty:.0f}{unit} is {verdict.reason}"


def _check_part(verdict: Verdict, good_fraction: float | None, frames_judged: int) -> CheckPart:
    low, high = verdict.band.good
    return CheckPart(
        id=verdict.check.id,
        measure=verdict.check.measure,
        verdict=verdict.grade,
        value=None if verdict.value is None else round(verdict.value, 3),
        unit=verdict.unit,
        good=(low if isfinite(low) else None, high if isfinite(high) else None),
        uncertainty=round(verdict.uncertainty, 3),
        reason=_reason(verdict),
        cue=verdict.cue,
        good_fraction=good_fraction,
        frames_judged=frames_judged,
    )
