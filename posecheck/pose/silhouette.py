"""What the body mask shows and the landmarks do not: the back's outline and a leg stretched behind.

The 33 landmarks cannot tell a rounded back from a flat one: none of them lies on the spine. The
mask can. From the side, the body's edge behind the line from hip to shoulder bulges when the spine
is flexed and hollows when it is arched.

Of a leg that lies stretched out behind a seated person the landmarks follow little (a straight knee
reads anything from 8 to 135 degrees), while the mask shows it whole.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.geometry import Vector, norm

STATIONS = np.linspace(0.05, 0.95, 19)
"""Where the outline is measured, as shares of the way from hip to shoulder."""

REACH = 0.8
"""How far behind the line the body may reach, in trunk lengths."""

HOLE = 0.03
"""A hole in the mask up to this many trunk lengths wide is taken for noise."""

STEP_PX = 0.5

ARM_RADIUS = 0.10
"""An edge this close to an arm (in trunk lengths) is the arm's edge, not the back's."""

HAIR_JUMP = 0.05
"""The back's upper half does not step outward by this much from one station to the next."""

SEEN_SHARE = 0.35
"""The share of the outline that must be free of arms."""


def bulge(depths: Vector) -> float:
    """How much a back's outline bulges beyond its own chord, in its unit; positive = rounded.

    depths: (19,), see `back_depths`. The mean distance between the outline and the straight line
    that joins its ends.
    """
    chord = np.interp(STATIONS, STATIONS[[0, -1]], depths[[0, -1]])
    return float(np.mean(depths - chord))


MIDDLE = slice(6, 14)
"""The stations of the back's middle, away from seat and shoulders."""


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

    mask: (height, width) bool. hip, shoulder: (2,) pixels. dorsal: (2,), points to the back.
    arms: segments from (2,) to (2,) pixels that may hide the back's edge.
    (19,) trunk lengths. Where an arm hides the outline, a smooth curve through the rest stands in.
    All NaN where too much of it is hidden, where it leaves the picture or where no body is found
    behind the line.
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
    depths = _without_hair(outline_depths(mask, starts, normal, length), HAIR_JUMP * length)
    edges = starts + depths[:, None] * normal
    free = ~_near_segments(edges, arms, ARM_RADIUS * length)
    if free.mean() < SEEN_SHARE:
        return nowhere
    return np.where(free, depths, _bridged(STATIONS[free], depths[free])) / length


def _without_hair(depths: Vector, jump_px: float) -> Vector:
    """The (19,) outline from hip to shoulder, going on straight where hair or a hood sticks out."""
    shown = depths.copy()
    for i in range(len(shown) // 2, len(shown)):
        if shown[i] - shown[i - 1] > jump_px:
            shown[i] = shown[i - 1]
    return shown


def _bridged(stations: Vector, depths: Vector) -> Vector:
    """The (19,) outline from the stations where it is seen; degree 4 can follow its S shape."""
    if not np.isfinite(depths).all():
        return np.full(len(STATIONS), np.nan)
    return np.asarray(np.polyval(np.polyfit(stations, depths, 4), STATIONS), dtype=np.float64)


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
    steps = np.arange(0.0, np.fmin(REACH * trunk_px, np.hypot(*mask.shape)), STEP_PX)
    points = np.rint(starts[:, None, :] + steps[None, :, None] * normal).astype(int)
    x, y = points[..., 0], points[..., 1]
    height, width = mask.shape
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    body = np.zeros(inside.shape, dtype=bool)
    body[inside] = mask[y[inside], x[inside]]
    return np.array(
        [
            _edge(row, within, steps, HOLE * trunk_px)
            for row, within in zip(body, inside, strict=True)
        ]
    )


def _edge(
    body: NDArray[np.bool_], inside: NDArray[np.bool_], steps: Vector, hole_px: float
) -> float:
    """The last step on the body, walking outward over holes no wider than `hole_px`."""
    on_body = steps[body]
    if len(on_body) == 0 or on_body[0] > hole_px:
        return float("nan")
    wide_gaps = np.flatnonzero(np.diff(on_body) > hole_px)
    edge = float(on_body[wide_gaps[0]] if len(wide_gaps) else on_body[-1])
    return edge if inside[steps <= edge + STEP_PX].all() else float("nan")


LEG_JUMP = 0.15
"""From one column of pixels to the next a leg moves by less than this (in trunk lengths)."""

LEG_WIDTH = 0.34
"""The usual width of a thigh in trunk lengths; columns much wider than it contain the trunk."""

FOOT_SHARE = 0.15
"""The foot's share at the end of a leg stretched out, left out of the shin's direction."""


def leg_behind(mask: NDArray[np.bool_], hip: Vector, backward: Vector, trunk_px: float) -> Vector:
    """The (n, 2) centre line of the body's part that reaches backward from the hip, in pixels.

    mask: (height, width) bool. hip: (2,) pixels. backward: (2,), its x tells left or right.
    Empty where there is nothing behind the hip.
    """
    step = 1 if backward[0] > 0 else -1
    line: list[tuple[float, float]] = []
    start, y = min(max(round(float(hip[0])), 0), mask.shape[1] - 1), float(hip[1])
    behind = mask[:, start:] if step > 0 else mask[:, start::-1]
    for index, runs in enumerate(_column_runs(behind)):
        run = _nearest(runs, y)
        if run is None or _outside(run, y) > LEG_JUMP * trunk_px:
            break
        top, bottom = run
        thigh_top = bottom - LEG_WIDTH * trunk_px
        y = (max(top, thigh_top) + bottom) / 2
        line.append((float(start + step * index), y))
    return np.array(line).reshape(-1, 2)


FLOOR_BAND = (-0.25, 0.5)
"""The strip round the hips of a seated person in which legs lie (in trunk lengths, down +)."""


def reach(mask: NDArray[np.bool_], hip: Vector, ahead: Vector, trunk_px: float) -> float:
    """How far the body of a seated person reaches ahead of the hips near the floor, in pixels.

    mask: (height, width) bool. hip: (2,) pixels. ahead: (2,), its x tells left or right.
    """
    top, bottom = (max(0, round(hip[1] + share * trunk_px)) for share in FLOOR_BAND)
    columns = np.flatnonzero(mask[top:bottom].any(axis=0))
    offsets = (columns - hip[0]) * (1 if ahead[0] > 0 else -1)
    return float(max(offsets.max(initial=0.0), 0.0))


LEG_AHEAD, LEG_BEHIND = (0.25, 1.1), (-2.2, -0.6)
"""Where the legs of a seated person are ahead of the hips and behind them (in trunk lengths)."""

HAND_RADIUS = 0.12
"""Within this distance of a wrist (in trunk lengths) the outline may end at the hand."""

ENOUGH_LEG = 0.15
"""So much of a leg (in trunk lengths) must be seen on either side of the hips."""


def drop_ahead(
    mask: NDArray[np.bool_],
    hip: Vector,
    ahead: Vector,
    hands: Sequence[Vector],
    trunk_px: float,
) -> float:
    """How much lower the body's outline ends ahead of the hips than behind them, in pixels.

    mask: (height, width) bool. hip: (2,) pixels. ahead: (2,), its x tells left or right. hands:
    (2,) pixels each, may rest on the floor. Of two legs on the floor the nearer one ends lower in
    the picture of a camera above it. NaN where one of them is not seen.
    """
    top = max(0, round(hip[1] + FLOOR_BAND[0] * trunk_px))
    low = mask[top:]
    columns = np.arange(mask.shape[1])
    offsets = (columns - hip[0]) * (1 if ahead[0] > 0 else -1) / trunk_px
    free = np.all([abs(columns - hand[0]) > HAND_RADIUS * trunk_px for hand in hands], axis=0)
    ends = []
    for first, last in (LEG_AHEAD, LEG_BEHIND):
        seen = low.any(axis=0) & (offsets > first) & (offsets < last) & free
        if not seen.any() or seen.sum() < ENOUGH_LEG * trunk_px:
            return float("nan")
        bottoms = top + low.shape[0] - 1 - np.argmax(low[::-1, seen], axis=0)
        ends.append(float(np.percentile(bottoms, 95)))
    return ends[0] - ends[1]


def _nearest(runs: list[tuple[int, int]], y: float) -> tuple[int, int] | None:
    """The (top, bottom) run nearest to a height; None where there is none."""
    return min(runs, key=lambda run: _outside(run, y), default=None)


def _column_runs(body: NDArray[np.bool_]) -> Iterator[list[tuple[int, int]]]:
    """The (top, bottom) of every run of body pixels, column by column."""
    columns = np.pad(body.T, ((0, 0), (1, 1)))
    # One search for all columns: a search for each of them takes ten times as long.
    at, edges = np.nonzero(columns[:, 1:] != columns[:, :-1])
    firsts = np.searchsorted(at, np.arange(len(columns) + 1))
    for first, end in pairwise(firsts.tolist()):
        ends = edges[first:end].tolist()
        yield [(top, below - 1) for top, below in zip(ends[::2], ends[1::2], strict=True)]


def _outside(run: tuple[int, int], y: float) -> float:
    top, bottom = run
    return max(top - y, y - bottom, 0.0)


def bend(line: Vector) -> tuple[Vector, Vector] | None:
    """The (2,) directions of thigh and shin in a leg's centre line, split where they fit it best.

    None for a line too short to have both.
    """
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    if len(line) < MIN_LEG_POINTS:
        return None
    shares = lengths / lengths[-1]
    splits = [_split(line, shares, knee) for knee in np.linspace(0.35, 0.6, 11)]
    _, thigh, shin = min(splits, key=lambda split: split[0])
    return thigh, shin


MIN_LEG_POINTS = 20


def _split(line: Vector, shares: Vector, knee: float) -> tuple[float, Vector, Vector]:
    """How badly two straight lines that meet at `knee` fit, and their directions."""
    misfit_thigh, thigh = _straight(line[(shares > 0.1) & (shares <= knee)])
    misfit_shin, shin = _straight(line[(shares > knee) & (shares < 1 - FOOT_SHARE)])
    return misfit_thigh + misfit_shin, thigh, shin


def _straight(points: Vector) -> tuple[float, Vector]:
    """The misfit (sum of squares) and direction of the straight line through (n, 2) points."""
    if len(points) < 2:
        return np.inf, np.array([np.nan, np.nan])
    _, spread, axes = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    forward = 1.0 if float(axes[0] @ (points[-1] - points[0])) >= 0 else -1.0
    return float(spread[-1] ** 2), np.asarray(axes[0] * forward)


LEG_WIDTHS = (0.06, 0.5)
"""The least and greatest width of a lower leg across the picture, in trunk lengths."""

APART_ROWS = 0.4
"""Over this height (in trunk lengths) both shins must be seen apart to tell their directions."""


def gaps_of_shins(
    mask: NDArray[np.bool_], hip: Vector, feetward: Vector, ankle_y: float, trunk_px: float
) -> tuple[float, float] | None:
    """The gaps between the two shins at the ankles and at the knees of a lying person, in pixels.

    mask: (height, width) bool. hip: (2,) pixels. feetward: (2,), its x tells on which side of
    the hips the feet are. ankle_y: the height of the further ankle. Both gaps are measured across
    the picture, between straight lines along the front edges of the shins; the knees' is negative
    where the lines have crossed. None where the legs cover each other.
    """
    legs = mask & _beyond(hip, feetward, mask.shape[1])
    top = int(np.argmax(legs.any(axis=1)))
    below = np.count_nonzero(np.arange(len(legs)) < ankle_y)
    gaps = [_front_gap(runs, feetward, trunk_px) for runs in _column_runs(legs[top:below].T)]
    apart = [(y, gap) for y, gap in enumerate(gaps, top) if gap is not None]
    if len(apart) < 2 or not len(apart) >= APART_ROWS * trunk_px:
        return None
    heights, widths = np.array(apart, dtype=float).T
    at_ankle, at_knee = _robust_line(heights, widths, np.array([ankle_y, top]))
    return abs(at_ankle), at_knee * (1.0 if at_ankle > 0 else -1.0)


def _robust_line(x: Vector, y: Vector, at: Vector) -> tuple[float, float]:
    """The values at two places of the line through (n,) points that nearly half of outliers spare.

    Siegel's repeated medians. Arms seen between the legs are outliers.
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

    row: the (first, last) x of each run of body pixels. In pixels along x. None where two legs are
    not seen. Of the nearer one the front edge stays free where its thigh runs into the trunk.
    """
    narrowest, widest = (width * trunk_px for width in LEG_WIDTHS)
    runs = [run for run in row if run[1] - run[0] >= narrowest]
    if feetward[0] > 0:
        runs = [(last, first) for first, last in reversed(runs)]
    if len(runs) < 2 or abs(runs[0][1] - runs[0][0]) > widest:
        return None
    return float(runs[1][0] - runs[0][0])
