"""Labelled photos and clips of real people: what is recognised, and what is made up."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.clips import Half
from benchmarks.accuracy.intervals import Rate
from benchmarks.accuracy.labels import NONE, Label, read_labels
from benchmarks.accuracy.markdown import document, table
from benchmarks.accuracy.poses import Poses, poses_of
from benchmarks.accuracy.run import assess, sum_up
from posecheck.assess.classifier import Classifier
from posecheck.clips.result import ClipResult
from posecheck.pose.model import Model, find_model
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in


@dataclass(frozen=True)
class Labelled:
    """A photo or clip with its label, and what came of it.

    Attributes:
        label: What is said of it.
        auto: With all stretches to choose from.
        named: With the wanted one named; None where none is wanted.
    """

    label: Label
    auto: ClipResult
    named: ClipResult | None

    @property
    def got(self) -> str:
        """The id of the stretch that was found, or `none`."""
        return self.auto.stretch.id or NONE

    @property
    def right(self) -> bool:
        """Whether the right stretch was found, or none where there is none."""
        return self.got == self.label.want


def load_labelled(labels: Path, model: Model, cache: Path | None) -> list[Labelled]:
    """Judge every photo and clip of a CSV that is not to be skipped."""
    return [
        judged(label, poses_of(labels.parent / label.file, model, cache))
        for label in read_labels(labels)
    ]


def judged(label: Label, poses: Poses, classifier: Classifier | None = None) -> Labelled:
    """What comes of one photo or clip, with the shipped classifier or another one."""
    stretch, still = label.stretch, label.is_still
    auto = sum_up(assess(poses, all_built_in(), classifier), still=still)
    if stretch is None:
        return Labelled(label, auto, None)
    named = sum_up(assess(poses, (stretch,), classifier), named=True, still=still)
    return Labelled(label, auto, named)


def labelled_report(media: Sequence[Labelled]) -> str:
    """All that can be said of them, as Markdown."""
    return document(
        "# Labelled photos and clips of real people",
        f"{len(media)} photos and clips. A hash of the name puts each into a half.",
        "## Recognition",
        recognition(media),
        "## Stretch: labelled against recognised",
        _cross(media, lambda one: one.label.want, lambda one: one.got),
        "## View: labelled against found",
        _cross(media, lambda one: one.label.view, _view),
        "## Verdicts by labelled form, the stretch named",
        _verdicts(media),
        "## Every miss of the tuning half",
        _misses(one for one in media if one.label.half is Half.TUNING),
    )


def real_people(media: Sequence[Labelled]) -> str:
    """The same in short, for a page about rendered people."""
    return document(
        f"{len(media)} photos and clips of real people, labelled by eye by one person; they are "
        "not part of the repository. A hash of the name puts each into a half: limits were tuned "
        "on one of them, the other was looked at but tuned nothing. The classifier was trained on "
        "rendered people only.",
        recognition(media),
        "Verdicts by labelled form, the stretch named:",
        _verdicts(media),
    ).strip()


def recognition(media: Sequence[Labelled]) -> str:
    """How often the right stretch and the right front leg are found, with 95 % intervals."""
    rows: list[list[object]] = []
    for want in sorted({one.label.want for one in media}):
        of_kind = [one for one in media if one.label.want == want]
        name = "other positions left alone" if want == NONE else want
        rows.append([name, *(_right(of_half) for of_half in _by_half(of_kind))])
        for view in sorted({one.label.view for one in of_kind}):
            seen = [one for one in of_kind if one.label.view == view]
            rows.append([f"- {view}", *(_right(of_half) for of_half in _by_half(seen))])
    with_leg = [
        one
        for one in media
        if one.right and one.label.has_front_leg and one.label.side in ("left", "right")
    ]
    rows.append(["front leg, where recognised", *(_right_leg(some) for some in _by_half(with_leg))])
    return table(["what", *(half.value for half in Half), "all"], rows)


def _by_half(media: Sequence[Labelled]) -> list[list[Labelled]]:
    halves = [[one for one in media if one.label.half is half] for half in Half]
    return [*halves, list(media)]


def _right(media: Sequence[Labelled]) -> Rate:
    return Rate(sum(one.right for one in media), len(media))


def _right_leg(media: Sequence[Labelled]) -> Rate:
    return Rate(sum(one.auto.side == one.label.side for one in media), len(media))


def _view(one: Labelled) -> str:
    return one.auto.view.kind.value if one.auto.view.kind else NONE


def _cross(
    media: Sequence[Labelled], label: Callable[[Labelled], str], given: Callable[[Labelled], str]
) -> str:
    counts = Counter((label(one), given(one)) for one in media)
    columns = sorted({found for _, found in counts})
    labels = sorted({name for name, _ in counts})
    return table(["label", *columns], ([n, *(counts[n, c] for c in columns)] for n in labels))


def _verdicts(media: Iterable[Labelled]) -> str:
    counts: dict[tuple[str, str, str], Counter[Grade]] = {}
    for one in media:
        for check in one.named.checks if one.named else ():
            key = one.label.want, check.id, one.label.form
            counts.setdefault(key, Counter())[check.verdict] += 1
    rows = ([*key, *(grades[grade] for grade in Grade)] for key, grades in sorted(counts.items()))
    return table(["stretch", "check", "form", *(grade.value for grade in Grade)], rows)


def _misses(media: Iterable[Labelled]) -> str:
    head = ["file", "view: label, found", "wanted", "recognised", "front leg: label, found"]
    return table(
        head,
        (
            [
                one.label.file,
                f"{one.label.view}, {_view(one)}",
                one.label.want,
                one.got,
                f"{one.label.side}, {one.auto.side}",
            ]
            for one in media
            if not one.right
        ),
    )


def main() -> None:
    """Judge the photos and clips of a CSV and print all that can be said of them."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.labelled", description=__doc__
    )
    parser.add_argument("labels", type=Path, help="the CSV of labels")
    parser.add_argument("--model", type=Path, help="another pose model than the shipped one")
    parser.add_argument("--poses", type=Path, help="a folder that keeps poses for the next run")
    arguments = parser.parse_args()
    model = find_model(arguments.model)
    print(labelled_report(load_labelled(arguments.labels, model, arguments.poses)))


if __name__ == "__main__":
    main()
