"""Finding the part of a picture that was filmed, where bars surround it.

An upright clip in a wide frame has bars at its sides: black, of one colour, or a blurred copy of
the picture. What the camera did not take ends at the edge of the filmed part, as a body ends at the
edge of a picture.
"""

from itertools import takewhile
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.video.area import Area
from posecheck.video.frame import Frame, Image

BLACK = 24
"""Grey levels up to this one are black: video's black is 16, and compression adds a few."""

EMPTY_SHARE = 0.02
"""A column of a black bar may have this share of other pixels: compression, a small logo."""

FULL_SHARE = 0.5
"""A column beside a black bar has this share of other pixels. The picture of a dark room, in which
little is bright, does not: nothing is cut off from it."""

STEP_LEVELS = 6
"""Grey levels from which a pixel shows the edge between a blurred or plain bar and the picture."""

STEP_SHARE = 0.25
"""The share of a column along which such an edge is seen: a wall may go on in its own blurred
copy."""

CALM_LEVELS = 4
"""Neighbouring pixels of a blurred or plain bar differ by no more than this, ..."""

CALM_SHARE = 0.99
"""... this share of them at least."""

EDGE_PX = 3
"""Compression spreads an edge over this many pixels."""

NARROWEST = 0.02
WIDEST = 0.42
"""The least and the greatest width of a bar that is not black, as a share of the picture's: a phone
picture of 9 to 20 in a frame of 16 to 9 leaves 0.37 on each side."""

EQUAL_SHARE = 0.01
"""Bars that are not black are equally wide on both sides, to within this share of the picture."""

LOOK_EVERY = 10
"""Bars stay for long: they are looked for in one of so many pictures."""

AGREE = 3
"""So often in a row another part must be found before it counts: one dark picture changes
nothing."""

Values = NDArray[np.float64]


class BarFinder:
    """Finds the filmed part of the pictures of one source, in their order."""

    def __init__(self) -> None:
        self._size = (0, 0)
        self._seen = 0
        self._filmed: Area | None = None
        self._others: list[Area | None] = []

    def filmed(self, frame: Frame) -> Area | None:
        """The filmed part of the next picture; None where it is all."""
        if frame.size != self._size:
            self._size, self._seen, self._others = frame.size, 0, []
            self._filmed = filmed_area(frame.grey)
        elif self._seen % LOOK_EVERY == 0:
            self._take(filmed_area(frame.grey))
        self._seen += 1
        return self._filmed

    def _take(self, found: Area | None) -> None:
        if _alike(found, self._filmed):
            self._others = []
            return
        agree = not self._others or _alike(found, self._others[-1])
        self._others = [*self._others, found] if agree else [found]
        if len(self._others) >= AGREE:
            self._filmed, self._others = found, []


def _alike(one: Area | None, other: Area | None) -> bool:
    """Whether two areas differ by no more than compressed edges wander."""
    if one is None or other is None:
        return one is other
    pairs = zip(vars(one).values(), vars(other).values(), strict=True)
    return all(abs(a - b) <= EDGE_PX for a, b in pairs)


def filmed_area(grey: Image) -> Area | None:
    """Find the part of one picture that was filmed.

    Args:
        grey: (height, width) uint8 grey levels.

    Returns:
        The part within bars at the sides, above and below, or both; None where there are none.
    """
    height, width = grey.shape
    left, right = _bars(grey)
    top, bottom = _bars(np.asarray(cv2.transpose(grey[:, left : width - right]), np.uint8))
    found = Area(left, top, width - right, height - bottom)
    return None if found == Area.whole((width, height)) else found


def _bars(grey: Image) -> tuple[int, int]:
    """How many columns are a bar at the left and at the right; 0 where there is none."""
    if min(grey.shape) < 4 * EDGE_PX:
        return 0, 0
    left, right = _black_bars(grey)
    return (left, right) if left or right else (_plain_bar(grey),) * 2


def _black_bars(grey: Image) -> tuple[int, int]:
    """The widths of the black bars at the left and at the right."""
    if (_shares(grey[:, [0, -1]] > BLACK) > EMPTY_SHARE).all():
        return 0, 0  # as in most pictures, whose other columns need not be looked at
    bright = _shares(grey > BLACK)
    return _black_bar(bright), _black_bar(bright[::-1])


def _black_bar(bright: Values) -> int:
    """The width of a black bar at the start of the columns, by their share of brighter pixels."""
    width = sum(1 for _ in takewhile(lambda share: share <= EMPTY_SHARE, bright))
    beside = bright[width : width + EDGE_PX]
    wide_enough = width >= max(1, NARROWEST * len(bright))
    return width if wide_enough and (beside >= FULL_SHARE).any() else 0


def _plain_bar(grey: Image) -> int:
    """The width of the bars on both sides where they are blurred or of one colour."""
    columns = grey.shape[1]
    plain = _calm_width(grey)
    reach = plain + EDGE_PX
    if not plain or not NARROWEST * columns <= reach <= WIDEST * columns:
        return 0
    first = max(0, reach - 2 * EDGE_PX)
    end = reach + max(EDGE_PX, round(EQUAL_SHARE * columns))
    left, right = _step(grey[:, : end + EDGE_PX])[:end], _step(grey[:, -end:])[::-1]
    if min(edge[first:].max(initial=0.0) for edge in (left, right)) < STEP_SHARE:
        return 0
    return reach


def _calm_width(grey: Image) -> int:
    """How many columns are calm at the left and at the right, without a break.

    Strips are looked at, each twice as wide as the one before: most pictures are calm nowhere.
    """
    whole = grey.shape[1] - 1
    count = min(whole, ceil(NARROWEST * whole))
    while True:
        left, right = _calm(grey[:, : count + 1])[:-1], _calm(grey[:, -count - 1 :])[:0:-1]
        calm = sum(1 for _ in takewhile(bool, left & right))
        if calm < count or count == whole:
            return calm
        count = min(whole, 2 * count)


def _calm(grey: Image) -> NDArray[np.bool_]:
    """Whether the pixels of each column are much like their neighbours beside and below them."""
    down = cv2.absdiff(grey[1:-1], grey[2:])[:, :-1]
    across = cv2.absdiff(grey[1:-1, :-1], grey[1:-1, 1:])
    shares = _shares(np.maximum(down, across) <= CALM_LEVELS)
    return np.append(shares, shares[-1]) >= CALM_SHARE


def _step(grey: Image) -> Values:
    """The share of each column's pixels that differ from those some pixels further on."""
    ahead = cv2.absdiff(grey[:, :-EDGE_PX], grey[:, EDGE_PX:])
    shares = _shares(ahead >= STEP_LEVELS)
    return np.append(shares, np.zeros(EDGE_PX))


def _shares(marked: NDArray[np.bool_]) -> Values:
    """The share of each column's pixels that are marked."""
    sums = cv2.reduce(marked.view(np.uint8), 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S)
    return np.asarray(sums[0] / len(marked), np.float64)
