"""Whole seconds as clocks show them, of times that are added up frame by frame."""

from math import ceil, floor

ROUNDING_S = 1e-6
"""So much may a sum of frame times be off: far less than a frame, far more than float64 loses."""


def reached(done_s: float, asked_s: float) -> bool:
    """Whether a time is over.

    Examples:
        >>> sum([0.1] * 10) < 1.0, reached(sum([0.1] * 10), 1.0)
        (True, True)
    """
    return done_s >= asked_s - ROUNDING_S


def whole_seconds(done_s: float) -> int:
    """What a clock shows that counts up: the seconds that are over.

    Examples:
        >>> whole_seconds(11.99), whole_seconds(sum([0.1] * 10))
        (11, 1)
    """
    return floor(done_s + ROUNDING_S)


def count_down(left_s: float) -> int:
    """What a count-down shows: 1 in its last second, 0 once it is over.

    Examples:
        >>> count_down(2.5), count_down(0.01), count_down(0.0), count_down(-0.5)
        (3, 1, 0, 0)
    """
    return max(0, ceil(left_s - ROUNDING_S))
