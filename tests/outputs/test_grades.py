"""Every grade differs in more than its colour, and all outputs agree on which is worse."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from posecheck.outputs.grades import GRADE_STYLES, worst
from posecheck.stretches.checks import Band, Grade


def test_every_grade_has_a_glyph_and_words_of_its_own():
    assert set(GRADE_STYLES) == set(Grade)
    for one, other in permutations(GRADE_STYLES.values(), 2):
        assert one.glyph != other.glyph
        assert one.words != other.words
        assert one.rgb != other.rgb
    assert GRADE_STYLES[Grade.CANNOT_JUDGE].label == "? cannot judge"


@given(st.floats(0, 50), st.floats(0, 50))
def test_severity_grows_with_the_distance_from_the_good_limits(near, further):
    band = Band((-10, 10), (-20, 20))
    for sign in (-1, 1):
        grades = [band.grade(sign * value) for value in (near, near + further)]
        assert grades[0].severity <= grades[1].severity


def test_the_worst_is_the_severest_and_any_judgement_beats_none():
    for grades in permutations(Grade):
        assert worst(*grades) is Grade.FIX
    for grade in Grade:
        assert worst(Grade.CANNOT_JUDGE, grade) is grade
