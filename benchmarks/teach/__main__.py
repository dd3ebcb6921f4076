"""`python -m benchmarks.teach`: teach twelve stretches from a clip each, and try them on others."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.accuracy.clips import CLIPS
from benchmarks.accuracy.intervals import Rate
from benchmarks.accuracy.markdown import bullets, document, table
from benchmarks.accuracy.poses import Poses, poses_of
from benchmarks.accuracy.run import assess, sum_up
from benchmarks.teach.clips import Taught, lesson, others, taught
from posecheck.pose.model import Model, find_model
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Stretch, all_built_in
from posecheck.teaching.lesson import Lesson, Wish, learn
from posecheck.teaching.recording import recording_of, see
from posecheck.version import __version__
from samples.generator.catalogue import Clip
from samples.generator.film import make

SEED, OTHERS = "1", 10
HOLD_S = 30.0


@dataclass(frozen=True)
class Outcome:
    """What became of one stretch.

    Attributes:
        stretch: As it is described.
        lesson: What was learned.
        recognised: How often it was recognised among the built-in ones, done well by others.
        alarmed: How often something was to be fixed then, with the stretch named.
        found: How often something was to be fixed where it was done with its fault.
    """

    stretch: Taught
    lesson: Lesson
    recognised: Rate
    alarmed: Rate
    found: Rate


class Kept:
    """Renders clips and finds their poses, once each.

    Args:
        folder: Where clips and poses are kept.
        model: The pose model.
    """

    def __init__(self, folder: Path, model: Model) -> None:
        self._folder = folder
        self._model = model

    def poses(self, clip: Clip) -> Poses:
        """The poses of a clip."""
        path = self._folder / f"{clip.name}.mp4"
        if not path.is_file():
            make(clip, self._folder)
        return poses_of(path, self._model, self._folder / "poses")


def outcome(stretch: Taught, seed: str, count: int, kept: Kept) -> Outcome:
    """Teach a stretch and try it on other people."""
    wish = Wish(stretch.id, stretch.title, HOLD_S, date(2026, 1, 1))
    clip = lesson(stretch)
    learned = learn(wish, [recording_of(clip.name, see(kept.poses(clip)))])
    good = [kept.poses(clip) for clip in others(stretch, seed, count, fault=False)]
    bad = [kept.poses(clip) for clip in others(stretch, seed, count, fault=True)]
    among = (*all_built_in(), learned.stretch)
    recognised = [sum_up(assess(poses, among)).stretch.id == stretch.id for poses in good]
    alarmed, found = (
        Rate(sum(_is_faulty(poses, learned.stretch) for poses in some), len(some))
        for some in (good, bad)
    )
    return Outcome(stretch, learned, Rate(sum(recognised), len(good)), alarmed, found)


def _is_faulty(poses: Poses, stretch: Stretch) -> bool:
    result = sum_up(assess(poses, (stretch,)), named=True)
    return any(check.verdict is Grade.FIX for check in result.checks)


def mistaken(
    paths: Sequence[Path], cache: Path | None, model: Model, outcomes: Sequence[Outcome]
) -> Iterator[str]:
    """The clips of something else that are taken for one of the twelve, looked for all at once."""
    learned = {outcome.stretch.id: outcome.stretch.figure for outcome in outcomes}
    among = (*all_built_in(), *(outcome.lesson.stretch for outcome in outcomes))
    for path in paths:
        found = sum_up(assess(poses_of(path, model, cache), among)).stretch.id
        if found in learned and learned[found] not in path.stem:
            yield f"{path.stem}: {found}"


def report(outcomes: Sequence[Outcome], wrong: dict[str, tuple[int, list[str]]], seed: str) -> str:
    """The results as a Markdown page."""
    visible = [outcome for outcome in outcomes if outcome.stretch.shows]
    return document(
        "# Taught from one clip",
        f"Written by `python -m benchmarks.teach --seed {seed} --others {outcomes[0].found.of} "
        f"--out docs/TEACH.md`; do not edit. posecheck {__version__}.",
        "Twelve stretches that posecheck does not know, each taught from one rendered clip of one "
        "woman, seen from the side. They are then done by other people of the rendered bodies, on "
        "either side, in other clothes and rooms, the camera up to 12 degrees further round, 2.4 "
        "to 3.4 m away and 0.5 to 1.1 m high: well, and with the main joint 20 degrees off "
        "(benchmarks/teach/stretches.toml). *Recognised*: among the built-in stretches. *Fault "
        "found*: something was to be fixed, the stretch named. *False alarm*: the same of one done "
        "well. Rates come with their 95 % intervals. The knee of somebody who lies on their side "
        "bends level with the floor: no camera beside them shows it, and the lesson says so.",
        table(
            ("stretch", "main joint", "recognised", "fault found", "false alarm", "checks"),
            [
                *map(_row, outcomes),
                _total("all", outcomes),
                _total("all whose main joint shows", visible),
            ],
        ),
        "## Taken for one of the twelve",
        "With all twelve looked for at once, together with the built-in stretches. The references "
        "of `posecheck teach` come from other clips than the drawn ones here, and from one half of "
        "the samples.",
        *(
            f"{name.capitalize()}: {Rate(len(clips), count)}\n\n{bullets(clips)}"
            for name, (count, clips) in wrong.items()
        ),
    )


def _total(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    columns = zip(*((o.recognised, o.found, o.alarmed) for o in outcomes), strict=True)
    rates = (Rate(sum(r.right for r in rates), sum(r.of for r in rates)) for rates in columns)
    return (f"**{name}**", "", *map(str, rates), "")


def _row(outcome: Outcome) -> tuple[str, ...]:
    checks = ", ".join(check.id for view in outcome.lesson.views for check in view.checks)
    rates = (outcome.recognised, outcome.found, outcome.alarmed)
    return (outcome.stretch.title, outcome.stretch.joint, *map(str, rates), checks)


def main() -> None:
    """Teach, try, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.teach", description=__doc__)
    parser.add_argument("--seed", default=SEED, help="another seed draws other people")
    parser.add_argument("--others", type=int, default=OTHERS, help="people for each stretch")
    parser.add_argument("--keep", type=Path, help="a folder that keeps clips and poses")
    parser.add_argument("--poses", type=Path, help="try the samples, whose poses this folder keeps")
    parser.add_argument(
        "--draws", type=Path, help="a folder of `benchmarks.accuracy.draws --keep`, of another seed"
    )
    parser.add_argument("--out", type=Path, help="where to write the page: docs/TEACH.md")
    arguments = parser.parse_args()
    model = find_model()
    with TemporaryDirectory() as temporary:
        kept = Kept(arguments.keep or Path(temporary), model)
        outcomes = [outcome(s, arguments.seed, arguments.others, kept) for s in taught()]
    groups = {}
    if arguments.poses:
        groups["samples"] = sorted(CLIPS.glob("*.mp4")), arguments.poses
    if arguments.draws:
        drawn = sorted(arguments.draws.glob("negative_*.mp4"))
        groups["other positions, drawn at random"] = (drawn, arguments.draws / "poses")
    wrong = {
        name: (len(paths), list(mistaken(paths, cache, model, outcomes)))
        for name, (paths, cache) in groups.items()
    }
    text = report(outcomes, wrong, arguments.seed)
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
