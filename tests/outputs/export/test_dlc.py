"""The landmarks as DeepLabCut writes them, read back by what reads those."""

import csv

import numpy as np
import pytest
from exporting import written

from posecheck.outputs.export.dlc import LandmarksDlc
from posecheck.pose.pose import Landmark


def positions(said) -> np.ndarray:
    """(frames, 33, 2) pixels; NaN where nobody was found."""
    nobody = np.full((len(Landmark), 2), np.nan)
    return np.array([a.pose.points if a.pose else nobody for a in said])


def test_positions_and_visibility_come_back_from_the_table(tmp_path, said):
    text = written(LandmarksDlc(tmp_path / "landmarks_dlc.csv"), said).decode("utf-8")
    scorer, parts, coordinates, *rows = csv.reader(text.splitlines())
    assert (scorer[0], set(scorer[1:])) == ("scorer", {"posecheck"})
    assert parts == ["bodyparts", *(p.name.lower() for p in Landmark for _ in range(3))]
    assert coordinates == ["coords", *["x", "y", "likelihood"] * len(Landmark)]
    assert [int(row[0]) for row in rows] == list(range(len(said)))
    cells = np.array([[float(cell) if cell else np.nan for cell in row[1:]] for row in rows])
    found = cells.reshape(len(said), len(Landmark), 3)
    np.testing.assert_allclose(found[..., :2], positions(said), rtol=1e-4)
    seen = [a.pose.visibility if a.pose else np.full(len(Landmark), np.nan) for a in said]
    np.testing.assert_allclose(found[..., 2], seen, rtol=1e-4)


def test_movement_reads_them_with_one_call(tmp_path, said):
    io = pytest.importorskip("movement.io", reason="movement is not installed")
    written(LandmarksDlc(tmp_path / "landmarks_dlc.csv"), said)
    path = tmp_path / "landmarks_dlc.csv"
    poses = io.load_dataset(path, source_software="DeepLabCut", fps=12)
    assert list(poses.keypoints.values) == [point.name.lower() for point in Landmark]
    found = poses.position.transpose("time", "keypoints", "space", "individuals").values[..., 0]
    np.testing.assert_allclose(found, positions(said), rtol=1e-4)
    assert poses.time.values[1] == pytest.approx(1 / 12)
