"""The few pictures that show best how a stretch was done."""

from dataclasses import dataclass, replace
from enum import Enum
from math import isfinite

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import GRACE_S
from posecheck.assess.steadiness import STEADY
from posecheck.stretches.checks import Grade, Verdict
from posecheck.video import Frame, Image, fit_size
from posecheck.video.frame import resized

SHORT_SIDE_PX = 480
"""Enough for a third of a page, in print, too."""

GRADE_WORTH = {Grade.GOOD: 1.0, Grade.BORDERLINE: 0.5, Grade.FIX: 0.0}
"""How much each verdict adds to the quality of a moment."""


_Key = tuple[str, str, str | None]
"""A fault: the check, what it measures, and what to do about it, which tells on which side of the
limits it is."""


class Shows(Enum):
    """Why a picture is shown."""

    BEST = "best"
    WORST = "worst"
    FAULT = "fault"


@dataclass(frozen=True, eq=False)
class KeyFrame:
    """A moment worth a picture.

    Attributes:
        shows: Why it is shown.
        assessment: Of this frame, without the mask.
        image: (height, width, 3) uint8 RGB, scaled down.
        verdict: The fault that it shows most clearly; None for none.
    """

    shows: Shows
    assessment: Assessment
    image: Image
    verdict: Verdict | None = None


class KeyFrames:
    """Keeps the best and the worst moment of a stretch, and the clearest of each fault.

    A fault must have lasted longer than the hold clock tolerates: a single frame in which the model
    was wrong is no picture of a fault.

    Args:
        still: Whether the clip is a picture, in which nothing lasts.
    """

    def __init__(self, *, still: bool) -> None:
        self._still = still
        self._best: tuple[tuple[float, float], KeyFrame] | None = None
        self._faults: dict[_Key, tuple[float, KeyFrame]] = {}
        self._since_s: dict[_Key, float] = {}

    def add(self, frame: Frame, assessment: Assessment) -> None:
        """Take in a frame in position."""
        self._follow_faults(assessment)
        lasting = [fault for fault in assessment.faults if self._lasts(fault, assessment)]
        for fault in lasting:
            excess = _excess(fault)
            key = _key(fault)
            if key not in self._faults or excess > self._faults[key][0]:
                self._faults[key] = excess, _kept(Shows.FAULT, frame, assessment, fault)
        quality = _quality(assessment)
        if quality is None:
            return
        if not assessment.faults and (self._best is None or quality > self._best[0]):
            self._best = quality, _kept(Shows.BEST, frame, assessment)

    def chosen(self) -> tuple[KeyFrame, ...]:
        """The pictures to show: best, worst, then the other faults by importance.

        The worst moment is that of the fault furthest beyond its limits.
        """
        shown = [self._best[1]] if self._best else []
        if not self._faults:
            return tuple(shown)
        _, worst = max(self._faults.values(), key=lambda item: item[0])
        others = [kept for _, kept in self._faults.values() if kept is not worst]
        return (*shown, replace(worst, shows=Shows.WORST), *sorted(others, key=_priority))

    def _follow_faults(self, assessment: Assessment) -> None:
        keys = [_key(fault) for fault in assessment.faults]
        self._since_s = {key: self._since_s.get(key, assessment.time_s) for key in keys}

    def _lasts(self, fault: Verdict, assessment: Assessment) -> bool:
        return self._still or assessment.time_s - self._since_s[_key(fault)] >= GRACE_S


def _priority(kept: KeyFrame) -> int:
    return kept.verdict.check.priority if kept.verdict else 0


def _key(fault: Verdict) -> _Key:
    return fault.check.id, fault.check.measure, fault.cue


def _kept(
    shows: Shows, frame: Frame, assessment: Assessment, verdict: Verdict | None = None
) -> KeyFrame:
    """A moment in little memory: with a small picture and without the mask."""
    width, height = frame.size
    size = fit_size(frame.size, round(SHORT_SIDE_PX * height / min(width, height)))
    pose = replace(assessment.pose, mask=None) if assessment.pose else None
    image = resized(frame.image, size).copy()
    return KeyFrame(shows, replace(assessment, pose=pose), image, verdict)


def _quality(assessment: Assessment) -> tuple[float, float] | None:
    """How well a moment was held: the mean worth of its grades, then the distance to the limits."""
    judged = [v for v in assessment.verdicts if v.grade in GRADE_WORTH and v.value is not None]
    if all(verdict.check.id == STEADY.id for verdict in judged):  # which says nothing of the form
        return None
    worth = sum(GRADE_WORTH[verdict.grade] for verdict in judged) / len(judged)
    return worth, -sum(_excess(verdict) for verdict in judged)


def _excess(verdict: Verdict) -> float:
    """How far a value is beyond its good limits, in widths of the borderline zone.

    Inside the limits it is negative, but not below -1.
    """
    if verdict.value is None:
        return 0.0
    (low, high), (fix_low, fix_high) = verdict.band.good, verdict.band.fix
    above = (verdict.value - high) / _width(high, fix_high) if isfinite(high) else -1.0
    below = (low - verdict.value) / _width(fix_low, low) if isfinite(low) else -1.0
    return max(above, below, -1.0)


def _width(start: float, end: float) -> float:
    return end - start if isfinite(end - start) and end > start else 1.0
