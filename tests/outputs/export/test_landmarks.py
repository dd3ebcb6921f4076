"""The landmarks come back as they were, from CSV and from Parquet."""

import numpy as np
import pytest
from exporting import rows_of, written
from mounts import mounted

from posecheck.errors import InputError
from posecheck.outputs.export.landmarks import (
    COLUMNS,
    OF_LANDMARKS,
    LandmarksCsv,
    LandmarksParquet,
    values,
)
from posecheck.pose.pose import Landmark


def test_landmarks_come_back_from_csv(tmp_path, said):
    rows = rows_of(written(LandmarksCsv(tmp_path / "landmarks.csv"), said))
    assert tuple(rows[0]) == COLUMNS
    for row, assessment in zip(rows, said, strict=True):
        numbers = [float(row[name]) if row[name] else np.nan for name in OF_LANDMARKS]
        np.testing.assert_allclose(numbers, values(assessment.pose), rtol=1e-4, atol=1e-6)
    knee = Landmark.LEFT_KNEE
    assert float(rows[0]["left_knee_x_px"]) == pytest.approx(said[0].pose.points[knee][0], rel=1e-4)
    assert float(rows[0]["left_knee_z_m"]) == pytest.approx(said[0].pose.world[knee][2], abs=1e-4)


def test_landmarks_come_back_from_parquet_whatever_the_groups(tmp_path, said, monkeypatch):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    monkeypatch.setattr("posecheck.outputs.export.landmarks.ROWS_AT_ONCE", 7)
    written(LandmarksParquet(tmp_path / "landmarks.parquet"), said)
    table = parquet.read_table(tmp_path / "landmarks.parquet")
    assert tuple(table.column_names) == COLUMNS
    numbers = np.array([table[name].to_numpy() for name in OF_LANDMARKS]).T
    wanted = np.array([values(assessment.pose) for assessment in said])
    np.testing.assert_allclose(numbers, wanted, rtol=1e-6)
    assert table["left_knee_x_px"].null_count == 1


@pytest.mark.parametrize("frames", [10, 3000])
def test_parquet_without_room_names_the_file_in_one_line(tmp_path, said, frames):
    pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    with mounted(tmp_path, "-t", "tmpfs", "-o", "size=8k", "tmpfs"):
        path = tmp_path / "landmarks.parquet"
        with pytest.raises(InputError, match=rf"^{path}: cannot be written \(.*No space left"):
            written(LandmarksParquet(path), [said[0]] * frames)
        assert list(tmp_path.iterdir()) == []


def test_after_an_error_no_parquet_is_left(tmp_path, said):
    pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    with pytest.raises(RuntimeError), LandmarksParquet(tmp_path / "landmarks.parquet"):
        raise RuntimeError("half way")
    assert list(tmp_path.iterdir()) == []
