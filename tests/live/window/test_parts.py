"""Breathing ring, meter and keys, read back from their pixels."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from moments import GREY, METER, SCALE, SIZES, changed, empty, is_colour

from posecheck.coach.breath import Breath, Breathing
from posecheck.coach.meter import closeness
from posecheck.live.window.layout import TEXT, Scale
from posecheck.live.window.parts import (
    AIR,
    EMPTY_RING,
    KEYS_HEIGHT,
    METER_EDGE,
    RING,
    VALUE_WIDTH,
    draw_breathing,
    draw_keys,
    draw_meter,
    meter_size,
)
from posecheck.outputs.overlay.canvas import BOLD, Typeface
from posecheck.outputs.overlay.theme import LOOKS
from posecheck.outputs.words import name_of
from posecheck.stretches.checks import Grade
from posecheck.stretches.stretch import all_built_in

MIDDLE = (640, 360)


def breath(half: Breath, share: float) -> np.ndarray:
    canvas = empty()
    draw_breathing(Breathing(half, share), canvas, MIDDLE, SCALE)
    left, top, right, bottom = changed(canvas)
    assert right - left <= 2 * SCALE(RING)
    assert bottom - top <= 2 * SCALE(RING)
    return canvas.image


def test_the_disc_grows_while_breathing_in_and_shrinks_while_breathing_out():
    shares = (0.0, 0.5, 1.0)
    air_in, air_out = (
        [int(is_colour(breath(half, share), AIR).sum()) for share in shares]
        for half in (Breath.IN, Breath.OUT)
    )
    assert air_in == sorted(set(air_in))
    assert air_out == sorted(set(air_out), reverse=True)


@pytest.mark.parametrize("size", SIZES[:3], ids=str)
def test_the_word_fits_into_the_smallest_disc(size):
    scale, typeface = Scale(size), Typeface()
    assert max(typeface.width(word, scale(5), BOLD) for word in ("in", "out")) < 2 * scale(
        EMPTY_RING
    )


def lengths(share: float, grade: Grade) -> int:
    """How long the bar of a meter is in the colour of a grade, in pixels."""
    canvas = empty(meter_size(SCALE))
    draw_meter(replace(METER, share=share), canvas, 0, 0, SCALE)
    return int(is_colour(canvas.image, LOOKS[grade].colour).sum(axis=1).max())


@pytest.mark.parametrize(
    ("value", "grade"), [(170, Grade.GOOD), (160, Grade.BORDERLINE), (150, Grade.FIX)]
)
def test_the_bar_has_the_colour_of_the_verdict_and_the_length_of_the_share(value, grade):
    share = closeness(value, METER.band)
    whole = lengths(1.0, Grade.GOOD)
    assert METER.band.grade(value) is grade
    assert lengths(share, grade) == pytest.approx(share * whole, abs=SCALE(0.4) + 1)
    others = set(LOOKS) - {grade}
    assert all(lengths(share, other) == 0 for other in others)


@pytest.mark.parametrize("share", [nan, 0.0, -1.0])
def test_an_unknown_share_is_an_empty_bar(share):
    assert all(lengths(share, grade) == 0 for grade in LOOKS)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_name_of_every_check_is_whole(size):
    scale, typeface = Scale(size), Typeface()
    room = meter_size(scale)[0] - 2 * scale(METER_EDGE)
    names = {name_of(id) for stretch in all_built_in() for id in stretch.check_ids}
    assert [name for name in names if typeface.fit(name, room, scale(TEXT)) != name] == []


@pytest.mark.parametrize("size", SIZES[:3], ids=str)
@pytest.mark.parametrize("value", ["−180°", "−0.123"])
def test_the_widest_value_does_not_cover_the_bar(size, value):
    scale = Scale(size)
    assert Typeface().width(value, scale(TEXT), BOLD) < scale(VALUE_WIDTH)


def test_the_meter_stays_within_its_size():
    canvas, (width, height) = empty(), meter_size(SCALE)
    draw_meter(METER, canvas, 30, 40, SCALE)
    assert changed(canvas) == (30, 40, 30 + width, 40 + height)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_keys_are_one_line_over_the_whole_width(size):
    canvas, scale = empty(size), Scale(size)
    draw_keys(canvas, 50, scale)
    assert changed(canvas) == (0, 50, size[0], 50 + scale(KEYS_HEIGHT))
    assert canvas.image.max() > GREY
