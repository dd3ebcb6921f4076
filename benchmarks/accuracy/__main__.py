"""`python -m benchmarks.accuracy`: print how often posecheck is right, and write it down."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.accuracy.angles import angles_report
from benchmarks.accuracy.changes import Turned, turned_by_changes
from benchmarks.accuracy.clips import CLIPS, Half, load_truths, of_half, some_of_each
from benchmarks.accuracy.labelled import Labelled, load_labelled
from benchmarks.accuracy.measure import JOBS, measure
from benchmarks.accuracy.mocap import Comparison, compared
from benchmarks.accuracy.outcome import Outcome
from benchmarks.accuracy.recorded import record
from benchmarks.accuracy.report import report
from posecheck.pose.model import Model, find_model

CHANGED_EACH = 12
"""How many clips of every stretch, and of none, are changed."""


def main() -> None:
    """Run the benchmark as the command line says."""
    arguments = _arguments()
    model = find_model()
    found = outcomes(arguments, model)
    text = report(
        found,
        model,
        changes=_changes(arguments, model),
        labelled=_labelled(arguments, model),
        captured=_captured(arguments, model),
        angles=angles_report(arguments.frames) if arguments.frames else "",
    )
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


def _changes(arguments: argparse.Namespace, model: Model) -> list[Turned]:
    if not arguments.changes:
        return []
    truths = some_of_each(load_truths(arguments.folder), CHANGED_EACH)
    return turned_by_changes(truths, model, arguments.poses, arguments.jobs)


def _labelled(arguments: argparse.Namespace, model: Model) -> list[Labelled]:
    return load_labelled(arguments.labelled, model, arguments.poses) if arguments.labelled else []


def _captured(arguments: argparse.Namespace, model: Model) -> list[Comparison]:
    return compared(arguments.mocap, model, arguments.poses) if arguments.mocap else []


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CLIPS, help="clips with truth")
    parser.add_argument("--out", type=Path, help="where to write the document: docs/ACCURACY.md")
    parser.add_argument("--half", choices=[*(half.value for half in Half), "both"], default="both")
    parser.add_argument("--jobs", type=int, default=JOBS, help="processes to use")
    parser.add_argument("--record", action="store_true", help="write the tests' floors.json too")
    parser.add_argument("--changes", action="store_true", help="mirror, dim, ... some clips too")
    parser.add_argument("--labelled", type=Path, help="a CSV of labelled photos and clips")
    parser.add_argument(
        "--frames", type=Path, nargs="+", help="files of samples.generator.frames, for angles"
    )
    parser.add_argument("--mocap", type=Path, help="a folder of clips with motion capture")
    parser.add_argument("--poses", type=Path, help="a folder that keeps poses for the next run")
    arguments = parser.parse_args()
    if arguments.record and arguments.half != "both":
        parser.error("--record needs both halves")
    return arguments


if __name__ == "__main__":
    main()
