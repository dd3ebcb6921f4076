"""At which end of the picture the panel is, so that it hides less of the person."""

from posecheck.assess.assessor import Assessment
from posecheck.outputs.overlay.theme import PANEL_USUAL_TEXTS, Sizes
from posecheck.pose.pose import Pose
from posecheck.support.debounce import Debounced

CLEARLY = 0.01
"""An end is freer if the panel hides less of the body there, by at least this share of it."""

SETTLE_S = 1.0
"""The other end must be freer for this long before the panel moves, so that it does not jump."""

STEP_PX = 4
"""Only every fourth row and column of the mask is read: enough for shares, 16 times less work."""


class Ends:
    """Places the panel at the first pose of a film, and moves it if the other end gets freer.

    It moves only while the person is in position: walking in or getting up does not count.

    Args:
        height: Of the picture in pixels.
        sizes: The sizes of text and lines.
    """

    def __init__(self, height: int, sizes: Sizes) -> None:
        self._height = height
        self._usual = PANEL_USUAL_TEXTS * sizes.text
        self._at_bottom: Debounced[bool] = Debounced(SETTLE_S)

    def top_of(self, panel_height: int, assessment: Assessment) -> int:
        """The pixel row at which the panel begins in this frame.

        Args:
            panel_height: In pixels.
            assessment: Of this frame.
        """
        pose, first = assessment.pose, self._at_bottom.value is None
        if pose and (first or assessment.in_position):
            share = min(0.5, max(panel_height, self._usual) / self._height)
            gain = _hidden(pose, 0.0, share) - _hidden(pose, 1.0 - share, 1.0)
            clear = first or abs(gain) >= CLEARLY
            self._at_bottom.observe(gain >= CLEARLY if clear else None, assessment.time_s)
        return self._height - panel_height if self._at_bottom.value else 0


def _hidden(pose: Pose, top: float, bottom: float) -> float:
    """The share of the body between two heights, given as shares of the picture's height."""
    first, last = top * pose.size[1], bottom * pose.size[1]
    if pose.mask is None:
        heights = pose.points[:, 1]
        return float(((heights >= first) & (heights < last)).mean())
    body = pose.mask[::STEP_PX, ::STEP_PX].sum(axis=1)
    part = body[round(first / STEP_PX) : round(last / STEP_PX)]
    return float(part.sum() / max(1, body.sum()))
