"""TRC files come back with y up, in metres, as OpenSim reads them."""

import tempfile
from dataclasses import replace

import numpy as np
import pytest
from exporting import PICTURE, written
from figures import summed_up
from mounts import mounted

from posecheck.assess.assessor import Assessment
from posecheck.assess.hold import HoldClock
from posecheck.clips.result import ClipResult
from posecheck.errors import InputError
from posecheck.outputs.export.trc import LandmarksTrc
from posecheck.pose.pose import Landmark
from posecheck.video import Frame


def parsed(data: bytes) -> tuple[dict[str, str], list[str], np.ndarray]:
    """The header's values, the markers, and (frames, 2 + 3 per marker) numbers."""
    lines = data.decode("utf-8").splitlines()
    assert lines[0].split("\t")[:3] == ["PathFileType", "4", "(X/Y/Z)"]
    header = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    markers = [name for name in lines[3].split("\t")[2:] if name]
    axes = [f"{axis}{n}" for n in range(1, len(markers) + 1) for axis in "XYZ"]
    assert lines[4].split("\t") == ["", "", *axes]
    assert lines[3].split("\t")[:2] == ["Frame#", "Time"]
    assert lines[5] == ""
    rows = [[float(cell) for cell in line.split("\t")] for line in lines[6:]]
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


def nobody_in(frame: int, said: list) -> list:
    """The assessments, with nobody in one of the frames."""
    return [Assessment(one.time_s) if i == frame else one for i, one in enumerate(said)]


def test_opensim_reads_it_with_a_frame_without_a_person(tmp_path, said):
    opensim = pytest.importorskip("opensim")
    path = tmp_path / "landmarks.trc"
    path.write_bytes(written(LandmarksTrc(path), nobody_in(3, said)))
    table = opensim.TimeSeriesTableVec3(str(path))
    assert (table.getNumRows(), table.getNumColumns()) == (len(said), len(Landmark))
    last = table.getDependentColumnAtIndex(len(Landmark) - 1)
    assert np.isnan(last[3].to_numpy()).all()
    assert np.isfinite(last[4].to_numpy()).all()


def test_pandas_reads_it_as_pose2sim_does(tmp_path, said):
    pandas = pytest.importorskip("pandas")
    path = tmp_path / "landmarks.trc"
    path.write_bytes(written(LandmarksTrc(path), nobody_in(3, said)))
    table = pandas.read_csv(path, sep="\t", skiprows=4)
    assert table.shape[1] == 2 + 3 * len(Landmark)
    assert table.iloc[3, 2:].isna().all()
    assert table.iloc[4, 2:].notna().all()


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


def test_its_lines_wait_in_its_own_folder(tmp_path, said, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    _, _, rows = parsed(written(LandmarksTrc(tmp_path / "landmarks.trc"), said))
    assert len(rows) == len(said)
    assert [path.name for path in tmp_path.iterdir()] == ["landmarks.trc"]


@pytest.mark.parametrize("frames", [10, 1000])
def test_without_room_for_them_one_line_names_the_file(tmp_path, said, frames):
    with mounted(tmp_path, "-t", "tmpfs", "-o", "size=8k", "tmpfs"):
        path = tmp_path / "landmarks.trc"
        with pytest.raises(InputError, match=rf"^{path}: cannot be written \(No space left"):
            written(LandmarksTrc(path), [said[0]] * frames)
        assert list(tmp_path.iterdir()) == []
