"""Labels of photos and clips of real people: one person's reading, no exact truth.

The CSV has the columns file (beside it), view, and either `want` (the stretch that should be found,
`none`, or `skip` for what one can argue about) or `stretch`; `side` (the front leg), `form` and
`note` may follow.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.clips import Half, half_of
from posecheck.stretches.stretch import BUILT_IN, Stretch, built_in
from posecheck.video import PICTURES

OTHER_WORDS = {"lunge": "half_kneeling_lunge", "diamond": "seated_hip"}
"""Labels that are no id of a stretch but mean one."""

NONE, SKIPPED = "none", "skip"


@dataclass(frozen=True)
class Label:
    """What is said of one photo or clip.

    Attributes:
        file: Its name, beside the CSV.
        want: The id of the stretch that should be found, or `none`.
        view: From where it is seen.
        side: The front leg, `left` or `right`; anything else where it is not known.
        form: What can be seen plainly.
    """

    file: str
    want: str
    view: str
    side: str
    form: str

    @property
    def stretch(self) -> Stretch | None:
        """The stretch that should be found."""
        return None if self.want == NONE else built_in(self.want)

    @property
    def has_front_leg(self) -> bool:
        """Whether the stretch has a front leg."""
        return self.stretch is not None and self.stretch.has_front_leg

    @property
    def is_still(self) -> bool:
        """Whether it is a picture."""
        return Path(self.file).suffix.lower() in PICTURES

    @property
    def half(self) -> Half:
        """The half it belongs to, by a hash of its name."""
        return half_of(self.file)


def read_labels(path: Path) -> list[Label]:
    """The labels of a CSV, without those to be skipped."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("want") != SKIPPED]
    return [_label(row) for row in rows]


def _label(row: dict[str, str]) -> Label:
    said = row.get("want") or row["stretch"]
    want = OTHER_WORDS.get(said, said)
    return Label(
        file=row["file"],
        want=want if want in BUILT_IN else NONE,
        view=row["view"],
        side=row.get("side") or "",
        form=row.get("form") or "",
    )
