"""The shins of a person who lies face up with the feet planted, seen obliquely from the feet.

Lengths that end in `_T` are in trunk lengths; the limits were chosen on rendered people
(`python -m benchmarks.accuracy`).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.geometry import Vector
from posecheck.pose.silhouette.runs import column_runs

SHIN_WIDTH_FROM_T = 0.06
SHIN_WIDTH_UP_TO_T = 0.5
"""The least and greatest width of a lower leg across the picture."""

APART_ROWS_T = 0.4
"""The height over which both shins must be seen apart, so that their directions are known."""


def gaps_of_shins(
    mask: NDArray[np.bool_], hip: Vector, feetward: Vector, ankle_y: float, trunk_px: float
) -> tuple[float, float] | None:
    """Measure the gaps between the two shins of a person who lies face up.

    Both are measured across the picture, between straight lines along the front edges of the shins.

    Args:
        mask: (height, width) bool.
        hip: (2,) pixels.
        feetward: (2,); its x says on which side of the hips the feet are.
        ankle_y: The height of the further ankle in pixels.
        trunk_px: The length of the trunk in pixels.

    Returns:
        The gaps at the ankles and at the knees in pixels, the knees' negative where the lines have
        crossed; None where the legs cover each other.
    """
    legs = mask & _beyond(hip, feetward, mask.shape[1])
    top = int(np.argmax(legs.any(axis=1)))
    below = np.count_nonzero(np.arange(len(legs)) < ankle_y)
    gaps = [_front_gap(runs, feetward, trunk_px) for runs in column_runs(legs[top:below].T)]
    apart = [(y, gap) for y, gap in enumerate(gaps, top) if gap is not None]
    if len(apart) < 2 or not len(apart) >= APART_ROWS_T * trunk_px:
        return None
    heights, widths = np.array(apart, dtype=float).T
    at_ankle, at_knee = _robust_line(heights, widths, np.array([ankle_y, top]))
    return abs(at_ankle), at_knee * (1.0 if at_ankle > 0 else -1.0)


def _robust_line(x: Vector, y: Vector, at: Vector) -> tuple[float, float]:
    """The values at two places of the straight line through (n,) points.

    By repeated medians (Siegel, Biometrika 69, 1982), which nearly half of the points may miss
    without harm: arms seen between the legs do.
    """
    steps_x, steps_y = (values[:, None] - values[None, :] for values in (x, y))
    others = ~np.eye(len(x), dtype=bool)
    slopes = (steps_y[others] / steps_x[others]).reshape(len(x), -1)
    slope = float(np.median(np.median(slopes, axis=1)))
    low, high = np.median(y - slope * x) + slope * at
    return float(low), float(high)


def _beyond(hip: Vector, feetward: Vector, width: int) -> NDArray[np.bool_]:
    """(width,) which columns lie on the feet's side of the hips."""
    return np.asarray((np.arange(width) - hip[0]) * feetward[0] > 0)


def _front_gap(row: Sequence[tuple[int, int]], feetward: Vector, trunk_px: float) -> float | None:
    """From the front edge of the leg further towards the feet's side to that of the next one.

    Of the nearer leg the front edge stays free where its thigh runs into the trunk.

    Args:
        row: The (first, last) x of each run of body pixels.
        feetward: (2,); its x says on which side the feet are.
        trunk_px: The length of the trunk in pixels.

    Returns:
        Pixels along x; None where two legs are not seen.
    """
    narrowest, widest = SHIN_WIDTH_FROM_T * trunk_px, SHIN_WIDTH_UP_TO_T * trunk_px
    runs = [run for run in row if run[1] - run[0] >= narrowest]
    if feetward[0] > 0:
        runs = [(last, first) for first, last in reversed(runs)]
    if len(runs) < 2 or abs(runs[0][1] - runs[0][0]) > widest:
        return None
    return float(runs[1][0] - runs[0][0])
