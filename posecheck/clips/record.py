"""Sums up the frames of a clip into its result, in little memory.

A check's verdict is that of the median measurement over the time that was held (over the turning
points where it was done as repetitions, see `course`; of the highest one where the check says so);
it is `cannot_judge` where too few of these frames could be judged.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite, nan
from statistics import median

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import Hold, HoldClock
from posecheck.clips.course import Course, Flags, Values, course_of
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
    TurningPointPart,
    ViewPart,
)
from posecheck.measures import CannotJudge, Measurement
from posecheck.pose.pose import Side
from posecheck.pose.view import View
from posecheck.stretches.checks import Band, Check, Grade, Verdict
from posecheck.stretches.stretch import Stretch

MIN_JUDGED_FRAMES = 5
"""The least number of judged frames for a verdict on a video; a picture has one frame only."""

MIN_SIDE_SHARE = 0.2
"""The least share of the frames with one leg in front for that side to count as done."""


@dataclass
class _CheckRecord:
    """What one check said of each frame.

    Attributes:
        unit: The unit of the values.
        values: The (frame, value) pairs by the limits and the remark they were judged with.
        reasons: The frames in which it could not be judged, by the reason.
        good: The frames that were good.
    """

    check: Check
    unit: str = ""
    values: dict[tuple[Band, str | None], "_Series"] = field(default_factory=dict)
    reasons: dict[str, "array[int]"] = field(default_factory=dict)
    good: "array[int]" = field(default_factory=lambda: array("L"))

    def add(self, frame: int, verdict: Verdict) -> None:
        if verdict.value is None:
            self.reasons.setdefault(verdict.reason or "", array("L")).append(frame)
            return
        self.unit = verdict.unit
        if verdict.grade is Grade.GOOD:
            self.good.append(frame)
        self.values.setdefault((verdict.band, verdict.reason), _Series()).add(frame, verdict.value)

    def result(self, counted: Flags, enough_frames: int) -> CheckPart:
        """Sum up the frames that count.

        Args:
            counted: (frames,) which frames count.
            enough_frames: The least number of them that must be judged.
        """
        values = {limits: series.of(counted) for limits, series in self.values.items()}
        judged = sum(len(some) for some in values.values())
        enough = judged >= max(enough_frames, self.check.judged_share * counted.sum())
        verdict = self._verdict(values) if enough else self._cannot_judge(counted)
        low, high = verdict.band.good
        return CheckPart(
            id=self.check.id,
            verdict=verdict.grade,
            value=None if verdict.value is None else round(verdict.value, 3),
            unit=self.unit,
            good=(low if isfinite(low) else None, high if isfinite(high) else None),
            reason=verdict.reason,
            cue=verdict.cue,
            good_fraction=round(_count(self.good, counted) / judged, 3) if judged else None,
            frames_judged=judged,
        )

    def _verdict(self, values: Mapping[tuple[Band, str | None], Values]) -> Verdict:
        """The verdict on the frames that were judged under the most common limits."""
        (band, note), most = max(values.items(), key=lambda item: len(item[1]))
        value = float(most.max() if self.check.worst_counts else np.median(most))
        return self.check.judge(Measurement(value, self.unit, 0.0, note), band)

    def _cannot_judge(self, counted: Flags) -> Verdict:
        reason = max(self.reasons, key=lambda why: _count(self.reasons[why], counted), default="")
        return self.check.judge(CannotJudge(reason or "too few frames could be judged"))


@dataclass
class _Series:
    """Values of some of the frames."""

    frames: "array[int]" = field(default_factory=lambda: array("L"))
    values: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, frame: int, value: float) -> None:
        self.frames.append(frame)
        self.values.append(value)

    def of(self, counted: Flags) -> Values:
        """The values of the frames that count."""
        values: Values = np.asarray(self.values, float)
        return np.asarray(values[counted[np.asarray(self.frames, int)]])


def _count(frames: "array[int]", counted: Flags) -> int:
    return int(counted[np.asarray(frames, int)].sum())


@dataclass
class _StretchRecord:
    """What was seen while one stretch was done.

    Attributes:
        recognised: Whether it was held long enough at least once to be sure of it.
        times_s, steps_s: When each frame in position was, and how long after the one before.
        movement: The main movement in each of them; NaN where it could not be read.
        clean: Whether nothing required was at fix in it: 1 or 0.
        sides: The number of frames with each leg in front.
        views: The views in position.
        checks: By id.
        information: The unit and the values by id.
    """

    stretch: Stretch
    recognised: bool = False
    times_s: "array[float]" = field(default_factory=lambda: array("d"))
    steps_s: "array[float]" = field(default_factory=lambda: array("d"))
    movement: "array[float]" = field(default_factory=lambda: array("d"))
    clean: "array[int]" = field(default_factory=lambda: array("b"))
    sides: Counter[Side] = field(default_factory=Counter)
    views: list[View] = field(default_factory=list)
    checks: dict[str, _CheckRecord] = field(default_factory=dict)
    information: dict[str, tuple[str, _Series]] = field(default_factory=dict)

    def add(self, assessment: Assessment, step_s: float) -> None:
        self.recognised |= assessment.recognised
        if not assessment.in_position:
            return
        frame = self.frames
        self.times_s.append(assessment.time_s)
        self.steps_s.append(step_s)
        self.movement.append(nan if assessment.movement is None else assessment.movement)
        self.clean.append(not any(verdict.stops_hold for verdict in assessment.verdicts))
        if assessment.side:
            self.sides[assessment.side] += 1
        if assessment.view:
            self.views.append(assessment.view)
        for verdict in assessment.verdicts:
            id = verdict.check.id
            self.checks.setdefault(id, _CheckRecord(verdict.check)).add(frame, verdict)
        for id, measured in assessment.information:
            series = self.information.setdefault(id, (measured.unit, _Series()))[1]
            series.add(frame, measured.value)

    @property
    def frames(self) -> int:
        """The number of frames in position."""
        return len(self.times_s)

    @property
    def seconds(self) -> float:
        """The time in position."""
        return sum(self.steps_s)

    @cached_property
    def course(self) -> Course:
        """How the time in position passed; ask for it after the last frame."""
        kind = Counter(view.kind for view in self.views).most_common(1)
        motion = self.stretch.motion_seen(kind[0][0]) if kind else None
        if motion is None or not motion.is_angle:
            return Course(np.ones(self.frames, bool))
        return course_of(self.times_s, self.movement, deep_is_high=motion.deepest == "high")

    def check_parts(self, enough_frames: int) -> tuple[CheckPart, ...]:
        """What the checks said of the frames that count; bouncing counts whenever it was."""
        all_frames, counted = np.ones(self.frames, bool), self.course.counted
        return tuple(
            record.result(all_frames if record.check.worst_counts else counted, enough_frames)
            for record in self.checks.values()
        )

    def information_parts(self) -> Iterator[InformationPart]:
        for id, (unit, series) in self.information.items():
            values = series.of(self.course.counted)
            if len(values):
                yield InformationPart(id=id, value=round(float(np.median(values)), 3), unit=unit)

    def turning_point_parts(self) -> tuple[TurningPointPart, ...]:
        return tuple(
            TurningPointPart(
                at_s=round(self.times_s[turn], 3), value=round(self.movement[turn], 1), unit="deg"
            )
            for turn in self.course.turning_points
            if isfinite(self.movement[turn])
        )

    @property
    def score(self) -> float:
        counted = self.course.counted
        clean, steps_s = np.asarray(self.clean)[counted], np.asarray(self.steps_s)[counted]
        seconds = steps_s.sum()
        share = (steps_s @ clean) / seconds if seconds else clean.mean()
        return round(100 * float(share), 1)

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
            checks=done.check_parts(1 if self._still else MIN_JUDGED_FRAMES) if done else (),
            information=tuple(done.information_parts()) if done else (),
            repetitions=len(done.course.turning_points) if done else 0,
            turning_points=done.turning_point_parts() if done else (),
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


def _view_part(views: list[View]) -> ViewPart:
    if not views:
        return ViewPart(kind=None, yaw_deg=None)
    kind = Counter(view.kind for view in views).most_common(1)[0][0]
    yaw_deg = median(view.yaw_deg for view in views if view.kind is kind)
    return ViewPart(kind=kind, yaw_deg=round(yaw_deg, 1))


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
