"""Which main check was judged in each frame, and why none was in the others, in little memory."""

from array import array
from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass, field

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.clips.course import Flags


@dataclass
class MainRecord:
    """What the main check said of each frame in position.

    Attributes:
        ids: The id of the main check; None where that could not be judged.
        reasons: The frames in which the form was not judged, by the reason.
    """

    ids: list[str | None] = field(default_factory=list)
    reasons: dict[str, "array[int]"] = field(default_factory=dict)

    def add(self, assessment: Assessment) -> None:
        """Take in one frame."""
        frame, main = len(self.ids), assessment.main
        self.ids.append(main.check.id if main and main.is_judged else None)
        if reason := assessment.why_unjudged:
            self.reasons.setdefault(reason, array("L")).append(frame)

    def judged(self, known: Container[str | None]) -> Flags:
        """(frames,) whether the main check of a frame was judged and is one of those known."""
        return np.array([id is not None and id in known for id in self.ids])

    def why_unjudged(self, span: slice) -> str | None:
        """Why the form was mostly not judged in some of the frames; None where it always was.

        Args:
            span: From the first of them to the one after the last.
        """
        frames = {
            reason: bisect_left(seen, span.stop) - bisect_left(seen, span.start)
            for reason, seen in self.reasons.items()
        }
        most = max(frames, key=frames.__getitem__, default=None)
        return most if most and frames[most] else None
