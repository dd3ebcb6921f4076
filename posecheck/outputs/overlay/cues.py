"""What a film says to correct: a cue that lasts, however a value flickers about its limit."""

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import LASTING_S
from posecheck.support.debounce import Debounced


class Cues:
    """Chooses the cue of each frame of one film.

    A fault brings its cue once it has lasted, and takes it away once it has been gone as long: a
    knee that sways about its limit would be told one thing and then its opposite, faster than
    anybody can read. The first frame is believed at once; a picture has no other.
    """

    def __init__(self) -> None:
        self._shown: Debounced[str] = Debounced(LASTING_S)

    def cue(self, assessment: Assessment) -> str | None:
        """The cue of the most important fault; None for none.

        Args:
            assessment: Of this frame; later than that of the last call.
        """
        seen = next((fault.cue for fault in assessment.faults if fault.cue), None)
        return self._shown.observe(seen or "", assessment.time_s) or None
