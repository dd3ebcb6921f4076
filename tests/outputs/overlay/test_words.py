"""What the overlay says."""

from dataclasses import replace

from drawing import assessed

from posecheck.assess.assessor import Assessment
from posecheck.outputs.numbers import compact_limits
from posecheck.outputs.overlay.words import (
    reason_words,
    state,
    subtitle,
    target_text,
    value_text,
)


def test_the_reason_leaves_out_the_view_that_is_shown_beside_it() -> None:
    assessment = assessed({"front_knee": None})
    (verdict,) = assessment.verdicts
    assert reason_words(verdict, assessment) == "left ankle hidden"
    turned = replace(verdict, reason="seen from the side; turn the camera")
    assert reason_words(turned, assessment) == "turn the camera"


def test_the_side_and_the_view_are_said() -> None:
    assert subtitle(assessed({})) == "left leg in front · seen from the side"
    assert subtitle(assessed({}, side=None)).startswith("side unknown")
    assert subtitle(assessed({}, stretch_id="bridge")).startswith("both sides")
    assert subtitle(Assessment(0.0)) == ""


def test_why_nothing_is_assessed_is_said() -> None:
    assert state(Assessment(0.0)) == "No one in view"
    assert state(replace(assessed({}), in_position=False)) == "Not in position"
    assert state(assessed({})) is None


def test_a_value_that_is_missing_is_not_written() -> None:
    known, unknown = assessed({"front_knee": 105.0, "trunk_upright": None}).verdicts
    assert (value_text(known), target_text(known)) == ("105°", compact_limits(known.band, "deg"))
    assert value_text(unknown) == value_text(replace(known, value=float("nan"))) == ""
