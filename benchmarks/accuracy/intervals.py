"""How sure a figure is: intervals of rates, and limits of agreement of measurements."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, stdev

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Rate:
    """So many right of so many.

    Examples:
        >>> str(Rate(33, 35))
        '94 % (33/35; 81 to 98)'
    """

    right: int
    of: int

    @property
    def share(self) -> float:
        """0 to 1; NaN of nothing."""
        return self.right / self.of if self.of else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % score interval, 0 to 1, which holds for few cases and extreme rates too.

        References:
            Wilson EB (1927). Probable inference, the law of succession, and statistical inference.
            Journal of the American Statistical Association 22, 209-212.
        """
        if not self.of:
            return 0.0, 1.0
        share, n = self.right / self.of, self.of
        middle = share + Z**2 / (2 * n)
        half = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
        low, high = ((middle + way * half) / (1 + Z**2 / n) for way in (-1, 1))
        return max(0.0, low), min(1.0, high)

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = (round(100 * end) for end in self.interval)
        return f"{100 * self.share:.0f} % ({self.right}/{self.of}; {low} to {high})"


@dataclass(frozen=True)
class Agreement:
    """How far measurements lie from the truth: their bias and 95 % limits of agreement.

    References:
        Bland JM, Altman DG (1986). Statistical methods for assessing agreement between two methods
        of clinical measurement. The Lancet 327, 307-310.
    """

    bias: float
    low: float
    high: float

    @classmethod
    def of(cls, differences: Sequence[float]) -> "Agreement":
        """The agreement of measured minus true values; of a single one there are no limits."""
        bias = fmean(differences)
        deviation = stdev(differences) if len(differences) > 1 else float("nan")
        return cls(bias, bias - Z * deviation, bias + Z * deviation)
