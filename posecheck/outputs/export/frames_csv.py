"""frames.csv: a row for each frame, with every value and verdict."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.assess.steadiness import STEADY
from posecheck.clips.output import FileOutput
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import Stretch
from posecheck.support.printable import text_cell
from posecheck.video import Frame

COMMON = (
    *("frame", "time_s", "found", "carried", "view", "yaw_deg", "stretch", "side", "in_position"),
    *("held_s", "hold_obstacle"),
)
REASONS = "cannot_judge_because"


def columns(stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """The names of all columns; they depend on the stretches looked for, not on the clip.

    Args:
        stretches: The stretches that are looked for.
    """
    checks = (
        name
        for id in _check_ids(stretches)
        for name in (id, uncertainty_column(id), verdict_column(id))
    )
    return (*COMMON, *checks, *map(information_column, _information_ids(stretches)), REASONS)


class FramesCsv(FileOutput):
    """Writes the table, frame by frame.

    Args:
        path: The file to write.
        stretches: Those that are looked for; each of their checks has its columns.
    """

    def __init__(self, path: Path, stretches: Sequence[Stretch]) -> None:
        super().__init__(path)
        self._columns = columns(stretches)

    def __enter__(self) -> Self:
        super().__enter__()
        self._table = csv.DictWriter(self._file, self._columns, lineterminator="\n")
        self._table.writeheader()
        return self

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Write one row; unknown values stay empty."""
        view, current = assessment.view, hold.current
        row: dict[str, object] = {
            "frame": frame.index,
            "time_s": f"{frame.time_s:.4f}",
            "found": int(assessment.pose is not None),
            "carried": int(assessment.carried),
            "view": view.kind.value if view else None,
            "yaw_deg": f"{view.yaw_deg:.1f}" if view else None,
            "stretch": assessment.stretch.id if assessment.stretch else None,
            "side": assessment.side.value if assessment.side else None,
            "in_position": int(assessment.in_position),
            "held_s": f"{current.clock_s:.3f}" if current else None,
            "hold_obstacle": text_cell(hold.obstacle or ""),
        }
        for verdict in assessment.verdicts:
            id = verdict.check.id
            if verdict.value is not None:
                row[id] = f"{verdict.value:.4f}"
                row[uncertainty_column(id)] = f"{verdict.uncertainty:.4f}"
            row[verdict_column(id)] = verdict.grade.value
        row |= {
            information_column(id): f"{measured.value:.4f}"
            for id, measured in assessment.information
        }
        row[REASONS] = text_cell("; ".join(_reasons(assessment)))
        self._table.writerow(row)


def _reasons(assessment: Assessment) -> list[str]:
    return [
        f"{verdict.check.id}: {verdict.reason}"
        for verdict in assessment.verdicts
        if verdict.grade is Grade.CANNOT_JUDGE
    ]


def _check_ids(stretches: Sequence[Stretch]) -> list[str]:
    """Each check once; stretches may share some."""
    return list(dict.fromkeys([*(id for s in stretches for id in s.check_ids), STEADY.id]))


def _information_ids(stretches: Sequence[Stretch]) -> list[str]:
    return list(dict.fromkeys(info.id for stretch in stretches for info in stretch.information))


def uncertainty_column(check_id: str) -> str:
    """The name of the column that says how far off the values of a check may be."""
    return f"{check_id}_uncertainty"


def verdict_column(check_id: str) -> str:
    """The name of the column with the verdicts of a check."""
    return f"{check_id}_verdict"


def information_column(information_id: str) -> str:
    """The name of the column of a value without a verdict.

    The prefix is needed because an id may be a check in one stretch, information in another.
    """
    return f"info_{information_id}"
