"""`python -m samples.bench`: print how often posecheck is right, and write it down."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from posecheck.model import Model, find_model
from samples.bench.clips import CLIPS, Half, Truth, load_truths, of_half
from samples.bench.holds import swap_effect
from samples.bench.photos import load_photos, photo_report
from samples.bench.poses import poses_of
from samples.bench.recorded import record
from samples.bench.report import Outcome, report
from samples.bench.run import run_clip

SWAPS_A_STRETCH = 3


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
    return [measure(half, of_half(truths, half), model, arguments.poses) for half in halves]


def measure(half: Half, truths: Sequence[Truth], model: Model, cache: Path | None) -> Outcome:
    """Run the clips of one half."""
    outcome = Outcome(half, [])
    alike: Counter[str] = Counter()
    stderr = Console(stderr=True)
    quiet = not stderr.is_terminal
    for truth in track(truths, half.value, console=stderr, transient=True, disable=quiet):
        poses = poses_of(truth.path, model, cache)
        run = run_clip(truth, poses)
        outcome.runs.append(run)
        if truth.stretch and run.recognised and alike[truth.stretch] < SWAPS_A_STRETCH:
            alike[truth.stretch] += 1
            outcome.swaps.append(swap_effect(run, poses))
    return outcome


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.bench", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CLIPS, help="clips with truth")
    parser.add_argument("--out", type=Path, help="where to write the document: docs/ACCURACY.md")
    parser.add_argument("--half", choices=[*(half.value for half in Half), "both"], default="both")
    parser.add_argument("--record", action="store_true", help="write the tests' expected.json too")
    parser.add_argument("--photos", type=Path, help="a CSV of labelled photos, instead of clips")
    parser.add_argument("--poses", type=Path, help="a folder that keeps poses for the next run")
    arguments = parser.parse_args()
    if arguments.record and arguments.half != "both":
        parser.error("--record needs both halves")
    return arguments


if __name__ == "__main__":
    main()
