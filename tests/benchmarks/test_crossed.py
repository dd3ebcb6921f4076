"""Classifiers that are asked only about people whom they have not learned from."""

import collections

import numpy as np
import pytest

from benchmarks.accuracy.crossed import FOLDS, fold_of, without

FILES = [f"lunge/{number:03}.jpg" for number in range(200)]


def test_every_file_has_one_fold_and_all_are_of_about_the_same_size():
    sizes = collections.Counter(fold_of(file) for file in FILES)
    assert set(sizes) == set(range(FOLDS))
    assert min(sizes.values()) > len(FILES) / FOLDS / 2


@pytest.mark.parametrize("fold", range(FOLDS))
def test_a_classifier_learns_from_all_the_others(fold):
    real = {"body": np.repeat(FILES, 2), "label": np.repeat(range(len(FILES)), 2)}
    learned = without(fold, real)
    assert set(learned["body"]) == {file for file in FILES if fold_of(file) != fold}
    assert [FILES[number] for number in learned["label"]] == list(learned["body"])
