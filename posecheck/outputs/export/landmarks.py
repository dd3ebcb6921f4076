"""The 33 landmarks of every frame, as CSV or as Parquet."""

import csv
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.output import FileOutput
from posecheck.clips.result import ClipResult
from posecheck.errors import InputError
from posecheck.pose.pose import Landmark, Pose
from posecheck.support.files import writing
from posecheck.video import Frame

PARTS = ("x_px", "y_px", "x_m", "y_m", "z_m", "visibility")
"""The columns of each landmark; axes and units as in `Pose`."""

OF_LANDMARKS = tuple(f"{point.name.lower()}_{part}" for point in Landmark for part in PARTS)

COLUMNS = ("frame", "time_s", "carried", *OF_LANDMARKS)
"""`carried` is 1 where the model did not look, and the pose is that of an earlier frame."""

ROWS_AT_ONCE = 1000
"""Parquet is written in groups of this many rows: memory stays constant, and the file small."""


def values(pose: Pose | None) -> NDArray[np.float64]:
    """The columns of all landmarks, (198,) for 33 landmarks; NaN where nobody was found."""
    if pose is None:
        return np.full(len(Landmark) * len(PARTS), np.nan)
    return np.column_stack([pose.points, pose.world, pose.visibility]).ravel()


class LandmarksCsv(FileOutput):
    """Writes a row for each frame; the cells of a frame without a person are empty."""

    def __enter__(self) -> Self:
        super().__enter__()
        self._table = csv.writer(self._file, lineterminator="\n")
        self._table.writerow(COLUMNS)
        return self

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Write one row."""
        numbers = ("" if np.isnan(value) else f"{value:.5g}" for value in values(assessment.pose))
        carried = int(assessment.carried)
        self._table.writerow((frame.index, f"{frame.time_s:.4f}", carried, *numbers))


class LandmarksParquet(FileOutput):
    """Writes the same columns as 32-bit numbers.

    Raises:
        InputError: If pyarrow, the extra `parquet`, is not installed.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, binary=True)
        self._pyarrow = _pyarrow()
        self._rows: list[NDArray[np.float64]] = []

    def __enter__(self) -> Self:
        pa = self._pyarrow
        kinds = [pa.int32(), pa.float64(), pa.int8(), *[pa.float32()] * len(OF_LANDMARKS)]
        self._schema = pa.schema(list(zip(COLUMNS, kinds, strict=True)))
        with ExitStack() as stack:
            super().__enter__()
            stack.push(super().__exit__)
            self._writer = self._opened_writer()
            stack.pop_all()
        return self

    def _opened_writer(self) -> Any:
        write_to = self._pyarrow.parquet.ParquetWriter
        with writing(self.path):
            return write_to(self._file.file, self._schema, compression="zstd")

    def add(self, frame: Frame, assessment: Assessment, hold: HoldClock) -> None:
        """Take in one row."""
        about = (frame.index, frame.time_s, assessment.carried)
        self._rows.append(np.concatenate([about, values(assessment.pose)]))
        if len(self._rows) >= ROWS_AT_ONCE:
            self._write_rows()

    def _write_rows(self) -> None:
        if self._rows:
            columns = np.array(self._rows).T
            arrays = [
                self._pyarrow.array(column.astype(field.type.to_pandas_dtype()), from_pandas=True)
                for column, field in zip(columns, self._schema, strict=True)
            ]
            with writing(self.path):
                self._writer.write_table(self._pyarrow.table(arrays, schema=self._schema))
            self._rows = []

    def finish(self, result: ClipResult) -> None:
        """Write the last rows, and what stands at the end of the file."""
        self._write_rows()
        with writing(self.path):
            self._writer.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):  # of rows that had no room; the error has been told
            self._writer.close()
        super().__exit__(kind, error, trace)


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError(
            "--format parquet needs pyarrow: pip install 'posecheck[parquet]', or take csv."
        ) from error
    return pyarrow
