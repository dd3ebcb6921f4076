"""`python -m benchmarks.accuracy`: print how often posecheck is right, and write it down."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.accuracy.clips import CLIPS, Half, load_truths, of_half
from benchmarks.accuracy.labelled import labelled_report, load_labelled
from benchmarks.accuracy.measure import JOBS, measure
from benchmarks.accuracy.recorded import record
from benchmarks.accuracy.report import Outcome, report
from posecheck.pose.model import Model, find_model


def main() -> None:
    """Run the benchmark as the command line says."""
    arguments = _arguments()
    model = find_model()
    if arguments.labelled:
        text = labelled_report(load_labelled(arguments.labelled, model, arguments.poses))
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
        measure(half.value, of_half(truths, half), model, arguments.poses, arguments.jobs)
        for half in halves
    ]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CLIPS, help="clips with truth")
    parser.add_argument("--out", type=Path, help="where to write the document: docs/ACCURACY.md")
    parser.add_argument("--half", choices=[*(half.value for half in Half), "both"], default="both")
    parser.add_argument("--jobs", type=int, default=JOBS, help="processes to use")
    parser.add_argument("--record", action="store_true", help="write the tests' floors.json too")
    parser.add_argument("--labelled", type=Path, help="a CSV of labelled photos and clips instead")
    parser.add_argument("--poses", type=Path, help="a folder that keeps poses for the next run")
    arguments = parser.parse_args()
    if arguments.record and arguments.half != "both":
        parser.error("--record needs both halves")
    return arguments


if __name__ == "__main__":
    main()
