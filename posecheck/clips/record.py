"""Sums up the frames of a clip into its result, in little memory.

A check's verdict is that of the median measurement over the frames in position (of the highest one
where the check says so); it is `cannot_judge` where too few frames could be judged.
"""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from math import isfinite
from statistics import median

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import Hold, HoldClock
from posecheck.clips.result import (
    CheckPart,
    ClipPart,
    ClipResult,
    HoldPart,
    InformationPart,
    ModelPart,
    PausePart,
    PersonPart,
    SideWord,
    StretchPart,
    ViewPart,
)
from posecheck.measures import CannotJudge, Measurement
from posecheck.pose.pose import Side
from posecheck.pose.view import View
from posecheck.stretches.checks import Band, Check, Grade, Verdict
from posecheck.stretches.stretch import Stretch

MIN_JUDGED_SHARE = 0.2
"""The least share of the frames in position that must be judged for a verdict on the clip."""

MIN_JUDGED_FRAMES = 5
"""The least number of judged frames for a verdict on a video; a picture has one frame only."""

MIN_SIDE_SHARE = 0.2
"""The least share of the frames with one leg in front for that side to count as done."""


@dataclass
class _CheckRecord:
    """What one check said of each frame.

    Attributes:
        unit: The unit of the values.
        values: The values by the limits and the remark they were judged with.
        reasons: How often each reason kept it from being judged.
        good: The number of good frames.
    """

    check: Check
    unit: str = ""
    values: dict[tuple[Band, str | None], "array[float]"] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    good: int = 0

    def add(self, verdict: Verdict) -> None:
        if verdict.value is None:
            self.reasons[verdict.reason or ""] += 1
            return
        self.unit = verdict.unit
        self.good += verdict.grade is Grade.GOOD
        self.values.setdefault((verdict.band, verdict.reason), array("d")).append(verdict.value)

    @property
    def judged(self) -> int:
        return sum(len(values) for values in self.values.values())

    def result(self, frames: int, enough_frames: int) -> CheckPart:
        enough = self.judged >= max(enough_frames, MIN_JUDGED_SHARE * frames)
        verdict = self._verdict() if enough else self._cannot_judge()
        low, high = verdict.band.good
        return CheckPart(
            id=self.check.id,
            verdict=verdict.grade,
            value=None if verdict.value is None else round(verdict.value, 3),
            unit=self.unit,
            good=(low if isfinite(low) else None, high if isfinite(high) else None),
            reason=verdict.reason,
            cue=verdict.cue,
            good_fraction=round(self.good / self.judged, 3) if self.judged else None,
            frames_judged=self.judged,
        )

    def _verdict(self) -> Verdict:
        """The verdict on the frames that were judged under the most common limits."""
        (band, note), values = max(self.values.items(), key=lambda item: len(item[1]))
        value = max(values) if self.check.worst_counts else median(values)
        return self.check.judge(Measurement(value, self.unit, 0.0, note), band)

    def _cannot_judge(self) -> Verdict:
        most_common = self.reasons.most_common(1)
        reason = most_common[0][0] if most_common else ""
        return self.check.judge(CannotJudge(reason or "too few frames could be judged"))


@dataclass
class _StretchRecord:
    """What was seen while one stretch was done.

    Attributes:
        recognised: Whether it was held long enough at least once to be sure of it.
        frames, seconds: How long it was in position.
        clean_frames, clean_seconds: How long of that nothing required was at fix.
        sides: The number of frames with each leg in front.
        views: The views in position.
        checks: By id.
        information: The unit and the values by id.
    """

    stretch: Stretch
    recognised: bool = False
    frames: int = 0
    seconds: float = 0.0
    clean_frames: int = 0
    clean_seconds: float = 0.0
    sides: Counter[Side] = field(default_factory=Counter)
    views: list[View] = field(default_factory=list)
    checks: dict[str, _CheckRecord] = field(default_factory=dict)
    information: dict[str, tuple[str, "array[float]"]] = field(default_factory=dict)

    def add(self, assessment: Assessment, step_s: float) -> None:
        self.recognised |= assessment.recognised
        if not assessment.in_position:
            return
        clean = not any(verdict.stops_hold for verdict in assessment.verdicts)
        self.frames += 1
        self.seconds += step_s
        self.clean_frames += clean
        self.clean_seconds += step_s * clean
        if assessment.side:
            self.sides[assessment.side] += 1
        if assessment.view:
            self.views.append(assessment.view)
        for verdict in assessment.verdicts:
            id = verdict.check.id
            if id not in self.checks:
                self.checks[id] = _CheckRecord(verdict.check)
            self.checks[id].add(verdict)
        for id, measured in assessment.information:
            if id not in self.information:
                self.information[id] = (measured.unit, array("d"))
            self.information[id][1].append(measured.value)

    @property
    def score(self) -> float:
        share = self.clean_seconds / self.seconds if self.seconds else self._clean_share
        return round(100 * share, 1)

    @property
    def _clean_share(self) -> float:
        return self.clean_frames / self.frames

    @property
    def side(self) -> SideWord | None:
        if not self.stretch.has_front_leg:
            return "both"
        seen = [side for side, n in self.sides.items() if n >= MIN_SIDE_SHARE * self.frames]
        return _side_word(seen[0]) if len(seen) == 1 else ("both" if seen else None)


class ClipRecord:
    """Takes in the assessments of a clip, frame by frame, and sums them up.

    Args:
        still: Whether the clip is a picture: one frame is enough for it, and it has no hold.
        named: Whether the user named the stretch.
    """

    def __init__(self, *, still: bool = False, named: bool = False) -> None:
        self._still = still
        self._named = named
        self._stretches: dict[str, _StretchRecord] = {}
        self._views: list[View] = []
        self._frames = 0
        self._last_s: float | None = None

    def add(self, assessment: Assessment) -> None:
        """Take in one frame."""
        step_s = 0.0 if self._last_s is None else assessment.time_s - self._last_s
        self._last_s = assessment.time_s
        self._frames += 1
        if assessment.view:
            self._views.append(assessment.view)
        if assessment.stretch:
            id = assessment.stretch.id
            record = self._stretches.setdefault(id, _StretchRecord(assessment.stretch))
            record.add(assessment, step_s)

    def result(self, clip: ClipPart, model: ModelPart, clock: HoldClock) -> ClipResult:
        """Sum up the frames taken in so far.

        Args:
            clip: What to say about the clip itself.
            model: What to say about the pose model.
            clock: The hold clock after the last frame.
        """
        done = self._done()
        found = len(self._views) / self._frames if self._frames else 0.0
        holds = [hold for hold in clock.holds if done and hold.stretch == done.stretch.id]
        return ClipResult(
            clip=clip,
            model=model,
            stretch=self._stretch_part(done),
            side=done.side if done else None,
            view=_view_part(done.views if done else self._views),
            person=PersonPart(found_fraction=round(found, 3)),
            in_position_s=round(done.seconds, 3) if done else 0.0,
            good_hold_s=round(sum(hold.good_s for hold in holds), 3),
            checks=self._check_parts(done),
            information=_information_parts(done),
            holds=() if self._still else tuple(_hold_part(hold) for hold in holds),
            score=done.score if done else None,
        )

    def _done(self) -> _StretchRecord | None:
        """The stretch that was held for most of the clip."""
        records = [
            record
            for record in self._stretches.values()
            if record.frames and (record.recognised or self._still)
        ]
        return max(records, key=lambda record: record.frames, default=None)

    def _stretch_part(self, done: _StretchRecord | None) -> StretchPart:
        if done is None:
            return StretchPart(id=None, recognised=False, confidence=0.0)
        in_position = sum(record.frames for record in self._stretches.values())
        return StretchPart(
            id=done.stretch.id,
            recognised=not self._named,
            confidence=round(done.frames / in_position, 3),
        )

    def _check_parts(self, done: _StretchRecord | None) -> tuple[CheckPart, ...]:
        if done is None:
            return ()
        enough = 1 if self._still else MIN_JUDGED_FRAMES
        return tuple(record.result(done.frames, enough) for record in done.checks.values())


def _view_part(views: list[View]) -> ViewPart:
    if not views:
        return ViewPart(kind=None, yaw_deg=None)
    kind = Counter(view.kind for view in views).most_common(1)[0][0]
    yaw_deg = median(view.yaw_deg for view in views if view.kind is kind)
    return ViewPart(kind=kind, yaw_deg=round(yaw_deg, 1))


def _information_parts(done: _StretchRecord | None) -> tuple[InformationPart, ...]:
    values = done.information if done else {}
    return tuple(
        InformationPart(id=id, value=round(median(seen), 3), unit=unit)
        for id, (unit, seen) in values.items()
    )


def _hold_part(hold: Hold) -> HoldPart:
    return HoldPart(
        side=_side_word(hold.side),
        start_s=round(hold.start_s, 3),
        end_s=round(hold.end_s, 3),
        good_s=round(hold.good_s, 3),
        pauses=tuple(
            PausePart(at_s=round(pause.at_s, 3), reason=pause.reason) for pause in hold.pauses
        ),
    )


def _side_word(side: Side | None) -> SideWord:
    if side is None:
        return "both"
    return "left" if side is Side.LEFT else "right"
