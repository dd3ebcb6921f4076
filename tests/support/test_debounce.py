import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.support.debounce import SETTLE_S, SWAP_FRAMES, Debounced


def follow(observed, fps=15.0):
    value = Debounced()
    return [value.observe(one, i / fps) for i, one in enumerate(observed)]


def test_the_first_observation_is_taken_at_once():
    assert follow("a") == ["a"]
    assert follow([None, None, "a"]) == [None, None, "a"]


@pytest.mark.parametrize("fps", [1.0, 15.0, 60.0])
@given(swaps=st.lists(st.tuples(st.integers(1, SWAP_FRAMES), st.integers(1, 5)), max_size=8))
def test_swaps_of_a_few_frames_change_nothing(fps, swaps):
    observed = ["a"] + [one for bad, good in swaps for one in "b" * bad + "a" * good]
    assert set(follow(observed, fps)) == {"a"}


@pytest.mark.parametrize("fps", [5.0, 15.0, 30.0, 100.0])
def test_a_lasting_change_is_followed_and_kept(fps):
    values = follow(["a"] * 3 + ["b"] * 300, fps)
    taken = values.index("b")
    assert taken - 3 >= SWAP_FRAMES
    assert (taken - 3) / fps >= SETTLE_S
    assert taken - 3 <= max(SWAP_FRAMES, SETTLE_S * fps) + 1
    assert set(values[taken:]) == {"b"}


def test_a_change_that_is_interrupted_starts_over():
    assert set(follow(("a" + "b" * 7) * 10)) == {"a"}
    assert set(follow(("a" + "b" * 7 + "c" * 7) * 10)) == {"a"}


def test_nothing_seen_changes_nothing():
    assert follow(["a", *[None] * 100, "a"])[-2:] == ["a", "a"]


def test_false_is_a_value_like_any_other():
    assert follow([False] + [True] * 3) == [False] * 4
    assert follow([False] + [True] * 30)[-1] is True
