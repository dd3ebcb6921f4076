"""Labelled photos and clips of real people: what is recognised, and what is made up.

There is no exact truth here: the labels are one person's reading. The CSV has the columns file
(beside it), view, and either `want` (the stretch that should be found, `none`, or `skip` for what
one can argue about) or `stretch`; `side` (the front leg), `form` and `note` may follow.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.clips import Half, half_of
from benchmarks.accuracy.intervals import Rate
from benchmarks.accuracy.markdown import document, table
from benchmarks.accuracy.poses import poses_of
from benchmarks.accuracy.run import assess, sum_up
from posecheck.clips.result import ClipResult
from posecheck.pose.model import Model, find_model
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import BUILT_IN, all_built_in, built_in
from posecheck.video import PICTURES

OTHER_WORDS = {"lunge": "half_kneeling_lunge", "diamond": "seated_hip"}
"""Labels that are no id of a stretch but mean one."""

NONE, SKIPPED = "none", "skip"


@dataclass(frozen=True)
class Labelled:
    """A photo or clip with its labels, and what came of it.

    Attributes:
        want: The id of the stretch that should be found, or `none`.
        side: The front leg, `left` or `right`; anything else where it is not known.
        auto: With all stretches to choose from.
        named: With the wanted one named; None where none is wanted.
    """

    file: str
    want: str
    view: str
    side: str
    form: str
    auto: ClipResult
    named: ClipResult | None

    @property
    def got(self) -> str:
        """The id of the stretch that was found, or `none`."""
        return self.auto.stretch.id or NONE

    @property
    def right(self) -> bool:
        """Whether the right stretch was found, or none where there is none."""
        return self.got == self.want

    @property
    def half(self) -> Half:
        """The half it belongs to, by a hash of its name."""
        return half_of(self.file)


def load_labelled(labels: Path, model: Model, cache: Path | None) -> list[Labelled]:
    """Judge every photo and clip of a CSV that is not to be skipped."""
    with labels.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("want") != SKIPPED]
    return [_judged(row, labels.parent, model, cache) for row in rows]


def _judged(row: dict[str, str], folder: Path, model: Model, cache: Path | None) -> Labelled:
    poses = poses_of(folder / row["file"], model, cache)
    still = Path(row["file"]).suffix.lower() in PICTURES
    label = row.get("want") or row["stretch"]
    want = OTHER_WORDS.get(label, label)
    known = (built_in(want),) if want in BUILT_IN else ()
    return Labelled(
        file=row["file"],
        want=want if known else NONE,
        view=row["view"],
        side=row.get("side") or "",
        form=row.get("form") or "",
        auto=sum_up(assess(poses, all_built_in()), still=still),
        named=sum_up(assess(poses, known), named=True, still=still) if known else None,
    )


def labelled_report(media: Sequence[Labelled]) -> str:
    """All that can be said of them, as Markdown."""
    return document(
        "# Labelled photos and clips of real people",
        f"{len(media)} photos and clips. A hash of the name puts each into a half.",
        "## Recognition",
        recognition(media),
        "## Stretch: labelled against recognised",
        _cross(media, lambda one: one.want, lambda one: one.got),
        "## View: labelled against found",
        _cross(media, lambda one: one.view, _view),
        "## Verdicts by labelled form, the stretch named",
        _verdicts(media),
        "## Every miss of the tuning half",
        _misses(one for one in media if one.half is Half.TUNING),
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
    for want in sorted({one.want for one in media}):
        of_kind = [one for one in media if one.want == want]
        name = "other positions left alone" if want == NONE else want
        rows.append([name, *(_right(of_half) for of_half in _by_half(of_kind))])
        for view in sorted({one.view for one in of_kind}):
            seen = [one for one in of_kind if one.view == view]
            rows.append([f"- {view}", *(_right(of_half) for of_half in _by_half(seen))])
    with_leg = [one for one in media if one.right and one.side in ("left", "right")]
    with_leg = [one for one in with_leg if one.want != NONE and built_in(one.want).has_front_leg]
    rows.append(["front leg, where recognised", *(_right_leg(some) for some in _by_half(with_leg))])
    return table(["what", *(half.value for half in Half), "all"], rows)


def _by_half(media: Sequence[Labelled]) -> list[list[Labelled]]:
    halves = [[one for one in media if one.half is half] for half in Half]
    return [*halves, list(media)]


def _right(media: Sequence[Labelled]) -> Rate:
    return Rate(sum(one.right for one in media), len(media))


def _right_leg(media: Sequence[Labelled]) -> Rate:
    return Rate(sum(one.auto.side == one.side for one in media), len(media))


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
            counts.setdefault((one.want, check.id, one.form), Counter())[check.verdict] += 1
    rows = ([*key, *(grades[grade] for grade in Grade)] for key, grades in sorted(counts.items()))
    return table(["stretch", "check", "form", *(grade.value for grade in Grade)], rows)


def _misses(media: Iterable[Labelled]) -> str:
    head = ["file", "view: label, found", "wanted", "recognised", "front leg: label, found"]
    return table(
        head,
        (
            [
                one.file,
                f"{one.view}, {_view(one)}",
                one.want,
                one.got,
                f"{one.side}, {one.auto.side}",
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
