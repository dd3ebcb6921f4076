"""The drawings of the stretches: one for each, as large as asked for, and where it is asked for."""

import numpy as np
import pytest
from moments import changed, empty

from posecheck.live.window.figures import HEAD_RADIUS, JOINTS, LINE, draw_stretch, figure_of
from posecheck.pose.pose import Joint
from posecheck.stretches.stretch import BUILT_IN


def heights(stretch_id: str) -> dict[Joint, float]:
    """How far up each joint is in the drawing."""
    return {
        joint: 1 - y.mean() for joint, y in zip(JOINTS, figure_of(stretch_id)[..., 1], strict=True)
    }


@pytest.mark.parametrize("stretch_id", BUILT_IN)
def test_every_stretch_of_posecheck_has_a_drawing_of_the_size_that_is_asked_for(stretch_id):
    figure, canvas = figure_of(stretch_id), empty()
    assert figure.shape == (len(JOINTS), 2, 2)
    assert 0 <= figure.min() <= figure.max() <= 1
    draw_stretch(stretch_id, canvas, (600, 300), 200)
    left, top, right, bottom = changed(canvas)
    over = 200 * (HEAD_RADIUS + LINE) + 2
    assert 600 - 100 - over <= left < 600 < right <= 600 + 100 + over
    assert 300 - 100 - over <= top < 300 < bottom <= 300 + 100 + over
    assert max(right - left, bottom - top) > 150


def test_a_bridge_lies_with_high_hips_and_a_lunge_kneels_upright():
    bridge, lunge = heights("bridge"), heights("half_kneeling_lunge")
    assert bridge[Joint.KNEE] > bridge[Joint.HIP] > bridge[Joint.SHOULDER]
    assert lunge[Joint.EAR] > lunge[Joint.SHOULDER] > lunge[Joint.HIP] > lunge[Joint.ANKLE]


def test_a_stretch_without_a_drawing_draws_nothing():
    canvas = empty()
    draw_stretch("my_stretch", canvas, (600, 300), 200)
    assert np.array_equal(canvas.image, empty().image)
