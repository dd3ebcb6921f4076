"""A mean over the last moments."""

from math import exp, inf


class FadingMean:
    """The mean of a value over the last moments, in which older values fade."""

    def __init__(self) -> None:
        self.value = 0.0
        self._time_s = -inf

    def add(self, value: float, time_s: float, over_s: float) -> float:
        """Take in a value.

        Args:
            value: What is seen now.
            time_s: When, in seconds; not before the time of the last value.
            over_s: The time over which to average, in seconds: after it, an older value weighs
                1 / e of what it did.

        Returns:
            The mean; the first value itself.

        Examples:
            >>> mean = FadingMean()
            >>> mean.add(1.0, time_s=0.0, over_s=0.5)
            1.0
            >>> round(mean.add(0.0, time_s=0.5, over_s=0.5), 3)
            0.368
        """
        kept = exp((self._time_s - time_s) / over_s)
        self.value, self._time_s = value + kept * (self.value - value), time_s
        return self.value
