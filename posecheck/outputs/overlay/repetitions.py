"""What a film says of repetitions: how many there were so far, how deep, and of no bouncing."""

from dataclasses import replace

from posecheck.assess.assessor import Assessment
from posecheck.assess.steadiness import STEADY
from posecheck.clips.pauses import REPEATING
from posecheck.clips.repetitions import NO_BOUNCING, Repetitions, depth_of
from posecheck.clips.result import ClipResult
from posecheck.measures import CannotJudge
from posecheck.outputs.overlay.panel import Clock
from posecheck.outputs.words import repetitions_words, turning_words
from posecheck.stretches.stretch import Motion, Stretch


class RepetitionNotes:
    """Counts the repetitions in one film, frame by frame: each stretch and movement by itself."""

    def __init__(self) -> None:
        self._repetitions: dict[tuple[str, str], Repetitions] = {}
        self._shown: tuple[Repetitions, Stretch, Motion] | None = None

    def words(self, assessment: Assessment) -> str | None:
        """What to write in this frame: `3 repetitions, hips at their highest 168 to 171°`.

        Args:
            assessment: Of this frame; later than that of the last call.

        Returns:
            None while the stretch is held, and where its movement cannot be seen.
        """
        if assessment.in_position:
            self._observe(assessment)
        else:
            for repetitions in self._repetitions.values():
                repetitions.leave()
        if self._shown is None:
            return None
        repetitions, _, motion = self._shown
        if not repetitions.count:
            return None
        return turning_words(repetitions.count, repetitions.depths, motion)

    def words_of(self, result: ClipResult) -> str | None:
        """What to write in the last frame: the same of the whole clip, by its result."""
        if self._shown is None or self._shown[1].id != result.stretch.id:
            return None
        return repetitions_words(result, self._shown[1])

    @property
    def is_exercise(self) -> bool:
        """Whether the last frame is one of repetitions that are no bouncing."""
        return self._shown is not None and self._shown[0].is_exercise

    def _observe(self, assessment: Assessment) -> None:
        stretch, view = assessment.stretch, assessment.view
        motion = stretch.motion_seen(view.kind) if stretch and view else None
        if stretch is None or motion is None or not motion.is_angle:
            self._shown = None
            return
        new = Repetitions(deep_is_high=motion.deepest == "high")
        repetitions = self._repetitions.setdefault((stretch.id, motion.measure), new)
        repetitions.add(assessment.time_s, assessment.movement, depth_of(assessment))
        self._shown = repetitions, stretch, motion


def without_bouncing(assessment: Assessment, why: CannotJudge = NO_BOUNCING) -> Assessment:
    """The same, with nothing said of holding still, and why: repetitions are no bouncing."""
    verdicts = (
        verdict.check.judge(why) if verdict.check.worst_counts else verdict
        for verdict in assessment.verdicts
    )
    return replace(assessment, verdicts=tuple(verdicts))


def repeating(clock: Clock) -> Clock:
    """The clock of an exercise, which is not paused for bouncing."""
    return replace(clock, paused=REPEATING) if clock.paused == STEADY.cue_high else clock
