"""The clips with their truth, and the fixed split into a tuning half and a held-back half."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any

from posecheck.pose.pose import Side
from posecheck.pose.view import ViewKind
from samples.generator.body import Side as GeneratorSide
from samples.generator.expectations import Moment
from samples.generator.truth_file import read_truth

CLIPS = Path(__file__).parents[2] / "samples" / "clips"


class Half(Enum):
    """Limits are tuned on one half of the clips and proved on the other."""

    HELD_BACK = "held-back"
    TUNING = "tuning"


def half_of(name: str) -> Half:
    """The half that a clip belongs to, by a hash of its name: it never changes."""
    return list(Half)[sha256(name.encode()).digest()[0] % 2]


@dataclass(frozen=True)
class Truth:
    """What is true of a clip: its truth file (see samples/README.md), or a part of it."""

    path: Path
    view: ViewKind
    near: Side
    stretch: str | None
    side: str | None
    checks: dict[str, dict[str, Any]]
    fps: int
    frames: list[dict[str, Any]]

    @property
    def name(self) -> str:
        """The clip's name, which says what it is for."""
        return self.path.stem

    @property
    def half(self) -> Half:
        """Its half of the clips."""
        return half_of(self.name)

    @property
    def moments(self) -> list[Moment]:
        """Its frames as the generator's judge takes them."""
        return [
            Moment(
                time_s=index / self.fps,
                measures=frame["measures"],
                in_position=frame["in_position"],
                front=GeneratorSide(frame["front"]) if frame["front"] else None,
                seen=frozenset(),
            )
            for index, frame in enumerate(self.frames)
        ]

    @classmethod
    def load(cls, path: Path) -> "Truth":
        """The truth of a clip, from the file beside it."""
        data = read_truth(path.with_suffix(".json"))
        expected = data["expected"]
        return cls(
            path=path,
            view=ViewKind(data["view"]),
            near=Side(data["near_side"]),
            stretch=expected["stretch"],
            side="both" if len(expected["sides"]) > 1 else expected["side"],
            checks=expected["checks"],
            fps=data["fps"],
            frames=data["frames"],
        )


def load_truths(folder: Path) -> list[Truth]:
    """The truth of every clip of a folder that has one, by name."""
    paths = (file.with_suffix(".mp4") for file in folder.glob("*.json"))
    return [Truth.load(path) for path in sorted(paths) if path.is_file()]


def of_half(truths: Iterable[Truth], half: Half) -> list[Truth]:
    """Those of one half."""
    return [truth for truth in truths if truth.half is half]


def some_of_each(truths: Iterable[Truth], count: int) -> list[Truth]:
    """So many clips of every stretch and of none, chosen by a hash of their names."""
    groups: dict[str | None, list[Truth]] = {}
    for truth in sorted(truths, key=lambda truth: sha256(truth.name.encode()).digest()):
        groups.setdefault(truth.stretch, []).append(truth)
    return [truth for group in groups.values() for truth in group[:count]]
