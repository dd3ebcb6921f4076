"""The legs of a person who sits on the floor, seen from the side.

Of a leg that lies stretched out behind a seated person the landmarks follow little (a straight knee
reads anything from 8 to 135 degrees), while the mask shows it whole.

Lengths that end in `_T` are in trunk lengths; the limits were chosen on rendered people
(`python -m benchmarks.accuracy`).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.geometry import Vector
from posecheck.pose.silhouette.runs import column_runs

LEG_JUMP_T = 0.15
"""From one column of pixels to the next a leg moves by less than this."""

THIGH_WIDTH_T = 0.34
"""The usual width of a thigh; columns much wider than it contain the trunk."""


def leg_behind(mask: NDArray[np.bool_], hip: Vector, backward: Vector, trunk_px: float) -> Vector:
    """Find the centre line of the body's part that reaches backward from the hip.

    Args:
        mask: (height, width) bool.
        hip: (2,) pixels.
        backward: (2,); its x says whether that is left or right.
        trunk_px: The length of the trunk in pixels.

    Returns:
        (n, 2) pixels, one for each column from the hip on; empty where nothing is behind it.
    """
    step = 1 if backward[0] > 0 else -1
    line: list[tuple[float, float]] = []
    start, y = min(max(round(float(hip[0])), 0), mask.shape[1] - 1), float(hip[1])
    behind = mask[:, start:] if step > 0 else mask[:, start::-1]
    for index, runs in enumerate(column_runs(behind)):
        run = _nearest(runs, y)
        if run is None or _outside(run, y) > LEG_JUMP_T * trunk_px:
            break
        top, bottom = run
        thigh_top = bottom - THIGH_WIDTH_T * trunk_px
        y = (max(top, thigh_top) + bottom) / 2
        line.append((float(start + step * index), y))
    return np.array(line).reshape(-1, 2)


FLOOR_FROM_T = -0.25
FLOOR_UP_TO_T = 0.5
"""The strip round the hips of a seated person in which legs lie, from above them (-) to below."""


def reach(mask: NDArray[np.bool_], hip: Vector, ahead: Vector, trunk_px: float) -> float:
    """How far the body of a seated person reaches ahead of the hips near the floor.

    Args:
        mask: (height, width) bool.
        hip: (2,) pixels.
        ahead: (2,); its x says whether that is left or right.
        trunk_px: The length of the trunk in pixels.

    Returns:
        Pixels along x, 0 upwards.
    """
    top, bottom = (
        max(0, round(hip[1] + edge_t * trunk_px)) for edge_t in (FLOOR_FROM_T, FLOOR_UP_TO_T)
    )
    columns = np.flatnonzero(mask[top:bottom].any(axis=0))
    offsets = (columns - hip[0]) * (1 if ahead[0] > 0 else -1)
    return float(max(offsets.max(initial=0.0), 0.0))


LEG_AHEAD_T = (0.25, 1.1)
LEG_BEHIND_T = (-2.2, -0.6)
"""From where to where the legs of a seated person lie ahead of the hips, and behind them (-)."""

HAND_RADIUS_T = 0.12
"""Within this distance of a wrist the outline may end at the hand."""

ENOUGH_LEG_T = 0.15
"""How much of a leg must be seen on either side of the hips."""

LOW_END_PERCENT = 95
"""The leg's lower edge: nearly its lowest column, without the few that noise pulls down."""


def drop_ahead(
    mask: NDArray[np.bool_],
    hip: Vector,
    ahead: Vector,
    hands: Sequence[Vector],
    trunk_px: float,
) -> float:
    """How much lower the body's outline ends ahead of the hips than behind them.

    Of two legs on the floor the nearer one ends lower in the picture of a camera above it.

    Args:
        mask: (height, width) bool.
        hip: (2,) pixels.
        ahead: (2,); its x says whether that is left or right.
        hands: (2,) pixels each; they may rest on the floor.
        trunk_px: The length of the trunk in pixels.

    Returns:
        Pixels, positive where it ends lower ahead; NaN where one of the legs is not seen.
    """
    top = max(0, round(hip[1] + FLOOR_FROM_T * trunk_px))
    low = mask[top:]
    columns = np.arange(mask.shape[1])
    offsets = (columns - hip[0]) * (1 if ahead[0] > 0 else -1) / trunk_px
    free = np.all([abs(columns - hand[0]) > HAND_RADIUS_T * trunk_px for hand in hands], axis=0)
    ends = []
    for first, last in (LEG_AHEAD_T, LEG_BEHIND_T):
        seen = low.any(axis=0) & (offsets > first) & (offsets < last) & free
        if not seen.any() or seen.sum() < ENOUGH_LEG_T * trunk_px:
            return float("nan")
        bottoms = top + low.shape[0] - 1 - np.argmax(low[::-1, seen], axis=0)
        ends.append(float(np.percentile(bottoms, LOW_END_PERCENT)))
    return ends[0] - ends[1]


def _nearest(runs: list[tuple[int, int]], y: float) -> tuple[int, int] | None:
    """The (top, bottom) run nearest to a height; None where there is none."""
    return min(runs, key=lambda run: _outside(run, y), default=None)


def _outside(run: tuple[int, int], y: float) -> float:
    top, bottom = run
    return max(top - y, y - bottom, 0.0)


MIN_LEG_POINTS = 20
"""Pixels: a shorter line is too coarse for two directions."""

KNEE_PLACES = np.linspace(0.35, 0.6, 11)
"""Where the knee may be, as shares of the way from hip to toes."""

HIP_SHARE = 0.1
"""The line's share at the hip that still lies in the trunk, left out of the thigh's direction."""

FOOT_SHARE = 0.15
"""The foot's share at the end of a leg stretched out, left out of the shin's direction."""


def bend(line: Vector) -> tuple[Vector, Vector] | None:
    """Split a leg's centre line into thigh and shin, where two straight lines fit it best.

    Args:
        line: (n, 2) pixels, from `leg_behind`.

    Returns:
        The (2,) directions of thigh and shin; None for a line too short to have both.
    """
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    if len(line) < MIN_LEG_POINTS:
        return None
    shares = lengths / lengths[-1]
    splits = [_split(line, shares, knee) for knee in KNEE_PLACES]
    _, thigh, shin = min(splits, key=lambda split: split[0])
    return thigh, shin


def _split(line: Vector, shares: Vector, knee: float) -> tuple[float, Vector, Vector]:
    """How badly two straight lines that meet at `knee` fit, and their directions."""
    misfit_thigh, thigh = _straight(line[(shares > HIP_SHARE) & (shares <= knee)])
    misfit_shin, shin = _straight(line[(shares > knee) & (shares < 1 - FOOT_SHARE)])
    return misfit_thigh + misfit_shin, thigh, shin


def _straight(points: Vector) -> tuple[float, Vector]:
    """The misfit (sum of squares) and direction of the straight line through (n, 2) points."""
    if len(points) < 2:
        return np.inf, np.array([np.nan, np.nan])
    _, spread, axes = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    forward = 1.0 if float(axes[0] @ (points[-1] - points[0])) >= 0 else -1.0
    return float(spread[-1] ** 2), np.asarray(axes[0] * forward)
