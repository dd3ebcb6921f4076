"""What the text of shared options means."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.cli.options import parse_limits, side_named
from posecheck.errors import InputError
from posecheck.pose.pose import Side

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def test_no_limits_are_no_limits():
    assert parse_limits(None) == parse_limits([]) == {}


@given(FINITE, FINITE)
def test_a_limit_is_read_as_it_was_written(one, other):
    low, high = sorted((one, other))
    if low < high:
        assert parse_limits([f"knee={low}:{high}"]) == {"knee": (low, high)}


def test_an_end_that_is_left_out_is_no_limit():
    assert parse_limits(["a=60:", "b=:30"]) == {"a": (60.0, inf), "b": (-inf, 30.0)}


def test_the_ends_of_a_limit_may_be_given_one_by_one():
    assert parse_limits(["a=60:", "b=1:2", "a=:70"]) == {"a": (60.0, 70.0), "b": (1.0, 2.0)}


@pytest.mark.parametrize("texts", [["a=1:", "a=2:"], ["a=:1", "a=0:1"], ["a=0:1", "a=0:1"]])
def test_an_end_that_is_given_twice_is_refused(texts):
    with pytest.raises(InputError, match=f"--limit {texts[1]}: a has another limit already"):
        parse_limits(texts)


def test_ends_given_one_by_one_are_in_order():
    with pytest.raises(InputError, match="front_knee=60:110"):
        parse_limits(["a=60:", "a=:50"])


@pytest.mark.parametrize(
    "text", ["", "a", "=1:2", "a=", "a=:", "a=1", "a=2:1", "a=1:1", "a=x:2", "a=nan:2", "a=1:2:3"]
)
def test_what_is_no_limit_is_refused_with_an_example(text):
    with pytest.raises(InputError, match="front_knee=60:110"):
        parse_limits([text])


def test_auto_names_no_side():
    assert [side_named(word) for word in ("auto", "left", "right")] == [None, *Side]
