"""Text and lines on a picture."""

import numpy as np
from drawing import GREY

from posecheck.outputs.overlay.canvas import BOLD, Canvas, Typeface, drawable_points
from posecheck.outputs.overlay.theme import INK, LOOKS
from posecheck.stretches.checks import Grade
from posecheck.video.frame import Image


def test_long_text_is_cut_by_an_ellipsis_or_wrapped() -> None:
    face = Typeface()
    words = "Keep the spine long; lean from the hips"
    assert face.fit(words, 10_000, 20) == words
    cut = face.fit(words, 150, 20, BOLD)
    assert cut.endswith("…")
    assert face.width(cut, 20, BOLD) <= 150
    assert face.fit(words, 1, 20) == ""
    lines = face.wrap(words, 250, 20, BOLD)
    assert len(lines) == 2
    assert " ".join(lines) == words
    assert all(face.width(line, 20) <= 80 for line in face.wrap("Unwrappable" * 9, 80, 20))


def test_text_of_any_length_is_measured_a_few_times_only() -> None:
    face = Typeface()
    short, long = (face.fit("W" * letters, 150, 20) for letters in (100, 20_000))
    assert short == long
    assert face._measured.cache_info().misses < 40


def blank() -> Image:
    return np.full((40, 60, 3), GREY, np.uint8)


def test_what_is_missing_or_far_away_is_left_out() -> None:
    canvas = Canvas(blank(), Typeface())
    for point in ((np.nan, 5.0), (1e9, 5.0), (-np.inf, 5.0)):
        assert not drawable_points(np.array(point))
        canvas.disc(point, 5.0, INK)
        canvas.line(point, (20.0, 20.0), 3.0, LOOKS[Grade.FIX])
        canvas.polygon([point, (1.0, 1.0), (9.0, 9.0)], INK)
    assert (canvas.image == GREY).all()


def test_a_disc_has_the_area_of_a_circle_and_its_edge() -> None:
    canvas = Canvas(blank(), Typeface())
    canvas.disc((30.0, 20.0), 10.0, (255, 255, 255))
    covered = (canvas.image[..., 0].astype(float) - GREY).sum() / (255 - GREY)
    assert np.pi * 10**2 < covered < np.pi * 11**2  # a soft edge of a pixel


def test_a_dashed_line_leaves_gaps_and_a_solid_one_none() -> None:
    gaps = {}
    for grade in (Grade.FIX, Grade.BORDERLINE):
        canvas = Canvas(blank(), Typeface())
        canvas.line((5.0, 20.0), (55.0, 20.0), 2.0, LOOKS[grade])
        away = np.abs(canvas.image[20, 8:52].astype(int) - LOOKS[grade].colour).max(axis=1)
        gaps[grade] = (away > 40).sum()
    assert gaps[Grade.FIX] == 0
    assert gaps[Grade.BORDERLINE] > 0


def test_rectangles_beyond_the_picture_are_cut_off() -> None:
    canvas = Canvas(blank(), Typeface())
    canvas.fill(-10, -10, 5, 5, INK)
    canvas.dim(50, 30, 999, 999)
    assert (canvas.image[:5, :5] == INK).all()
    assert (canvas.image[30:, 50:] < GREY).all()
    assert (canvas.image[5:30, 5:50] == GREY).all()
    canvas.dim(100, 100, 90, 90)  # nothing of it is inside


def test_text_ends_where_its_measured_width_says() -> None:
    canvas = Canvas(np.zeros((60, 400, 3), np.uint8), Typeface())
    end = canvas.text("Flatten your back", 10, 40, 24)
    columns = np.flatnonzero(canvas.image.any(axis=(0, 2)))
    assert columns[0] >= 10
    assert end - 12 <= columns[-1] <= end
