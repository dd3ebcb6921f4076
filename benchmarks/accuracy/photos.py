"""Labelled photos: what is found in them, recognised and judged. There is no exact truth here.

The CSV has the columns file (beside it), stretch, view and form; further ones are ignored.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.markdown import document, table
from benchmarks.accuracy.poses import poses_of
from benchmarks.accuracy.run import assess, sum_up
from posecheck.clips.result import ClipResult
from posecheck.pose.model import Model
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import BUILT_IN, all_built_in, built_in

OTHER_WORDS = {"lunge": "half_kneeling_lunge", "diamond": "seated_hip"}
"""Labels that are no id of a stretch but mean one."""


@dataclass(frozen=True)
class Photo:
    """A photo with its labels, and what came of it.

    auto: with all stretches to choose from. named: with the labelled one named; None where the
    label is none of posecheck's stretches.
    """

    file: str
    stretch: str
    view: str
    form: str
    auto: ClipResult
    named: ClipResult | None


def load_photos(labels: Path, model: Model, cache: Path | None) -> list[Photo]:
    """Judge every photo of a CSV."""
    with labels.open(encoding="utf-8", newline="") as file:
        return [_photo(row, labels.parent, model, cache) for row in csv.DictReader(file)]


def _photo(row: dict[str, str], folder: Path, model: Model, cache: Path | None) -> Photo:
    poses = poses_of(folder / row["file"], model, cache)
    id = OTHER_WORDS.get(row["stretch"], row["stretch"])
    known = (built_in(id),) if id in BUILT_IN else ()
    return Photo(
        file=row["file"],
        stretch=row["stretch"],
        view=row["view"],
        form=row["form"],
        auto=sum_up(assess(poses, all_built_in()), still=True),
        named=sum_up(assess(poses, known), named=True, still=True) if known else None,
    )


def photo_report(photos: Sequence[Photo]) -> str:
    """All that can be said of the photos, as markdown."""
    found = [photo for photo in photos if photo.auto.person.found_fraction > 0]
    return document(
        "# Labelled photos",
        f"{len(photos)} photos, somebody found in {len(found)}.",
        "## View: labelled against found",
        _cross(found, lambda photo: photo.view, _view),
        "## Stretch: labelled against recognised",
        _cross(found, lambda photo: photo.stretch, lambda photo: photo.auto.stretch.id or "none"),
        "## Verdicts by labelled form, the stretch named",
        _verdicts(found),
        "## Each photo",
        _each(found),
    )


def _view(photo: Photo) -> str:
    return photo.auto.view.kind.value if photo.auto.view.kind else "none"


def _cross(
    photos: Sequence[Photo], label: Callable[[Photo], str], given: Callable[[Photo], str]
) -> str:
    counts = Counter((label(photo), given(photo)) for photo in photos)
    columns = sorted({found for _, found in counts})
    labels = sorted({name for name, _ in counts})
    return table(["label", *columns], ([n, *(counts[n, c] for c in columns)] for n in labels))


def _verdicts(photos: Iterable[Photo]) -> str:
    counts: dict[tuple[str, str, str], Counter[Grade]] = {}
    for photo in photos:
        for check in photo.named.checks if photo.named else ():
            counts.setdefault((photo.stretch, check.id, photo.form), Counter())[check.verdict] += 1
    rows = ([*key, *(grades[grade] for grade in Grade)] for key, grades in sorted(counts.items()))
    return table(["stretch", "check", "form", *(grade.value for grade in Grade)], rows)


def _each(photos: Iterable[Photo]) -> str:
    head = ["file", "form", "view: label, found", "recognised", "side", "to fix"]
    return table(
        head,
        (
            [
                photo.file,
                photo.form,
                f"{photo.view}, {_view(photo)}",
                photo.auto.stretch.id or "none",
                photo.auto.side or "-",
                ", ".join(_faults(photo)) or "-",
            ]
            for photo in photos
        ),
    )


def _faults(photo: Photo) -> list[str]:
    checks = photo.named.checks if photo.named else ()
    return [f"{check.id} {check.value:g}" for check in checks if check.verdict is Grade.FIX]
