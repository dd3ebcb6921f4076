"""The table of other positions: what it brings, and that it comes back as it was written."""

import numpy as np
from lessons import recorded, squat

from posecheck.pose.view import ViewKind
from posecheck.stretches.stretch import BUILT_IN
from posecheck.teaching.readings import HALVES, LEGS, TELLING, quantities
from posecheck.teaching.references import References, shipped_references


def test_every_stretch_and_the_usual_positions_are_in_it():
    table = shipped_references()
    usual = {"standing", "lying_flat", "long_sitting", "hands_and_knees", "kneeling_tall"}
    assert {*BUILT_IN, *usual} <= set(table.labels)
    assert set(table.views) == {view.value for view in ViewKind}
    assert table.quantities == quantities(TELLING, (*HALVES, *LEGS))
    assert np.isfinite(table.values).mean() > 0.6


def test_it_can_be_narrowed_to_a_view_and_without_a_position():
    table = shipped_references()
    seen = table.seen_from(ViewKind.SIDE).without("bridge")
    assert set(seen.views) == {"side"}
    assert "bridge" not in seen.labels
    assert "pigeon" in seen.labels


def test_it_comes_back_as_it_was_written(tmp_path):
    moments = [("squat", moment) for moment in recorded(squat()).moments[:3]]
    table = References.from_moments(moments, quantities(TELLING, HALVES))
    table.save(tmp_path / "table.npz")
    again = References.load(tmp_path / "table.npz")
    assert again.quantities == table.quantities
    assert again.labels.tolist() == ["squat"] * 3
    np.testing.assert_allclose(again.values, table.values, rtol=1e-3)
