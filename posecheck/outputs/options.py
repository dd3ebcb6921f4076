"""What the user can choose about the files that are made of a clip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

LandmarkFormat = Literal["csv", "parquet", "trc", "dlc"]


@dataclass(frozen=True)
class OutputOptions:
    """What is to be made of each clip.

    Attributes:
        film: Whether to draw an annotated film or picture; None for only with a folder of results.
        full_size: Whether films are as large as the clip instead of 720p.
        landmarks: The format of the landmarks; `trc` and `dlc` are written beside CSV, not
            instead.
        embed: Whether the film goes inside the report.
        compare: Whether two clips are also shown side by side.
        settings: What the report says about the run, by title.
    """

    film: bool | None = None
    full_size: bool = False
    landmarks: LandmarkFormat = "csv"
    embed: bool = False
    compare: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


def settings_words(stretch: str, side: str, limits: Sequence[str]) -> dict[str, str]:
    """What the user asked for, by title, for the report.

    Args:
        stretch: As on the command line.
        side: As on the command line.
        limits: The limits that the user changed, each as on the command line.
    """
    own = {"Own limits": ", ".join(limits)} if limits else {}
    return {"Asked for": f"stretch {stretch}, front leg {side}", **own}
