"""`python -m benchmarks.accuracy.expect`: write down what `posecheck score` must say of samples.

    python -m benchmarks.accuracy.expect                 # writes samples/expected.toml
    posecheck score samples --expect samples/expected.toml

What is expected is the truth. Where the true value lies so near to a limit that it does not count
(see `verdicts`), the verdicts on both sides of that limit will do. What posecheck gets wrong today
is written down as a known miss, with what was read and what is true: read the difference before
committing it.
"""

import argparse
from collections.abc import Iterator
from math import isfinite
from pathlib import Path

from benchmarks.accuracy.clips import CLIPS, load_truths
from benchmarks.accuracy.poses import poses_of
from benchmarks.accuracy.recognition import why_to_be_named
from benchmarks.accuracy.run import Run, run_clip
from benchmarks.accuracy.truth_expectations import toml_entry
from benchmarks.accuracy.verdicts import Case, Sight, cases_of, zone
from posecheck.pose.model import find_model
from posecheck.scoring.expectations import MISSING, Expected, KnownMiss, given_in
from posecheck.scoring.totals import NO_STRETCH
from posecheck.stretches.checks import Grade

FILE = CLIPS.parent / "expected.toml"
HEAD = "# Written by `python -m benchmarks.accuracy.expect`; docs/SCORE.md describes the entries."
GRADES = (Grade.GOOD, Grade.BORDERLINE, Grade.FIX)


def main() -> None:
    """Write the list, and say how much of it is known to be missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.expect", description=__doc__
    )
    parser.add_argument("--out", type=Path, default=FILE, help="where to write it")
    arguments = parser.parse_args()
    model = find_model()
    entries = []
    for truth in load_truths(CLIPS):
        run = run_clip(truth, poses_of(truth.path, model, rests=True))
        entries.append("\n".join(entry(run)))
    arguments.out.write_text("\n\n".join([HEAD, *entries]) + "\n", encoding="utf-8")
    missed = sum(text.count("{ of = ") for text in entries)
    print(f"{len(entries)} clips, {missed} known misses: {arguments.out}")


def entry(run: Run) -> Iterator[str]:
    """The lines of a clip."""
    cases = cases_of(run)
    return toml_entry(
        Expected(
            clip=f"{CLIPS.name}/{run.truth.path.name}",
            stretch=run.truth.stretch or NO_STRETCH,
            side=run.truth.side,
            checks={case.check: [grade.value for grade in allowed(case)] for case in cases},
            known_misses=[
                KnownMiss(of=of, given=given, reason=reason)
                for of, given, reason in known_misses(run, cases)
            ],
        )
    )


def known_misses(run: Run, cases: list[Case]) -> Iterator[tuple[str, str, str]]:
    """What posecheck, with all stretches to choose from, says wrongly: of what, and why."""
    given = given_in(run.auto)
    if given["stretch"] != (run.truth.stretch or NO_STRETCH):
        yield "stretch", given["stretch"], _why_not_recognised(run)
        return
    if run.truth.side and given["side"] != run.truth.side:
        yield "side", given["side"], "the legs are taken for each other"
    for case in cases:
        said = given.get(case.check, MISSING)
        if said not in {grade.value for grade in allowed(case)}:
            yield case.check, said, _why_missed(run, case)


def allowed(case: Case) -> tuple[Grade, ...]:
    """The verdicts any of which will do; none but the true one away from a limit."""
    if case.sight is not Sight.CLAIMED:
        return (Grade.CANNOT_JUDGE,)
    found = {case.true, *_beside_limits(case)}
    return tuple(grade for grade in GRADES if grade in found)


def _beside_limits(case: Case) -> Iterator[Grade]:
    """The verdicts on both sides of every limit that the true value is too near to."""
    if case.asked is None:
        return
    for limit in {*case.asked.limits.good, *case.asked.limits.fix}:
        width = zone(case.asked, limit) if isfinite(limit) else 0.0
        if abs(case.true_value - limit) < width:
            just = 1e-9 * max(1.0, abs(limit))
            yield Grade(case.asked.verdict(limit - just))
            yield Grade(case.asked.verdict(limit + just))


def _why_not_recognised(run: Run) -> str:
    if run.truth.stretch is None:
        return "recognised where there is nothing"
    seen = why_to_be_named(run.truth)
    return f"{seen} it cannot be told from others and must be named" if seen else "not recognised"


def _why_missed(run: Run, case: Case) -> str:
    part = run.auto.check(case.check)
    if part.verdict is Grade.CANNOT_JUDGE:
        return part.reason or "refused"
    if case.sight is not Sight.CLAIMED:
        return "judged although it cannot be seen"
    what = case.asked.measure if case.asked else case.check
    return f"{part.value:g} {part.unit} read; {what} is truly {case.true_value:g}"


if __name__ == "__main__":
    main()
