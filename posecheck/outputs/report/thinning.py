"""Shortens long series for drawing without losing short faults."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from posecheck.support.debounce import LONGEST_STEP_S

MOST_BUCKETS = 1500
"""About as many as a chart has pixels across; more frames than this share buckets."""

NOTHING = 0
"""The code of a time of which nothing is known; `templates/charts.js` knows the codes."""

Run = tuple[float, float, int]
"""(start_s, end_s, code): a time during which the code stays the same."""


def buckets(frames: int, most: int = MOST_BUCKETS) -> list[slice]:
    """Consecutive groups of frames: one frame in each, or at most `most` groups of several."""
    size = max(1, -(-frames // most))
    return [slice(start, min(start + size, frames)) for start in range(0, frames, size)]


def extremes(values: NDArray[np.float64], most: int = MOST_BUCKETS) -> NDArray[np.int64]:
    """The indices to draw: of each bucket its lowest and its highest value, in order.

    A bucket without values keeps one index, so that a gap stays a gap.

    Args:
        values: (frames,), NaN where unknown.
        most: The number of buckets.

    Examples:
        >>> extremes(np.array([1.0, 5.0, 2.0, 3.0]), most=2)
        array([0, 1, 2, 3])
        >>> extremes(np.array([1.0, 5.0, 2.0, 3.0]), most=1)
        array([0, 1])
    """
    kept: list[int] = []
    for bucket in buckets(len(values), most):
        part = values[bucket]
        if np.isnan(part).all():
            kept.append(bucket.start)
        else:
            ends = {int(np.nanargmin(part)), int(np.nanargmax(part))}
            kept += sorted(bucket.start + end for end in ends)
    return np.array(kept, dtype=np.int64)


def broken_at_gaps(
    times_s: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A line that does not go on between frames further apart than the hold clock allows.

    Args:
        times_s: (frames,) seconds, increasing.
        values: (frames,)

    Returns:
        Both, with a NaN between such frames.

    Examples:
        >>> broken_at_gaps(np.array([0.0, 0.5, 60.5]), np.array([1.0, 2.0, 3.0]))
        (array([ 0. ,  0.5, 30.5, 60.5]), array([ 1.,  2., nan,  3.]))
    """
    gaps = np.flatnonzero(np.diff(times_s) > LONGEST_STEP_S)
    middles = (times_s[gaps] + times_s[gaps + 1]) / 2
    return np.insert(times_s, gaps + 1, middles), np.insert(values, gaps + 1, np.nan)


def worst_runs(
    times_s: Sequence[float], codes: Sequence[int], end_s: float, most: int = MOST_BUCKETS
) -> list[Run]:
    """The codes over time, of each bucket the highest, equal neighbours together.

    Between frames further apart than the hold clock allows, nothing is known.

    Args:
        times_s: The start of each frame in seconds.
        codes: Of each frame.
        end_s: The end of the last frame in seconds.
        most: The number of buckets.

    Examples:
        >>> worst_runs([0.0, 0.1, 0.2], [2, 2, 4], 0.3)
        [(0.0, 0.2, 2), (0.2, 0.3, 4)]
        >>> worst_runs([0.0, 0.1, 60.0], [2, 2, 2], 60.1)
        [(0.0, 0.2, 2), (0.2, 60.0, 0), (60.0, 60.1, 2)]
    """
    groups = buckets(len(codes), most)
    changes = {times_s[group.start]: max(codes[group]) for group in groups}
    steps_s = np.diff(times_s)
    for frame in np.flatnonzero(steps_s > LONGEST_STEP_S).tolist():
        changes.setdefault(times_s[frame + 1], codes[frame + 1])
        changes[times_s[frame] + min(float(steps_s.min()), LONGEST_STEP_S)] = NOTHING
    worst = sorted(changes.items())
    runs = [(next(run)[0], code) for code, run in groupby(worst, key=lambda one: one[1])]
    ends_s = [start_s for start_s, _ in runs[1:]] + [end_s]
    return [(start_s, end, code) for (start_s, code), end in zip(runs, ends_s, strict=True)]
