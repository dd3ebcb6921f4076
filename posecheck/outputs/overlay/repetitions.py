"""What a film says of repetitions: how many there were so far, and how deep."""

from posecheck.assess.assessor import Assessment
from posecheck.clips.repetitions import Repetitions, depth_of
from posecheck.outputs.words import turning_words
from posecheck.stretches.stretch import Motion


class RepetitionNotes:
    """Counts the repetitions in one film, frame by frame: each stretch and movement by itself."""

    def __init__(self) -> None:
        self._repetitions: dict[tuple[str, str], Repetitions] = {}
        self._shown: tuple[Repetitions, Motion] | None = None

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
        repetitions, motion = self._shown
        if not repetitions.count:
            return None
        return turning_words(repetitions.count, repetitions.depths, motion)

    def _observe(self, assessment: Assessment) -> None:
        stretch, view = assessment.stretch, assessment.view
        motion = stretch.motion_seen(view.kind) if stretch and view else None
        if stretch is None or motion is None or not motion.is_angle:
            self._shown = None
            return
        new = Repetitions(deep_is_high=motion.deepest == "high")
        repetitions = self._repetitions.setdefault((stretch.id, motion.measure), new)
        repetitions.add(assessment.time_s, assessment.movement, depth_of(assessment))
        self._shown = repetitions, motion
