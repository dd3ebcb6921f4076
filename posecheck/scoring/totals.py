"""The sums of a run, over all clips."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

from posecheck.clips.result import ClipResult
from posecheck.exit_code import ExitCode
from posecheck.scoring.job import Scored
from posecheck.stretches.checks import Grade

NO_STRETCH = "none"
"""The word for a clip in which nobody is in position."""

FULL_SCORE = 100
"""A clip with less has something to correct."""


@dataclass(frozen=True)
class Row:
    """What a table says of a clip.

    Attributes:
        clip: As it was named.
        stretch: `none` where nobody was in position.
        score: 0 to 100; None where there is none.
        judged_fraction: The share of the time in position that was judged; None for none.
        faults: The ids of the checks that say fix.
        judged: Whether anything could be judged.
        error: Why it could not be scored.
        score_remark: Which faults the score leaves out; None for none.
        others: Of a clip with several stretches, the same of those not held longest.
    """

    clip: str
    stretch: str
    score: float | None
    judged_fraction: float | None
    faults: tuple[str, ...]
    judged: bool
    error: str | None
    score_remark: str | None = None
    others: "tuple[Row, ...]" = ()

    @classmethod
    def of(cls, scored: Scored) -> "Row":
        """The row of a clip."""
        result = scored.result
        if result is None:
            return cls(scored.clip, "", None, None, (), judged=False, error=scored.error)
        others = [part for part in result.parts if part.stretch.id != result.stretch.id]
        row = cls._of(scored.clip, result)
        return replace(row, others=tuple(cls._of(scored.clip, part) for part in others))

    @classmethod
    def _of(cls, clip: str, result: ClipResult) -> "Row":
        at_fix = (check.id for check in result.all_checks if check.verdict is Grade.FIX)
        faults = tuple(dict.fromkeys(at_fix))
        stretch = result.stretch.id or NO_STRETCH
        return cls(
            clip=clip,
            stretch=stretch,
            score=result.score,
            judged_fraction=result.judged_fraction,
            faults=faults,
            judged=result.judged,
            error=None,
            score_remark=result.score_remark,
        )

    @property
    def wanting(self) -> bool:
        """Whether something is to be corrected, or could not be judged."""
        is_full = self.score is not None and round(self.score) >= FULL_SCORE
        own = bool(self.faults or self.score_remark) or not is_full
        return own or any(other.wanting for other in self.others)

    @property
    def rank(self) -> tuple[bool, bool, float, int]:
        """Sorts the worst first: failed, then scored, then those without a score."""
        score = self.score if self.score is not None else 0.0
        return self.error is None, self.score is None, score, -len(self.faults)


@dataclass
class Totals:
    """Takes in the clips of a run, one after the other, and keeps a row of each.

    Attributes:
        rows: Of the clips so far.
        unreadable: How many names were no clip at all.
    """

    rows: list[Row] = field(default_factory=list)
    unreadable: int = 0

    def add(self, scored: Scored) -> Row:
        """Take in one clip."""
        row = Row.of(scored)
        self.rows.append(row)
        return row

    @property
    def worst_first(self) -> Sequence[Row]:
        """All clips, those that failed before those with the lowest score."""
        return sorted(self.rows, key=lambda row: row.rank)

    @property
    def failed(self) -> int:
        """How many clips could not be scored."""
        return sum(row.error is not None for row in self.rows)

    @property
    def counts(self) -> Counter[str]:
        """How many clips there are of each stretch, and of none."""
        return Counter(row.stretch for row in self.rows if row.error is None)

    @property
    def mean_scores(self) -> dict[str, float]:
        """The mean score of each stretch; a clip counts by the share of it that was judged."""
        scored: dict[str, list[tuple[float, float]]] = {}
        for row in self.rows:
            if row.score is not None:
                share = 1.0 if row.judged_fraction is None else row.judged_fraction
                scored.setdefault(row.stretch, []).append((row.score, share))
        return {
            stretch: fmean([score for score, _ in found], [share for _, share in found])
            for stretch, found in scored.items()
        }

    @property
    def judged_shares(self) -> dict[str, float]:
        """The mean share of the time in position that was judged, of each stretch."""
        shares: dict[str, list[float]] = {}
        for row in self.rows:
            if row.judged_fraction is not None:
                shares.setdefault(row.stretch, []).append(row.judged_fraction)
        return {stretch: fmean(found) for stretch, found in shares.items()}

    def exit_code(self, fell_short: bool | None = None) -> ExitCode:
        """How the run ended.

        Args:
            fell_short: Whether expectations were not met; None where there were none.
        """
        if self.failed or self.unreadable or not self.rows:
            return ExitCode.BAD_INPUT
        if fell_short is not None:
            return ExitCode.FELL_SHORT if fell_short else ExitCode.DONE
        judged = any(row.judged for row in self.rows)
        return ExitCode.DONE if judged else ExitCode.NOTHING_JUDGED
