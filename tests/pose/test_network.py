"""The arithmetic of networks, and that what is written is read again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.pose.network import Networks, load_arrays


def drawn(seed: int, networks: int = 3) -> Networks:
    chance = np.random.default_rng(seed)
    layers = [
        [
            (chance.normal(size=(5, 4)), chance.normal(size=4)),
            (chance.normal(size=(4, 2)), np.ones(2)),
        ]
        for _ in range(networks)
    ]
    return Networks.stacked(chance.normal(size=5), chance.uniform(0.5, 2, size=5), layers)


def test_a_unit_below_zero_is_off():
    layers = [[(np.array([[1.0, -1.0]]), np.zeros(2)), (np.array([[3.0], [5.0]]), np.ones(1))]]
    networks = Networks.stacked(np.zeros(1), np.ones(1), layers)
    assert networks.outputs(np.array([[2.0], [-2.0]])).tolist() == [[[7.0], [11.0]]]


def test_features_are_centred_and_scaled_first():
    layers = [[(np.array([[1.0]]), np.zeros(1))]]
    networks = Networks.stacked(np.array([4.0]), np.array([2.0]), layers)
    assert networks.outputs(np.array([[10.0]])).item() == 3.0


@given(st.integers(0, 2**32 - 1))
def test_each_network_answers_for_itself(seed):
    chance = np.random.default_rng(seed)
    features = chance.normal(size=(6, 5))
    together = drawn(seed).outputs(features)
    alone = Networks(
        drawn(seed).centre,
        drawn(seed).scale,
        tuple((weights[1:2], offsets[1:2]) for weights, offsets in drawn(seed).layers),
    )
    assert together.shape == (3, 6, 2)
    assert together[1] == pytest.approx(alone.outputs(features)[0])


def test_what_is_written_is_read_again_but_for_half_precision(tmp_path):
    path, features = tmp_path / "weights.npz", np.ones((1, 5))
    np.savez(path, **drawn(7).arrays)
    again = Networks.of_arrays(load_arrays(path))
    assert again.outputs(features) == pytest.approx(drawn(7).outputs(features), abs=0.02)
