"""Which limit on the measured value would separate the true faults from the good ones best."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from benchmarks.accuracy.verdicts import Case, Sight
from posecheck.stretches.checks import Grade


@dataclass(frozen=True)
class Best:
    """The best limit on a value that is to be fixed beyond it.

    Attributes:
        youden: Sensitivity + specificity - 1.
        lowest: The lowest limit that is as good.
        highest: The highest limit that is as good.
    """

    youden: float
    lowest: float
    highest: float

    @property
    def limit(self) -> float:
        """Half way between the two."""
        return (self.lowest + self.highest) / 2

    @property
    def margin(self) -> float:
        """How far the limit may be off and separate as well."""
        return (self.highest - self.lowest) / 2


def best_limit(good: Sequence[float], bad: Sequence[float]) -> Best | None:
    """The limit with bad values beyond it (above) that separates best; None without any of both."""
    if not good or not bad:
        return None
    edges = sorted({*good, *bad})
    spans = [*pairwise(edges)]
    return max(
        (Best(youden(good, bad, (a + b) / 2), a, b) for a, b in spans),
        key=lambda best: (round(best.youden, 9), best.margin),
        default=None,
    )


def youden(good: Sequence[float], bad: Sequence[float], limit: float) -> float:
    """Sensitivity + specificity - 1 of a limit; 1 is perfect, 0 is chance."""
    found = sum(value > limit for value in bad) / len(bad)
    spared = sum(value <= limit for value in good) / len(good)
    return found + spared - 1


@dataclass(frozen=True, order=True)
class Edge:
    """One end of a check's limits, as the stretch files and STRETCHES.md have it.

    Attributes:
        check: Its id.
        measure: What it measures.
        above: Whether values above it are wrong; else those below.
        good: The end of what is good.
        fix: The end of what is borderline.
        true_fix: The end of what is borderline in STRETCHES.md, for the true value.
    """

    check: str
    measure: str
    above: bool
    good: float
    fix: float
    true_fix: float


@dataclass(frozen=True)
class Values:
    """Measured values of true good and of true faults beyond one edge, clip by clip."""

    good: list[float]
    bad: list[float]

    def best(self, above: bool) -> Best | None:
        """The limit that separates best, whichever side is wrong."""
        if above:
            return best_limit(self.good, self.bad)
        best = best_limit([-value for value in self.good], [-value for value in self.bad])
        return best and Best(best.youden, -best.highest, -best.lowest)


def values_by_edge(cases: Iterable[Case]) -> dict[Edge, Values]:
    """The measured values of every claimed check, for each of its edges that a clip crosses."""
    values: dict[Edge, Values] = defaultdict(lambda: Values([], []))
    for case in cases:
        if case.sight is not Sight.CLAIMED or case.measured is None:
            continue
        for edge in _edges(case):
            if case.true is Grade.GOOD:
                values[edge].good.append(case.measured)
            elif case.true is Grade.FIX and _beyond(edge, case.true_value):
                values[edge].bad.append(case.measured)
    return {edge: found for edge, found in sorted(values.items()) if found.bad}


def _beyond(edge: Edge, value: float) -> bool:
    return value > edge.true_fix if edge.above else value < edge.true_fix


def _edges(case: Case) -> list[Edge]:
    spec, asked = case.variant, case.asked
    if spec is None or asked is None:
        return []
    ends = [
        Edge(case.check, spec.measure, above, spec.good[above], spec.fix[above], limit)
        for above, limit in zip((False, True), asked.limits.fix, strict=True)
    ]
    return [edge for edge in ends if isfinite(edge.true_fix)]
