"""The landmarks as DeepLabCut writes them, for programs that read its files.

`movement` and others read them with one call. The format has positions in pixels and a likelihood,
but no times: it is meant for frames at a constant rate.
"""

import csv
from collections.abc import Iterator
from typing import Self

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import FileOutput
from posecheck.pose.pose import Landmark
from posecheck.video import Frame

SCORER = "posecheck"
COORDINATES = ("x", "y", "likelihood")


class LandmarksDlc(FileOutput):
    """Writes three lines of header and a row for each frame, empty where nobody was found.

    The likelihood is MediaPipe's visibility.

    References:
        https://github.com/DeepLabCut/DeepLabCut/blob/main/docs/standardDeepLabCut_UserGuide.md
    """

    def __enter__(self) -> Self:
        super().__enter__()
        self._table = csv.writer(self._file, lineterminator="\n")
        self._table.writerows(_header())
        return self

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Write one row."""
        pose = assessment.pose
        cells = [""] * len(Landmark) * len(COORDINATES)
        if pose is not None:
            cells = [
                f"{value:.5g}"
                for (x, y), visible in zip(pose.points, pose.visibility, strict=True)
                for value in (x, y, visible)
            ]
        self._table.writerow([frame.index, *cells])


def _header() -> Iterator[list[str]]:
    columns = [(point.name.lower(), part) for point in Landmark for part in COORDINATES]
    yield ["scorer", *(SCORER for _ in columns)]
    yield ["bodyparts", *(name for name, _ in columns)]
    yield ["coords", *(part for _, part in columns)]
