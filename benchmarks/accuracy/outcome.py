"""What came of some clips, and tables of several such outcomes side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.accuracy.holds import SwapEffect
from benchmarks.accuracy.markdown import table
from benchmarks.accuracy.run import Run
from benchmarks.accuracy.verdicts import Case, cases_of


@dataclass(frozen=True)
class Outcome:
    """What came of some clips.

    Attributes:
        of: Their name in the tables.
        runs: Of each of them.
        swaps: What swapped legs change in a few of them.
    """

    of: str
    runs: list[Run]
    swaps: list[SwapEffect] = field(default_factory=list)

    @property
    def cases(self) -> list[Case]:
        """Every check of every clip."""
        return [case for run in self.runs for case in cases_of(run)]


def side_by_side(
    outcomes: Sequence[Outcome], rows: Mapping[str, Callable[[Outcome], object]]
) -> str:
    """A table with a row for each figure, and a column for each outcome."""
    head = ["", *(outcome.of for outcome in outcomes)]
    return table(head, ([name, *(get(o) for o in outcomes)] for name, get in rows.items()))
