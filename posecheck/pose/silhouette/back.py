"""The outline of the back, seen from the side.

The 33 landmarks cannot tell a rounded back from a flat one: none of them lies on the spine. The
mask can. The body's edge behind the line from hip to shoulder bulges when the spine is flexed and
hollows when it is arched.

Lengths that end in `_T` are in trunk lengths; the limits were chosen on rendered people
(`python -m benchmarks.accuracy`).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.geometry import Vector, norm

STATIONS = np.linspace(0.05, 0.95, 19)
"""Where the outline is measured, as shares of the way from hip to shoulder."""

MIDDLE = slice(6, 14)
"""The stations of the back's middle, away from seat and shoulders."""

REACH_T = 0.8
"""How far behind the line from hip to shoulder the body may reach."""

HOLE_T = 0.03
"""A hole in the mask up to this wide is taken for noise."""

STEP_PX = 0.5
"""The mask is walked in steps of half a pixel, so that none is left out."""

ARM_RADIUS_T = 0.10
"""An edge this close to an arm's middle is the arm's edge, not the back's."""

ELBOW_BEHIND_T = 0.2
"""An arm that reaches this far behind the line from hip to shoulder makes the outline."""

ARM_BEHIND_RADIUS_T = 0.15
"""The edge of such an arm is this close to its middle.

At 0.10 the elbow of a real person with a hand on the hip was taken for a back rounded by 80
degrees. An arm that hangs in front of a thin person's back would hide it with this much.
"""

HAIR_JUMP_T = 0.05
"""The back's upper half does not step outward by this much from one station to the next."""

SEEN_SHARE = 0.35
"""The share of the outline, and of its middle, that must be free of arms.

With a hand on the hip the elbow hides the middle: a curve through the rest called straight backs
arched by 30 degrees and rounded by 80.
"""

OUTLINE_DEGREE = 4
"""Of the polynomial through what is seen of the outline; this one can follow its S shape."""


def bulge(depths: Vector) -> float:
    """How much a back's outline bulges beyond its own chord.

    Args:
        depths: (19,), from `back_depths`.

    Returns:
        The mean distance between the outline and the straight line that joins its ends, in the unit
        of the depths; positive where the back is rounded.

    Examples:
        >>> bool(np.isclose(bulge(0.2 + 0.1 * STATIONS), 0.0))
        True
        >>> bulge(1 - (2 * STATIONS - 1) ** 2) > 0
        True
    """
    chord = np.interp(STATIONS, STATIONS[[0, -1]], depths[[0, -1]])
    return float(np.mean(depths - chord))


def middle_depth(depths: Vector) -> float:
    """How far the middle of a back's outline lies behind the trunk's line, in its unit."""
    return float(np.median(depths[MIDDLE]))


def back_depths(
    mask: NDArray[np.bool_],
    hip: Vector,
    shoulder: Vector,
    dorsal: Vector,
    arms: Sequence[tuple[Vector, Vector]] = (),
) -> Vector:
    """How far the body reaches behind the line from hip to shoulder, at each of the stations.

    Args:
        mask: (height, width) bool.
        hip: (2,) pixels.
        shoulder: (2,) pixels.
        dorsal: (2,), points to the back.
        arms: Segments from (2,) to (2,) pixels that may hide the back's edge.

    Returns:
        (19,) trunk lengths. Where an arm hides the outline, a smooth curve through the rest
        replaces it. All NaN where too much of it is hidden, where that curve goes where no back is
        looked for, where it leaves the picture or where no body is found behind the line.
    """
    nowhere = np.full(len(STATIONS), np.nan)
    trunk = shoulder - hip
    length = norm(trunk)
    if not 0 < length < np.inf:
        return nowhere
    normal = np.array([-trunk[1], trunk[0]]) / length
    if normal @ dorsal < 0:
        normal = -normal
    starts = hip + STATIONS[:, None] * trunk
    depths = _without_hair(outline_depths(mask, starts, normal, length), HAIR_JUMP_T * length)
    edges = starts + depths[:, None] * normal
    behind_px = ELBOW_BEHIND_T * length
    reaching = [arm for arm in arms if max((end - hip) @ normal for end in arm) > behind_px]
    free = ~(
        _near_segments(edges, arms, ARM_RADIUS_T * length)
        | _near_segments(edges, reaching, ARM_BEHIND_RADIUS_T * length)
    )
    if min(free.mean(), free[MIDDLE].mean()) < SEEN_SHARE:
        return nowhere
    outline = np.where(free, depths, _bridged(STATIONS[free], depths[free])) / length
    return outline if ((outline >= 0.0) & (outline <= REACH_T)).all() else nowhere


def _without_hair(depths: Vector, jump_px: float) -> Vector:
    """The (19,) outline from hip to shoulder; straight on where hair or a hood sticks out."""
    shown = depths.copy()
    for i in range(len(shown) // 2, len(shown)):
        if shown[i] - shown[i - 1] > jump_px:
            shown[i] = shown[i - 1]
    return shown


def _bridged(stations: Vector, depths: Vector) -> Vector:
    """The (19,) outline from the stations where it is seen."""
    if not np.isfinite(depths).all():
        return np.full(len(STATIONS), np.nan)
    curve = np.polyfit(stations, depths, OUTLINE_DEGREE)
    return np.asarray(np.polyval(curve, STATIONS), dtype=np.float64)


def _near_segments(
    points: Vector, segments: Sequence[tuple[Vector, Vector]], within_px: float
) -> NDArray[np.bool_]:
    """(n,) whether each of the (n, 2) points lies within a distance of any of the segments."""
    near = np.zeros(len(points), dtype=bool)
    for start, end in segments:
        line = end - start
        share = np.clip((points - start) @ line / max(float(line @ line), 1e-9), 0.0, 1.0)
        closest = start + share[:, None] * line
        near |= np.linalg.norm(points - closest, axis=1) < within_px
    return near


def outline_depths(
    mask: NDArray[np.bool_], starts: Vector, normal: Vector, trunk_px: float
) -> Vector:
    """How far the body reaches from each (n, 2) start along the normal, in pixels; (n,) or NaN."""
    # Nothing lies further off than the picture is wide, however absurd the trunk's length.
    steps = np.arange(0.0, np.fmin(REACH_T * trunk_px, np.hypot(*mask.shape)), STEP_PX)
    points = np.rint(starts[:, None, :] + steps[None, :, None] * normal).astype(int)
    x, y = points[..., 0], points[..., 1]
    height, width = mask.shape
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    body = np.zeros(inside.shape, dtype=bool)
    body[inside] = mask[y[inside], x[inside]]
    return _edges(body, inside, steps, HOLE_T * trunk_px)


def _edges(
    body: NDArray[np.bool_], inside: NDArray[np.bool_], steps: Vector, hole_px: float
) -> Vector:
    """The last step on the body in each of n rows, walking outward over holes no wider than that.

    NaN where the walk begins off the body, or leaves the picture.
    """
    before = np.maximum.accumulate(np.where(body, steps, 0.0), axis=1)
    gaps = np.diff(before, axis=1, prepend=0.0)
    beyond = np.logical_or.accumulate(gaps > hole_px, axis=1)
    edges = np.where(body & ~beyond, steps, -np.inf).max(axis=1, initial=-np.inf)
    leaves = (~inside & (steps <= edges[:, None] + STEP_PX)).any(axis=1)
    return np.where(np.isfinite(edges) & ~leaves, edges, np.nan)
