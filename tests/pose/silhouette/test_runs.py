"""Unbroken runs of body pixels."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from posecheck.pose.silhouette.runs import column_runs


@given(arrays(bool, array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.booleans()))
def test_the_runs_of_each_column_hold_its_body_pixels_and_no_others(body):
    columns = list(column_runs(body))
    assert len(columns) == body.shape[1]
    for column, runs in zip(body.T, columns, strict=True):
        redrawn = np.zeros_like(column)
        for top, bottom in runs:
            assert top <= bottom
            redrawn[top : bottom + 1] = True
        assert np.array_equal(redrawn, column)
        gaps = [after - before for (_, before), (after, _) in pairwise(runs)]
        assert all(gap > 1 for gap in gaps)
