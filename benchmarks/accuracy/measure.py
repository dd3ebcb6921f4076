"""Clips through posecheck, in several processes: finding the poses is what costs."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.accuracy.clips import Truth
from benchmarks.accuracy.holds import SwapEffect, swap_effect
from benchmarks.accuracy.outcome import Outcome
from benchmarks.accuracy.poses import poses_of
from benchmarks.accuracy.run import Run, run_clip
from posecheck.pose.model import Model

SWAPS_A_STRETCH = 3
JOBS = 2


def measure(
    of: str, truths: Sequence[Truth], model: Model, cache: Path | None, jobs: int = JOBS
) -> Outcome:
    """Run the clips that `of` names, in as many processes as `jobs`."""
    swapped = _with_swaps(truths)
    run = partial(_run, model=model, cache=cache)
    stderr = Console(stderr=True)
    quiet = not stderr.is_terminal
    # A process of its own for each job: MediaPipe hangs after a fork.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        found = pool.map(run, truths, (truth.name in swapped for truth in truths))
        done = [
            *track(
                found,
                of,
                total=len(truths),
                console=stderr,
                transient=True,
                disable=quiet,
            )
        ]
    return Outcome(of, [run for run, _ in done], [swap for _, swap in done if swap])


def _run(
    truth: Truth, swap: bool, *, model: Model, cache: Path | None
) -> tuple[Run, SwapEffect | None]:
    poses = poses_of(truth.path, model, cache)
    run = run_clip(truth, poses)
    return run, swap_effect(run, poses) if swap else None


def _with_swaps(truths: Sequence[Truth]) -> set[str]:
    """The names of a few clips of every stretch."""
    alike: dict[str, list[str]] = {}
    for truth in truths:
        if truth.stretch:
            alike.setdefault(truth.stretch, []).append(truth.name)
    return {name for names in alike.values() for name in names[:SWAPS_A_STRETCH]}
