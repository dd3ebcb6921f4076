"""Sums up the frames of a clip into its result, in little memory."""

from collections import Counter, defaultdict
from math import inf

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import GRACE_S, Hold, HoldClock, known_step_s
from posecheck.clips.repetitions import turning_point_parts
from posecheck.clips.result import (
    ClipPart,
    ClipResult,
    HoldPart,
    ModelPart,
    PersonPart,
    StretchPart,
)
from posecheck.clips.rules_record import RulesRecord
from posecheck.clips.stretch_record import StretchRecord
from posecheck.clips.view_parts import view_part, view_times
from posecheck.pose.view import View, ViewKind
from posecheck.stretches.stretch import Stretch

MIN_JUDGED_FRAMES = 5
"""The least number of judged frames for a verdict on a video; a picture has one frame only."""


class ClipRecord:
    """Takes in the assessments of a clip, frame by frame, and sums them up.

    Args:
        still: Whether the clip is a picture: one frame is enough for it, and it has no hold.
        named: Whether the user named the stretch.
        repeats: Whether a stretch may be done as repetitions; not where a hold is asked for, so
            that leaving it to correct something is none.
    """

    def __init__(self, *, still: bool = False, named: bool = False, repeats: bool = True) -> None:
        self._still = still
        self._named = named
        self._repeats = repeats
        self._stretches: dict[str, StretchRecord] = {}
        self._views: list[View] = []
        self._view_s: defaultdict[ViewKind, float] = defaultdict(float)
        self._rules = RulesRecord()
        self._obstacles: Counter[str] = Counter()
        self._frames = 0
        self._last_s: float | None = None

    @property
    def _end_s(self) -> float:
        """The time of the last frame."""
        return -inf if self._last_s is None else self._last_s

    def add(self, assessment: Assessment) -> None:
        """Take in one frame."""
        step_s = known_step_s(self._last_s, assessment.time_s)
        self._last_s = assessment.time_s
        self._frames += 1
        self._rules.add(assessment)
        if assessment.obstacle and not assessment.in_position:
            self._obstacles[assessment.obstacle] += 1
        if assessment.view:
            self._views.append(assessment.view)
            self._view_s[assessment.view.kind] += step_s
        if assessment.stretch:
            id = assessment.stretch.id
            new = StretchRecord(assessment.stretch, self._repeats, self._still)
            record = self._stretches.setdefault(id, new)
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
        holds = [hold for hold in clock.holds if done and _is_of(hold, done.stretch)]
        counts = self._enough_frames, self._end_s, holds
        checks = done.check_parts(*counts) if done else []
        score, *hold_scores = done.scores(checks, *counts) if done else [None]
        return ClipResult(
            clip=clip,
            model=model,
            stretch=self._stretch_part(done),
            side=done.side(holds) if done else None,
            view=view_part(done.views if done else self._views),
            views=() if self._still else view_times(self._view_s),
            person=PersonPart(found_fraction=round(found, 3)),
            in_position_s=round(done.seconds, 3) if done else 0.0,
            judged_fraction=done.judged_fraction if done else None,
            good_hold_s=round(sum(hold.good_s for hold in holds), 3),
            checks=tuple(check for check, *_ in checks),
            variants=tuple(other for _, *others in checks for other in others),
            information=tuple(done.information_parts()) if done else (),
            rules=self._rules.parts(done.stretch.id if done else None),
            obstacle=self._usual_obstacle,
            repetitions=len(done.course.turning_points) if done else 0,
            turning_points=(
                turning_point_parts(done.times_s, done.depths, done.course.turning_points)
                if done
                else ()
            ),
            holds=tuple(
                done.hold_part(hold, hold_score)
                for hold, hold_score in zip(holds, hold_scores, strict=True)
                if done and not self._still
            ),
            score=score,
        )

    @property
    def _usual_obstacle(self) -> str | None:
        """What kept the person out of position in most of the frames, besides the rules."""
        for obstacle, frames in self._obstacles.most_common(1):
            if frames > len(self._views) / 2:
                return obstacle
        return None

    def hold_part(self, hold: Hold) -> HoldPart | None:
        """What is said of a hold of these frames, as in their result; None if none is in position.

        Args:
            hold: As the hold clock has it after the last frame.
        """
        done = self._done()
        if done is None:
            return None
        counts = self._enough_frames, self._end_s, [hold]
        _, score = done.scores(done.check_parts(*counts), *counts)
        return done.hold_part(hold, score)

    @property
    def _enough_frames(self) -> int:
        """The least number of judged frames for a verdict."""
        return 1 if self._still else MIN_JUDGED_FRAMES

    def _done(self) -> StretchRecord | None:
        """The stretch that was held for most of the clip."""
        records = [
            record
            for record in self._stretches.values()
            if record.frames and (record.recognised or self._still)
        ]
        return max(records, key=lambda record: record.frames, default=None)

    def _stretch_part(self, done: StretchRecord | None) -> StretchPart:
        if done is None:
            return StretchPart(id=None, recognised=False, confidence=0.0)
        in_position = sum(record.frames for record in self._stretches.values())
        return StretchPart(
            id=done.stretch.id,
            recognised=not self._named,
            confidence=round(done.frames / in_position, 3),
        )


def _is_of(hold: Hold, stretch: Stretch) -> bool:
    """Whether it is a hold of this stretch; a moment in which nothing counted is none."""
    lasts = hold.clock_s > 0 or hold.known_s > GRACE_S
    return lasts and hold.stretch == stretch.id
