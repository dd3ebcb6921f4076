"""The menu: every choice with its number, at every size."""

import numpy as np
import pytest
from moments import HD, SIZES, is_colour

from posecheck.live.window.menu import CHOICE_KEYS, draw_menu
from posecheck.outputs.overlay.theme import GROUND, LOOKS
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in

TITLES = [stretch.title for stretch in all_built_in()]


def discs(menu: np.ndarray) -> int:
    """How many discs there are, one below the other."""
    rows = is_colour(menu, LOOKS[Grade.GOOD].colour).any(axis=1).astype(int)
    return int((np.diff(rows) == 1).sum())


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("count", [0, 1, 9, len(CHOICE_KEYS)])
def test_each_choice_has_a_disc(size, count):
    menu = draw_menu((TITLES * 4)[:count], size)
    assert menu.shape == (size[1], size[0], 3)
    assert discs(menu) == count


def test_a_long_title_ends_within_the_picture():
    menu = draw_menu(["A title that is far too long to fit " * 9], HD)
    assert (menu[:, -20:] == GROUND).all()


def test_the_titles_are_what_is_drawn():
    one, other = (draw_menu([title], HD) for title in ("Bridge", "Pigeon"))
    assert not np.array_equal(one, other)
    assert np.array_equal(one[: HD[1] // 5], other[: HD[1] // 5])


def test_a_stretch_of_posecheck_is_drawn_before_its_title():
    drawn, own = (draw_menu([title], HD) for title in ("Bridge", "Bridge "))
    left, right = (np.flatnonzero((drawn != own).any(axis=(0, 2)))[at] for at in (0, -1))
    assert 0.1 * HD[0] < left < right < 0.2 * HD[0]
