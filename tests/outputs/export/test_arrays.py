"""Frames as arrays: the same as in the tables, frame by frame."""

import numpy as np
import pytest
from exporting import rows_of, written

from posecheck.outputs.export.arrays import FrameArrays, FrameRecorder
from posecheck.outputs.export.frames_csv import FramesCsv
from posecheck.outputs.export.landmarks import LandmarksCsv
from posecheck.stretches.stretch import all_built_in
from posecheck.video import open_clip


@pytest.fixture(scope="module")
def arrays(said, picture) -> FrameArrays:
    recorder = FrameRecorder()
    with open_clip(picture) as clip:
        written(recorder.output(clip), said)
    return recorder.arrays


def number(cell: str) -> float:
    return float(cell) if cell else np.nan


def test_the_columns_are_those_of_the_tables(arrays, said, tmp_path):
    tables = (
        FramesCsv(tmp_path / "frames.csv", all_built_in()),
        LandmarksCsv(tmp_path / "landmarks.csv"),
    )
    rows = [a | b for a, b in zip(*(rows_of(written(t, said)) for t in tables), strict=True)]
    columns = arrays.columns()
    assert set(columns) <= set(rows[0])
    for name, column in columns.items():
        cells = [row[name] for row in rows]
        if column.dtype.kind == "U":
            assert list(column) == cells, name
        else:
            wanted = [number(cell) for cell in cells]
            np.testing.assert_allclose(column, wanted, rtol=1e-4, atol=1e-3, err_msg=name)


def test_a_frame_without_anybody_is_unknown_and_not_zero(arrays, said):
    (nobody,) = (index for index, assessment in enumerate(said) if assessment.pose is None)
    assert np.isnan(arrays.points_px[nobody]).all()
    assert np.isnan(arrays.values["front_knee"][nobody])
    assert arrays.grades["front_knee"][nobody] == ""
    assert not arrays.in_position[nobody]


def test_a_landmark_is_found_by_its_name(arrays, said):
    knee = arrays.landmarks.index("left_knee")
    np.testing.assert_allclose(arrays.points_px[0, knee], said[0].pose.points[knee], rtol=1e-5)
