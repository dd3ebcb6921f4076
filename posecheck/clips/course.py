"""How the time in position passes: the way in, the hold, the way out, or repetitions.

The way into a stretch passes through every value between the start and the hold, and so does an
exercise that goes up and down. So a clip is judged by the time that was held; where nothing was
held, by the turning points of the repetitions, where the stretch is deepest.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.steadiness import AWAY_S

CALM_DEG = 8.0
"""A movement within this range over a second is none: the swing from which bouncing counts."""

CALM_WINDOW_S = 1.0

SHORTEST_HOLD_S = 1.5
"""Shorter than this, a rest is the turning of a repetition and no hold."""

LONG_HOLD_S = 3.0
"""A rest as long as this is a hold, whatever comes before or after it: letting the hips sink for a
while and lifting them again is no repetition."""

MOSTLY = 0.5
"""A stretch that rests for this share of the time is held, too: real people who do bridges as an
exercise rest for a sixth of it at the most."""

SWING_DEG = 15.0
"""A repetition goes back by at least this much: bounces within a hold go 8 to 18 degrees, and
faster; bridges done as an exercise go 25 and more."""

SHORTEST_REPETITION_S = 1.6
"""The least time from one turning point to the next; bounces take 1.1 to 1.4 s."""

EXERCISE_S = 2.1
"""Repetitions that far apart are an exercise and no bouncing: seven real people who do bridges or
rock forward in the lunge take 2.1 to 4.5 s. Pumping every 2 s is bouncing."""

AROUND_TURN_S = 0.3
"""So long before and after a turning point its frames count."""

RESTS_DEG = CALM_DEG / 2
"""A movement that goes further within `AROUND_TURN_S` is on its way: where a clip begins or ends
there, it turned before or turns later, and deeper than can be seen."""

SMOOTHED_S = 0.4
LONGEST_GAP_S = 1.0
"""Frames further apart than this do not belong to one movement."""

ENOUGH_VALUES = 5
"""With fewer values of the main movement nothing can be said of how the time passed."""

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Course:
    """How the time in position passed.

    Attributes:
        counted: (n,) whether a frame counts for the verdicts.
        turning_points: The frames in which repetitions turned; empty where the stretch was held.
        is_exercise: Whether the repetitions are too slow for bouncing.
    """

    counted: Flags
    turning_points: tuple[int, ...] = ()
    is_exercise: bool = False

    def among(self, frames: Flags) -> "Course":
        """The same among more frames.

        Args:
            frames: (m,) which of them are the n that this course divides.

        Examples:
            >>> course = Course(np.array([False, True]), turning_points=(1,))
            >>> course.among(np.array([True, False, True])).turning_points
            (2,)
        """
        places = np.flatnonzero(frames)
        counted = np.zeros(len(frames), bool)
        counted[places] = self.counted
        return replace(
            self,
            counted=counted,
            turning_points=tuple(int(places[turn]) for turn in self.turning_points),
        )


def course_of(
    times_s: Sequence[float] | Values,
    values: Sequence[float] | Values,
    *,
    deep_is_high: bool,
    repeats: bool = True,
) -> Course:
    """Divide the time in position.

    Args:
        times_s: (n,) seconds of the frames in position, increasing.
        values: (n,) the main movement of the stretch in degrees; NaN where it could not be read.
        deep_is_high: Whether the stretch is deepest at its highest values.
        repeats: Whether it may be done as repetitions.

    Returns:
        The frames that were held; else those around the turning points; else, where the movement
        could not be read or is neither, all of them.
    """
    times, movement = np.asarray(times_s, float), np.asarray(values, float)
    known = np.isfinite(movement)
    if known.sum() < ENOUGH_VALUES:
        return Course(np.ones(len(times), bool))
    depth = np.interp(times, times[known], movement[known]) * (1 if deep_is_high else -1)
    depth = _running_median(times, depth)
    held, turns, longest_s = np.zeros(len(times), bool), list[int](), 0.0
    periods_s: list[float] = []
    for part in _without_gaps(times):
        for hold in _holds(times[part], depth[part]):
            held[part.start + hold.start : part.start + hold.stop] = True
            longest_s = max(longest_s, float(np.ptp(times[part][hold])))
        turns_here = partial(_without_cut_off, times[part], depth[part])
        turns += [part.start + turn for turn in turns_here(_deep_turns(times[part], depth[part]))]
        periods_s += np.diff(times[part][turns_here(_turns(depth[part]))]).tolist()
    turns = turns if repeats else []
    rests = longest_s >= LONG_HOLD_S or held.mean() >= MOSTLY
    if held.any() and (len(turns) < 2 or rests):
        return Course(held)
    if not turns or (len(turns) == 1 and not held.any() and not _goes_back(depth)):
        return Course(np.ones(len(times), bool))
    is_slow = len(periods_s) > 0 and bool(np.median(periods_s) >= EXERCISE_S)
    return Course(_around(times, turns), tuple(turns), is_slow)


def leaving(times_s: Sequence[float], end_s: float) -> Flags:
    """Which frames are on the way out: the last ones before the position is left for good.

    Args:
        times_s: (n,) seconds of the frames in position, increasing.
        end_s: The time of the clip's last frame, in position or not.

    Returns:
        (n,) whether the position is left within `AWAY_S`, for longer than a bounce leaves it.

    Examples:
        >>> leaving([0.0, 0.5, 1.0, 1.5], end_s=9.0).tolist()
        [False, False, True, True]
        >>> leaving([0.0, 0.5, 1.0, 1.5], end_s=1.5).tolist()
        [False, False, False, False]
    """
    times = np.asarray(times_s, float)
    last_ones = np.append(times[np.append(times[1:], end_s) - times > AWAY_S], np.inf)
    return np.asarray(last_ones[np.searchsorted(last_ones, times)] - times < AWAY_S)


def _goes_back(depth: Values) -> bool:
    """Whether the movement ends shallower than it was: a single repetition, not a way in."""
    return bool(depth.max() - depth[-1] >= SWING_DEG)


def _around(times: Values, turns: Sequence[int]) -> Flags:
    near = [np.abs(times - times[turn]) <= AROUND_TURN_S for turn in turns]
    return np.asarray(np.any(near, axis=0))


def _running_median(times: Values, values: Values) -> Values:
    first = np.searchsorted(times, times - SMOOTHED_S / 2)
    last = np.searchsorted(times, times + SMOOTHED_S / 2, side="right")
    return np.array([np.median(values[a:b]) for a, b in zip(first, last, strict=True)])


def _without_gaps(times: Values) -> Iterator[slice]:
    cuts = (np.flatnonzero(np.diff(times) > LONGEST_GAP_S) + 1).tolist()
    for start, end in zip([0, *cuts], [*cuts, len(times)], strict=True):
        yield slice(start, end)


def _holds(times: Values, depth: Values) -> Iterator[slice]:
    """The spans in which the movement rests for long enough."""
    first = np.searchsorted(times, times - CALM_WINDOW_S / 2)
    last = np.searchsorted(times, times + CALM_WINDOW_S / 2, side="right")
    calm = [np.ptp(depth[a:b]) <= CALM_DEG for a, b in zip(first, last, strict=True)]
    edges = np.flatnonzero(np.diff([False, *calm, False]))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if times[last[end - 1] - 1] - times[first[start]] >= SHORTEST_HOLD_S:
            yield slice(int(start), int(end))


def _without_cut_off(times: Values, depth: Values, turns: Iterable[int]) -> list[int]:
    """The turns, less those at the ends that are cut off, unless there are no others."""
    turns = list(turns)
    ends = ((0, times <= times[0] + AROUND_TURN_S), (-1, times >= times[-1] - AROUND_TURN_S))
    for end, near in ends:
        goes_on = np.ptp(depth[near]) > RESTS_DEG and depth[end] == depth[near].max()
        if len(turns) > 1 and near[turns[end]] and goes_on:
            del turns[end]
    return turns


def _deep_turns(times: Values, depth: Values) -> Iterator[int]:
    """The deep turns that are no bounces: not too soon after the one before."""
    turned_s = -np.inf
    for turn in _turns(depth):
        if times[turn] - turned_s >= SHORTEST_REPETITION_S:
            yield turn
        turned_s = times[turn]


def _turns(depth: Values) -> Iterator[int]:
    """The frames in which the movement is deepest before it goes back by a whole swing.

    Where it ends while it deepens after having gone back, the deepest frame is one, too.
    """
    deepest = shallowest = depth[0]
    turn, has_turned, deepening = 0, False, True
    for frame, value in enumerate(depth):
        if deepening and value > deepest:
            deepest, turn = value, frame
        shallowest = min(shallowest, value)
        if deepening and value <= deepest - SWING_DEG:
            yield turn
            has_turned, deepening, shallowest = True, False, value
        elif not deepening and value >= shallowest + SWING_DEG:
            deepening, deepest, turn = True, value, frame
    if deepening and has_turned:
        yield turn
