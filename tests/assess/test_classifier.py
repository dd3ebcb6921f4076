"""The network's arithmetic, and that both halves of the body are treated alike."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_poses import FEATURES, in_mirror, random_pose

from posecheck.assess.classifier import NONE, Classifier, shipped_classifier
from posecheck.pose.network import Networks
from posecheck.pose.pose import Side
from posecheck.stretches.stretch import all_built_in


def small() -> Classifier:
    """Two classes with a front leg, a rectified unit that is off, and one that is on."""
    hidden = np.zeros((1, FEATURES, 2), np.float32), np.array([[[-1, 2]]], np.float32)
    last = np.array([[[5, 5, 5], [0, 0, 1]]], np.float32), np.zeros((1, 1, 3), np.float32)
    networks = Networks(
        centre=np.zeros(FEATURES, np.float32),
        scale=np.ones(FEATURES, np.float32),
        layers=(hidden, last),
    )
    return Classifier((NONE, "pigeon:left", "pigeon:right"), networks)


def test_the_arithmetic_of_a_network_small_enough_to_do_by_hand():
    features = np.zeros((1, FEATURES), np.float32)
    e2 = math.exp(2)
    expected = np.array([[1, 1, e2]]) / (2 + e2)
    assert small().probabilities(features) == pytest.approx(expected, rel=1e-6)


def test_the_answers_of_several_networks_are_averaged():
    alone = small().networks
    (weights, offsets), last = alone.layers
    silent = np.zeros_like(weights), np.array([[[-1, -1]]], np.float32)
    both = replace(
        small(),
        networks=replace(
            alone,
            layers=(
                (np.concatenate([weights, silent[0]]), np.concatenate([offsets, silent[1]])),
                tuple(np.concatenate([array, array]) for array in last),
            ),
        ),
    )
    features = np.zeros((1, FEATURES), np.float32)
    expected = (small().probabilities(features) + 1 / 3) / 2
    assert both.probabilities(features) == pytest.approx(expected, rel=1e-6)


def test_a_network_that_prefers_one_side_is_made_fair_by_the_mirror():
    fronts = small().likeness(random_pose(1)).fronts
    assert fronts[Side.LEFT] == pytest.approx(fronts[Side.RIGHT])
    assert fronts[Side.LEFT] > 0


@given(st.integers(0, 2**32 - 1))
def test_a_mirrored_pose_is_as_likely_with_the_other_leg_in_front(seed):
    seen, mirrored_pose = random_pose(seed), in_mirror(random_pose(seed))
    here = shipped_classifier().likeness(seen)
    there = shipped_classifier().likeness(mirrored_pose)
    assert here.stretches == pytest.approx(there.stretches, abs=1e-4)
    assert here.fronts[Side.LEFT] == pytest.approx(there.fronts[Side.RIGHT], abs=1e-3)


@given(st.integers(0, 2**32 - 1))
def test_probabilities_are_shares_of_one(seed):
    likeness = shipped_classifier().likeness(random_pose(seed))
    assert 0 <= sum(likeness.stretches.values()) <= 1 + 1e-5
    with_front_leg = sum(likeness.of(id) for id in ("pigeon", "half_kneeling_lunge"))
    assert sum(likeness.fronts.values()) == pytest.approx(with_front_leg)


def test_the_shipped_classifier_knows_every_built_in_stretch():
    known = {name.partition(":")[0] for name in shipped_classifier().classes}
    assert known == {NONE, *(stretch.id for stretch in all_built_in())}


def test_a_stretch_it_does_not_know_is_unlikely():
    assert shipped_classifier().likeness(random_pose(2)).of("my_lunge") == 0


def test_what_is_saved_is_read_again(tmp_path):
    path = tmp_path / "classifier.npz"
    small().save(path)
    features = np.zeros((1, FEATURES), np.float32)
    again = Classifier.load(path)
    assert again.classes == small().classes
    assert again.probabilities(features) == pytest.approx(small().probabilities(features))
