"""Sums up a clip while its frames are assessed: as a whole, and each stretch that was done."""

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.parts import PartsRecord
from posecheck.clips.record import ClipRecord
from posecheck.clips.result import ClipPart, ClipResult, ModelPart


class Summary:
    """Takes in the assessments of a clip, frame by frame.

    Args:
        still: Whether the clip is a picture: one frame is enough for it, and it has no hold.
        named: Whether the user named the stretch.

    Attributes:
        clock: The hold clock, after the frames taken in so far.
    """

    def __init__(self, *, still: bool = False, named: bool = False) -> None:
        self.clock = HoldClock()
        self._whole = ClipRecord(still=still, named=named)
        self._parts = PartsRecord()

    def add(self, assessment: Assessment) -> None:
        """Take in one frame."""
        self.clock.observe(assessment)
        self._whole.add(assessment)
        self._parts.add(assessment)

    def result(self, clip: ClipPart, model: ModelPart) -> ClipResult:
        """The result of the frames taken in so far.

        Args:
            clip: What to say about the clip.
            model: What to say about the pose model.
        """
        described = clip, model, self.clock
        parts = self._parts.results(*described)
        return self._whole.result(*described).model_copy(update={"parts": parts})
