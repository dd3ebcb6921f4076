"""Clauses that stand alone."""

from posecheck.support.capitalized import capitalized


def test_only_the_first_letter_changes():
    assert capitalized("out of position, says MediaPipe") == "Out of position, says MediaPipe"
    assert capitalized("") == ""
