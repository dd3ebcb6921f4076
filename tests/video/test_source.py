from collections.abc import Iterator

import numpy as np
import pytest

from posecheck.video.frame import Frame
from posecheck.video.source import Source


class Three(Source):
    """Three frames, and a note of being closed."""

    name, size, fps = "three", (4, 2), 10.0
    closed = False

    def __iter__(self) -> Iterator[Frame]:
        for index in range(3):
            self.frames_read += 1
            yield Frame(index, index / self.fps, np.zeros((2, 4, 3), np.uint8))

    def close(self) -> None:
        self.closed = True


def test_the_block_closes_a_source():
    with Three() as source:
        assert [frame.index for frame in source] == [0, 1, 2]
        assert not source.closed
    assert source.closed


def test_an_exception_closes_a_source_too_and_is_not_swallowed():
    source = Three()
    with pytest.raises(ValueError, match="bad frame"), source:
        raise ValueError("bad frame")
    assert source.closed


def test_what_is_read_of_one_source_is_not_counted_for_another():
    with Three() as one, Three() as other:
        next(iter(one))
    assert (one.frames_read, other.frames_read) == (1, 0)


def test_a_source_must_say_how_it_is_read_and_closed():
    with pytest.raises(TypeError, match="abstract"):
        Source()
