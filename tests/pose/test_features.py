"""Features say how a body is arranged, not how large it is or where."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from posecheck.pose.features import features_of, mirrored
from posecheck.pose.pose import Joint, Landmark

seeds = st.integers(0, 2**32 - 1)


def body(seed: int, count: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Landmarks of no particular body; picture and space agree, as from a camera far away."""
    chance = np.random.default_rng(seed)
    world = chance.normal(0, 0.4, (count, len(Landmark), 3)).astype(np.float32)
    points = 300 * world[..., :2] + np.float32(200)
    return points, world


@given(seeds, st.floats(0.2, 5), st.floats(-500, 500), st.floats(-500, 500))
def test_the_place_and_size_in_the_picture_change_nothing(seed, scale, x, y):
    points, world = body(seed)
    moved = (points * scale + [x, y]).astype(np.float32)
    expected = features_of(points, world)
    assert features_of(moved, world) == pytest.approx(expected, abs=2e-2)


@given(seeds, st.floats(0.5, 2))
def test_a_taller_body_in_the_same_pose_has_the_same_features(seed, scale):
    points, world = body(seed)
    taller = features_of((points * scale).astype(np.float32), (world * scale).astype(np.float32))
    assert taller == pytest.approx(features_of(points, world), abs=2e-2)


@given(seeds)
def test_mirrored_twice_is_as_before(seed):
    pose = body(seed)
    for once, twice in zip(pose, mirrored(*mirrored(*pose)), strict=True):
        assert np.array_equal(once, twice)


def test_a_mirror_exchanges_left_and_right():
    points, world = body(1)
    left, right = Joint.KNEE.both
    in_mirror = mirrored(points, world)
    assert in_mirror[0][0, left] == pytest.approx(points[0, right] * [-1, 1])
    assert in_mirror[1][0, right] == pytest.approx(world[0, left] * [-1, 1, 1])


@given(
    arrays(np.float32, (1, len(Landmark), 2), elements=st.floats(width=32)),
    arrays(np.float32, (1, len(Landmark), 3), elements=st.floats(width=32)),
)
def test_whatever_the_model_gives_the_features_are_numbers(points, world):
    with np.errstate(all="ignore"):
        assert np.isfinite(features_of(points, world)).all()


def test_bending_a_knee_is_seen():
    points, world = body(3, count=1)
    bent = world.copy()
    bent[0, Landmark.LEFT_ANKLE] += [0.3, 0.0, 0.3]
    assert not np.allclose(features_of(points, world), features_of(points, bent))
