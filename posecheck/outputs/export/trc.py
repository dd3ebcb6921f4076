"""The landmarks as a TRC file, which OpenSim and Pose2Sim read.

TRC has marker positions in metres, y up. MediaPipe's world landmarks are turned by 180 degrees
about x for that: x to the right in the picture, y up, z towards the camera. Their origin is between
the hips in each frame, so the file shows how the body is bent, not where it is in the room.
"""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self

import numpy as np

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import FileOutput
from posecheck.clips.result import ClipResult
from posecheck.pose.pose import Landmark, Pose
from posecheck.support.files import writing
from posecheck.video import Frame

TO_Y_UP = np.array([1.0, -1.0, -1.0])
"""Factors that turn x, y and z by 180 degrees about x."""

USUAL_RATE = 30.0
"""Frames per second in the header of a picture, which has no rate."""


class LandmarksTrc(FileOutput):
    """Writes a line for each frame; without a person its cells are `nan`.

    OpenSim writes missing markers so; it refuses a line whose last cell is empty.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._frames = 0

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._body = stack.enter_context(self._opened_body())
            super().__enter__()
            stack.pop_all()
        return self

    def _opened_body(self) -> IO[str]:
        """Where the lines wait: the header comes first, and counts them.

        It is in the folder of the file, so that it is as private, and takes no other disk's room.
        """
        with writing(self.path):
            return TemporaryFile("w+", encoding="utf-8", newline="", dir=self.path.parent)

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Take in one line; frames are numbered from 1."""
        self._frames += 1
        cells = (str(self._frames), f"{frame.time_s:.6f}", *_coordinates(assessment.pose))
        with writing(self.path):
            self._body.write("\t".join(cells) + "\n")

    def finish(self, result: ClipResult) -> None:
        """Write the header and all lines."""
        for line in _header(self.path.name, result.clip.fps or USUAL_RATE, self._frames):
            self._file.write(line + "\n")
        with writing(self.path):
            self._body.seek(0)
        copyfileobj(self._body, self._file)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):  # of the lines that had no room; the error has been told
            self._body.close()
        super().__exit__(kind, error, trace)


def _coordinates(pose: Pose | None) -> Iterator[str]:
    if pose is None:
        return iter(["nan"] * 3 * len(Landmark))
    return (f"{value:.5f}" for value in (pose.world * TO_Y_UP).ravel())


def _header(name: str, rate: float, frames: int) -> Iterator[str]:
    count = len(Landmark)
    yield f"PathFileType\t4\t(X/Y/Z)\t{name}"
    yield (
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\t"
        "OrigDataRate\tOrigDataStartFrame\tOrigNumFrames"
    )
    yield f"{rate:.3f}\t{rate:.3f}\t{frames}\t{count}\tm\t{rate:.3f}\t1\t{frames}"
    yield "Frame#\tTime\t" + "\t".join(f"{point.name.lower()}\t\t" for point in Landmark)
    axes = (f"{axis}{number}" for number in range(1, count + 1) for axis in "XYZ")
    yield "\t\t" + "\t".join(axes)
    yield ""
