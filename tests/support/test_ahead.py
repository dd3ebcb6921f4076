"""What is made ahead comes whole, in order, and stops when nobody wants it any more."""

import threading
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.support.ahead import AHEAD, ahead


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "working-ahead"]


@given(st.lists(st.integers() | st.none()))
def test_the_same_items_come_in_the_same_order(items):
    with ahead(items) as made:
        assert list(made) == items
    assert threads() == []


def test_an_error_comes_after_the_items_before_it():
    def items():
        yield from (1, 2, 3)
        raise OSError("broken")

    with ahead(items()) as made:
        assert [next(made) for _ in range(3)] == [1, 2, 3]
        with pytest.raises(OSError, match="broken"):
            next(made)
    assert threads() == []


@pytest.mark.parametrize("most", [1, AHEAD, 16])
@pytest.mark.parametrize("wanted", [0, 1, 5])
def test_who_leaves_early_leaves_no_thread_and_no_endless_work(wanted, most):
    begun = []
    with ahead((begun.append(n) or n for n in count()), most) as made:
        assert [next(made) for _ in range(wanted)] == list(range(wanted))
    assert threads() == []
    assert len(begun) <= wanted + most + 3


def test_so_many_are_made_while_nobody_takes_one():
    all_begun = threading.Event()

    def items():
        yield from range(16)
        all_begun.set()
        yield from count()

    with ahead(items(), most=16) as made:
        assert all_begun.wait(timeout=60)
        assert next(made) == 0


def test_an_error_of_the_one_who_takes_them_is_the_one_that_is_raised():
    def take():
        with ahead(count()) as made:
            return [1 / (3 - item) for item in made]

    with pytest.raises(ZeroDivisionError):
        take()
    assert threads() == []


def test_items_are_made_while_one_is_worked_on():
    second_begun = threading.Event()

    def items():
        yield 1
        second_begun.set()
        yield 2

    with ahead(items()) as made:
        assert next(made) == 1
        assert second_begun.wait(timeout=60)
