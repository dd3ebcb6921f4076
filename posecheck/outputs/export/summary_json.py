"""summary.json: the result of a clip as JSON."""

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import FileOutput
from posecheck.clips.result import ClipResult
from posecheck.video import Frame


class SummaryJson(FileOutput):
    """Writes the result of a clip as one JSON document (docs/JSON.md)."""

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Do nothing: only the result of the whole clip is written."""

    def finish(self, result: ClipResult) -> None:
        """Write the result."""
        self._file.write(result.to_json(indent=2) + "\n")
