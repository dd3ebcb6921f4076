"""Where the band and the camera's picture are, so that the band never hides what is judged."""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.assessor import Assessment
from posecheck.pose.pose import Joint, Pose, Side
from posecheck.support.debounce import Debounced

HEAD_AND_ARMS = (Joint.EAR, Joint.ELBOW, Joint.WRIST)
JUDGED = tuple(joint.of(side) for side in Side for joint in Joint if joint not in HEAD_AND_ARMS)
"""The landmarks that stretches are judged by; head and arms may be hidden."""

MARGIN = 0.02
"""How far from band and keys the body must stay where the band goes, as a share of the picture's
height: else it would soon have to go somewhere else."""


class End(Enum):
    """Where the band is."""

    TOP = "over the top of the picture"
    BOTTOM = "over its bottom"
    BESIDE = "above the picture, which is smaller"


@dataclass(frozen=True)
class Framing:
    """Where everything is in one frame, in pixels.

    Attributes:
        band_top: The first row of the band.
        keys_top: The first row of the keys, at the other end.
        rows: The first row between band and keys, and the one below the last.
        picture: (left, top, width, height) of the camera's picture.
    """

    band_top: int
    keys_top: int
    rows: tuple[int, int]
    picture: tuple[int, int, int, int]

    @property
    def at_bottom(self) -> bool:
        """Whether the band is at the bottom."""
        return self.band_top > 0


class Framer:
    """Frames one session: where the person comes into position, and again where they move much.

    Out of position nothing is judged, so nothing moves: walking in or getting up does not count.

    Args:
        size: (width, height) of what is drawn, in pixels.
        keys_px: The height of the keys.
    """

    def __init__(self, size: tuple[int, int], keys_px: int) -> None:
        self._size = size
        self._keys_px = keys_px
        self._end: Debounced[End] = Debounced()
        self._was_in_position = False

    def frame(self, band_px: int, assessment: Assessment | None) -> Framing:
        """Where everything is in this frame.

        Args:
            band_px: The height of the band.
            assessment: Of this frame; None before the first.
        """
        height = self._size[1]
        if assessment and assessment.pose:
            self._observe(assessment, band_px / height)
        end = self._end.value or End.TOP
        if end is End.BOTTOM:
            rows = self._keys_px, height - band_px
        else:
            rows = band_px, height - self._keys_px
        picture = (0, 0, *self._size)
        if end is End.BESIDE:
            picture = self._within(rows)
        at_bottom = end is End.BOTTOM
        return Framing(rows[1] if at_bottom else 0, 0 if at_bottom else rows[1], rows, picture)

    def _observe(self, assessment: Assessment, band: float) -> None:
        pose, now = assessment.pose, self._end.value
        enters = assessment.in_position and not self._was_in_position
        self._was_in_position = assessment.in_position
        if pose is None or not (now is None or assessment.in_position):
            return
        wanted = self._wanted(pose, band)
        if enters:
            self._end = Debounced()  # at once: nothing is held yet, and the message changes, too
        self._end.observe(wanted, assessment.time_s)

    def _wanted(self, pose: Pose, band: float) -> End:
        """The end where the band hides nothing: where it is now, if it hides nothing there."""
        now = self._end.value
        if now and self._is_free(now, pose, band, 0.0):
            return now
        ends = (end for end in (End.TOP, End.BOTTOM) if self._is_free(end, pose, band, MARGIN))
        return next(ends, End.BESIDE)

    def _is_free(self, end: End, pose: Pose, band: float, margin: float) -> bool:
        if end is End.BESIDE:
            return True
        keys = self._keys_px / self._size[1]
        top, bottom = (band, keys) if end is End.TOP else (keys, band)
        heights = _heights(pose)
        return not bool(((heights < top + margin) | (heights > 1 - bottom - margin)).any())

    def _within(self, rows: tuple[int, int]) -> tuple[int, int, int, int]:
        """The whole picture, as large as it can be between these rows, in their middle."""
        width, height = self._size
        room = max(1, rows[1] - rows[0])
        smaller = max(1, round(width * room / height))
        return (width - smaller) // 2, rows[0], smaller, room


def _heights(pose: Pose) -> NDArray[np.float64]:
    """How far down the picture what is judged of the body is, 0 to 1, as far as it is inside it."""
    heights = pose.points[list(JUDGED), 1] / pose.size[1]
    return np.asarray(heights[(heights >= 0) & (heights <= 1)])
