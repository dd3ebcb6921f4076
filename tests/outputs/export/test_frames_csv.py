"""frames.csv has every value and verdict of every frame."""

from dataclasses import replace

import pytest
from drawing import assessed
from exporting import rows_of, written

from posecheck.outputs.export.frames_csv import FramesCsv, columns
from posecheck.stretches.stretch import all_built_in


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
                off = float(row[f"{id}_uncertainty"])
                assert off == pytest.approx(verdict.uncertainty, abs=1e-4)
        for id, measured in assessment.information:
            assert float(row[f"info_{id}"]) == pytest.approx(measured.value, abs=1e-4)
    assert rows[10]["hold_obstacle"] == "nobody in view"
    assert rows[10]["trunk_upright"] == ""
    assert float(rows[-1]["held_s"]) > 0


def test_a_fault_that_is_hidden_is_told_as_long_as_the_clock_waits_for_it(tmp_path):
    """As in the film and in the pauses; no check says it at this moment."""
    knees = [90] * 24 + [130] * 12 + [None] * 24
    said = [replace(assessed({"front_knee": knee}), time_s=i / 12) for i, knee in enumerate(knees)]
    rows = rows_of(written(FramesCsv(tmp_path / "frames.csv", all_built_in()), said))
    cue = said[30].hold_obstacle
    assert cue
    assert said[-1].hold_obstacle is None
    assert [row["hold_obstacle"] for row in rows[36:]] == [cue] * 24
    assert rows[-1]["held_s"] == rows[36]["held_s"]


def test_how_far_off_an_estimate_may_be_stands_beside_it(tmp_path, said):
    verdicts = (replace(verdict, uncertainty=7.25) for verdict in said[0].verdicts)
    estimated = [replace(said[0], verdicts=tuple(verdicts))]
    (row,) = rows_of(written(FramesCsv(tmp_path / "frames.csv", all_built_in()), estimated))
    assert row["front_knee_uncertainty"] == "7.2500"


def test_the_columns_are_each_once_and_hold_all_stretches():
    names = columns(all_built_in())
    assert len(names) == len(set(names))
    for stretch in all_built_in():
        assert {*stretch.check_ids, *(f"info_{info.id}" for info in stretch.information)} <= {
            *names
        }
