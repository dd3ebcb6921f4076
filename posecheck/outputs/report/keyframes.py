"""The few pictures that show best how a stretch was done."""

from dataclasses import dataclass, replace
from enum import Enum
from math import isfinite
from operator import itemgetter

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import GRACE_S
from posecheck.assess.steadiness import STEADY
from posecheck.pose.pose import Side
from posecheck.stretches.checks import Grade, Verdict
from posecheck.video import Frame, Image, fit_size
from posecheck.video.frame import resized

SHORT_SIDE_PX = 480
"""Enough for a third of a page, in print, too."""

GRADE_WORTH = {Grade.GOOD: 1.0, Grade.BORDERLINE: 0.5, Grade.FIX: 0.0}
"""How much each verdict adds to the quality of a moment."""


_Fault = tuple[str, str, str | None]
"""The check, what it measures, and what to do about it, which tells on which side of the limits it
is."""

_Key = tuple[Side | None, _Fault]
"""The leg in front, and the fault."""

_Quality = tuple[float, float]


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

    Those with each leg in front are kept apart, so that either can be asked for.

    A fault must have lasted longer than the hold clock tolerates: a single frame in which the model
    was wrong is no picture of a fault.

    Args:
        still: Whether the clip is a picture, in which nothing lasts.
    """

    def __init__(self, *, still: bool) -> None:
        self._still = still
        self._best: dict[Side | None, tuple[_Quality, KeyFrame]] = {}
        self._faults: dict[_Key, tuple[float, KeyFrame]] = {}
        self._since_s: dict[_Key, float] = {}

    def add(self, frame: Frame, assessment: Assessment) -> None:
        """Take in a frame in position."""
        self._follow_faults(assessment)
        lasting = [fault for fault in assessment.faults if self._lasts(fault, assessment)]
        for fault in lasting:
            excess = _excess(fault)
            key = _key(fault, assessment)
            if key not in self._faults or excess > self._faults[key][0]:
                self._faults[key] = excess, _kept(Shows.FAULT, frame, assessment, fault)
        quality = _quality(assessment)
        if quality is None:
            return
        side = assessment.side
        is_best = side not in self._best or quality > self._best[side][0]
        if is_best and not assessment.faults:
            self._best[side] = quality, _kept(Shows.BEST, frame, assessment)

    def chosen(self, leg: Side | None = None) -> tuple[KeyFrame, ...]:
        """The pictures to show: best, worst, then the other faults by importance.

        The worst moment is that of the fault furthest beyond its limits.

        Args:
            leg: Only those with this leg in front; None for whichever.
        """
        best = [found for side, found in self._best.items() if leg in (None, side)]
        shown = [max(best, key=itemgetter(0))[1]] if best else []
        faults = self._clearest(leg)
        if not faults:
            return tuple(shown)
        _, worst = max(faults, key=itemgetter(0))
        others = [kept for _, kept in faults if kept is not worst]
        return (*shown, replace(worst, shows=Shows.WORST), *sorted(others, key=_priority))

    def _clearest(self, leg: Side | None) -> list[tuple[float, KeyFrame]]:
        """How far beyond its limits each fault was at its clearest, and the moment."""
        clearest: dict[_Fault, tuple[float, KeyFrame]] = {}
        for (side, fault), found in self._faults.items():
            if leg in (None, side):
                clearest[fault] = max(clearest.get(fault, found), found, key=itemgetter(0))
        return [*clearest.values()]

    def _follow_faults(self, assessment: Assessment) -> None:
        keys = [_key(fault, assessment) for fault in assessment.faults]
        self._since_s = {key: self._since_s.get(key, assessment.time_s) for key in keys}

    def _lasts(self, fault: Verdict, assessment: Assessment) -> bool:
        since_s = self._since_s[_key(fault, assessment)]
        return self._still or assessment.time_s - since_s >= GRACE_S


def _priority(kept: KeyFrame) -> int:
    return kept.verdict.check.priority if kept.verdict else 0


def _key(fault: Verdict, assessment: Assessment) -> _Key:
    return assessment.side, (fault.check.id, fault.check.measure, fault.cue)


def _kept(
    shows: Shows, frame: Frame, assessment: Assessment, verdict: Verdict | None = None
) -> KeyFrame:
    """A moment in little memory: with a small picture and without the mask."""
    width, height = frame.size
    size = fit_size(frame.size, round(SHORT_SIDE_PX * height / min(width, height)))
    pose = replace(assessment.pose, mask=None) if assessment.pose else None
    image = resized(frame.image, size).copy()
    return KeyFrame(shows, replace(assessment, pose=pose), image, verdict)


def _quality(assessment: Assessment) -> _Quality | None:
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
