"""Grades can be told apart without colours."""

from itertools import combinations

import numpy as np
import pytest
from drawing import (
    FRONT_KNEE,
    GREY,
    SIZE,
    around,
    assessed,
    colours_between,
    drawn,
    lunging,
    share_of,
)

from posecheck.outputs.overlay.theme import INK, LOOKS, Sizes
from posecheck.pose.pose import Landmark
from posecheck.stretches.checks import Grade


@pytest.mark.parametrize("grade", Grade)
def test_every_grade_has_its_colour_on_the_bone(grade: Grade) -> None:
    pose = lunging()
    image = drawn(assessed({"front_knee": FRONT_KNEE.get(grade)}, pose))
    shin = colours_between(image, pose[Landmark.LEFT_KNEE], pose[Landmark.LEFT_ANKLE])
    assert share_of(shin, LOOKS[grade].colour) > 0.1
    for other in set(Grade) - {grade}:
        assert share_of(shin, LOOKS[other].colour) == 0


def test_grades_differ_without_colour_in_line_style_and_width() -> None:
    pose = lunging()
    start, end = pose[Landmark.LEFT_KNEE], pose[Landmark.LEFT_ANKLE]
    solid, width = {}, {}
    for grade in Grade:
        image = drawn(assessed({"front_knee": FRONT_KNEE.get(grade)}, pose))
        solid[grade] = share_of(colours_between(image, start, end), LOOKS[grade].colour)
        x, y = np.rint((start + end) / 2).astype(int)
        width[grade] = (image[y - 40 : y + 40, x - 40 : x + 40] != GREY).any(axis=2).sum()
    assert solid[Grade.GOOD] > 0.95
    assert solid[Grade.FIX] > 0.95
    assert 0.4 < solid[Grade.BORDERLINE] < 0.9
    assert solid[Grade.CANNOT_JUDGE] < 0.4
    assert width[Grade.FIX] > 1.3 * width[Grade.GOOD]


def test_the_glyphs_differ_without_colour() -> None:
    pose = lunging()
    ink = {}
    for grade, value in FRONT_KNEE.items():
        image = drawn(assessed({"front_knee": value}, pose), grey=255)
        badge = around(image, pose[Landmark.LEFT_KNEE], Sizes.of(SIZE).badge * 0.8)
        ink[grade] = np.abs(badge.astype(int) - INK).max(axis=2) < 60
    for one, other in combinations(ink.values(), 2):
        assert (one ^ other).sum() > 0.25 * max(one.sum(), other.sum())
