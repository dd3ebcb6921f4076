"""`python -m samples.bench`: print how often posecheck is right, and write it down."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import track

from posecheck.model import Model, find_model
from samples.bench.clips import CLIPS, Half, Truth, load_truths, of_half
from samples.bench.holds import SwapEffect, swap_effect
from samples.bench.photos import load_photos, photo_report
from samples.bench.poses import poses_of
from samples.bench.recorded import record
from samples.bench.report import Outcome, report
from samples.bench.run import Run, run_clip

SWAPS_A_STRETCH = 3
JOBS = 2


def main() -> None:
    """Run the benchmark as the command line says."""
    arguments = _arguments()
    model = find_model()
    if arguments.photos:
        text = photo_report(load_photos(arguments.photos, model, arguments.poses))
    else:
        found = outcomes(arguments, model)
        text = report(found, model)
        if arguments.record:
            record(found)
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


def outcomes(arguments: argparse.Namespace, model: Model) -> list[Outcome]:
    """Run the clips of the halves that are asked for."""
    truths = load_truths(arguments.folder)
    halves = list(Half) if arguments.half == "both" else [Half(arguments.half)]
    return [
        measure(half, of_half(truths, half), model, arguments.poses, arguments.jobs)
        for half in halves
    ]


def measure(
    half: Half, truths: Sequence[Truth], model: Model, cache: Path | None, jobs: int = JOBS
) -> Outcome:
    """Run the clips of one half, in as many processes as `jobs`."""
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
                half.value,
                total=len(truths),
                console=stderr,
                transient=True,
                disable=quiet,
            )
        ]
    return Outcome(half, [run for run, _ in done], [swap for _, swap in done if swap])


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


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.bench", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CLIPS, help="clips with truth")
    parser.add_argument("--out", type=Path, help="where to write the document: docs/ACCURACY.md")
    parser.add_argument("--half", choices=[*(half.value for half in Half), "both"], default="both")
    parser.add_argument("--jobs", type=int, default=JOBS, help="processes to use")
    parser.add_argument("--record", action="store_true", help="write the tests' expected.json too")
    parser.add_argument("--photos", type=Path, help="a CSV of labelled photos, instead of clips")
    parser.add_argument("--poses", type=Path, help="a folder that keeps poses for the next run")
    arguments = parser.parse_args()
    if arguments.record and arguments.half != "both":
        parser.error("--record needs both halves")
    return arguments


if __name__ == "__main__":
    main()
