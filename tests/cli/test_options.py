"""What the text of shared options means."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.cli.options import parse_limits, parse_span, side_named
from posecheck.errors import InputError
from posecheck.pose.pose import Side
from posecheck.video.span import WHOLE, Span

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


def test_the_limits_of_what_every_stretch_has_cannot_be_set():
    with pytest.raises(InputError, match="steady=0:3: steady has the same limits in every stretch"):
        parse_limits(["steady=0:3"])


def test_auto_names_no_side():
    assert [side_named(word) for word in ("auto", "left", "right")] == [None, *Side]


@pytest.mark.parametrize(
    ("from_", "to", "span"),
    [
        (None, None, WHOLE),
        ("0", None, WHOLE),
        ("90", None, Span(90.0)),
        (None, "1:30", Span(0.0, 90.0)),
        ("0:05.5", "1:00:00", Span(5.5, 3600.0)),
        (".5", "75:00", Span(0.5, 4500.0)),
    ],
)
def test_a_part_of_a_clip_is_read_as_seconds_or_as_a_clock(from_, to, span):
    assert parse_span(from_, to) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "1:",
        ":",
        "1:75",
        "1:60:00",
        "1e3",
        "nan",
        "inf",
        "1:2:3:4",
        "soon",
        "1,5",
        "\u0661",
        "9" * 400,
    ],
)
def test_what_is_no_time_is_refused_with_an_example(text):
    with pytest.raises(InputError, match=r"not a time; write seconds, or minutes:seconds \(1:30\)"):
        parse_span(None, text)


@pytest.mark.parametrize(("from_", "to"), [("5", "5"), ("1:00", "59"), (None, "0")])
def test_an_empty_part_is_refused(from_, to):
    with pytest.raises(InputError, match="must be later than --from"):
        parse_span(from_, to)
