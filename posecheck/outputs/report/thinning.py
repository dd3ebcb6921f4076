"""Long series made short for drawing, so that no short fault disappears."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

MOST_BUCKETS = 1500
"""About as many as a chart has pixels; more frames than this share a bucket."""

Run = tuple[float, float, int]
"""(start_s, end_s, code): a stretch of time in which the same was said."""


def buckets(frames: int, most: int = MOST_BUCKETS) -> list[slice]:
    """Consecutive groups of frames: one frame in each, or at most `most` groups of several."""
    size = max(1, -(-frames // most))
    return [slice(start, min(start + size, frames)) for start in range(0, frames, size)]


def extremes(values: NDArray[np.float64], most: int = MOST_BUCKETS) -> NDArray[np.int64]:
    """The indices to draw: of each bucket its lowest and its highest value, in order.

    values: (frames,), NaN where unknown. A bucket in which nothing is known keeps one index, so
    that a gap stays a gap.
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


def worst_runs(
    times_s: Sequence[float], codes: Sequence[int], end_s: float, most: int = MOST_BUCKETS
) -> list[Run]:
    """What was said over time, without repetition; of each bucket its highest code.

    times_s, codes: of each frame. end_s: when the last frame ends.
    """
    groups = buckets(len(codes), most)
    worst = [(times_s[group.start], max(codes[group])) for group in groups]
    runs = [(next(run)[0], code) for code, run in groupby(worst, key=lambda one: one[1])]
    ends_s = [start_s for start_s, _ in runs[1:]] + [end_s]
    return [(start_s, end, code) for (start_s, code), end in zip(runs, ends_s, strict=True)]
