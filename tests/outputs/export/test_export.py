"""Every table read back says what was said of the frames."""

import csv
from dataclasses import replace

import numpy as np
import pytest
from figures import assessed, clip, lunge, summed_up

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.result import ClipResult
from posecheck.outputs.export.frames_csv import FramesCsv, columns
from posecheck.outputs.export.landmarks import COLUMNS, LandmarksCsv, LandmarksParquet, values
from posecheck.outputs.export.trc import LandmarksTrc
from posecheck.pose.pose import Landmark
from posecheck.stretches.stretch import all_built_in
from posecheck.video import Frame

PICTURE = np.zeros((240, 320, 3), np.uint8)


@pytest.fixture(scope="module")
def said() -> list[Assessment]:
    """A lunge of three seconds in which nobody is found for a moment."""
    some = assessed(clip(lunge(lean=20.0), 3.0))
    return [*some[:10], Assessment(some[10].time_s), *some[11:]]


def written(output, assessments) -> bytes:
    clock = HoldClock()
    with output:
        for index, assessment in enumerate(assessments):
            clock.observe(assessment)
            output.add(Frame(index, assessment.time_s, PICTURE), assessment, clock)
        output.finish(summed_up(assessments))
    return output.path.read_bytes()


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(data.decode("utf-8").splitlines()))


def test_the_table_has_every_verdict_of_every_frame(tmp_path, said):
    rows = rows_of(written(FramesCsv(tmp_path / "frames.csv", all_built_in()), said))
    assert len(rows) == len(said)
    for row, assessment in zip(rows, said, strict=True):
        assert float(row["time_s"]) == pytest.approx(assessment.time_s, abs=1e-4)
        assert row["found"] == str(int(assessment.pose is not None))
        assert row["in_position"] == str(int(assessment.in_position))
        for verdict in assessment.verdicts:
            id = verdict.check.id
            assert row[f"{id}_verdict"] == verdict.grade.value
            if verdict.value is not None:
                assert float(row[id]) == pytest.approx(verdict.value, abs=1e-4)
        for id, measured in assessment.information:
            assert float(row[f"info_{id}"]) == pytest.approx(measured.value, abs=1e-4)
    assert rows[10]["hold_obstacle"] == "nobody in view"
    assert rows[10]["trunk_upright"] == ""
    assert float(rows[-1]["held_s"]) > 0


def test_the_columns_are_each_once_and_hold_all_stretches():
    names = columns(all_built_in())
    assert len(names) == len(set(names))
    for stretch in all_built_in():
        assert {*stretch.check_ids, *(f"info_{info.id}" for info in stretch.information)} <= {
            *names
        }


def test_landmarks_come_back_from_csv(tmp_path, said):
    rows = rows_of(written(LandmarksCsv(tmp_path / "landmarks.csv"), said))
    assert tuple(rows[0]) == COLUMNS
    for row, assessment in zip(rows, said, strict=True):
        numbers = [float(row[name]) if row[name] else np.nan for name in COLUMNS[2:]]
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
    numbers = np.array([table[name].to_numpy() for name in COLUMNS[2:]]).T
    wanted = np.array([values(assessment.pose) for assessment in said])
    np.testing.assert_allclose(numbers, wanted, rtol=1e-6)
    assert table["left_knee_x_px"].null_count == 1


# ---------------------------------------------------------------------------------------------- TRC


def parsed(data: bytes) -> tuple[dict[str, str], list[str], np.ndarray]:
    """The header's values, the markers, and (frames, 2 + 3 per marker) numbers; NaN for empty."""
    lines = data.decode("utf-8").splitlines()
    assert lines[0].split("\t")[:3] == ["PathFileType", "4", "(X/Y/Z)"]
    header = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    markers = [name for name in lines[3].split("\t")[2:] if name]
    axes = [f"{axis}{n}" for n in range(1, len(markers) + 1) for axis in "XYZ"]
    assert lines[4].split("\t") == ["", "", *axes]
    assert lines[3].split("\t")[:2] == ["Frame#", "Time"]
    assert lines[5] == ""
    rows = [[float(cell or "nan") for cell in line.split("\t")] for line in lines[6:]]
    return header, markers, np.array(rows)


def test_trc_comes_back_with_y_up_in_metres(tmp_path, said):
    header, markers, rows = parsed(written(LandmarksTrc(tmp_path / "landmarks.trc"), said))
    assert header == {
        **{"DataRate": "12.000", "CameraRate": "12.000", "OrigDataRate": "12.000"},
        **{"NumFrames": str(len(said)), "OrigNumFrames": str(len(said))},
        **{"NumMarkers": "33", "Units": "m", "OrigDataStartFrame": "1"},
    }
    assert markers == [landmark.name.lower() for landmark in Landmark]
    assert list(rows[:, 0]) == list(range(1, len(said) + 1))
    np.testing.assert_allclose(rows[:, 1], [one.time_s for one in said], atol=1e-6)
    places = rows[:, 2:].reshape(len(said), 33, 3)
    assert np.isnan(places[10]).all()
    np.testing.assert_allclose(places[0], said[0].pose.world * (1, -1, -1), atol=1e-5)
    head, foot = places[0, Landmark.NOSE], places[0, Landmark.LEFT_ANKLE]
    assert head[1] > foot[1]


def test_a_picture_without_a_rate_has_a_whole_header(tmp_path, said):
    result = summed_up(said[:1], still=True)
    still = result.model_copy(update={"clip": replace_fps(result)})
    output = LandmarksTrc(tmp_path / "landmarks.trc")
    with output:
        output.add(Frame(0, 0.0, PICTURE), replace(said[0], time_s=0.0), HoldClock())
        output.finish(still)
    header, _, rows = parsed(output.path.read_bytes())
    assert float(header["DataRate"]) > 0
    assert len(rows) == 1


def replace_fps(result: ClipResult):
    return result.clip.model_copy(update={"fps": 0.0})
