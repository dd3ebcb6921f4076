"""From where a clip shows the person."""

import pytest

from posecheck.clips.view_parts import view_part, view_times
from posecheck.pose.pose import Side
from posecheck.pose.view import View, ViewKind


def view(kind, yaw_deg):
    return View(kind, yaw_deg, Side.LEFT, False)


FRONT, SIDE = view(ViewKind.FRONT, 3.0), view(ViewKind.SIDE, 88.0)


def test_the_view_is_that_of_most_frames():
    part = view_part([FRONT, SIDE, SIDE, view(ViewKind.SIDE, 92.0)])
    assert (part.kind, part.yaw_deg) == (ViewKind.SIDE, 88.0)
    assert view_part([]).kind is None


def test_the_longest_view_comes_first():
    first, second = view_times({ViewKind.FRONT: 1.0, ViewKind.SIDE: 2.00049})
    assert (first.kind, first.seconds) == (ViewKind.SIDE, pytest.approx(2.0))
    assert second.kind is ViewKind.FRONT
