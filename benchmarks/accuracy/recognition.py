"""Which stretch and side were found, and what was invented."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.clips import Truth
from benchmarks.accuracy.intervals import Rate
from benchmarks.accuracy.run import Run
from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import built_in


@dataclass(frozen=True)
class Recognition:
    """What was found in clips of one stretch from one view.

    Attributes:
        stretch: Its id.
        view: From where it was filmed.
        claimed: Whether posecheck claims to recognise it there.
        right_stretch: How often it was.
        right_side: How often with the right front leg.
        misses: The names of the other clips.
    """

    stretch: str
    view: ViewKind
    claimed: bool
    right_stretch: Rate
    right_side: Rate
    misses: list[str]


def is_claimed(run: Run) -> bool:
    """Whether the clip has a stretch that posecheck claims to tell as the clip shows it."""
    return run.truth.stretch is not None and why_to_be_named(run.truth) is None


def why_to_be_named(truth: Truth) -> str | None:
    """Why a clip's stretch cannot be told from the others and must be named; None where it can."""
    assert truth.stretch is not None
    told = truth.view in built_in(truth.stretch).told_from
    return None if told else truth.view.words


def recognised(runs: Iterable[Run], *, claimed: bool) -> Rate:
    """Right stretch and side among the clips with one, in views claimed or not claimed."""
    chosen = [run for run in runs if run.truth.stretch and is_claimed(run) is claimed]
    return Rate(sum(run.recognised for run in chosen), len(chosen))


def invented(runs: Iterable[Run]) -> list[str]:
    """What was found in the clips that show no stretch."""
    runs = [run for run in runs if run.truth.stretch is None and run.auto.stretch.id]
    return [f"{run.truth.name}: {run.auto.stretch.id}" for run in runs]


def mistaken(runs: Iterable[Run]) -> list[str]:
    """Where another stretch than the true one was found."""
    runs = [run for run in runs if run.truth.stretch and run.auto.stretch.id]
    wrong = [run for run in runs if run.auto.stretch.id != run.truth.stretch]
    return [f"{run.truth.name}: {run.auto.stretch.id}" for run in wrong]


def by_stretch_and_view(runs: Iterable[Run]) -> list[Recognition]:
    """Recognition of each stretch from each view, apart where it must be named."""
    groups: dict[tuple[str, str, bool], list[Run]] = {}
    for run in runs:
        if run.truth.stretch:
            key = (run.truth.stretch, run.truth.view.value, not is_claimed(run))
            groups.setdefault(key, []).append(run)
    return [_recognition(group) for _, group in sorted(groups.items())]


def _recognition(runs: Sequence[Run]) -> Recognition:
    first = runs[0]
    assert first.truth.stretch is not None
    stretch_right = [run for run in runs if run.auto.stretch.id == run.truth.stretch]
    side_right = [run for run in stretch_right if run.recognised]
    return Recognition(
        stretch=first.truth.stretch,
        view=first.truth.view,
        claimed=is_claimed(first),
        right_stretch=Rate(len(stretch_right), len(runs)),
        right_side=Rate(len(side_right), len(stretch_right)),
        misses=[_miss(run) for run in runs if not run.recognised],
    )


def _miss(run: Run) -> str:
    return f"{run.truth.name}: {run.auto.stretch.id or 'none'} ({run.auto.side or '-'})"
