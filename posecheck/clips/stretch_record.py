"""What was seen of one stretch in a clip, frame by frame, in little memory.

A check's verdict is that of the median measurement over the time that was held (over the turning
points where it was done as repetitions, see `course`; of the highest one where the check says so);
it is `cannot_judge` where too few of these frames could be judged. Where each leg was in front, it
is that of the worse side (`sides`).
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import nan

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import GRACE_S, Hold
from posecheck.clips.check_record import CheckRecord, Series
from posecheck.clips.course import Course, Flags, course_of, leaving
from posecheck.clips.main_record import MainRecord
from posecheck.clips.pauses import pause_parts
from posecheck.clips.repetitions import NO_BOUNCING, depth_of
from posecheck.clips.result import HoldPart, InformationPart, SideWord
from posecheck.clips.sides import Parts, of_the_worse_side, side_word, sides_done
from posecheck.measures import CannotJudge
from posecheck.pose.pose import Side
from posecheck.pose.view import View
from posecheck.stretches.checks import MIN_JUDGED_SHARE, Grade
from posecheck.stretches.stretch import Stretch

NO_MOVEMENT = CannotJudge("a picture shows no movement; film the stretch")
"""Why nothing is said of bouncing in a picture."""


@dataclass
class StretchRecord:
    """What was seen while one stretch was done.

    Attributes:
        repeats: Whether it may be done as repetitions.
        still: Whether it was seen in a picture.
        recognised: Whether it was held long enough at least once to be sure of it.
        times_s, steps_s: When each frame in position was, and how long after the one before.
        movement: The main movement in each of them; NaN where it could not be read.
        depths: The same; NaN also where its value cannot be told.
        main: What the main check said of each of them.
        sides: The number of frames with each leg in front.
        views: The views in position.
        checks: By id.
        information: The unit and the values by id.
    """

    stretch: Stretch
    repeats: bool = True
    still: bool = False
    recognised: bool = False
    times_s: "array[float]" = field(default_factory=lambda: array("d"))
    steps_s: "array[float]" = field(default_factory=lambda: array("d"))
    movement: "array[float]" = field(default_factory=lambda: array("d"))
    depths: "array[float]" = field(default_factory=lambda: array("d"))
    main: MainRecord = field(default_factory=MainRecord)
    sides: Counter[Side] = field(default_factory=Counter)
    views: list[View] = field(default_factory=list)
    checks: dict[str, CheckRecord] = field(default_factory=dict)
    information: dict[str, tuple[str, Series]] = field(default_factory=dict)
    _course: Course | None = field(default=None, init=False)

    def add(self, assessment: Assessment, step_s: float) -> None:
        """Take in one frame, so long after the one before."""
        self.recognised |= assessment.recognised
        if not assessment.in_position:
            return
        frame = self.frames
        self._course = None
        self.times_s.append(assessment.time_s)
        self.steps_s.append(step_s)
        self.movement.append(nan if assessment.movement is None else assessment.movement)
        self.depths.append(depth_of(assessment))
        self.main.add(assessment)
        if assessment.side:
            self.sides[assessment.side] += 1
        if assessment.view:
            self.views.append(assessment.view)
        for verdict in assessment.verdicts:
            id = verdict.check.id
            self.checks.setdefault(id, CheckRecord(verdict.check)).add(frame, verdict)
        for id, measured in assessment.information:
            series = self.information.setdefault(id, (measured.unit, Series()))[1]
            series.add(frame, measured.value, measured.uncertainty)

    @property
    def frames(self) -> int:
        """The number of frames in position."""
        return len(self.times_s)

    @property
    def seconds(self) -> float:
        """The time in position, with the moments away that the clock of a hold bridges."""
        away_s = np.diff(self.times_s, prepend=nan) - self.steps_s
        return sum(self.steps_s) + float(away_s[away_s <= GRACE_S].sum())

    @property
    def course(self) -> Course:
        """How the time in position passed so far."""
        if self._course is None:
            self._course = self._divided()
        return self._course

    def _divided(self) -> Course:
        """The course by the frames whose view shows the movement; all count if most do not."""
        kind = Counter(view.kind for view in self.views).most_common(1)
        motion = self.stretch.motion_seen(kind[0][0]) if kind else None
        if motion is None or not motion.is_angle:
            return Course(np.ones(self.frames, bool))
        shown = np.array([self.stretch.motion_seen(view.kind) is not None for view in self.views])
        course = course_of(
            np.asarray(self.times_s)[shown],
            np.asarray(self.movement)[shown],
            deep_is_high=motion.deepest == "high",
            repeats=self.repeats,
        )
        return course.among(shown)

    def check_parts(self, enough_frames: int, end_s: float, holds: Sequence[Hold]) -> list[Parts]:
        """What the checks said of the frames that count, each with its variants.

        Bouncing counts whenever it was; leaving the position is none, nor is an exercise.

        Args:
            enough_frames: The least number of frames that must be judged.
            end_s: The time of the clip's last frame.
            holds: Of this stretch; where each leg was in front, the worse side decides.
        """
        left, counted = leaving(self.times_s, end_s), self.course.counted
        sides = sides_done(holds, self.sides)
        by_side = {s: self._held_in(h for h in holds if h.side is s) for s in sides}
        found = []
        for record in self.checks.values():
            if record.check.worst_counts and (why := self._no_bouncing):
                found.append(record.unjudged(why))
                continue
            of_all = ~(left & record.faults(self.frames)) if record.check.worst_counts else counted
            parts = self._seen(record, of_all, enough_frames)
            if len(sides) > 1:
                of_sides = {s: record.results(of_all & by_side[s], enough_frames) for s in sides}
                parts = of_the_worse_side(parts, of_sides)
            found.append(parts)
        return found

    @property
    def _no_bouncing(self) -> CannotJudge | None:
        """Why nothing can be said of bouncing; None where it can."""
        if self.still:
            return NO_MOVEMENT
        return NO_BOUNCING if self.course.is_exercise else None

    def _seen(self, record: CheckRecord, counted: Flags, enough_frames: int) -> Parts:
        """What a check said of the frames that count; of all, where only others show anything.

        Who turns within a clip may show something while in position, but not where it was held.
        """
        everywhere = np.ones(self.frames, bool)
        if record.is_shown_in(everywhere) and not record.is_shown_in(counted):
            counted = everywhere
        return record.results(counted, enough_frames)

    def _held_in(self, holds: Iterable[Hold]) -> Flags:
        """(frames,) which frames are in one of these holds."""
        held = np.zeros(self.frames, bool)
        for hold in holds:
            held[self._frames_of(hold)] = True
        return held

    def information_parts(self, hold: Hold | None = None) -> Iterator[InformationPart]:
        """The values without a verdict, of all frames that count or of those in one hold."""
        counted = self.course.counted
        if hold is not None:
            counted = counted & self._held_in([hold])
        for id, (unit, series) in self.information.items():
            values, uncertainties = series.of(counted)
            if len(values) and len(values) >= MIN_JUDGED_SHARE * counted.sum():
                yield InformationPart(
                    id=id,
                    value=round(float(np.median(values)), 3),
                    unit=unit,
                    uncertainty=round(float(np.median(uncertainties)), 3),
                )

    @property
    def judged_fraction(self) -> float:
        """The share of the time in position in which the main check could be judged."""
        return round(self._share(self.main.judged(self.checks), np.ones(self.frames, bool)), 3)

    def why_unjudged(self, hold: Hold) -> str | None:
        """Why what the clock of a hold counted was mostly not judged; None where all was."""
        return self.main.why_unjudged(self._frames_of(hold)) if hold.good_s < hold.clock_s else None

    def scores(
        self,
        checks: Sequence[Parts],
        enough_frames: int,
        end_s: float,
        holds: Sequence[Hold],
    ) -> list[float | None]:
        """The share of the time held and judged without a required check at fix, 0 to 100.

        Bouncing is no way in or out, so its time counts. Time is judged where the main check is.
        In it, a check that cannot be judged counts as when it last could; one that has no verdict
        on the clip does not count.

        Args:
            checks: What `check_parts` gives.
            enough_frames: The least number of frames that must be judged.
            end_s: The time of the clip's last frame.
            holds: Of this stretch.

        Returns:
            That of all the time, then that of each hold; None where too few frames were judged for
            a verdict.
        """
        known = {part.id for part, *_ in checks if part.verdict is not Grade.CANNOT_JUDGE}
        counted, clean = self.course.counted, np.ones(self.frames, bool)
        left = leaving(self.times_s, end_s)
        for record in (self.checks[id] for id in known if self.checks[id].check.required):
            at_fault = record.at_fault(self.frames)
            clean &= ~at_fault
            if record.check.worst_counts:
                counted = counted | (at_fault & ~left)
        judged = counted & self.main.judged(known)
        spans = [slice(None), *map(self._frames_of, holds)]
        return [self._score(span, counted, judged, clean, enough_frames) for span in spans]

    def _score(
        self, span: slice, counted: Flags, judged: Flags, clean: Flags, enough_frames: int
    ) -> float | None:
        if judged[span].sum() < max(enough_frames, MIN_JUDGED_SHARE * counted[span].sum()):
            return None
        return round(100 * self._share(clean, judged, span), 1)

    def _frames_of(self, hold: Hold) -> slice:
        return slice(
            bisect_left(self.times_s, hold.start_s), bisect_right(self.times_s, hold.end_s)
        )

    def _share(self, flags: Flags, counted: Flags, span: slice = slice(None)) -> float:
        """The share of the time of the frames that count in which something is so."""
        flags, counted = flags[span], counted[span]
        steps_s = np.asarray(self.steps_s)[span][counted]
        seconds = steps_s.sum()
        return float(steps_s @ flags[counted] / seconds if seconds else flags[counted].mean())

    def side(self, holds: Sequence[Hold]) -> SideWord | None:
        """The leg in front: that of the holds, or of a picture's only frame."""
        if not self.stretch.has_front_leg:
            return "both"
        seen = sides_done(holds, self.sides)
        return side_word(seen[0]) if len(seen) == 1 else ("both" if seen else None)

    def hold_part(self, hold: Hold, score: float | None) -> HoldPart:
        """What is said of one hold, whose score is known."""
        return HoldPart(
            side=side_word(hold.side),
            start_s=round(hold.start_s, 3),
            end_s=round(hold.end_s, 3),
            clock_s=round(hold.clock_s, 3),
            good_s=round(hold.good_s, 3),
            pauses=pause_parts(hold.pauses, self.course),
            score=score,
            information=tuple(self.information_parts(hold)),
            unjudged=self.why_unjudged(hold),
        )
